"""How far a coefficient might have come out otherwise: documents drawn again, with a seed."""

from __future__ import annotations

import numpy as np

from pipeline.analysis.agreement.ratings import Floats

LEAST_DEFINED = 0.9
"""An interval is given only where the coefficient was defined in so many of the rounds."""
BOUNDS = (2.5, 97.5)
FEW = 10
"""An interval from fewer documents than this means little."""

Interval = tuple[float | None, float | None]
NONE: Interval = (None, None)


def draws(documents: int, rounds: int, seed: int) -> Floats:
    """How often each document is drawn in each round: rounds x documents, each row a draw with replacement.

    Documents are drawn whole, since what stands in one is not independent (cluster bootstrap; Efron and
    Tibshirani 1993, ch. 6 and 8).
    """
    if not documents or not rounds:
        return np.zeros((rounds, documents))
    chance = np.random.default_rng(seed)
    even = np.full(documents, 1 / documents)
    return chance.multinomial(documents, even, size=rounds).astype(float)


def interval(found: Floats) -> Interval:
    """The middle 95 per cent of a coefficient over rounds (percentile interval), low and high.

    (None, None) where it was not defined in one round of ten or more, as where a code stands in one
    document alone.
    """
    good = found[np.isfinite(found)]
    if not len(found) or len(good) < LEAST_DEFINED * len(found):
        return NONE
    low, high = np.percentile(good, BOUNDS)
    return float(low), float(high)
