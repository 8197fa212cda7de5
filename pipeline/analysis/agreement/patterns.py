"""Who put a code on a unit and who did not, as patterns that are counted document by document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.analysis.agreement.double import Double, Numbers
from pipeline.analysis.agreement.ratings import Floats, Ratings
from pipeline.analysis.agreement.sums import joint, of_units

MOST_CODERS = 30
"""More coders than this have too many patterns to be numbered."""


@dataclass(frozen=True)
class Patterns:
    """The patterns of all codes in one group of coders.

    A pattern tells for each coder whether the code was put there: 1, not: 0, or not finished: -1.
    """

    double: Double
    group: tuple[int, ...]

    @cached_property
    def _base(self) -> Numbers:
        """The number of the pattern of each document where nobody put the code."""
        return (self.double.finished[:, list(self.group)] * self._digits).sum(axis=1)

    @property
    def _digits(self) -> Numbers:
        return 3 ** np.arange(len(self.group), dtype=np.int64)

    @cached_property
    def _sizes(self) -> Numbers:
        return np.bincount(self.double.document, minlength=len(self.double.documents))

    def units_with(self, code: str) -> tuple[Numbers, Numbers]:
        """The units that somebody in the group put a code on, and the number of the pattern there."""
        marks = self.double.marks.get(code)
        if marks is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        column = np.full(len(self.double.coders), -1)
        column[list(self.group)] = np.arange(len(self.group))
        here = column[marks.coder] >= 0
        each = np.unique(marks.unit[here] * len(self.group) + column[marks.coder[here]])
        units, place = np.unique(each // len(self.group), return_inverse=True)
        added = np.zeros(len(units), dtype=np.int64)
        np.add.at(added, place, self._digits[each % len(self.group)])
        return units, self._base[self.double.document[units]] + added

    def ratings_of(self, numbers: Numbers) -> Ratings:
        """Patterns by their numbers as ratings: patterns x coders of the group."""
        return numbers[:, None] // self._digits % 3 - 1

    def sums(self, codes: Sequence[str]) -> Floats:
        """What each document gives to the sums of each code: documents x codes x ``sums.width(2)`` + 4.

        The last four are the table of two coders; 0 in a group of more.
        """
        found = [self.units_with(code) for code in codes]
        numbers = np.unique(np.concatenate([self._base, *(pattern for _, pattern in found)]))
        gives = self._gives(self.ratings_of(numbers))
        base = gives[np.searchsorted(numbers, self._base)]
        table = np.repeat((base * self._sizes[:, None])[:, None, :], len(codes), axis=1)
        for at, (units, pattern) in enumerate(found):
            documents = self.double.document[units]
            more = gives[np.searchsorted(numbers, pattern)] - base[documents]
            np.add.at(table[:, at, :], documents, more)
        return table

    def _gives(self, ratings: Ratings) -> Floats:
        two = joint(ratings, 2) if len(self.group) == 2 else np.zeros((len(ratings), 4))
        return np.hstack([of_units(ratings, 2), two])
