"""Quotes: the words that stand behind a code, all of them or a choice for the report."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.analysis.lineage import asked_code, lineage
from pipeline.analysis.narrowing import SETTLED, Table, Whose, arrow, asked_about, counted, is_in
from pipeline.codebook import Codebook
from pipeline.model import NOTE, Narrow, digest
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

QUOTE_COLUMNS = (
    "utterance",
    "document",
    "role",
    "coder",
    "origin",
    "start",
    "end",
    "quote",
    "code",
    "coding",
)
CHOICE_COLUMNS = (
    *("order", "pinned", "coding", "code", "coder", "origin", "utterance", "document", "role", "speaker"),
    *("case", "wave", "kind", "start", "end", "quote", "text"),
)
SHORTEST = 5
"""A quote of fewer words than this is chosen only where there is no longer one."""
COMFORTABLE = (12, 70)
"""Between how many words a quote in a report reads well."""


def quotes_of(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    code: str,
    narrow: Narrow | None = None,
) -> pd.DataFrame:
    """All words coded with a code or one below it, in the order they were said.

    Columns: utterance, document, role, coder, origin, start and end (0-based code points inside the
    utterance, end exclusive), quote, and then code (the one that was put on the words) and coding.
    One row for each coding and utterance, without limit: a passage has a row for each of its
    utterances. Raises ``StudyError`` for a code the codebook lacks.
    """
    return quote_table(utterances, codings, codebook, study, code, narrow).to_pandas()


def quote_table(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    code: str,
    narrow: Narrow | None = None,
) -> pa.Table:
    """The table of ``quotes_of`` as an Arrow table, made without pandas."""
    found = _coded(utterances, codings, codebook, study, code, narrow or Narrow())
    return found.select(list(QUOTE_COLUMNS))


def _coded(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    code: str,
    narrow: Narrow,
    whose: Whose = "counted",
) -> pa.Table:
    """The codings under a code with what is known of their utterances, in the order they were said."""
    asked = asked_code(codebook, code)
    whole = arrow(utterances, ("utterance", "document", "role", "case", "wave", "kind"))
    said = whole.filter(asked_about(whole, narrow, study))
    names = ("coding", "coder", "utterance", "start", "end", "quote", "code", "origin", SETTLED)
    ours = arrow(codings, names)
    below = [other for other in pc.unique(ours["code"]).to_pylist() if asked in lineage(codebook, other)]
    ours = ours.filter(pc.and_(counted(ours, narrow, study, whose), is_in(ours["code"], below)))
    at = pc.index_in(ours["utterance"], value_set=said["utterance"])
    ours = ours.append_column("at", at).filter(pc.is_valid(at))
    for name in ("document", "role"):
        ours = ours.append_column(name, said[name].take(ours["at"]))
    order = [(name, "ascending") for name in ("at", "start", "end", "coder", "origin", "code", "coding")]
    return ours.take(pc.sort_indices(ours, sort_keys=order))


class Candidate(NamedTuple):
    """A quote that could stand in the report: who said it, where, and how well it would read."""

    row: Any
    coding: str
    who: str
    utterance: str
    role: str
    case: str
    code: str
    words: int
    burden: tuple[int, int]
    lot: str


def chosen_quotes(
    utterances: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    study: Study,
    code: str,
    pins: Collection[str] = (),
    number: int | None = None,
    avoid: Collection[str] = (),
    narrow: Narrow | None = None,
) -> pd.DataFrame:
    """The quotes that a report prints for a code: those people pinned, else a choice of ``number``.

    ``pins`` are coding ids; ``avoid`` are utterances printed elsewhere in the report. The choice is the
    same each time: it goes round the roles, the cases and the codes below, never quotes a person twice
    (nor two unnamed people with the same label in one document), leaves narrative out, takes quotes of
    fewer than five words only where there are no others, and prefers words a person marked and lengths
    that read well. Columns: order (1, 2, ... in a random order fixed by the study's seed, so that
    the order does not give the case away; rows of one passage share it), pinned, coding, code, coder,
    origin, utterance, document, role, speaker, case, wave, kind, start, end, quote, text. Only the role
    is meant for print.
    """
    narrow = narrow or Narrow()
    seed = f"{study.report.seed}:{code}"
    picked = _pinned(utterances, codings, codebook, study, code, pins, narrow)
    pinned = len(picked) > 0
    if not pinned:
        ours = _coded(utterances, codings, codebook, study, code, narrow)
        found = _with_facts(ours, utterances)
        wanted = study.report.quotes_per_finding if number is None else number
        best = _spread(_candidates(found, avoid, seed), wanted)
        picked = found.iloc[[candidate.row for candidate in best]]
    return _ordered(picked.assign(pinned=pinned), seed)


def _pinned(
    utterances: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    study: Study,
    code: str,
    pins: Collection[str],
    narrow: Narrow,
) -> pd.DataFrame:
    """The pinned quotes of a code, whoever coded them; what was settled is printed as it was settled."""
    marked = codings[codings["coding"].isin(list(pins))]
    ours = _coded(utterances, marked, codebook, study, code, narrow, "everybody")
    return _with_facts(ours, utterances)


def _with_facts(found: pa.Table, utterances: pd.DataFrame) -> pd.DataFrame:
    facts = utterances[["utterance", "speaker", "label", "case", "wave", "kind", "text"]]
    return found.drop_columns(["at"]).to_pandas().merge(facts, on="utterance", how="left", sort=False)


def _candidates(found: pd.DataFrame, avoid: Collection[str], seed: str) -> list[Candidate]:
    """What may be chosen, first by how it reads and then by lot; narrative and passages stay out."""
    passages = found["coding"].duplicated(keep=False)
    free = ~passages & (found["role"] != NOTE) & ~found["utterance"].isin(list(avoid))
    rows = [
        Candidate(
            row=row,
            coding=one["coding"],
            who=one["speaker"] or f"{one['document']}/{one['label']}",
            utterance=one["utterance"],
            role=one["role"],
            case=one["case"],
            code=one["code"],
            words=len(one["quote"].split()),
            burden=_burden(one["quote"], one["origin"]),
            lot=digest(f"{seed}:{one['coding']}"),
        )
        for row, one in zip(np.flatnonzero(free), found[free].to_dict("records"), strict=True)
    ]
    long_enough = [one for one in rows if one.words >= SHORTEST]
    return sorted(long_enough or rows, key=lambda one: (one.burden, one.lot))


def _burden(quote: str, origin: str) -> tuple[int, int]:
    """How much speaks against printing a quote: not marked by hand, too short or too long to read well."""
    words = len(quote.split())
    least, most = COMFORTABLE
    return (int(origin != "manual"), max(least - words, 0) * 5 + max(words - most, 0))


def _spread(candidates: list[Candidate], number: int) -> list[Candidate]:
    """As many as wanted, each time from the role, then the case, then the code that has been heard least."""
    chosen: list[Candidate] = []
    roles: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    while len(chosen) < number:
        heard = {one.who for one in chosen} | {one.utterance for one in chosen}
        left = [one for one in candidates if one.who not in heard and one.utterance not in heard]
        if not left:
            break
        best = min(
            left, key=lambda one: (roles[one.role], cases[one.case], codes[one.code], one.burden, one.lot)
        )
        chosen.append(best)
        roles[best.role] += 1
        cases[best.case] += 1
        codes[best.code] += 1
    return chosen


def _ordered(picked: pd.DataFrame, seed: str) -> pd.DataFrame:
    """The picked quotes in their random order; the utterances of a passage stay together and in turn."""
    ids = sorted(set(picked["coding"]))
    random.Random(seed).shuffle(ids)
    order: dict[Any, int] = {coding: at for at, coding in enumerate(ids, start=1)}
    table = picked.assign(order=picked["coding"].map(order).astype("int64"))
    return table.sort_values("order", kind="stable")[list(CHOICE_COLUMNS)].reset_index(drop=True)
