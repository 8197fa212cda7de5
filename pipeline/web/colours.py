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
    """One code's colours; the page's style sheet says how light they are in light and dark."""
    strong = colour if _OWN.fullmatch(colour) else f"oklch(var(--code-strong) {hue:.1f})"
    soft = f"color-mix(in oklab, {strong} var(--code-share), transparent)"
    line = LINES[place % len(LINES)]
    return (
        f".{name} {{ --strong: {strong}; --wash: {soft}; }}\n"
        f"::highlight({name}) {{ background-color: {soft}; text-decoration: underline {line} {strong} 2px; }}"
    )
