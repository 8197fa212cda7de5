"""Code saturation: how many new codes each further document gives, and when a run gives few enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

import numpy as np

from pipeline.analysis.tally import Numbers
from pipeline.study import Saturation

Outcome = Literal["reached", "not-reached", "too-few-documents", "no-codes-in-base"]
"""Whether the threshold was reached, was not, or cannot be asked about."""
AT_ONCE = 1 << 22
"""So many places of codes in random orders are held at a time."""


class Verdict(NamedTuple):
    """What an order of documents shows.

    ``before`` are the documents before the deciding run, which is the first at or under the threshold, or the
    last one where none is; ``run_codes`` the new codes in it, None where there is no run. ``later_above`` are
    the runs after it that are above the threshold again.
    """

    outcome: Outcome
    base_codes: int
    before: int = 0
    run_codes: int | None = None
    later_above: int = 0

    def form(self, run: int) -> str:
        """How it is reported: ``6+2`` for six documents and a run of two; '' where it is not reached."""
        return f"{self.before}+{run}" if self.outcome == "reached" else ""


class Band(NamedTuple):
    """How many codes random orders have found at each place: 5th, 50th and 95th percentile.

    ``orders`` is their number, ``reached`` that of the orders in which the threshold is reached.
    """

    low: Numbers
    middle: Numbers
    high: Numbers
    orders: int
    reached: int


def new_codes(has: Numbers, order: Sequence[int]) -> Numbers:
    """How many codes each document of an order gives that none before it had.

    ``has`` is a table of truth values, a row a document and a column a code.
    """
    seen = np.logical_or.accumulate(has[list(order)], axis=0)
    found = seen.sum(axis=1)
    return np.diff(found, prepend=0)


def runs(new: Numbers, asked: Saturation) -> Numbers:
    """The new codes in each run after the base; runs overlap and slide by one document.

    ``new`` may be many orders at once, one a row.
    """
    whole = np.concatenate([np.zeros((*new.shape[:-1], 1), dtype=np.int64), np.cumsum(new, axis=-1)], axis=-1)
    length = new.shape[-1]
    if length < asked.base + asked.run:
        return whole[..., :0]
    return whole[..., asked.base + asked.run :] - whole[..., asked.base : length - asked.run + 1]


def few_enough(run_codes: Numbers, base_codes: Numbers, asked: Saturation) -> Numbers:
    """Which runs are at or under the threshold, a share of the codes of the base in per cent."""
    most = Fraction(str(asked.threshold))
    return run_codes * (100 * most.denominator) <= base_codes * most.numerator


def verdict(new: Numbers, asked: Saturation) -> Verdict:
    """Whether, and where first, the threshold is reached in an order of documents.

    After Guest, Namey and Chen (2020): new codes in the run, divided by the codes in the base.
    """
    base_codes = int(new[: asked.base].sum())
    counts = runs(new, asked)
    if not len(counts):
        return Verdict("too-few-documents", base_codes)
    if not base_codes:
        return Verdict("no-codes-in-base", 0)
    few = few_enough(counts, np.array(base_codes), asked)
    if not few.any():
        return Verdict("not-reached", base_codes, asked.base + len(counts) - 1, int(counts[-1]))
    first = int(np.argmax(few))
    again = int((~few[first:]).sum())
    return Verdict("reached", base_codes, asked.base + first, int(counts[first]), again)


def band(has: Numbers, asked: Saturation, seed: Sequence[int], orders: int) -> Band:
    """What orders drawn at random show: how much of a curve is owed to the order alone."""
    drawn = np.concatenate(list(_drawn(has, seed, orders)))
    low, middle, high = np.percentile(np.cumsum(drawn, axis=1), (5, 50, 95), axis=0)
    base = drawn[:, : asked.base].sum(axis=1, keepdims=True)
    few = few_enough(runs(drawn, asked), base, asked) & (base > 0)
    return Band(low, middle, high, orders, int(few.any(axis=1).sum()))


def _drawn(has: Numbers, seed: Sequence[int], orders: int) -> Iterator[Numbers]:
    """The new codes at each place of random orders, one a row, some orders at a time."""
    documents = len(has)
    code, document = np.nonzero(has.T)
    begins = np.flatnonzero(np.diff(code, prepend=-1))
    random = np.random.default_rng(list(seed))
    most = max(1, AT_ONCE // max(len(document), documents, 1))
    for some in range(0, orders, most):
        count = min(most, orders - some)
        place = random.permuted(np.tile(np.arange(documents, dtype=np.int32), (count, 1)), axis=1)
        first = np.minimum.reduceat(place[:, document], begins, axis=1) if len(begins) else place[:, :0]
        cell = first + np.arange(count)[:, None] * documents
        yield np.bincount(cell.ravel(), minlength=count * documents).reshape(count, documents)
