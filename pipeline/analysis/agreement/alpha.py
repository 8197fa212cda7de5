"""Krippendorff's alpha: one less observed over expected disagreement, for any distance between values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from pipeline.analysis.agreement import formulas
from pipeline.analysis.agreement.ratings import Floats, Ratings, counts_of, defined, how_many_values, in_use
from pipeline.analysis.agreement.sums import of_units, unpacked

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES: tuple[Scale, ...] = ("nominal", "ordinal", "interval", "ratio")


def alpha_nominal(ratings: Ratings) -> float | None:
    """Alpha where values are alike or not (Krippendorff 2011); None where but one value can be paired."""
    given = in_use(ratings)
    values = how_many_values(given)
    return defined(formulas.alpha(unpacked(of_units(given, values).sum(axis=0)))) if values else None


def alpha(ratings: Ratings, distances: Floats) -> float | None:
    """Alpha with distances between values: a square array by the numbers of the values, 0 on its diagonal.

    One less observed over expected disagreement, from the coincidences of values (Krippendorff 2011, 4-6).
    """
    return _alpha(coincidences(ratings, len(distances)), distances)


def alpha_on_scale(ratings: Ratings, values: Sequence[float], scale: Scale) -> float | None:
    """Alpha of values on a scale; ``values`` are the numbers that the cells of the ratings stand for."""
    order = np.argsort(np.asarray(values, dtype=float), kind="stable")
    places = np.argsort(order)
    sorted_ratings = np.where(ratings >= 0, places[ratings], ratings)
    pairs = coincidences(sorted_ratings, len(values))
    return _alpha(pairs, DISTANCES[scale](np.asarray(values, dtype=float)[order], pairs.sum(axis=1)))


def coincidences(ratings: Ratings, values: int) -> Floats:
    """How often two coders gave one unit this value and that: values x values (Krippendorff 2011).

    Each unit's pairs are divided by one less than its coders; units that fewer than two coded give none.
    """
    counts = counts_of(ratings, values)
    counts = counts[counts.sum(axis=1) > 1]
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    return weighted.T @ counts - np.diag(weighted.sum(axis=0))


def _alpha(pairs: Floats, distances: Floats) -> float | None:
    by_value = pairs.sum(axis=1)
    total = by_value.sum()
    chance = np.outer(by_value, by_value) - np.diag(by_value)
    expected = (chance * distances).sum()
    if expected <= 0:
        return None
    return defined(1 - (total - 1) * (pairs * distances).sum() / expected)


def _nominal(values: Floats, _: Floats) -> Floats:
    return (values[:, None] != values[None, :]).astype(float)


def _ordinal(_: Floats, by_value: Floats) -> Floats:
    """The values in between, both ends counted half, squared (Krippendorff 2011)."""
    upto = np.cumsum(by_value) - by_value / 2
    distances: Floats = (upto[:, None] - upto[None, :]) ** 2
    return distances


def _interval(values: Floats, _: Floats) -> Floats:
    distances: Floats = (values[:, None] - values[None, :]) ** 2
    return distances


def _ratio(values: Floats, _: Floats) -> Floats:
    sums = values[:, None] + values[None, :]
    differences = values[:, None] - values[None, :]
    distances: Floats = np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0) ** 2
    return distances


DISTANCES: dict[Scale, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
"""How far two values are apart on each scale, from the sorted values and how often each can be paired."""
