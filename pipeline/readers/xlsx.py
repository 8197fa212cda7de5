"""Reads Excel workbooks (``.xlsx``): one turn a row, with a column for the speaker and one for the words."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from pipeline.model import Reading
from pipeline.readers.archive import Archive, xml_root
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.rows import columns, compose_speech

MAX_ROWS = 200_000
MAX_COLUMNS = 60
_SAVE_AGAIN = "Open it in a spreadsheet and save it again."


def read(data: bytes) -> Reading:
    """The rows of the first sheet that has a column for what was said; cells are kept as written."""
    archive = Archive(data)
    for name in archive.names():
        if name.startswith("xl/") and name.endswith((".xml", ".rels")):
            xml_root(archive.part(name), name)
    sheets = _sheets(data)
    for rows in sheets:
        found = columns(rows)
        if found is not None:
            composer = Composer()
            compose_speech(composer, rows, found)
            return composer.reading()
    if not any(sheets):
        return Composer().reading()
    said = "No column says what was said, so the rows cannot be read as turns."
    raise Unreadable(
        said, "Name the columns in the first row: speaker, text and, if there is one, time.", "row 1"
    )


def _sheets(data: bytes) -> list[list[list[str]]]:
    """The cells of each sheet as text; Unreadable whatever goes wrong inside openpyxl."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return [_rows(sheet) for sheet in book.worksheets]
            finally:
                book.close()
    except (Unreadable, MemoryError):
        raise
    except Exception as trouble:
        raise Unreadable("The workbook is damaged.", _SAVE_AGAIN) from trouble


def _rows(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()
    rows = [[_words(cell) for cell in row] for row in _limited(sheet)]
    if len(rows) > MAX_ROWS:
        said = f"The sheet has more than {MAX_ROWS} rows, which no transcript has."
        raise Unreadable(said, "Split it, or take out what is no transcript.", check="too-large")
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _limited(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)


def _words(value: Any) -> str:
    """A cell as people see it: whole numbers without a point, times as times."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S")
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
