"""Agreement on letters: kappa over every character of the text, as NVivo computes it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.analysis.agreement.spans import Spans, lengths, shared


class Characters(NamedTuple):
    """How many letters both coders marked, only the first, only the second, and neither."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def total(self) -> int:
        """All letters of the text."""
        return sum(self)

    @property
    def percent(self) -> float | None:
        """The share of letters that both treated alike, from 0 to 1."""
        return (self.both + self.neither) / self.total if self.total else None

    @property
    def kappa(self) -> float | None:
        """Kappa over letters: (TA - EF) / (TU - EF), as NVivo's help gives it, which is Cohen's (1960).

        TA letters agree, TU is all letters, EF = (nA nB + (TU - nA)(TU - nB)) / TU is expected by chance.
        NVivo prints 1 where nobody marked anything, or both everything; here that is None. Long stretches
        that nobody marked raise it, and one long coding outweighs many short ones.
        """
        if not self.total:
            return None
        one, other, total = self.both + self.first, self.both + self.second, self.total
        chance = one * other + (total - one) * (total - other)
        left = total * total - chance
        return (total * (self.both + self.neither) - chance) / left if left else None


def characters(one: Spans, other: Spans, length: int) -> Characters:
    """The letters of a text of some length by which of two coders marked them."""
    both = shared(one, other)
    first, second = int(lengths(one).sum()) - both, int(lengths(other).sum()) - both
    return Characters(both, first, second, length - both - first - second)
