"""The formulas of nominal coefficients over sums; not a number where they divide nothing by nothing."""

from __future__ import annotations

import numpy as np

from pipeline.analysis.agreement.ratings import Floats
from pipeline.analysis.agreement.sums import Sums


def percent(sums: Sums) -> Floats:
    """Observed agreement: the mean share of agreeing pairs of coders (Gwet 2014, p_a)."""
    return _over(sums.agreeing, sums.pairable)


def fleiss(sums: Sums) -> Floats:
    """Fleiss (1971), with missing values as Gwet (2014): chance is the sum of squared mean shares."""
    return _corrected(percent(sums), (_shares(sums) ** 2).sum(axis=-1), sums)


def brennan_prediger(sums: Sums) -> Floats:
    """Brennan and Prediger (1981): chance is one over the number of values that are in use at all."""
    return _corrected(percent(sums), np.full(np.shape(sums.rated), 1 / sums.values.shape[-1]), sums)


def ac1(sums: Sums) -> Floats:
    """Gwet (2008, 2014): chance is the sum of share times its complement, over one less than the values."""
    shares = _shares(sums)
    chance = (shares * (1 - shares)).sum(axis=-1) / max(shares.shape[-1] - 1, 1)
    return _corrected(percent(sums), chance, sums)


def alpha(sums: Sums) -> Floats:
    """Krippendorff (2011), nominal: one less observed over expected disagreement in pairable values."""
    total = sums.values.sum(axis=-1)
    observed = total - sums.matches
    expected = _over(total * (total - 1) - (sums.values * (sums.values - 1)).sum(axis=-1), total - 1)
    return 1 - _over(observed, expected)


def positive(sums: Sums) -> Floats:
    """Agreement on the last value alone: pairs that agree on it, of those that could (Uebersax 1982).

    For two coders it is 2a / (2a + b + c) (Cicchetti and Feinstein 1990).
    """
    return _over(sums.same[..., -1], sums.possible[..., -1])


def cohen(tables: Floats) -> Floats:
    """Cohen (1960) from tables of what two coders gave (last axis: values * values)."""
    values = round(tables.shape[-1] ** 0.5)
    table = tables.reshape(*tables.shape[:-1], values, values)
    total = table.sum(axis=(-1, -2))
    first, second = table.sum(axis=-1), table.sum(axis=-2)
    agreeing = np.trace(table, axis1=-2, axis2=-1)
    chance = _over((first * second).sum(axis=-1), total)
    return _over(agreeing - chance, total - chance)


def _shares(sums: Sums) -> Floats:
    return _over(sums.shares, sums.rated[..., None])


def _corrected(found: Floats, chance: Floats, sums: Sums) -> Floats:
    """Agreement beyond chance, as a share of what chance leaves; nothing where only one value was given."""
    several = (sums.shares > 0).sum(axis=-1) > 1
    return np.where(several, _over(found - chance, 1 - chance), np.nan)


def _over(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(whole) > 1e-12, part / whole, np.nan)
