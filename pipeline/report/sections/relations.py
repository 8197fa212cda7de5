"""Relations between codes: each with its memo and the pairs of quotes that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.analysis.relations import ENDS, HOLDING
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Run, Runs, Source, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number
from pipeline.report.sections.findings import figure
from pipeline.report.sections.printed import words_of_coding

if TYPE_CHECKING:
    import pandas as pd


def relations(evidence: Evidence) -> list[Block]:
    """The figure, then each relation in the order of the codebook; that there is none is said plainly."""
    words, table = evidence.wording, evidence.relations
    heading = Heading(1, words("relations.heading"), "relations")
    if table is None or table.empty:
        return [heading, Paragraph((Text(words("relations.empty")),))]
    intro = words("relations.intro", n=int(table["relation"].nunique()))
    blocks: list[Block] = [heading, Paragraph((Text(intro),))]
    blocks += figure(evidence, "relations", words("relations.figure"))
    for at, (_, rows) in enumerate(table.groupby("relation", sort=False), start=1):
        blocks += _relation(evidence, at, rows)
    return blocks


def _relation(evidence: Evidence, at: int, rows: pd.DataFrame) -> list[Block]:
    """A relation: what is related to what, why, and its pairs."""
    words, first = evidence.wording, rows.iloc[0]
    ends = [words.quoted(str(first[f"{end}_label"])) for end in ENDS]
    told = f"{ends[0]} {type_told(evidence, str(first['type']))} {ends[1]}"
    memo = evidence.shared(str(first["memo"]).strip()) or words("relations.no-memo")
    blocks: list[Block] = [Heading(2, told, f"relation-{at}"), Paragraph((Text(memo),))]
    if not first["pair"]:
        return [*blocks, Paragraph((Text(words("relations.no-pair")),), "note")]
    numbers = {quote.coding: quote.number for quote in evidence.quotes}
    shown = [row for row in rows.to_dict("records") if not evidence.public or _is_printed(row, numbers)]
    if shown:
        header = (str(first["source_label"]), str(first["target_label"]))
        lines = tuple(Row(tuple(_cell(evidence, row, end, numbers) for end in ENDS)) for row in shown)
        blocks.append(Table(header, lines, words("relations.pairs"), "", (), (0.5, 0.5)))
    if evidence.public:
        count = number(evidence, Part(len(rows)))
        blocks.append(Paragraph(words.runs("relations.public", n=count), "note"))
    return blocks


def type_told(evidence: Evidence, type: str) -> str:
    """What a type says between two codes; one that is not ours as it was written, inside."""
    key = f"relations.type.{type}"
    if evidence.wording.has(key) or evidence.public:
        return evidence.wording(key if evidence.wording.has(key) else "relations.type.other")
    return f"– {type} –"


def _is_printed(row: dict[Any, Any], numbers: dict[str, int]) -> bool:
    """Whether both codings of a pair are quotes that the report prints."""
    return all(row[f"{end}_state"] in HOLDING and row[f"{end}_coding"] in numbers for end in ENDS)


def _cell(evidence: Evidence, row: dict[Any, Any], end: str, numbers: dict[str, int]) -> Runs:
    """The words of one coding as they are printed, where they stand, and what became of the coding."""
    words, state, coding = evidence.wording, row[f"{end}_state"], str(row[f"{end}_coding"])
    if state in ("removed", "unknown"):
        key = "gone" if state == "removed" else "lost"
        return (Text(words(f"relations.{key}"), "emphasis"),)
    made: list[Run] = []
    if coding in numbers:
        made.append(Text(words("relations.quote-number", n=numbers[coding]), "small"))
    made += words_of_coding(evidence, coding)
    if not evidence.public:
        for utterance in str(row[f"{end}_utterances"]).split():
            made += [Text(" "), Source(utterance)]
    if state == "other-code":
        known = evidence.codebook.by_id.get(str(row[f"{end}_code"]))
        label = words.quoted(known.label if known else str(row[f"{end}_code"]))
        made.append(Text(f" {words('relations.other', label=label)}", "emphasis"))
    return tuple(made)
