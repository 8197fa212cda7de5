"""Showing a table: readable on a terminal, or as CSV or JSON for other programs."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

import click

from pipeline.store.files import csv_text

Command = TypeVar("Command", bound=Callable[..., Any])
GAP = "  "
NARROW = 12
"""A column of several words is narrower than this only where there is no room otherwise."""
NAME = re.compile(r"[a-z]+(_[a-z]+)+")
"""The name of a column, which is folded after its low lines."""
TIME = re.compile(r"(\d{4}-\d\d-\d\dT)(\d\d:\d\d\S*)")
"""A moment, which is folded after its day."""
SAID = re.compile(r" +\S+:\d{4,}  | {6}\[")
"""The beginning of an utterance in a document that is read, and of a code below it."""
LAST = 30
"""The last column gives way alone while it keeps so many letters."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="How the table is printed.",
)


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str, empty: str = "Nothing found."
) -> None:
    """Print rows under their columns in the form asked for."""
    if form == "csv":
        click.echo(csv_text(columns, rows), nl=False)
    elif form == "json":
        click.echo(
            json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1)
        )
    elif rows:
        click.echo("\n".join(_lines(columns, rows)))
    else:
        click.echo(empty)


def folded(line: str) -> str:
    """An utterance in a document, or a code on it, folded to the terminal; other lines as they are."""
    room = shutil.get_terminal_size((120, 24)).columns
    if len(line) <= room or not SAID.match(line):
        return line
    inset = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(line, room, subsequent_indent=inset, break_long_words=False, break_on_hyphens=False)


def _lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Columns aligned, numbers to the right, each folded where the table would run over the terminal's edge.

    Where that is not enough, since words and ids are never broken, each row is told below the other.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    room = shutil.get_terminal_size((120, 24)).columns
    widths = _fitting([columns, *cells], room)
    if not widths:
        return [line for row in cells for line in (*_below(columns, row, room), "")][:-1]
    right = [all(isinstance(row[i], int | float) for row in rows) for i in range(len(columns))]
    return [line for row in (columns, *cells) for line in _row(row, widths, right)]


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "–"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _fitting(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as its widest cell where there is room, never narrower than a word.

    The last one gives way alone where that is enough. Empty where the words have no room beside each other.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    over = sum(widths) + len(GAP) * (len(widths) - 1) - room
    if over <= 0:
        return widths
    if widths[-1] - over >= LAST:
        return [*widths[:-1], widths[-1] - over]
    longest = [max(len(word) for cell in column for word in _words(cell)) for column in columns]
    for narrow in (NARROW, 0):
        fewest = [min(width, max(narrow, most)) for width, most in zip(widths, longest, strict=True)]
        if over <= sum(widths) - sum(fewest):
            return _narrowed(widths, fewest, over)
    return []


def _narrowed(widths: list[int], fewest: list[int], over: int) -> list[int]:
    """The widths less so many letters, taken from the widest columns that can spare them."""
    for _ in range(over):
        widest = max(range(len(widths)), key=lambda i: (widths[i] > fewest[i], widths[i], i))
        widths[widest] -= 1
    return widths


def _below(columns: Sequence[str], row: Sequence[str], room: int) -> list[str]:
    """A row that has no room as one: each cell after the name of its column, as many on a line as fit.

    Cells with nothing in them are left out.
    """
    lines = [""]
    for name, cell in zip(columns, row, strict=True):
        told = f"{name}: {cell}"
        if cell and len(lines[-1]) + len(GAP) + len(told) > room:
            lines.append("")
        if cell:
            lines[-1] += f"{GAP if lines[-1] else ''}{told}"
    return [part for line in lines for part in _hanging(line, room)]


def _hanging(line: str, room: int) -> list[str]:
    """A line folded between words, its further lines set in."""
    first, *others = _folded(line, room)
    return [first, *(f"{GAP}{part}" for part in _folded(" ".join(others), room - len(GAP)) if others)]


def _words(cell: str) -> list[str]:
    """The pieces between which a cell may be folded: words, a day and its hour, parts of a column's name."""
    if " " in cell:
        return cell.split()
    if moment := TIME.fullmatch(cell):
        return list(moment.groups())
    return re.findall(r"[^_]+_?|_", cell) if NAME.fullmatch(cell) else [cell]


def _folded(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    lines = [""]
    between = " " if " " in cell else ""
    for word in _words(cell):
        longer = f"{lines[-1]}{between}{word}" if lines[-1] else word
        if len(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """The lines of a row, most often one."""
    folded = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        GAP.join(
            part.rjust(width) if number else part.ljust(width)
            for part, width, number in zip(parts, widths, right, strict=True)
        ).rstrip()
        for parts in zip_longest(*folded, fillvalue="")
    ]
