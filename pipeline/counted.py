"""A number and its noun, as one writes them: 1 coding, 2 codings."""

from __future__ import annotations


def number_of(number: int, one: str, many: str = "") -> str:
    """The number with the noun that fits it; ``many`` is the plural where it is more than an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
