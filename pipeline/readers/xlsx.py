"""Reads Excel workbooks (``.xlsx``): one turn a row, with a column for the speaker and one for the words."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.counted import number_of
from pipeline.model import Reading
from pipeline.problems import Problem, warning
from pipeline.readers.archive import Archive, xml_root
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.readers.formulas import unsaved_formulas
from pipeline.readers.rows import Columns, columns, compose_speech

MAX_ROWS = 200_000
MAX_COLUMNS = 60
_SAVE_AGAIN = "Open it in a spreadsheet and save it again."


class Sheet(NamedTuple):
    """One sheet of a workbook: its name, its cells as text, and which columns hold speech, if any do."""

    name: str
    rows: list[list[str]]
    columns: Columns | None


def read(data: bytes) -> Reading:
    """The rows of the sheets that have a column for what was said; cells are kept as written."""
    return read_with_doubts(data)[0]


def read_with_doubts(data: bytes) -> tuple[Reading, list[Problem]]:
    """The rows of the first sheet with speech and of those with the same header, and what is not read.

    Further sheets with words in them, and formulas whose result was not saved, are a warning each.
    """
    archive = Archive(data)
    parts = {
        name: xml_root(archive.part(name), name)
        for name in archive.names()
        if name.startswith("xl/") and name.endswith((".xml", ".rels"))
    }
    sheets = [Sheet(name, rows, columns(rows)) for name, rows in _sheets(data)]
    first = next((sheet for sheet in sheets if sheet.columns), None)
    if first is None and not any(sheet.rows for sheet in sheets):
        return Composer().reading(), []
    if first is None:
        said = "No column says what was said, so the rows cannot be read as turns."
        raise Unreadable(
            said, "Name the columns in the first row: speaker, text and, if there is one, time.", "row 1"
        )
    taken = [sheet for sheet in sheets if _header(sheet) == _header(first)]
    composer = Composer()
    for sheet in taken:
        if sheet.columns:
            compose_speech(composer, sheet.rows, sheet.columns, _place(sheet, first))
    unsaved = unsaved_formulas(parts) if any(_holds_formula(archive, name) for name in parts) else {}
    doubts = [doubt for sheet in taken for doubt in _unsaved(sheet, _place(sheet, first), unsaved)]
    return composer.reading(), [*doubts, *_left_out(sheets, taken)]


def _header(sheet: Sheet) -> tuple[Columns, tuple[str, ...]] | None:
    """What two sheets share if one goes on with the other: the same columns under the same names."""
    if sheet.columns is None:
        return None
    at = sheet.columns.header
    names = [cell.strip().casefold() for cell in sheet.rows[at]] if at >= 0 else []
    while names and not names[-1]:
        names.pop()
    return sheet.columns._replace(header=min(at, 0)), tuple(names)


def _place(sheet: Sheet, first: Sheet) -> str:
    return "row" if sheet is first else f"sheet {sheet.name} row"


def _left_out(sheets: list[Sheet], taken: list[Sheet]) -> list[Problem]:
    """A warning that names the sheets with words in them that are not read."""
    others = [f"'{sheet.name}'" for sheet in sheets if sheet.rows and sheet not in taken]
    if not others:
        return []
    sheets_are = "sheets are" if len(others) > 1 else "sheet is"
    message = (
        f"Of the workbook the following {sheets_are} not read: {', '.join(others)}. The columns are not "
        f"those of '{taken[0].name}'."
    )
    remedy = "Give the sheets the same names of columns, or save what was said there as a file of its own."
    return [warning("", "sheet-left-out", message, remedy)]


def _unsaved(sheet: Sheet, place: str, unsaved: dict[str, list[tuple[int, int]]]) -> Iterator[Problem]:
    """A warning for the formulas of a sheet, in the columns that are read, whose result was not saved."""
    read = {sheet.columns.speaker, sheet.columns.text, sheet.columns.time} if sheet.columns else set()
    rows = sorted({row for row, column in unsaved.get(sheet.name, []) if column - 1 in read})
    if rows:
        more = f", and in {number_of(len(rows) - 1, 'further row')}," if len(rows) > 1 else ""
        message = f"Here{more} stands a formula whose result was not saved, so its words are not read."
        yield warning(f"{place} {rows[0]}", "formula", message, _SAVE_AGAIN)


def _holds_formula(archive: Archive, name: str) -> bool:
    return name.startswith("xl/worksheets/") and b"<f" in archive.part(name)


def _sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The name and the cells of each sheet, as text; Unreadable whatever goes wrong inside openpyxl."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
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
