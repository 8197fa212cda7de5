"""Agreement over all codes at once: alpha on the set of codes that each coder put on an utterance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from pipeline.analysis.agreement.bootstrap import Interval, draws, interval
from pipeline.analysis.agreement.double import Double, Numbers
from pipeline.analysis.agreement.ratings import Floats, defined
from pipeline.analysis.agreement.sets import DISTANCES, membership

NAMES = ("masi-passonneau", "jaccard")
"""The distances that the study is told of; ``sets.DISTANCES`` has more."""
MOST_WORK = 2_000_000_000
"""So many distances are weighed at most; many different sets get fewer rounds, and it is told how many."""
EMPTY = 0
"""The number of the empty set."""


class SetAgreement(NamedTuple):
    """Alpha on sets of codes for a group of coders, by the distance that is named."""

    coders: str
    distance: str
    documents: int
    n: int
    n_coded: int
    alpha: float | None
    interval: Interval
    rounds: int


def agreement_over_codes(
    double: Double, codes: Collection[str], rounds: int, seed: int, names: Sequence[str] = NAMES
) -> list[SetAgreement]:
    """Alpha on sets for each of the groups of ``Double.groups`` and each distance.

    An utterance that a coder left without any of ``codes`` has the empty set; two empty sets agree.
    """
    return [
        told
        for number, group in enumerate(double.groups)
        for told in _of_group(double.of_group(group), group, codes, rounds, seed + number, names)
    ]


def _of_group(
    double: Double, group: Sequence[int], codes: Collection[str], rounds: int, seed: int, names: Sequence[str]
) -> list[SetAgreement]:
    ratings, sets = set_ratings(double, group, codes)
    table = membership(sets)
    likeness = _likeness(table)
    work = max(len(likeness.one), len(sets) * len(double.documents), 1)
    rounds = min(rounds, MOST_WORK // work) if len(double.documents) > 1 else 0
    weights = np.vstack([np.ones(len(double.documents)), draws(len(double.documents), rounds, seed)])
    given = _by_document(ratings, len(sets), double.document, len(double.documents))
    coded = int((ratings > EMPTY).any(axis=1).sum())
    found = []
    for name in names:
        apart = np.bincount(double.document, _apart(ratings, table, name), minlength=len(double.documents))
        alphas = _alphas(weights @ apart, weights @ given, likeness, name)
        told = (double.named(group), name, len(double.documents), len(double.units), coded)
        found.append(SetAgreement(*told, defined(alphas[0]), interval(alphas[1:]), rounds))
    return found


def set_ratings(
    double: Double, group: Sequence[int], codes: Collection[str]
) -> tuple[Numbers, list[frozenset[str]]]:
    """The set of each coder on each unit, as numbers (-1 where not finished), and the sets."""
    ratings = np.where(double.finished[:, list(group)][double.document], EMPTY, -1)
    put = _put(double, group, codes)
    if not len(put):
        return ratings, [frozenset()]
    cells, first = np.unique(put[:, :2], axis=0, return_index=True)
    held = [frozenset(some.tolist()) for some in np.split(put[:, 2], first[1:])]
    known = {each: number for number, each in enumerate(dict.fromkeys(held), EMPTY + 1)}
    ratings[tuple(cells.T)] = [known[each] for each in held]
    named = sorted(codes)
    return ratings, [frozenset(), *(frozenset(named[at] for at in each) for each in known)]


def _put(double: Double, group: Sequence[int], codes: Collection[str]) -> Numbers:
    """What a group put, in order: unit, place of the coder in the group, place of the code in order."""
    place = np.full(len(double.coders), -1)
    place[list(group)] = np.arange(len(group))
    rows = [np.empty((0, 3), dtype=np.int64)]
    for number, code in enumerate(sorted(codes)):
        if code in double.marks:
            marks = double.marks[code]
            mine = place[marks.coder] >= 0
            rows.append(
                np.column_stack([marks.unit[mine], place[marks.coder[mine]], np.full(mine.sum(), number)])
            )
    together = np.concatenate(rows)
    return together[np.lexsort(together.T[::-1])]


def _by_document(ratings: Numbers, many: int, document: Numbers, documents: int) -> Floats:
    """How often each set was given in each document, on units that at least two coded."""
    pairable = np.where(((ratings >= 0).sum(axis=1) > 1)[:, None], ratings, -1)
    unit, _ = np.nonzero(pairable >= 0)
    cells = document[unit] * many + pairable[pairable >= 0]
    return np.bincount(cells, minlength=documents * many).reshape(documents, many).astype(float)


def _apart(ratings: Numbers, table: Floats, name: str) -> Floats:
    """The observed disagreement of each unit, with Krippendorff's weight."""
    sizes = table.sum(axis=1)
    total = np.zeros(len(ratings))
    coders = (ratings >= 0).sum(axis=1)
    for one, other in combinations(range(ratings.shape[1]), 2):
        both = (ratings[:, [one, other]] >= 0).all(axis=1)
        at = np.flatnonzero(both & (ratings[:, one] != ratings[:, other]))
        a, b = ratings[at, one], ratings[at, other]
        shared = (table[a] * table[b]).sum(axis=1)
        total[at] += 2 * DISTANCES[name](shared, sizes[a], sizes[b])
    return total / np.maximum(coders - 1, 1)


class _Likeness(NamedTuple):
    """Which sets that are not empty share a code, in parallel columns, and how many codes each set has."""

    one: Numbers
    other: Numbers
    shared: Floats
    sizes: Floats


def _likeness(table: Floats) -> _Likeness:
    """Of all pairs of sets those that share a code; the others are as far apart as can be."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    sparse = csr_array(table)
    pairs = (sparse @ sparse.T).tocoo()
    one, other = (place.astype(np.int64) for place in pairs.coords)
    return _Likeness(one, other, pairs.data.astype(float), table.sum(axis=1))


def _alphas(apart: Floats, given: Floats, likeness: _Likeness, name: str) -> Floats:
    """Alpha from observed disagreement and from how often each set was given, for each round.

    Expected disagreement: sets that are not empty are 1 apart unless they share a code; the empty set has its
    own distance from each.
    """
    from scipy.sparse import csr_array

    sizes = likeness.sizes
    near = 1 - DISTANCES[name](likeness.shared, sizes[likeness.one], sizes[likeness.other])
    alike = csr_array((near, (likeness.one, likeness.other)), shape=(len(sizes), len(sizes)))
    some = given.copy()
    some[:, EMPTY] = 0
    from_empty = DISTANCES[name](np.zeros(len(sizes)), np.zeros(len(sizes)), sizes)
    expected = some.sum(axis=1) ** 2 - ((alike @ some.T).T * some).sum(axis=1)
    expected += 2 * given[:, EMPTY] * (some @ from_empty)
    total = given.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 1e-9, 1 - (total - 1) * apart / expected, np.nan)
