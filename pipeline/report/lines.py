"""The report line by line: each sentence, row and quote with its numbers and the utterances behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.report.blocks import (
    Block,
    Definitions,
    Figure,
    Heading,
    Listing,
    Number,
    Paragraph,
    Quote,
    Runs,
    Table,
    Title,
    anchor_of,
    text_of,
)
from pipeline.report.wording import Wording

KINDS = ("paragraph", "item", "term", "table", "row", "figure", "quote")
PARTS = ("theme", "code", "quotes")
"""The parts of the report about one code, by the first word of their anchors."""


class Counted(NamedTuple):
    """A number in a line: where it stands in the text, its column in a table, and what it counts.

    ``code`` is the code it is about, '' where it is about none or several; ``codes`` are those whose codings
    it stands on where several meet, ``coders`` those who made them where they are others than the report
    counts. Of neighbours (``pairs``) the utterances stand two and two.
    """

    start: int
    end: int
    text: str
    column: str = ""
    about: str = ""
    code: str = ""
    codes: str = ""
    coders: str = ""
    pairs: int = 0
    utterances: tuple[str, ...] = ()


class Line(NamedTuple):
    """A paragraph, item, row, caption or quote; ``label`` is that of its table, figure or quote.

    ``quote`` is the number of a printed quote, 0 for anything else; ``name`` that of a figure.
    """

    kind: str
    chapter: str
    anchor: str
    label: str
    text: str
    quote: int = 0
    name: str = ""
    counts: tuple[Counted, ...] = ()


def lines_of_report(blocks: Iterable[Block], codebook: Codebook, words: Wording) -> list[Line]:
    """Everything that is printed, in order, but headings and transcripts."""
    return list(_Reader(codebook, words).lines(blocks))


class _Reader:
    """Where one is in the report while it is read: the heading above, and the last table and figure."""

    def __init__(self, codebook: Codebook, words: Wording) -> None:
        self.words = words
        self.chapter, self.anchor, self.code = "", "", ""
        self.tables = self.figures = 0
        self.labels = _labels(codebook)
        self.parts = {anchor_of(part, code.id): code.id for part in PARTS for code in codebook.codes}

    def lines(self, blocks: Iterable[Block]) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Heading):
                self.chapter, self.anchor = block.text, block.anchor
                self.code = self.parts.get(block.anchor, "")
            elif isinstance(block, Title):
                yield from (self._line("item", runs) for runs in block.lines)
            elif isinstance(block, Paragraph):
                yield self._line("paragraph", block.runs)
            elif isinstance(block, Listing):
                yield from (self._line("item", runs) for runs in block.items)
            elif isinstance(block, Definitions):
                yield from (self._line("term", runs, before=f"{term}: ") for term, runs in block.items)
            elif isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Figure):
                yield self._figure(block)
            elif isinstance(block, Quote):
                label = f"{self.words('quote.label')} {block.number}"
                text = text_of(block.runs)
                yield Line("quote", self.chapter, self.anchor, label, text, quote=block.number)

    def _line(self, kind: str, runs: Runs, before: str = "") -> Line:
        counts = tuple(self._counts(runs, len(before), self.code))
        return Line(kind, self.chapter, self.anchor, "", before + text_of(runs), counts=counts)

    def _figure(self, block: Figure) -> Line:
        self.figures += 1
        label = f"{self.words('figure.label')} {self.figures}"
        return Line("figure", self.chapter, self.anchor, label, block.caption, name=block.name)

    def _table(self, block: Table) -> Iterator[Line]:
        self.tables += 1
        label = f"{self.words('table.label')} {self.tables}"
        yield Line("table", self.chapter, self.anchor, label, block.caption)
        for row in block.rows:
            yield self._row(label, block.header, row.cells)

    def _row(self, label: str, header: Sequence[str], cells: Sequence[Runs]) -> Line:
        """The cells of a row with a tab between them, as they are when a row is copied."""
        code = self.labels.get(text_of(cells[0]) if cells else "", self.code)
        counts: list[Counted] = []
        reached = 0
        for at, cell in enumerate(cells):
            counts += self._counts(cell, reached, code, header[at] if at < len(header) else "")
            reached += len(text_of(cell)) + len(BAR)
        text = BAR.join(text_of(cell) for cell in cells)
        return Line("row", self.chapter, self.anchor, label, text, counts=tuple(counts))

    def _counts(self, runs: Runs, reached: int, code: str, column: str = "") -> Iterator[Counted]:
        for run in runs:
            end = reached + len(text_of((run,)))
            if isinstance(run, Number):
                about = self._code_named(run.about) or code
                several = (" ".join(run.codes), BAR.join(run.coders), int(run.pairs))
                yield Counted(reached, end, run.text, column, run.about, about, *several, run.utterances)
            reached = end

    def _code_named(self, about: str) -> str:
        """The code whose label begins what a number counts: *Label – OA*, *Label, Ansatte, Oppstart*."""
        while about and about not in self.labels:
            about = about[: max(about.rfind(" – "), about.rfind(", "), 0)]
        return self.labels.get(about, "")


BAR = "\t"


def _labels(codebook: Codebook) -> Mapping[str, str]:
    """The codes by their labels, as far as a label is that of one code alone."""
    found: dict[str, str] = {}
    for code in codebook.codes:
        found[code.label] = "" if code.label in found else code.id
    return found
