"""Hiding small numbers in the public edition, so that nobody can be told from a count.

A number under 3 is hidden, 0 among them. Where numbers add up to a total that is shown, one hidden alone
could be worked out from the others. So where one would have to be hidden, none is printed, only the total: a
rule so plain that also those who know it learn no more from it than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

LEAST = 3
"""The smallest number that the public edition prints."""

Hidden = Literal["", "small", "also"]
"""Shown; hidden because it is under 3; hidden because it, or one that it is added to, is under 3."""


def hidden_alone(number: int) -> Hidden:
    """Whether a number that adds up to nothing is hidden."""
    return "small" if number < LEAST else ""


def hidden_in(parts: Sequence[int], total: int) -> tuple[Hidden, Hidden]:
    """Whether the parts of a total are hidden, all or none of them, and whether the total is."""
    if total < LEAST:
        return "small", "small"
    return ("also" if any(part < LEAST for part in parts) else ""), ""
