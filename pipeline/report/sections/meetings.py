"""Co-occurrence: which themes and codes meet in the same utterance, and which in neighbouring ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.analysis.cooccurrence import cooccurrence
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain, small_note
from pipeline.report.sections.findings import figure
from pipeline.report.sections.never_always import never_and_always

if TYPE_CHECKING:
    import pandas as pd

LISTED = 15


def meetings(evidence: Evidence) -> list[Block]:
    """The pairs of themes and of codes that meet, the most frequent first."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("meet.heading"), "meetings")]
    given = (evidence.utterances, evidence.codings, evidence.codebook, evidence.study)
    themes = cooccurrence(*given, level="theme") if len(evidence.counted) else None
    if themes is None or themes.empty:
        return [*blocks, Paragraph((Text(words("meet.empty")),))]
    codes = cooccurrence(*given)
    blocks += [Paragraph((Text(words("meet.intro")),))]
    blocks += figure(evidence, "cooccurrence", words("meet.figure"))
    blocks.append(_table(evidence, themes, words("meet.themes"), "theme"))
    blocks.append(_table(evidence, codes, words("meet.codes", n=LISTED), "code"))
    return [*blocks, *never_and_always(evidence)]


def _table(evidence: Evidence, pairs: pd.DataFrame, caption: str, level: str) -> Table:
    words = evidence.wording
    pairs = pairs[pairs["utterances"] > 0]
    if evidence.public:
        pairs = pairs[pairs["utterances"] >= 3]
    rows = [_row(evidence, pair, level) for pair in pairs.head(LISTED).to_dict("records")]
    column = "column.theme" if level == "theme" else "column.code"
    header = (
        words(column),
        words(column),
        *(words(f"column.{n}") for n in ("both", "jaccard", "neighbours")),
    )
    note = small_note(evidence, words("meet.note", n=len(pairs)), rows)
    return Table(header, tuple(rows), caption, note, (2, 3, 4), (0.3, 0.3, 0.14, 0.12, 0.14))


def _row(evidence: Evidence, pair: dict[Any, Any], level: str) -> Row:
    one, other = str(pair["code_a"]), str(pair["code_b"])
    put = evidence.standing.ids if level == "theme" else evidence.standing.put
    second = set(put(other))
    both = tuple(id for id in put(one) if id in second)
    about = f"{pair['label_a']} + {pair['label_b']}"
    near = int(str(pair["neighbours"]))
    return Row(
        (
            plain(str(pair["label_a"])),
            plain(str(pair["label_b"])),
            number(evidence, Part(int(str(pair["utterances"])), both, about)),
            plain(evidence.wording.decimal(float(str(pair["jaccard"])), 2)),
            number(evidence, Part(near, (*put(one), *put(other)) if near else (), about)),
        )
    )
