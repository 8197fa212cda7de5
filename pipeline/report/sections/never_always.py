"""Codes that never meet and codes that always do, beside what was to be expected; internal edition only."""

from __future__ import annotations

from typing import Any

from pipeline.analysis.never_always import EXPECTED, OFTEN, never_always
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain

LISTED = 15


def never_and_always(evidence: Evidence) -> list[Block]:
    """Two short tables, or sentences where there is nothing; the public edition prints no zero, so none."""
    if evidence.public:
        return []
    words = evidence.wording
    pairs = never_always(evidence.utterances, evidence.codings, evidence.codebook, evidence.study)
    coded = evidence.counted["utterance"].nunique()
    never = _table(evidence, pairs[pairs["kind"] == "never"], "never")
    always = _table(evidence, pairs[pairs["kind"] != "never"], "always")
    return [
        Heading(2, words("never.heading"), "never-always"),
        Paragraph((Text(words("never.intro", least=EXPECTED, n=coded)),)),
        never or Paragraph((Text(words("never.none")),)),
        Paragraph((Text(words("always.intro", least=OFTEN)),)),
        always or Paragraph((Text(words("always.none")),)),
    ]


def _table(evidence: Evidence, pairs: Any, kind: str) -> Table | None:
    words = evidence.wording
    rows = tuple(_row(evidence, pair) for pair in pairs.head(LISTED).to_dict("records"))
    names = ("code", "code", "with-first", "with-second", "both", "expected")
    header = tuple(words(f"column.{name}") for name in names)
    widths = (0.26, 0.26, 0.12, 0.12, 0.12, 0.12)
    return Table(header, rows, words(f"{kind}.caption"), "", (2, 3, 4, 5), widths) if rows else None


def _row(evidence: Evidence, pair: dict[Any, Any]) -> Row:
    first, second = (evidence.standing.put(pair[name]) for name in ("code_a", "code_b"))
    among = set(second)
    both = tuple(id for id in first if id in among)
    codes = evidence.standing.codes(pair["code_a"], pair["code_b"], rolled=False)
    about = f"{pair['label_a']} + {pair['label_b']}"
    return Row(
        (
            plain(pair["label_a"]),
            plain(pair["label_b"]),
            number(evidence, Part(pair["utterances_a"], first, pair["label_a"])),
            number(evidence, Part(pair["utterances_b"], second, pair["label_b"])),
            number(evidence, Part(pair["utterances"], both, about, codes=codes)),
            plain(evidence.wording.decimal(pair["expected"], 1)),
        )
    )
