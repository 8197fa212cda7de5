"""Where coders differ: every code on an utterance that some of them put there and others did not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.analysis.agreement.double import Double, Marks
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
    letters = _letters(double, marks)
    did: dict[int, set[int]] = {}
    for unit, coder in zip(marks.unit.tolist(), marks.coder.tolist(), strict=True):
        did.setdefault(unit, set()).add(coder)
    finished = [tuple(np.flatnonzero(row).tolist()) for row in double.finished]
    document = double.document.tolist()
    for unit, put in did.items():
        left = [coder for coder in finished[document[unit]] if coder not in put]
        if left:
            told = (double.units[unit], double.documents[document[unit]], code)
            names = (_named(double, sorted(put)), _named(double, left))
            yield unit, Disagreement(*told, *names, len(put) * len(left), letters[unit])


def _letters(double: Double, marks: Marks) -> dict[int, int]:
    """How many letters of each unit were marked by anybody."""
    begin = double.offset[marks.unit]
    spans = merged(np.column_stack([begin + marks.start, begin + marks.end]))
    unit = np.searchsorted(double.offset, spans[:, 0], side="right") - 1
    marked = np.bincount(unit, lengths(spans), minlength=len(double.units))
    return {int(at): int(marked[at]) for at in np.unique(marks.unit)}


def _named(double: Double, coders: Sequence[int]) -> tuple[str, ...]:
    return tuple(double.coders[coder] for coder in coders)
