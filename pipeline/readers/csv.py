"""Reads tables saved as text (``.csv``): one turn a row, with columns for the speaker and the words."""

from __future__ import annotations

import csv
import io

from pipeline.model import Reading
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.rows import columns, compose_speech

_DELIMITERS = ";,\t|"


def read(text: str) -> Reading:
    """The rows in order; cells are kept as written, so that ``NA`` and ``None`` stay words."""
    rows = _rows(text)
    found = columns(rows)
    if found is None and rows:
        said = "No column says what was said, so the rows cannot be read as turns."
        raise Unreadable(
            said, "Name the columns in the first row: speaker, text and, if there is one, time.", "row 1"
        )
    composer = Composer()
    if found is not None:
        compose_speech(composer, rows, found)
    return composer.reading()


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True):
            rows.append(row)
    except csv.Error as trouble:
        said = "The table is broken here, most likely by a quotation mark that is never shut."
        raise Unreadable(
            said, "Open it in a spreadsheet and save it again as CSV.", f"row {len(rows) + 1}"
        ) from trouble
    return [row if row else [""] for row in rows]


def delimiter(text: str) -> str:
    """The mark between cells: the one that the first rows hold most evenly."""
    lines = [line for line in text.split("\n")[:20] if line.strip()]
    if not lines:
        return ","
    header = {mark: lines[0].count(mark) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: (header[mark], sum(mark in line for line in lines)))
    return best if header[best] else ","
