"""A colour for each code: codes of one finding are neighbours on the colour wheel, and none are the same.

Colour never carries meaning alone: a code's name is always printed beside it, and neighbours in one family
have different lines under their words.
"""

from __future__ import annotations

import re

from pipeline.analysis.lineage import tree_order
from pipeline.codebook import Codebook

LINES = ("solid", "dashed", "dotted", "double", "wavy")
_OWN = re.compile(r"#[0-9a-fA-F]{6}")


def hues(codebook: Codebook) -> dict[str, float]:
    """The hue of each code in degrees: each tree has its own part of the wheel, as wide as it has codes."""
    order = tree_order(codebook)
    step = 360 / max(len(order), 1)
    return {id: (25 + step * place) % 360 for place, id in enumerate(order)}


def names(codebook: Codebook) -> dict[str, str]:
    """The name of each code's style: ``c0``, ``c1``, ... in the order of the file."""
    return {code.id: f"c{place}" for place, code in enumerate(codebook.codes)}


def colour_sheet(codebook: Codebook) -> str:
    """The style sheet with the colours of all codes, light and dark."""
    own = names(codebook)
    wheel = hues(codebook)
    rules = [
        _rule(own[code.id], wheel.get(code.id, 0.0), place, code.colour)
        for place, code in enumerate(codebook.codes)
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
        f"::highlight({name}) {{ background-color: {wash}; {line}; }}"
    )


def _washed(colour: str, share: int) -> str:
    return f"color-mix(in oklab, {colour} {share}%, transparent)"
