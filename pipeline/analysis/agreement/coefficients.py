"""Coefficients of agreement for values on units, any number of coders, with cells that are missing.

Each takes ratings (units x coders, whole numbers, -1 where a coder did not code the unit) and answers a
number, or None where its formula divides nothing by nothing: nobody coded, one coder alone, no unit that
two coded, or but one value in all that is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pipeline.analysis.agreement import formulas
from pipeline.analysis.agreement.alpha import alpha_nominal
from pipeline.analysis.agreement.ratings import (
    Floats,
    Ratings,
    coding,
    defined,
    how_many_values,
    in_use,
    number_coded,
)
from pipeline.analysis.agreement.sums import Sums, joint, of_units, unpacked


class Coefficients(NamedTuple):
    """The coefficients of one table, in the order and under the names in which they are printed."""

    n_units: int
    percent: float | None
    cohen_kappa: float | None
    fleiss_kappa: float | None
    brennan_prediger: float | None
    ac1: float | None
    alpha_nominal: float | None


def coefficients(ratings: Ratings) -> Coefficients:
    """Every nominal coefficient of a table; ``n_units`` counts the units that at least one coder coded."""
    return Coefficients(
        number_coded(ratings),
        percent(ratings),
        cohen_kappa(ratings),
        fleiss_kappa(ratings),
        brennan_prediger(ratings),
        ac1(ratings),
        alpha_nominal(ratings),
    )


def percent(ratings: Ratings) -> float | None:
    """Observed agreement, 0 to 1: of the pairs of coders of a unit the share that agree, averaged over units.

    Units that fewer than two coded are left out (Gwet 2014, p_a; for two coders the plain share of units).
    """
    return _of(formulas.percent, ratings)


def cohen_kappa(ratings: Ratings) -> float | None:
    """Kappa of two coders (Cohen 1960): chance is each coder's own shares multiplied.

    Units that only one of them coded are left out. None where not exactly two coded anything.
    """
    two = coding(ratings)
    if two.shape[1] != 2:
        return None
    given = in_use(two)
    return defined(formulas.cohen(joint(given, max(how_many_values(given), 1)).sum(axis=0)))


def fleiss_kappa(ratings: Ratings) -> float | None:
    """Kappa of several coders (Fleiss 1971): chance is the sum of squared shares of all coders together.

    Missing values as in Gwet (2014): agreement is taken from units that two or more coded, shares from every
    unit that anybody did. For two coders it is Scott's pi (1955), not Cohen's kappa.
    """
    return _of(formulas.fleiss, ratings)


def brennan_prediger(ratings: Ratings) -> float | None:
    """Kappa with even chances (Brennan and Prediger 1981): chance is 1 / the number of values."""
    return _of(formulas.brennan_prediger, ratings)


def ac1(ratings: Ratings) -> float | None:
    """Gwet's AC1 (2008; with missing values 2014): chance is the sum of p(1 - p) over (values - 1).

    It does not fall where one value is much the commonest, as kappa does (Feinstein and Cicchetti 1990).
    """
    return _of(formulas.ac1, ratings)


def positive_agreement(ratings: Ratings) -> float | None:
    """Agreement on the value 1 of ratings that are 0 or 1: of the pairs that could agree on it, the share.

    For two coders 2a / (2a + b + c) (Cicchetti and Feinstein 1990); for several, pairs of coders are counted
    (Uebersax 1982). None where nobody gave it to a unit that two coded.
    """
    return defined(formulas.positive(unpacked(of_units(ratings, 2).sum(axis=0))))


def _of(formula: Callable[[Sums], Floats], ratings: Ratings) -> float | None:
    given = in_use(ratings)
    values = how_many_values(given)
    return defined(formula(unpacked(of_units(given, values).sum(axis=0)))) if values else None
