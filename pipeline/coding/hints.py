"""Hints: what the indicators of the codebook point at, less what a coder has accepted or refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.coding.events import Record
from pipeline.model import Coding


class Hint(NamedTuple):
    """A rule coding as a hint: its id, where it is, its code and the indicator that fired."""

    coding: str
    utterance: str
    start: int
    end: int
    quote: str
    code: str
    fired: str


def open_hints(
    hints: Iterable[Hint], own: Iterable[Coding], rejected: Iterable[Record], coder: str
) -> list[Hint]:
    """The hints not answered: not refused, and no coding of this code by the coder on any of their words."""
    last = {
        (one.event.utterance, one.event.code, one.event.start, one.event.end): one.event.withdrawn
        for one in rejected
        if one.coder == coder
    }
    coded: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for coding in own:
        if coding.coder == coder:
            coded.setdefault((coding.utterance, coding.code), []).append((coding.start, coding.end))
    return [
        hint
        for hint in hints
        if last.get((hint.utterance, hint.code, hint.start, hint.end), True)
        and not any(
            start < hint.end and hint.start < end for start, end in coded.get((hint.utterance, hint.code), [])
        )
    ]
