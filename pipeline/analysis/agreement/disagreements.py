"""Where coders differ: every code on an utterance that some of them put there and others did not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.analysis.agreement.double import Double
from pipeline.analysis.agreement.spans import lengths, merged


class Disagreement(NamedTuple):
    """A code on an utterance that ``put`` there and ``left`` did not, of those who finished the document.

    ``pairs`` is how many pairs of coders differ, ``letters`` how many letters were marked by anybody.
    """

    utterance: str
    document: str
    code: str
    put: tuple[str, ...]
    left: tuple[str, ...]
    pairs: int
    letters: int


def disagreements(double: Double, codes: Collection[str] | None = None) -> list[Disagreement]:
    """Every disagreement, the largest first: pairs of coders that differ, letters marked, then as they come.

    ``codes`` narrows to some codes; otherwise all count, those that are not fully described too.
    """
    wanted = [code for code in double.marks if codes is None or code in codes]
    found = [each for code in wanted for each in _of_code(double, code)]
    found.sort(key=lambda each: (-each[1].pairs, -each[1].letters, each[0], each[1].code))
    return [each for _, each in found]


def _of_code(double: Double, code: str) -> Iterator[tuple[int, Disagreement]]:
    marks = double.marks[code]
    order = np.lexsort((marks.start, marks.unit))
    units, first = np.unique(marks.unit[order], return_index=True)
    for unit, rows in zip(units.tolist(), np.split(order, first[1:]), strict=True):
        document = int(double.document[unit])
        did = set(marks.coder[rows].tolist())
        left = [coder for coder in np.flatnonzero(double.finished[document]).tolist() if coder not in did]
        if left:
            spans = merged(zip(marks.start[rows].tolist(), marks.end[rows].tolist(), strict=True))
            yield (
                unit,
                Disagreement(
                    double.units[unit],
                    double.documents[document],
                    code,
                    _named(double, sorted(did)),
                    _named(double, left),
                    len(did) * len(left),
                    int(lengths(spans).sum()),
                ),
            )


def _named(double: Double, coders: Sequence[int]) -> tuple[str, ...]:
    return tuple(double.coders[coder] for coder in coders)
