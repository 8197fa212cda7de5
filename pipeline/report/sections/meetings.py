"""Co-occurrence: which themes and codes meet in the same utterance, and which in neighbouring ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pipeline.analysis.cooccurrence import cooccurrence, neighbouring
from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain, small_note
from pipeline.report.sections.findings import figure
from pipeline.report.sections.never_always import never_and_always

if TYPE_CHECKING:
    import pandas as pd

LISTED = 15
Level = Literal["code", "theme"]
Places = dict[tuple[str, str], list[tuple[str, str]]]


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


def _table(evidence: Evidence, pairs: pd.DataFrame, caption: str, level: Level) -> Table:
    words = evidence.wording
    pairs = pairs[pairs["utterances"] > 0]
    if evidence.public:
        pairs = pairs[pairs["utterances"] >= 3]
    shown = pairs.head(LISTED).to_dict("records")
    places = _places(evidence, shown, level)
    rows = [_row(evidence, pair, level, places) for pair in shown]
    column = "column.theme" if level == "theme" else "column.code"
    header = (
        words(column),
        words(column),
        *(words(f"column.{n}") for n in ("both", "jaccard", "neighbours")),
    )
    note = small_note(evidence, words("meet.note", n=len(pairs)), rows)
    return Table(header, tuple(rows), caption, note, (2, 3, 4), (0.3, 0.3, 0.14, 0.12, 0.14))


def _places(evidence: Evidence, pairs: list[dict[Any, Any]], level: Level) -> Places:
    """Where the codes of each pair stand in neighbouring utterances."""
    given = (evidence.utterances, evidence.codings, evidence.codebook, evidence.study)
    return neighbouring(*given, [(pair["code_a"], pair["code_b"]) for pair in pairs], level)


def _row(evidence: Evidence, pair: dict[Any, Any], level: Level, places: Places) -> Row:
    one, other = str(pair["code_a"]), str(pair["code_b"])
    put = evidence.standing.ids if level == "theme" else evidence.standing.put
    second = set(put(other))
    both = tuple(id for id in put(one) if id in second)
    about = f"{pair['label_a']} + {pair['label_b']}"
    near = tuple(id for place in places[one, other] for id in place)
    codes = evidence.standing.codes(one, other, rolled=level == "theme")
    return Row(
        (
            plain(str(pair["label_a"])),
            plain(str(pair["label_b"])),
            number(evidence, Part(int(str(pair["utterances"])), both, about, codes=codes)),
            plain(evidence.wording.decimal(float(str(pair["jaccard"])), 2)),
            number(evidence, Part(int(str(pair["neighbours"])), near, about, True, codes)),
        )
    )
