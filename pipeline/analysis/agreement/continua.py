"""Unitizing alpha of 2016: coders who mark stretches themselves, letter by letter and length by length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from pipeline.analysis.agreement.ratings import defined
from pipeline.analysis.agreement.spans import Spans, Unit, lengths, shared

GAP = ""


def u_alpha(coders: Sequence[Sequence[Unit]], begin: int, length: int) -> float | None:
    """Alpha of the 2016 family for codes and gaps together (Krippendorff, Mathet, Bouvry, Widlöcher 2016).

    The units of a coder may not overlap. Letters are compared as lying in a unit of some code or in none;
    chance pairs letters of different units. None where all letters lie in one code, or in none.
    """
    tilings = [_tiling(units, begin, length) for units in coders]
    if len(tilings) < 2:
        return None
    by_code: Counter[str] = Counter()
    squares = 0
    for tiling in tilings:
        for unit in tiling:
            size = unit.end - unit.start
            by_code[unit.code] += size
            squares += size if unit.code == GAP else size * size
    apart = sum(_apart(one, other) for one, other in combinations(tilings, 2))
    return _alpha(2 * apart / (len(tilings) - 1), list(by_code.values()), squares)


def u_alpha_binary(coders: Sequence[Spans], length: int) -> float | None:
    """Alpha of the 2016 family for one code: letters that lie in a unit of it, and letters that do not."""
    if len(coders) < 2:
        return None
    sizes = [lengths(spans) for spans in coders]
    inside = [int(size.sum()) for size in sizes]
    empty = len(coders) * length - sum(inside)
    squares = sum(int((size.astype(object) ** 2).sum()) for size in sizes) + empty
    pairs = combinations(range(len(coders)), 2)
    apart = sum(inside[i] + inside[j] - 2 * shared(coders[i], coders[j]) for i, j in pairs)
    return _alpha(2 * apart / (len(coders) - 1), [sum(inside), empty], squares)


def _alpha(apart: float, by_code: list[int], squares: int) -> float | None:
    """One less observed over expected: letters of different codes, of all pairs not in one unit."""
    whole = sum(by_code)
    different = whole * whole - sum(size * size for size in by_code)
    if different <= 0 or whole * whole <= squares:
        return None
    return defined(1 - apart * (whole * whole - squares) / (whole * different))


def _tiling(units: Sequence[Unit], begin: int, length: int) -> list[Unit]:
    """Units and gaps in their order, which leave no letter out; raises ValueError where units overlap."""
    found: list[Unit] = []
    at = begin
    for unit in sorted(units):
        if unit.start < at:
            raise ValueError(f"the units of a coder overlap at {unit.start}")
        if unit.start > at:
            found.append(Unit(at, unit.start, GAP))
        found.append(unit)
        at = unit.end
    return [*found, Unit(at, begin + length, GAP)] if at < begin + length else found


def _apart(one: list[Unit], other: list[Unit]) -> int:
    """How many letters have another code in one tiling than in the other."""
    apart = left = right = 0
    while left < len(one) and right < len(other):
        a, b = one[left], other[right]
        if a.code != b.code:
            apart += min(a.end, b.end) - max(a.start, b.start)
        left, right = left + (a.end <= b.end), right + (b.end <= a.end)
    return apart
