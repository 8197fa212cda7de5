"""Agreement on sets of codes: alpha over whole sets, with the distance between two sets named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from pipeline.analysis.agreement.alpha import alpha
from pipeline.analysis.agreement.ratings import Floats, rated

Codes = AbstractSet[Any]
Distance = Callable[[Floats, Floats, Floats], Floats]
"""From how many codes two sets share, and how many each has, to how far apart they are, 0 to 1."""


def exact(shared: Floats, one: Floats, other: Floats) -> Floats:
    """0 where two sets are the same, else 1."""
    return np.where((shared == one) & (shared == other), 0.0, 1.0)


def jaccard(shared: Floats, one: Floats, other: Floats) -> Floats:
    """One less what both hold, as a share of what either does (Jaccard 1912); 0 for two empty sets."""
    either = one + other - shared
    return 1 - np.where(either > 0, shared / np.maximum(either, 1), 1.0)


def steps(shared: Floats, one: Floats, other: Floats) -> Floats:
    """0 for the same set, 1/3 where one holds the other, 2/3 where they share something, 1 where nothing.

    Passonneau (2004), as DKPro Agreement computes it: every set holds the empty one, which is 1/3 from it.
    """
    inside = shared == np.minimum(one, other)
    apart = np.where(inside, 1 / 3, np.where(shared > 0, 2 / 3, 1.0))
    return np.where(exact(shared, one, other) == 0, 0.0, apart)


def masi_passonneau(shared: Floats, one: Floats, other: Floats) -> Floats:
    """MASI as Passonneau (2006): 1 - J * M, where J is the Jaccard share and M is one less ``steps``."""
    return 1 - (1 - jaccard(shared, one, other)) * (1 - steps(shared, one, other))


def masi_dkpro(shared: Floats, one: Floats, other: Floats) -> Floats:
    """What DKPro Agreement (Meyer et al. 2014) calls MASI: the Jaccard distance times ``steps``."""
    return jaccard(shared, one, other) * steps(shared, one, other)


DISTANCES: dict[str, Distance] = {
    "masi-passonneau": masi_passonneau,
    "masi-dkpro": masi_dkpro,
    "jaccard": jaccard,
    "steps": steps,
    "exact": exact,
}
"""Every distance by the name that is printed beside its alpha; two functions are called MASI in print."""


def distance(one: Codes, other: Codes, name: str) -> float:
    """How far two sets are apart, 0 to 1, by a distance of ``DISTANCES``; two empty sets are not apart."""
    sizes = (len(one & other), len(one), len(other))
    return float(DISTANCES[name](*(np.array(float(size)) for size in sizes)))


def alpha_sets(sets: Sequence[Sequence[Codes | None]], name: str) -> float | None:
    """Krippendorff's alpha over sets: a row for each unit with the set of each coder, None where not coded.

    ``name`` is one of ``DISTANCES``. Two empty sets agree, and such units count: without them alpha is
    another number. None where all sets that can be compared are the same.
    """
    table = rated(
        (unit, coder, None if codes is None else frozenset(codes))
        for unit, row in enumerate(sets)
        for coder, codes in enumerate(row)
    )
    if not table.values:
        return None
    between = membership(table.values)
    return alpha(table.ratings, distances(between, between, name))


def membership(sets: Sequence[Any]) -> Floats:
    """Which codes each set holds, as 0 and 1: sets x codes."""
    codes = sorted({code for each in sets for code in each}, key=str)
    at = {code: number for number, code in enumerate(codes)}
    table = np.zeros((len(sets), len(codes)))
    for row, each in enumerate(sets):
        table[row, [at[code] for code in each]] = 1
    return table


def distances(some: Floats, others: Floats, name: str) -> Floats:
    """The distance of each set of one table of ``membership`` to each of another: a rectangular array."""
    sizes, other_sizes = some.sum(axis=1)[:, None], others.sum(axis=1)[None, :]
    return DISTANCES[name](some @ others.T, sizes, other_sizes)
