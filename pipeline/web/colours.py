"""A colour for each code, which it keeps for life, whatever is added, moved or retired beside it.

Colour never carries meaning alone: a code's name is always printed beside it, and codes that follow each
other have different lines under their words.
"""

from __future__ import annotations

import re

from pipeline.stages.arrival import arrivals
from pipeline.stages.desk import Desk

LINES = ("solid", "dashed", "dotted", "double", "wavy")
GOLDEN = 137.508
"""Steps of so many degrees round the colour wheel keep any number of hues apart."""
_OWN = re.compile(r"#[0-9a-fA-F]{6}")


def names(desk: Desk) -> dict[str, str]:
    """The name of each code's style: ``c0``, ``c2``, ... by when the code came."""
    return {id: f"c{number}" for id, number in arrivals(desk).items()}


def colour_sheet(desk: Desk) -> str:
    """The style sheet with the colours of all codes, light and dark."""
    book = desk.codebook.by_id
    rules = [
        _rule(f"c{number}", (25 + GOLDEN * number) % 360, number, book[id].colour)
        for id, number in arrivals(desk).items()
        if id in book
    ]
    return "\n".join(rules) + "\n"


def _rule(name: str, hue: float, place: int, colour: str) -> str:
    """One code's colours: a strong one for its mark and the line under its words, a wash behind them."""
    own = colour if _OWN.fullmatch(colour) else ""
    light, dark = own or f"oklch(0.52 0.13 {hue:.1f})", own or f"oklch(0.74 0.12 {hue:.1f})"
    strong = f"light-dark({light}, {dark})"
    wash = f"light-dark({_washed(light, 20)}, {_washed(dark, 30)})"
    line = f"text-decoration: underline {LINES[place % len(LINES)]} {strong} 2px"
    return (
        f".{name} {{ --strong: {strong}; --wash: {wash}; }}\n"
        f".words::highlight({name}) {{ background-color: {wash}; {line}; }}"
    )


def _washed(colour: str, share: int) -> str:
    return f"color-mix(in oklab, {colour} {share}%, transparent)"
