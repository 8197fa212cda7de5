"""Negative cases: how much speaks against each finding, none included, and the words that do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.analysis.counts import mention_rows
from pipeline.analysis.lineage import lineage
from pipeline.analysis.narrowing import Table, arrow, asked_about
from pipeline.codebook import Codebook
from pipeline.coding.contradicting import NegativeCase, negative_cases
from pipeline.coding.live import LiveCodings
from pipeline.model import NOTE, Narrow
from pipeline.study import Study

NEGATIVE_COLUMNS = (
    *("finding", "label", "kind", "codings", "against", "against_own"),
    *("utterances", "documents", "speakers", "unknown_speaker_utterances"),
)
CONTRADICTION_COLUMNS = (
    *("finding", "label", "coding", "code", "coder", "said_by", "at", "utterance", "utterances"),
    *("document", "role", "case", "wave", "quote", "memo"),
)
Cases = Mapping[str, Collection[NegativeCase]]
"""What speaks against each finding, by its id; a finding that nothing speaks against has nothing there."""


class Spoken(NamedTuple):
    """Who said an utterance, and where."""

    place: int
    document: str
    role: str
    speaker: str
    case: str
    wave: str


def spoken(utterances: Table, study: Study, narrow: Narrow | None = None) -> dict[str, Spoken]:
    """The utterances that are left under the filters, by their ids, in the order of the texts."""
    names = ("utterance", "document", "role", "speaker", "case", "wave", "kind")
    whole = arrow(utterances, names)
    rows = whole.filter(asked_about(whole, narrow or Narrow(), study)).to_pydict()
    told = zip(*(rows[name] for name in Spoken._fields[1:]), strict=True)
    return {
        id: Spoken(at, *facts) for at, (id, facts) in enumerate(zip(rows["utterance"], told, strict=True))
    }


def counted_cases(
    live: LiveCodings,
    codebook: Codebook,
    study: Study,
    said: Mapping[str, Spoken],
    narrow: Narrow | None = None,
) -> dict[str, list[NegativeCase]]:
    """What speaks against each finding and cross-cutting theme, in the order of the texts; none is left out.

    Only what the counted coders have coded and said counts (everybody's where the study counts nobody in
    particular), or that of the coders who are named, on utterances that are among those ``said``. What one
    of them said counts also where the coders have settled on other codings since.
    """
    whose = frozenset((narrow or Narrow()).coders or study.counted_coders)
    records = [one for one in live.contradicted if not whose or one.coder in whose]
    found = negative_cases(replace(live, contradicted=records), codebook)
    return {
        finding: sorted(
            (case for case in cases if (not whose or case.owner in whose) and _heard(case, said)),
            key=lambda case: (_heard(case, said)[0].place, case.coding),
        )
        for finding, cases in found.items()
    }


def _heard(case: NegativeCase, said: Mapping[str, Spoken]) -> list[Spoken]:
    return [said[id] for id in case.utterances if id in said]


def negative_table(
    cases: Cases,
    said: Mapping[str, Spoken],
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    narrow: Narrow | None = None,
) -> list[dict[str, Any]]:
    """How much speaks against each finding, in the order of the codebook; a finding with nothing has zeros.

    Columns: finding, label, kind; codings (those under the finding); against (codings that speak against
    it), against_own (those of them that stand under the finding itself); utterances, documents, speakers and
    unknown_speaker_utterances of all that speaks against it.
    """
    rows = []
    for finding, own in cases.items():
        code = codebook.by_id.get(finding)
        under = (
            mention_rows(utterances, codings, codebook, study, finding, narrow)[0] if code else {"codings": 0}
        )
        ours = [case for case in own if finding in lineage(codebook, case.code)]
        facts = (finding, code.label if code else finding, code.kind if code else "", under["codings"])
        counts = (len({case.coding for case in own}), len({case.coding for case in ours}))
        rows.append(dict(zip(NEGATIVE_COLUMNS, (*facts, *counts, *_units(own, said)), strict=True)))
    return rows


def _units(cases: Iterable[NegativeCase], said: Mapping[str, Spoken]) -> tuple[int, int, int, int]:
    """Utterances, documents, known speakers, and utterances of speakers who are not known."""
    ids = {id for case in cases for id in case.utterances if id in said}
    told = [said[id] for id in ids if said[id].role != NOTE]
    documents = {said[id].document for id in ids}
    known = {one.speaker for one in told if one.speaker}
    return len(ids), len(documents), len(known), sum(not one.speaker for one in told)


def contradiction_rows(cases: Cases, said: Mapping[str, Spoken], codebook: Codebook) -> list[dict[str, Any]]:
    """Every negative case, one row for each finding and coding, in the order of the texts.

    Columns: finding and its label; coding, code and coder of the words; said_by (who says that they speak
    against the finding) and at; utterance (the first), utterances (how many the coding is on), document,
    role, case, wave; quote (the words in the first utterance) and memo (why).
    """
    rows = []
    for finding, own in cases.items():
        code = codebook.by_id.get(finding)
        for one in own:
            first = next(id for id in one.utterances if id in said)
            who = said[first]
            facts = (
                finding,
                code.label if code else finding,
                one.coding,
                one.code,
                one.owner,
                one.coder,
                one.at,
            )
            where = (first, len(one.utterances), who.document, who.role, who.case, who.wave)
            rows.append(dict(zip(CONTRADICTION_COLUMNS, (*facts, *where, one.quote, one.memo), strict=True)))
    return rows
