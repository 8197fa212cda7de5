"""Ratings: what each coder made of each unit, as whole numbers that coefficients can count."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

MISSING = -1

Ratings = npt.NDArray[np.integer[Any]]
"""Units x coders; each cell is the number of a value (0, 1, ...), -1 where that coder did not code it."""
Floats = npt.NDArray[np.float64]


class Rated(NamedTuple):
    """Ratings with the names of their rows, columns and values, each in the order of first appearance."""

    ratings: Ratings
    units: tuple[Hashable, ...]
    coders: tuple[Hashable, ...]
    values: tuple[Hashable, ...]


def rated(rows: Iterable[tuple[Hashable, Hashable, Hashable | None]]) -> Rated:
    """Rows of (unit, coder, value) as ratings; a value of None is a unit that the coder did not code.

    Of two values by one coder on one unit the last counts. A unit or coder without any value is kept.
    """
    units: dict[Hashable, int] = {}
    coders: dict[Hashable, int] = {}
    values: dict[Hashable, int] = {}
    cells: dict[tuple[int, int], int] = {}
    for unit, coder, value in rows:
        at = units.setdefault(unit, len(units)), coders.setdefault(coder, len(coders))
        if value is not None:
            cells[at] = values.setdefault(value, len(values))
    ratings = np.full((len(units), len(coders)), MISSING, dtype=np.int64)
    for at, number in cells.items():
        ratings[at] = number
    return Rated(ratings, tuple(units), tuple(coders), tuple(values))


def counts_of(ratings: Ratings, values: int) -> Floats:
    """How many coders gave each value to each unit: units x values."""
    at, _ = np.nonzero(ratings >= 0)
    cells = at * values + ratings[ratings >= 0]
    return np.bincount(cells, minlength=len(ratings) * values).reshape(len(ratings), values).astype(float)


def how_many_values(ratings: Ratings) -> int:
    """How many numbers stand for values: one more than the largest."""
    return int(ratings.max(initial=MISSING)) + 1


def in_use(ratings: Ratings) -> Ratings:
    """The ratings with their values numbered anew, so that every number is given at least once."""
    given = np.unique(ratings[ratings >= 0])
    renumbered = np.searchsorted(given, ratings)
    return np.where(ratings >= 0, renumbered, MISSING)


def coding(ratings: Ratings) -> Ratings:
    """The columns of those coders who coded anything at all."""
    return ratings[:, (ratings >= 0).any(axis=0)] if ratings.size else ratings[:, :0]


def number_coded(ratings: Ratings) -> int:
    """How many units at least one coder coded."""
    return int((ratings >= 0).any(axis=1).sum()) if ratings.size else 0


def defined(value: float | Floats) -> float | None:
    """A number, or None where the formula divides nothing by nothing."""
    return float(value) if np.isfinite(value) else None
