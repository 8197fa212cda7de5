"""How many units a reliability sample needs, after Bloch and Kraemer."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

Z = 1.645
LEAST_ALPHAS = (2 / 3, 0.8)
"""Krippendorff's bounds, printed as .667 and .800: tentative conclusions, and reliance."""


class SampleSize(NamedTuple):
    """The units needed, and what that number assumes.

    ``alpha`` is the least that is to be shown, ``share`` how often the code occurs (0 to 1), ``z`` the
    one-sided quantile of the normal distribution, ``coders`` always two.
    """

    units: int
    alpha: float
    share: float
    z: float = Z
    coders: int = 2


def sample_size(share: float, alpha: float, z: float = Z) -> SampleSize:
    """The units that two coders must code to show that alpha is at least so much.

    N = 2 z^2 ((1 + a)(3 - a) / (4 (1 - a) p (1 - p)) - a), rounded up (Bloch and Kraemer 1989, eq. 3.7, as
    Krippendorff 2011 and ATLAS.ti print it). Raises ValueError unless share and alpha lie between 0 and 1.
    """
    if not (0 < share < 1 and 0 < alpha < 1):
        raise ValueError("share and alpha lie between 0 and 1")
    spread = (1 + alpha) * (3 - alpha) / (4 * (1 - alpha) * share * (1 - share))
    return SampleSize(ceil(round(2 * z**2 * (spread - alpha), 9)), alpha, share, z)
