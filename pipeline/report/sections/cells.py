"""Numbers as the report prints them: open to their utterances inside, hidden where small outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.report.blocks import Number, Row, Runs, Text, text_of
from pipeline.report.evidence import Evidence
from pipeline.report.sections.suppression import LEAST, Hidden, hidden_alone, hidden_in

SMALL = "<3"
ALSO = "*"
NONE = "–"
"""Under three; not printed because it, or one it is added to, is; nothing there to count."""


class Part(NamedTuple):
    """A number, the utterances behind it, and what it counts (see ``blocks.Number``)."""

    number: int
    utterances: tuple[str, ...] = ()
    about: str = ""
    pairs: bool = False
    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()


def number(evidence: Evidence, part: Part, hidden: Hidden | None = None) -> Runs:
    """One number: with what it opens in the internal edition, or hidden in the public one."""
    if not evidence.public:
        behind = part.utterances if part.number else ()
        return (Number(evidence.wording.number(part.number), behind, *part[2:]),)
    hidden = hidden_alone(part.number) if hidden is None else hidden
    return (Text({"": evidence.wording.number(part.number), "small": SMALL, "also": ALSO}[hidden]),)


def noun(evidence: Evidence, name: str, number: int) -> str:
    """The noun that goes with a number as it is printed: a hidden one is always several."""
    return evidence.wording.counted(name, LEAST if evidence.public and number < LEAST else number)


def numbers(evidence: Evidence, *parts: Part) -> tuple[Runs, ...]:
    """Numbers that stand beside each other and add up to nothing."""
    return tuple(number(evidence, part) for part in parts)


def divided(evidence: Evidence, total: Part, parts: Sequence[Part]) -> tuple[Runs, tuple[Runs, ...]]:
    """A total and the numbers that add up to it, which the public edition prints all or none of."""
    below, above = hidden_in([part.number for part in parts], total.number)
    return number(evidence, total, above), tuple(number(evidence, part, below) for part in parts)


def withheld(evidence: Evidence, total: int, parts: Sequence[int]) -> bool:
    """Whether this edition keeps the parts of a total to itself."""
    return evidence.public and bool(hidden_in(parts, total)[0])


def numbers_told(evidence: Evidence, *values: int) -> tuple[Runs, ...]:
    """Numbers that have no utterances to open, such as those of codings that wait."""
    return numbers(evidence, *(Part(value) for value in values))


def plain(text: str) -> Runs:
    """Words as a cell."""
    return (Text(text),) if text else ()


def small_note(evidence: Evidence, note: str = "", rows: Iterable[Row] = ()) -> str:
    """A note under a table, with what the marks for hidden numbers mean where some stand in it."""
    shown = {text_of(cell) for row in rows for cell in row.cells[1:]}
    marks = ((SMALL, "small"), (ALSO, "small.also"), (NONE, "small.none"))
    told = [evidence.wording(key) for mark, key in marks if evidence.public and mark in shown]
    return " ".join(filter(None, [note, *told]))
