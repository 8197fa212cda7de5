"""Hiding small numbers in the public edition, so that nobody can be told from a count.

A number under 3 is hidden, 0 among them. Where the numbers of a row add up to a total that is shown, a hidden
one could be worked out; then the next smallest is hidden too, until each has several possible values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

LEAST = 3
"""The smallest number that the public edition prints."""

Hidden = Literal["", "small", "also"]
"""Shown; hidden because it is under 3; hidden because another could be worked out from it."""


def hidden_alone(number: int) -> Hidden:
    """Whether a number that adds up to nothing is hidden."""
    return "small" if number < LEAST else ""


def hidden_in(parts: Sequence[int], total: int) -> tuple[list[Hidden], Hidden]:
    """Which of the parts of a total are hidden, and whether the total is."""
    state = [hidden_alone(part) for part in parts]
    if total < LEAST:
        return ["small"] * len(parts) if total == sum(parts) else state, "small"
    while any(state) and _told(parts, state):
        shown = [at for at, hidden in enumerate(state) if not hidden]
        if not shown:
            return state, "also"
        state[min(shown, key=lambda at: (parts[at], at))] = "also"
    return state, ""


def _told(parts: Sequence[int], state: Sequence[Hidden]) -> bool:
    """Whether the shown numbers and the total leave a hidden small one only one possible value."""
    rest = sum(part for part, hidden in zip(parts, state, strict=True) if hidden)
    small, also = state.count("small"), state.count("also")
    if not small:
        return False
    most = min(LEAST - 1, rest - LEAST * also)
    least = 0 if also else max(0, rest - (LEAST - 1) * (small - 1))
    return least >= most
