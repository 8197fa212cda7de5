"""Takes in a table of ratings: which value each coder gave to each unit, a row for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.exchange.codings_table import cells_of
from pipeline.problems import Problem, error, warning
from pipeline.readers.encoding import Unreadable

COLUMNS = ("unit", "coder", "value")
CHECK = "agreement-table"


class Rating(NamedTuple):
    """One row: what a coder made of a unit, '' where it was not coded; ``line`` is its row in the file."""

    line: int
    unit: str
    coder: str
    value: str


def read_ratings(name: str, data: bytes) -> tuple[list[Rating], list[Problem]]:
    """The rows of a ``.csv`` (comma, semicolon or tab) or ``.xlsx`` table with unit, coder and value.

    Other columns are passed over. A row that names no unit or coder, or another value for a unit than a
    row before it by the same coder, is an error with its line.
    """
    try:
        cells, doubts = cells_of(name, data)
    except Unreadable as fault:
        return [], [error(name, CHECK, fault.message, fault.remedy)]
    header = [cell.strip().lower() for cell in cells[0]] if cells else []
    wrong = [column for column in COLUMNS if header.count(column) != 1]
    if wrong:
        message = f"the table needs exactly one column named {' and one named '.join(wrong)}."
        remedy = "Name the columns in the first row: unit, coder, value."
        return [], [error(f"{name}:1", CHECK, message, remedy)]
    places = [header.index(column) for column in COLUMNS]
    rows = [
        Rating(line, *(row[at].strip() if at < len(row) else "" for at in places))
        for line, row in enumerate(cells[1:], 2)
        if any(map(str.strip, row))
    ]
    return rows, [doubt._replace(place=name) for doubt in doubts] + [*_wrong(name, rows)]


def _wrong(name: str, rows: Iterable[Rating]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Rating] = {}
    values: dict[float, Rating] = {}
    for row in rows:
        place = f"{name}:{row.line}"
        if not row.unit or not row.coder:
            message = (
                f"this row names no {'unit' if not row.unit else 'coder'}, so its value belongs nowhere."
            )
            yield error(place, CHECK, message, "Fill in the cell, or take the row away.")
        elif row.value:
            before = seen.setdefault((row.unit, row.coder), row)
            if before is not row:
                yield _twice(place, row, before)
            yield from _same_number(place, row, values)


def _twice(place: str, row: Rating, before: Rating) -> Problem:
    there = f"{row.coder} has coded the unit {row.unit} in row {before.line} already"
    if before.value == row.value:
        return warning(place, CHECK, f"{there}, with the same value; it counts once.", "Take one row away.")
    message = f"{there}, as {before.value} and not as {row.value}, so that nobody can tell which counts."
    return error(place, CHECK, message, "Keep one of the rows; several codes on one unit are a table a code.")


def _same_number(place: str, row: Rating, values: dict[float, Rating]) -> Iterator[Problem]:
    """A warning where one number is written in two ways, which count as two values."""
    number = as_number(row.value)
    if number is None:
        return
    before = values.setdefault(number, row)
    if before.value != row.value:
        message = f"{row.value} here and {before.value} in row {before.line} count as two different values."
        yield warning(place, CHECK, message, "Write a value in one way only.")


def as_number(value: str) -> float | None:
    """The number that a cell holds, with a decimal point or a decimal comma; None where it holds none."""
    try:
        number = float(value.replace(",", ".", 1))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
