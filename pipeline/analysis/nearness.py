"""Nearness: which earlier codings of a code are most like an utterance at hand, and which least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.analysis.likeness import Likeness, Text


class Near(NamedTuple):
    """One of the texts that were compared: its place among them, and how like it is (0 to 1)."""

    place: int
    likeness: float


class Nearness(NamedTuple):
    """The texts that are nearest and those that are farthest, none in both, and those that hold no words.

    ``comparable`` is False where the text at hand holds no words that can be compared: nothing is near then.
    """

    nearest: list[Near]
    farthest: list[Near]
    wordless: list[int]
    comparable: bool


def nearness(measure: Likeness, at_hand: Text, others: Sequence[Text], most: int | None = None) -> Nearness:
    """The other texts by how like they are to the one at hand; see ``likeness`` for the measure.

    The nearest first, and the farthest the least like first; where two are alike, the one that comes first
    among the others. With ``most``, at most so many of each; without, all are among the nearest. Texts whose
    words are all removed are among neither, since nothing can be said of them.
    """
    import numpy as np

    hand = measure.of([at_hand])
    rows = measure.of(others)
    silent = np.diff(rows.indptr) == 0
    wordless = [int(place) for place in np.flatnonzero(silent)]
    if not hand.nnz:
        return Nearness([], [], wordless, False)
    scores = np.round((rows @ hand.T).toarray().ravel(), 6)
    order = [int(place) for place in np.lexsort((np.arange(len(scores)), -scores)) if not silent[place]]
    found = [Near(place, float(scores[place])) for place in order]
    nearest = found if most is None else found[:most]
    rest = sorted(found[len(nearest) :], key=lambda one: (one.likeness, one.place))
    return Nearness(nearest, rest[:most], wordless, True)
