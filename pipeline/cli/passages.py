"""Words of people on a terminal: passages below each other, or side by side where there is room."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

import click

NARROWEST = 34
"""A column of words has at least so many characters."""
BETWEEN = " │ "


def passage(head: str, words: str, *notes: str) -> tuple[str, ...]:
    """A passage as it is shown: where it stands and who said it, the words, and what is noted on them."""
    return (head, f"«{' '.join(words.split())}»", *(" ".join(note.split()) for note in notes if note.strip()))


def print_below(passages: Iterable[Sequence[str]]) -> None:
    """Print passages below each other, the words folded to the terminal, a blank line between."""
    click.echo("\n".join(_lines(passages, shutil.get_terminal_size((120, 24)).columns)))


def print_beside(columns: Mapping[str, Sequence[Sequence[str]]], empty: str) -> None:
    """Print the passages of each heading in a column of its own; below each other where that is too narrow.

    A heading without passages has the line ``empty`` below it.
    """
    width = shutil.get_terminal_size((120, 24)).columns
    each = (width - len(BETWEEN) * (len(columns) - 1)) // max(len(columns), 1)
    room = each if each >= NARROWEST else width
    found = [[*_folded(head, room, ""), "", *(_lines(own, room) or [empty])] for head, own in columns.items()]
    if each < NARROWEST:
        click.echo("\n\n".join("\n".join(lines) for lines in found))
        return
    for row in zip_longest(*found, fillvalue=""):
        click.echo(BETWEEN.join(part.ljust(each) for part in row).rstrip())


def _lines(passages: Iterable[Sequence[str]], width: int) -> list[str]:
    lines: list[str] = []
    for head, *others in passages:
        lines += [""] if lines else []
        lines += _folded(head, width, "")
        lines += [line for other in others for line in _folded(other, width, "  ")]
    return lines


def _folded(text: str, width: int, indent: str) -> list[str]:
    """The lines of a text, folded between words only: ids hold hyphens and stay whole."""
    lines = textwrap.wrap(
        text, max(width, 10), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    return lines or [""]


def print_folded(text: str) -> None:
    """Print a paragraph folded to the terminal."""
    start = "\n" if text.startswith("\n") else ""
    click.echo(start + "\n".join(_folded(text.strip(), shutil.get_terminal_size((120, 24)).columns, "")))
