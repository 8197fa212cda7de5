"""Sums over units from which every nominal coefficient follows, so that a bootstrap need only weigh them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.analysis.agreement.ratings import Floats, Ratings, counts_of


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over units, for one set of units or for many at once (the leading axes of every field).

    ``rated`` counts the units that anybody coded, ``pairable`` those that at least two coded.
    ``agreeing`` sums the share of pairs of coders that agree, ``matches`` the same with Krippendorff's
    weight (pairs / (coders - 1)). ``shares`` (last axis: values) sums the share of coders with a value over
    rated units, ``values`` their number over pairable units. ``same`` and ``possible`` are the pairs of
    coders that agree on a value, and those that could.
    """

    rated: Floats
    pairable: Floats
    agreeing: Floats
    matches: Floats
    shares: Floats
    values: Floats
    same: Floats
    possible: Floats


def width(values: int) -> int:
    """How many numbers a unit gives to the sums."""
    return 4 + 4 * values


def of_units(ratings: Ratings, values: int) -> Floats:
    """What each unit gives to the sums: units x ``width(values)``; ``unpacked`` reads sums of its rows."""
    counts = counts_of(ratings, values)
    coders = counts.sum(axis=1)
    pairable = coders > 1
    others = np.where(pairable, coders - 1, 1)
    same = counts * (counts - 1)
    columns = [
        coders > 0,
        pairable,
        same.sum(axis=1) / (np.where(pairable, coders, 1) * others),
        same.sum(axis=1) / others,
    ]
    by_value = [
        counts / np.where(coders > 0, coders, 1)[:, None],
        counts * pairable[:, None],
        same,
        counts * (coders[:, None] - 1) * pairable[:, None],
    ]
    return np.hstack([np.column_stack(columns).astype(float), *by_value])


def unpacked(sums: Floats) -> Sums:
    """Sums by name, from an array whose last axis is that of ``of_units``."""
    by_value = np.split(sums[..., 4:], 4, axis=-1)
    return Sums(sums[..., 0], sums[..., 1], sums[..., 2], sums[..., 3], *by_value)


def joint(ratings: Ratings, values: int) -> Floats:
    """Which pair of values two coders gave to each unit, as a 1 in units x (values * values)."""
    table = np.zeros((len(ratings), values * values))
    both = (ratings >= 0).all(axis=1)
    table[both, (ratings[:, 0] * values + ratings[:, 1])[both]] = 1
    return table
