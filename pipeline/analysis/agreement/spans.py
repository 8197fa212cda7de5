"""Stretches of a text: what lies in two lists of them, and where neither list has any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Unit(NamedTuple):
    """A stretch of a continuum that a coder marked: ``start`` up to, not including, ``end``, and a code."""

    start: int
    end: int
    code: str = ""


Spans = npt.NDArray[np.int64]
"""Starts and ends in two columns, in their order; none overlaps the next."""


def merged(units: Iterable[tuple[int, int]] | Spans) -> Spans:
    """Stretches in their order, those that overlap made one; those that only touch stay apart."""
    given = units if isinstance(units, np.ndarray) else np.array(list(units), dtype=np.int64)
    found = given.reshape(-1, 2)
    found = found[found[:, 1] > found[:, 0]]
    if not len(found):
        return found
    found = found[np.lexsort((found[:, 1], found[:, 0]))]
    reached = np.maximum.accumulate(found[:, 1])
    begins = np.concatenate([[True], found[1:, 0] >= reached[:-1]])
    first = np.flatnonzero(begins)
    last = np.concatenate([first[1:] - 1, [len(found) - 1]])
    return np.column_stack([found[first, 0], reached[last]])


def gaps(spans: Spans, begin: int, length: int) -> Spans:
    """The stretches of a continuum that lie between spans, before the first and after the last."""
    starts = np.concatenate([[begin], spans[:, 1]])
    ends = np.concatenate([spans[:, 0], [begin + length]])
    found = np.column_stack([starts, ends])
    return found[found[:, 1] > found[:, 0]]


def lengths(spans: Spans) -> npt.NDArray[np.int64]:
    """How long each span is."""
    return spans[:, 1] - spans[:, 0]


def meeting(one: Spans, other: Spans) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The pairs of spans that share a letter, as row numbers in each list."""
    first = np.searchsorted(other[:, 1], one[:, 0], side="right")
    last = np.searchsorted(other[:, 0], one[:, 1], side="left")
    many = np.maximum(last - first, 0)
    left = np.repeat(np.arange(len(one)), many)
    begun = np.repeat(first - np.concatenate([[0], np.cumsum(many)[:-1]]), many)
    return left, begun + np.arange(len(left))


def shared(one: Spans, other: Spans) -> int:
    """How many letters lie in both lists of spans."""
    left, right = meeting(one, other)
    starts = np.maximum(one[left, 0], other[right, 0])
    ends = np.minimum(one[left, 1], other[right, 1])
    return int((ends - starts).sum())


def of_code(units: Sequence[Unit], code: str) -> Spans:
    """The spans of one code among units."""
    return merged((unit.start, unit.end) for unit in units if unit.code == code)
