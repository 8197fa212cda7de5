"""Reads Rich Text (``.rtf``): paragraphs, headings by their style, and tables of speech."""

from __future__ import annotations

import re

from pipeline.halves import whole
from pipeline.model import Reading
from pipeline.readers.composing import Composer
from pipeline.readers.rows import columns, compose_narrative, compose_speech
from pipeline.readers.rtf_tokens import marks

_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_PAIR = re.compile("[\ud800-\udfff]")


def read(data: bytes) -> Reading:
    """The paragraphs and rows in order; footnotes, comments, bullets and page headers are not speech."""
    page = _Page()
    for name, number, words in marks(data.decode("latin-1").lstrip("ï»¿ \t\r\n")):
        page.take(name, number, words)
    page.end()
    return page.composer.reading()


class _Page:
    """The document as it grows: the open paragraph, the open row and the table it belongs to."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.words: list[str] = []
        self.cells: list[str] = []
        self.rows: list[list[str]] = []
        self.in_table = False
        self.style = self.outline = -1
        self.levels: dict[int, int] = {}
        self.style_number = 0
        self.style_name: list[str] = []
        self.paragraphs = self.tables = 0

    def take(self, name: str, number: int, words: str) -> None:
        """Takes the next mark of the file."""
        if name == "text":
            self.words.append(words)
        elif name.startswith("style"):
            self._style_sheet(name, number, words)
        elif name in ("par", "sect", "page"):
            self._break(name)
        elif name in ("cell", "row"):
            self._cell(name)
        elif name in ("nestcell", "nestrow"):
            self.words.append("\t" if name == "nestcell" else "\n")
        elif name == "pard":
            self.in_table, self.style, self.outline = False, -1, -1
        elif name == "intbl":
            self.in_table = True
        elif name == "s":
            self.style = number
        else:
            self.outline = number

    def _style_sheet(self, name: str, number: int, words: str) -> None:
        if name == "style-number":
            self.style_number, self.style_name = number, []
        elif name == "style-level":
            if 0 <= number < 9:
                self.levels.setdefault(self.style_number, number + 1)
        else:
            self.style_name.append(words)
            title = "".join(self.style_name).split(";")[0].strip()
            found = _HEADING.fullmatch(title)
            if found:
                self.levels[self.style_number] = max(1, int(found[1]))
            elif title.casefold() in ("title", "tittel"):
                self.levels.setdefault(self.style_number, 1)

    def _break(self, name: str) -> None:
        if self.in_table:
            self.words.append("\n")
        elif name != "page" or self._said().strip():
            self._paragraph()

    def _cell(self, name: str) -> None:
        if name == "cell":
            self.cells.append(self._said().strip("\n"))
            self.words = []
        elif self.cells:
            self.rows.append(self.cells)
            self.cells = []

    def _said(self) -> str:
        """The words so far, with the halves of letters outside the first plane put together."""
        words = "".join(self.words)
        if _PAIR.search(words):
            words = whole(words)
        return words

    def _paragraph(self) -> None:
        words = self._said()
        self.words = []
        self._table()
        self.paragraphs += 1
        if words.strip():
            level = self.outline + 1 if 0 <= self.outline < 9 else self.levels.get(self.style, 0)
            self.composer.paragraph(words, f"paragraph {self.paragraphs}", level=level)
            self.composer.write("\n")

    def _table(self) -> None:
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        self.tables += 1
        place = "row" if self.tables == 1 else f"table {self.tables} row"
        found = columns(rows)
        if found is None or found.speaker < 0:
            compose_narrative(self.composer, rows, place)
        else:
            compose_speech(self.composer, rows, found, place)

    def end(self) -> None:
        """Takes what is left when the file ends."""
        if self.cells:
            self.rows.append([*self.cells, self._said()])
            self.cells, self.words = [], []
        self._paragraph()
