"""Agreement on sets of codes: alpha over whole sets, with the distance between two sets named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from pipeline.analysis.agreement.alpha import alpha
from pipeline.analysis.agreement.ratings import Floats, rated

Codes = AbstractSet[Any]
Distance = Callable[[Codes, Codes], float]


def exact(one: Codes, other: Codes) -> float:
    """0 where two sets are the same, else 1."""
    return float(one != other)


def jaccard(one: Codes, other: Codes) -> float:
    """One less what both hold, as a share of what either does (Jaccard 1912); 0 for two empty sets."""
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def steps(one: Codes, other: Codes) -> float:
    """0 for the same set, 1/3 where one holds the other, 2/3 where they share something, 1 where nothing.

    Passonneau (2004), as DKPro Agreement computes it: every set holds the empty one, which is 1/3 from it.
    """
    if one == other:
        return 0.0
    if one <= other or other <= one:
        return 1 / 3
    return 2 / 3 if one & other else 1.0


def masi_passonneau(one: Codes, other: Codes) -> float:
    """MASI as Passonneau (2006): 1 - J * M, where J is the Jaccard share and M is one less ``steps``."""
    return 1 - (1 - jaccard(one, other)) * (1 - steps(one, other))


def masi_dkpro(one: Codes, other: Codes) -> float:
    """What DKPro Agreement (Meyer et al. 2014) calls MASI: the Jaccard distance times ``steps``."""
    return jaccard(one, other) * steps(one, other)


DISTANCES: dict[str, Distance] = {
    "masi-passonneau": masi_passonneau,
    "masi-dkpro": masi_dkpro,
    "jaccard": jaccard,
    "steps": steps,
    "exact": exact,
}
"""Every distance by the name that is printed beside its alpha; two functions are called MASI in print."""


def alpha_sets(sets: Sequence[Sequence[Codes | None]], distance: str) -> float | None:
    """Krippendorff's alpha over sets: a row for each unit with the set of each coder, None where not coded.

    ``distance`` is a name of ``DISTANCES``. Two empty sets agree, and such units count: without them alpha
    is another number. None where all sets that can be compared are the same.
    """
    table = rated(
        (unit, coder, None if codes is None else frozenset(codes))
        for unit, row in enumerate(sets)
        for coder, codes in enumerate(row)
    )
    return alpha(table.ratings, distances_between(table.values, distance)) if table.values else None


def distances_between(sets: Sequence[Any], distance: str) -> Floats:
    """The distance of each set to each, as a square array."""
    measure = DISTANCES[distance]
    return np.array([[measure(one, other) for other in sets] for one in sets], dtype=float)
