"""Reads tables saved as text (``.csv``): one turn a row, with columns for the speaker and the words."""

from __future__ import annotations

import csv
import io

from pipeline.model import Reading
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.rows import Columns, columns, compose_speech

_DELIMITERS = ";,\t|"
_NONE = "\x1f"


def read(text: str) -> Reading:
    """The rows in order; cells are kept as written, so that ``NA`` and ``None`` stay words."""
    mark = delimiter(text)
    rows = _rows(text, mark)
    found = columns(rows)
    if found is None and rows:
        said = "No column says what was said, so the rows cannot be read as turns."
        raise Unreadable(
            said, "Name the columns in the first row: speaker, text and, if there is one, time.", "row 1"
        )
    composer = Composer()
    if found is not None:
        compose_speech(composer, _whole(rows, found, mark), found)
    return composer.reading()


def _rows(text: str, mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            rows.append(row)
    except csv.Error as trouble:
        said = "The table is broken here, most likely by a quotation mark that is never shut."
        raise Unreadable(
            said, "Open it in a spreadsheet and save it again as CSV.", f"row {len(rows) + 1}"
        ) from trouble
    return [row if row else [""] for row in rows]


def _whole(rows: list[list[str]], found: Columns, mark: str) -> list[list[str]]:
    """The rows with words that an unquoted mark tore apart put together again, if they stand last."""
    width = len(rows[found.header]) if found.header >= 0 else found.text + 1
    whole = []
    for number, row in enumerate(rows, 1):
        if len(row) > width and any(cell.strip() for cell in row[width:]) and number > found.header:
            if found.text != width - 1:
                said = "The row has more cells than there are columns, so its words would be lost."
                raise Unreadable(
                    said, "Put quotation marks round cells that hold the mark between cells.", f"row {number}"
                )
            row = [*row[: found.text], mark.join(row[found.text :])]
        whole.append(row)
    return whole


def delimiter(text: str) -> str:
    """The mark between cells: the one that the first row holds most of, or the one that Excel names there."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best = max(_DELIMITERS, key=first.count)
    return best if best in first else _NONE
