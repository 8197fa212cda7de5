"""Unitizing alpha of 2004: coders who mark stretches themselves, by how far borders lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from pipeline.analysis.agreement.ratings import defined
from pipeline.analysis.agreement.spans import Spans, Unit, gaps, lengths, meeting, of_code


class Disagreement(NamedTuple):
    """Observed and expected disagreement on one code."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """One less observed over expected; None where nothing can be expected."""
        return defined(1 - self.observed / self.expected) if self.expected > 0 else None


class UnitizingAlpha(NamedTuple):
    """Alpha of the 2004 family for each code and over all of them."""

    by_code: dict[str, Disagreement]

    @property
    def overall(self) -> float | None:
        """One less the sum of observed over the sum of expected disagreements (Krippendorff 2004, p. 254)."""
        found = self.by_code.values()
        return Disagreement(sum(one.observed for one in found), sum(one.expected for one in found)).alpha


def unitizing_alpha_2004(coders: Sequence[Sequence[Unit]], begin: int, length: int) -> UnitizingAlpha:
    """Unitizing alpha of Krippendorff (1995; 2004, ch. 11.6) for the units of each coder on one continuum.

    The continuum is ``length`` letters from ``begin`` on. Units of one code that overlap count as one.
    """
    codes = sorted({unit.code for units in coders for unit in units})
    return UnitizingAlpha(
        {code: disagreement([of_code(units, code) for units in coders], begin, length) for code in codes}
    )


def disagreement(coders: Sequence[Spans], begin: int, length: int) -> Disagreement:
    """Observed and expected disagreement on one code, from its spans for each coder."""
    many = len(coders)
    if many < 2 or not length:
        return Disagreement(0.0, 0.0)
    pairs = sum(_between(one, other) for one, other in combinations(coders, 2))
    observed = 2 * pairs / (many * (many - 1) * length**2)
    return Disagreement(observed, _expected(coders, begin, length))


def _between(one: Spans, other: Spans) -> float:
    """Squared differences of borders where spans meet, squared lengths where a span meets none."""
    left, right = meeting(one, other)
    borders = ((one[left] - other[right]).astype(float) ** 2).sum()
    alone = [np.delete(lengths(a), at).astype(float) for a, at in ((one, left), (other, right))]
    return float(borders + sum((each**2).sum() for each in alone))


def _expected(coders: Sequence[Spans], begin: int, length: int) -> float:
    units = np.concatenate([lengths(spans) for spans in coders]).astype(float)
    empty = np.sort(np.concatenate([lengths(gaps(spans, begin, length)) for spans in coders])).astype(float)
    if not len(units):
        return 0.0
    overlapping = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    from_here = np.searchsorted(empty, units, side="left")
    above = np.concatenate([np.cumsum(empty[::-1])[::-1], [0.0]])[from_here]
    places = above - (len(empty) - from_here) * (units - 1)
    whole = len(coders) * length
    pairs = whole * (whole - 1) - (units * (units - 1)).sum()
    return float(2 / length * (overlapping + units**2 * places).sum() / pairs) if pairs > 0 else 0.0
