"""How often a code is met: in how many codings, utterances and documents, and by how many people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from pipeline.analysis.divisions import (
    Coded,
    about_codes,
    by_code,
    cells_of,
    counts_by_code,
    denominators,
    rules_only,
)
from pipeline.analysis.lineage import asked_code, lineage, tree_order
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import Field, Marks, Numbers, field, marks, position, tally
from pipeline.codebook import Codebook
from pipeline.columns import numbers
from pipeline.model import Narrow
from pipeline.problems import UsageError
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

MENTION_COLUMNS = (
    "codings",
    "utterances",
    "documents",
    "speakers",
    "unknown_speaker_utterances",
    "of_utterances",
    "of_documents",
    "of_speakers",
)
FREQUENCY_COLUMNS = (
    *("code", "label", "finding", "role", "case", "wave"),
    *("codings", "utterances", "documents", "speakers", "of_utterances", "of_documents", "of_speakers"),
    *("unknown_speaker_utterances", "of_unknown_speaker_utterances", "rule_codings", "rule_utterances"),
    *("status", "merged_into"),
)
BY = ("role", "case", "wave", "kind", "coder", "document")
DIVISIONS: tuple[tuple[str, ...], ...] = ((), ("role",), ("case",), ("wave",), ("role", "wave"))
"""How the code frequencies are narrowed: not at all, by one thing at a time, and by role within wave."""


def mentions(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    code: str,
    narrow: Narrow | None = None,
    by: str = "",
) -> pd.DataFrame:
    """How often a code is met, in one row, or in one row per value of ``by``.

    Columns: ``by`` itself where given (role, case, wave, kind, coder or document), then codings,
    utterances, documents, speakers (numbers of distinct ones), unknown_speaker_utterances, and the
    denominators of_utterances, of_documents, of_speakers, which no coder or origin changes. A code
    counts its descendants, each utterance once; a merged code answers as its heir. Raises
    ``StudyError`` for a code the codebook lacks, ``UsageError`` for an unknown ``by``.
    """
    import pandas as pd

    rows = mention_rows(utterances, codings, codebook, study, code, narrow, by)
    return pd.DataFrame(rows, columns=[*([by] if by else []), *MENTION_COLUMNS])


def mention_rows(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    code: str,
    narrow: Narrow | None = None,
    by: str = "",
) -> list[dict[str, Any]]:
    """The rows of ``mentions`` as mappings, made without pandas."""
    narrow = narrow or Narrow()
    if by and by not in BY:
        raise UsageError(f"Cannot count by {by!r}. Choose one of {', '.join(BY)}.")
    asked = asked_code(codebook, code)
    about = field(utterances, narrow, study)
    found = marks(codings, about, narrow, study, "each" if by == "coder" else "counted")
    below = [asked in lineage(codebook, other) for other in found.codes]
    rows = np.flatnonzero(np.array(below, dtype=bool)[found.code]) if below else found.code
    if by == "coder":
        return _by_coder(about, found, rows, narrow, study)
    cell, values = cells_of(about, (by,) if by else (), narrow, study)
    counts = tally(about, found, rows, cell[found.utterance[rows]], len(values))
    counts |= denominators(about, cell, len(values))
    return [
        {**({by: value[0]} if by else {}), **_row(counts, number, MENTION_COLUMNS)}
        for number, value in enumerate(values)
    ]


def code_frequencies(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """How often each code is met: in all, by role, by case, by wave, and by role within wave.

    Columns: code, label, finding, role, case, wave (each ``all`` where not narrowed), codings,
    utterances, documents, speakers with their denominators of_utterances, of_documents, of_speakers,
    unknown_speaker_utterances (and of_...), rule_codings and rule_utterances (what indicators caught,
    apart from what people decided), status and merged_into. Every code has its rows, in the order of
    the tree, also those nobody used; a merged code's codings stand with its heir.
    """
    import pandas as pd

    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    codes = tree_order(codebook)
    decided = by_code(marks(codings, about, narrow, study), codes, codebook)
    rules = by_code(marks(codings, about, rules_only(narrow), study), codes, codebook)
    parts = [_divided(about, decided, rules, codes, codebook, by, narrow, study) for by in DIVISIONS]
    table = pd.concat(parts).sort_values(["_code", "_part"], kind="stable")
    return table[list(FREQUENCY_COLUMNS)].reset_index(drop=True)


def _divided(
    about: Field,
    decided: Coded,
    rules: Coded,
    codes: list[str],
    codebook: Codebook,
    by: tuple[str, ...],
    narrow: Narrow,
    study: Study,
) -> pd.DataFrame:
    """The code frequencies divided one way: every code with every value, zeros included."""
    import pandas as pd

    cell, values = cells_of(about, by, narrow, study)
    columns: dict[str, Any] = {
        **about_codes(codebook, codes, len(values)),
        **counts_by_code(about, decided, len(codes), cell, len(values)),
    }
    for name in ("role", "case", "wave"):
        here = [value[by.index(name)] if name in by else "all" for value in values]
        columns[name] = here * len(codes)
    for name, of in denominators(about, cell, len(values)).items():
        columns[name] = np.tile(of, len(codes))
    caught = counts_by_code(about, rules, len(codes), cell, len(values))
    columns |= {"rule_codings": caught["codings"], "rule_utterances": caught["utterances"]}
    columns |= {"_code": np.repeat(np.arange(len(codes)), len(values)), "_part": DIVISIONS.index(by)}
    return pd.DataFrame(columns)


def _by_coder(
    about: Field, found: Marks, rows: Numbers, narrow: Narrow, study: Study
) -> list[dict[str, Any]]:
    """One row for each coder, the study's first, then others that occur, rule codings ('') last."""
    present = pc.unique(found.coder.take(numbers(rows))).to_pylist()
    named = [coder for coder in study.coders if not narrow.coders or coder in narrow.coders]
    others = {*present, *narrow.coders}.difference(named)
    coders = named + sorted(others, key=lambda coder: (coder == "", coder))
    counts = tally(about, found, rows, position(found.coder, coders)[rows], len(coders))
    of = denominators(about, np.zeros(len(about.document), dtype=np.int64), 1)
    counts |= {name: np.tile(column, len(coders)) for name, column in of.items()}
    return [{"coder": coder, **_row(counts, at, MENTION_COLUMNS)} for at, coder in enumerate(coders)]


def _row(counts: dict[str, Numbers], at: int, names: tuple[str, ...]) -> dict[str, int]:
    return {name: int(counts[name][at]) for name in names}
