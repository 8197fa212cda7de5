"""Numbers as the report prints them: open to their utterances inside, hidden where small outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.report.blocks import Number, Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.suppression import Hidden, hidden_alone, hidden_in

SMALL = "<3"
ALSO = "*"


class Part(NamedTuple):
    """A number, the utterances behind it, and what it counts."""

    number: int
    utterances: tuple[str, ...] = ()
    about: str = ""


def number(evidence: Evidence, part: Part, hidden: Hidden | None = None) -> Runs:
    """One number: with what it opens in the internal edition, or hidden in the public one."""
    if not evidence.public:
        return (
            Number(evidence.wording.number(part.number), part.utterances if part.number else (), part.about),
        )
    hidden = hidden_alone(part.number) if hidden is None else hidden
    return (Text({"": evidence.wording.number(part.number), "small": SMALL, "also": ALSO}[hidden]),)


def numbers(evidence: Evidence, *parts: Part) -> tuple[Runs, ...]:
    """Numbers that stand beside each other and add up to nothing."""
    return tuple(number(evidence, part) for part in parts)


def divided(evidence: Evidence, total: Part, parts: Sequence[Part]) -> tuple[Runs, tuple[Runs, ...]]:
    """A total and the numbers that add up to it, hidden so that none can be worked out from the others."""
    hidden, above = hidden_in([part.number for part in parts], total.number)
    cells = tuple(number(evidence, part, state) for part, state in zip(parts, hidden, strict=True))
    return number(evidence, total, above), cells


def numbers_told(evidence: Evidence, *values: int) -> tuple[Runs, ...]:
    """Numbers that have no utterances to open, such as those of codings that wait."""
    return numbers(evidence, *(Part(value) for value in values))


def plain(text: str) -> Runs:
    """Words as a cell."""
    return (Text(text),) if text else ()


def small_note(evidence: Evidence, note: str = "") -> str:
    """A note under a table, with what the hidden numbers mean where there can be some."""
    return " ".join(filter(None, [note, evidence.wording("small") if evidence.public else ""]))
