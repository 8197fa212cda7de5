"""Showing a table: readable on a terminal, or as CSV or JSON for other programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from pipeline.store.files import csv_text

Command = TypeVar("Command", bound=Callable[..., Any])

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
    """Columns aligned, numbers to the right, the last column wrapped under itself."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [all(isinstance(row[i], int | float) for row in rows) for i in range(len(columns))]
    widths = [max(len(name), *(len(row[i]) for row in cells)) for i, name in enumerate(columns)]
    return [_line(columns, widths, right), *(_line(row, widths, right) for row in cells)]


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "–"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    aligned = [
        cell.rjust(width) if number else cell.ljust(width)
        for cell, width, number in zip(cells[:-1], widths[:-1], right[:-1], strict=True)
    ]
    head = "  ".join(aligned)
    last = cells[-1].rjust(widths[-1]) if right[-1] else cells[-1]
    return _folded(f"{head}  " if head else "", last).rstrip()


def _folded(head: str, last: str) -> str:
    """The last cell folded under itself where it would run over the terminal's edge."""
    import textwrap

    room = shutil.get_terminal_size((120, 24)).columns - len(head)
    if room < 30 or len(last) <= room:
        return head + last
    return head + f"\n{' ' * len(head)}".join(textwrap.wrap(last, room))
