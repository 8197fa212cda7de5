"""Word clouds: what was said most, with the stop list that was used and the words it took away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.blocks import Block, Figure, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain
from pipeline.report.sections.findings import figure
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.masked import NEVER_UNSEEN, without_masked

if TYPE_CHECKING:
    import pandas as pd

NAMED = 12
LISTED = 15


def clouds(evidence: Evidence) -> list[Block]:
    """A cloud for each role and wave drawn, its stop list beneath, and its first words with counts."""
    words = evidence.wording
    blocks: list[Block] = [Heading(1, words("clouds.heading"), "clouds")]
    drawn = [name for name in evidence.figures if name.startswith("cloud_")]
    made = [block for name in drawn for block in _cloud(evidence, name)]
    if not any(isinstance(block, Figure) for block in made):
        return [*blocks, Paragraph((Text(words("clouds.empty")),))]
    return [*blocks, Paragraph((Text(words("clouds.intro", by=words(f"words.{_by(evidence)}"))),)), *made]


def _by(evidence: Evidence) -> str:
    return evidence.study.report.words


def _cloud(evidence: Evidence, name: str) -> list[Block]:
    role, wave = _of(evidence, name)
    table = evidence.words.get((role, wave))
    whose = evidence.wording("everybody") if role == "all" else value_label(evidence, "role", role)
    label = whose if wave == "all" else f"{whose}, {value_label(evidence, 'wave', wave).lower()}"
    caption = evidence.wording("clouds.caption", whose=label)
    removed = _removed(evidence, table) if table is not None else ""
    masked = evidence.wording("clouds.masked") if evidence.public and evidence.masked else ""
    told = " ".join(filter(None, [stop_list_told(evidence), removed, masked]))
    drawn = figure(evidence, name, caption, told)
    if not drawn or table is None:
        return drawn
    return [*drawn, *_counts(evidence, table, role, wave, label)]


def _of(evidence: Evidence, name: str) -> tuple[str, str]:
    """The role and wave in the name of a cloud."""
    for role, wave in evidence.words:
        if name == f"cloud_{role}_{wave}":
            return role, wave
    role, _, wave = name.removeprefix("cloud_").rpartition("_")
    return role, wave


def stop_list_told(evidence: Evidence) -> str:
    """The name, version and digest of the stop list, and whether it removes modality or negation."""
    words, stops = evidence.wording, evidence.stoplist
    if stops is None:
        return words("stops.none")
    told = words("stops", name=stops.name, version=stops.version or "–", digest=stops.digest[:16])
    gone = [word for word in NEVER_UNSEEN if stops.lookup(word)]
    if gone:
        return f"{told} {words('stops.modality', list=words.listed(gone))}"
    return f"{told} {words('stops.kept')}" if stops.removed else told


def _removed(evidence: Evidence, table: pd.DataFrame) -> str:
    """The first words that were removed, with how often they were said and the list that removed them."""
    words = evidence.wording
    every = table[table["removed_by"] != ""]
    if every.empty:
        return words("removed.none")
    gone = shareable(evidence, every)
    gone = gone.sort_values(["count", "word"], ascending=[False, True], kind="stable")
    if gone.empty:
        return words("removed.withheld")
    first = gone.head(NAMED)
    told = [
        f"{word} ({words.number(int(count))}, {_list_told(evidence, by)})"
        for word, count, by in zip(first["word"], first["count"], first["removed_by"], strict=True)
    ]
    return words("removed.public" if evidence.public else "removed", list=", ".join(told), n=len(gone))


def _list_told(evidence: Evidence, by: str) -> str:
    """The part of a stop list that removed a word, in words; a list of the study's own keeps its name."""
    key = f"stops.part.{by}"
    return evidence.wording(key) if evidence.wording.has(key) else by


def shareable(evidence: Evidence, table: pd.DataFrame) -> pd.DataFrame:
    """The words that an edition may name: outside, said three times in three documents, and not masked."""
    if not evidence.public:
        return table
    table = without_masked(evidence, table)
    enough = table["count"] >= 3
    return table[enough & (table["documents"] >= 3)] if "documents" in table else table[enough]


def _counts(evidence: Evidence, table: pd.DataFrame, role: str, wave: str, label: str) -> list[Block]:
    """The first words of a cloud with their counts, in two columns side by side."""
    words = evidence.wording
    kept = shareable(evidence, table[table["removed_by"] == ""]).head(LISTED * 2)
    if kept.empty:
        return []
    cells = []
    for word, count, documents in zip(kept["word"], kept["count"], kept["documents"], strict=True):
        ids = () if evidence.public else word_ids(evidence, word, role, wave)
        numbers = (
            number(evidence, Part(int(count), ids, word)),
            number(evidence, Part(int(documents), ids, word)),
        )
        cells.append((plain(word), *numbers))
    half = -(-len(cells) // 2)
    rows = []
    for at in range(half):
        beside = cells[half + at] if half + at < len(cells) else ((), (), ())
        rows.append(Row((*cells[at], *beside)))
    once = tuple(words(f"column.{name}") for name in ("word", "count", "documents"))
    caption = words("clouds.counts", whose=label)
    widths = (0.22, 0.14, 0.14, 0.22, 0.14, 0.14)
    return [Table((*once, *once), tuple(rows), caption, "", (1, 2, 4, 5), widths)]


def word_ids(evidence: Evidence, word: str, role: str = "all", wave: str = "all") -> tuple[str, ...]:
    """The utterances of a role and wave that hold a word."""
    ids = evidence.word_index.said(word, evidence.study.report.words == "lemmas")
    return evidence.standing.narrowed(ids, role=role, wave=wave)
