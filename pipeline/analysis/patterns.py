"""Patterns for open coding: groups of utterances that are alike in their words, for people to read.

The first of the three steps of computational grounded theory (Nelson 2020, Sociological Methods & Research
49:3-42): the machine finds patterns, people read and refine them, and confirm them on what was kept aside.
Utterances are weighed as in ``likeness`` and brought down to at most 30 dimensions (truncated SVD). The
middle of each language is taken away, so that bokmål and nynorsk are not what sets groups apart, and k-means
divides them. How many groups there are is chosen by how well groupings of different resamples agree (after
Lange, Roth, Braun & Buhmann 2004, Neural Computation 16:1299-1323).
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.analysis.likeness import Likeness, Text, kept_words
from pipeline.analysis.words import Reading

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

FEWEST = 40
"""Of fewer utterances there are no patterns to find that reading would not find sooner."""
WORDS = 5
"""An utterance with fewer words that no list removes is too short to be like another."""
DIMENSIONS = 30
LANGUAGE = 20
"""So many utterances in a language have a middle of their own; those in rarer ones share one."""
SMALLEST = 10
"""On average a group holds at least so many utterances."""
LEAST_GROUPS, MOST_GROUPS = 3, 15
RESAMPLES, SHARE = 10, 0.8
"""So many resamples are drawn, each with this share of the utterances."""


class Stability(NamedTuple):
    """How well the groupings of the resamples agree for a number of groups: the mean adjusted Rand index."""

    groups: int
    rand: float


class Member(NamedTuple):
    """An utterance of a group: its place among the texts, and how typical it is (cosine to the middle)."""

    place: int
    typical: float


class Patterns(NamedTuple):
    """Groups, the largest first and in each the most typical first; what the number was chosen from.

    ``aside`` are the places of the texts that were kept for confirming, ``short`` of those that hold too
    few words; there are no groups where too few are left (fewer than ``FEWEST``).
    """

    groups: list[list[Member]]
    curve: list[Stability]
    aside: list[int]
    short: list[int]


def patterns(
    texts: Sequence[Text],
    reading: Reading,
    seed: int,
    groups: int = 0,
    hold_out: float = 0.0,
    progress: Callable[[Iterable[int], str], Iterable[int]] = lambda items, _: items,
) -> Patterns:
    """Groups of texts that are alike, the same each time for the same texts and seed.

    With ``groups`` there are so many (at most as many as there are texts that can be grouped); else their
    number is chosen, from 3 to 15. ``hold_out`` is the share of the texts that is kept aside by lot before
    anything is looked at.
    """
    import sklearn.cluster
    import sklearn.decomposition  # noqa: F401  the limit below holds for libraries that are there already
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    aside = kept_aside(len(texts), hold_out, seed)
    held = set(aside)
    short: list[int] = []
    used: list[int] = []
    for place, text in enumerate(texts):
        if place not in held:
            (used if len(list(kept_words(text, reading))) >= WORDS else short).append(place)
    if len(used) < FEWEST:
        return Patterns([], [], aside, short)
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of texts that are all the same, which divide into fewer groups
        points = _points([texts[place] for place in used], reading, seed)
        curve = [] if groups else _curve(points, seed, progress)
        number = min(groups, len(used)) or max(curve, key=lambda one: (one.rand, -one.groups)).groups
        found = _groups(points, number, seed)
    told = [[one._replace(place=used[one.place]) for one in group] for group in found]
    return Patterns(told, curve, aside, short)


def kept_aside(texts: int, share: float, seed: int) -> list[int]:
    """The places of the texts that are kept for confirming, drawn by lot, in order."""
    import numpy as np

    drawn = np.random.default_rng([seed, 1]).permutation(texts)[: round(texts * share)]
    return sorted(int(place) for place in drawn)


def _points(texts: Sequence[Text], reading: Reading, seed: int) -> Points:
    """The texts as points of length 1 in few dimensions, the middle of their language taken away."""
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    rows = Likeness(texts, reading).rows
    size = min(DIMENSIONS, rows.shape[0] - 1, rows.shape[1] - 1)
    points: Points = TruncatedSVD(max(size, 1), random_state=seed).fit_transform(rows)
    often = {language for language, count in Counter(text[1] for text in texts).items() if count >= LANGUAGE}
    languages = np.array([text[1] if text[1] in often else "" for text in texts])
    for language in sorted(set(languages.tolist())):
        points[languages == language] -= points[languages == language].mean(axis=0)
    even: Points = normalize(points)
    return even


def _curve(
    points: Points, seed: int, progress: Callable[[Iterable[int], str], Iterable[int]]
) -> list[Stability]:
    """For each number of groups how well the groupings of the resamples agree on all of the texts."""
    import numpy as np
    from sklearn.metrics import adjusted_rand_score

    numbers = range(LEAST_GROUPS, max(min(MOST_GROUPS, len(points) // SMALLEST), LEAST_GROUPS) + 1)
    lot = np.random.default_rng([seed, 2])
    samples = [np.sort(lot.permutation(len(points))[: int(SHARE * len(points))]) for _ in range(RESAMPLES)]
    curve = []
    for number in progress(numbers, "Trying numbers of groups"):
        fits = [_fitted(points[sample], number, seed + at, 1) for at, sample in enumerate(samples)]
        labels = [fit.predict(points) for fit in fits]
        agreed = [adjusted_rand_score(one, other) for one, other in combinations(labels, 2)]
        curve.append(Stability(number, round(float(np.mean(agreed)), 6)))
    return curve


def _fitted(points: Points, number: int, seed: int, starts: int) -> Any:
    from sklearn.cluster import KMeans

    return KMeans(number, n_init=starts, random_state=seed, max_iter=100).fit(points)


def _groups(points: Points, number: int, seed: int) -> list[list[Member]]:
    """The groups, the largest first, each with its members, the most typical first."""
    import numpy as np

    fit = _fitted(points, number, seed, 10)
    middles = fit.cluster_centers_ / np.maximum(
        np.linalg.norm(fit.cluster_centers_, axis=1, keepdims=True), 1e-12
    )
    typical = np.round(np.einsum("ij,ij->i", points, middles[fit.labels_]), 6)
    groups: dict[int, list[Member]] = {}
    for place, label in enumerate(fit.labels_.tolist()):
        groups.setdefault(label, []).append(Member(place, float(typical[place])))
    ordered = [sorted(group, key=lambda one: (-one.typical, one.place)) for group in groups.values()]
    return sorted(ordered, key=lambda group: (-len(group), min(one.place for one in group)))
