"""The documents one by one: where their themes lie, and how much of each is coded (internal edition only)."""

from __future__ import annotations

from pipeline.analysis.coverage import coverage
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, numbers, plain
from pipeline.report.sections.findings import figure
from pipeline.report.sections.labels import value_label


def each_document(evidence: Evidence) -> list[Block]:
    """Portraits and coverage of the documents; the public edition says only that they are left out."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("each.heading"), "documents")]
    if evidence.public:
        return [*blocks, Paragraph((Text(words("each.public")),))]
    if evidence.utterances.empty:
        return [*blocks, Paragraph((Text(words("each.empty")),))]
    blocks.append(Paragraph((Text(words("each.intro")),)))
    blocks += [_table(evidence), *figure(evidence, "portraits", words("each.portraits"))]
    return [*blocks, *figure(evidence, "coverage", words("each.coverage"))]


def _table(evidence: Evidence) -> Table:
    """Each document with its kind and how many of its utterances are coded, by rule alone, or neither."""
    words = evidence.wording
    answered, coded = evidence.answered, set(evidence.counted["utterance"].tolist())
    caught = set(evidence.codings.loc[evidence.codings["origin"] == "rule", "utterance"].tolist())
    said = answered.groupby("document")["utterance"].agg(tuple).to_dict()
    rows = []
    for row in coverage(evidence.utterances, evidence.codings, evidence.study).to_dict("records"):
        ids = said.get(row["document"], ())
        sets = (
            ids,
            tuple(id for id in ids if id in coded),
            tuple(id for id in ids if id in caught and id not in coded),
            tuple(id for id in ids if id not in coded and id not in caught),
        )
        parts = [
            Part(int(row[name]), behind, str(row["document"]))
            for name, behind in zip(("utterances", "coded", "rule_only", "uncoded"), sets, strict=True)
        ]
        kind = value_label(evidence, "kind", str(row["kind"]))
        rows.append(Row((plain(str(row["document"])), plain(kind), *numbers(evidence, *parts))))
    header = ("document", "kind", "utterances", "coded", "rule-only", "uncoded")
    return Table(
        tuple(words(f"column.{name}") for name in header),
        tuple(rows),
        words("each.table"),
        "",
        (2, 3, 4, 5),
        (0.16, 0.3, 0.13, 0.13, 0.14, 0.14),
    )
