"""Showing a table: readable on a terminal, or as CSV or JSON for other programs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

import click

from pipeline.store.files import csv_text

Command = TypeVar("Command", bound=Callable[..., Any])
GAP = "  "
NARROW = 12
"""A column of several words is never narrower than this."""
LAST = 30
NAME = re.compile(r"[a-z]+(_[a-z]+)+")
"""The name of a column, which is folded after its low lines."""

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


def _lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Columns aligned, numbers to the right; what runs over the terminal's edge is folded in its column."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [all(isinstance(row[i], int | float) for row in rows) for i in range(len(columns))]
    widths = _fitting([columns, *cells], shutil.get_terminal_size((120, 24)).columns)
    return [line for row in (columns, *cells) for line in _row(row, widths, right)]


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "–"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _fitting(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as its widest cell where there is room, never narrower than a word.

    The last one gives way alone where that is enough, or where nothing is.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    over = sum(widths) + len(GAP) * (len(widths) - 1) - room
    if over <= 0:
        return widths
    if widths[-1] - over >= LAST:
        return [*widths[:-1], widths[-1] - over]
    fewest = [
        min(width, max(NARROW, *(len(word) for cell in column for word in _words(cell))))
        for width, column in zip(widths, zip(*rows, strict=True), strict=True)
    ]
    if over > sum(widths) - sum(fewest):
        last = max(widths[-1] - over, LAST)
        return [*widths[:-1], min(last, widths[-1])]
    while over > 0:
        slack = [width - least for width, least in zip(widths, fewest, strict=True)]
        widest = max(range(len(widths)), key=lambda i: (slack[i] > 0, widths[i], i))
        widths[widest] -= 1
        over -= 1
    return widths


def _words(cell: str) -> list[str]:
    """The pieces between which a cell may be folded: words, and the parts of a column's name."""
    return cell.split() if " " in cell else re.findall(r"[^_]+_?|_", cell) if NAME.fullmatch(cell) else [cell]


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
