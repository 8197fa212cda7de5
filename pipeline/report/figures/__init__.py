"""Figures: each drawn from a table that is already counted, readable in black and white.

``FIGURES`` is the registry, a dict from the name of a figure to the function that draws it and the one
that tells what it shows. ``save`` in ``style`` turns a figure into the bytes of its SVG and PNG files.
The modules are imported when the registry is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

MODULES = {
    "cloud": "clouds",
    "frequencies": "frequencies",
    "heatmap": "heatmap",
    "cooccurrence": "meetings",
    "portraits": "portraits",
    "coverage": "coverage",
    "relations": "relations",
    "saturation": "saturation",
    "agreement": "agreement",
    "agreement_versions": "agreement",
    "evolution": "evolution",
}
"""Where each figure lives: the functions ``draw_<name>`` and ``alt_<name>`` of a module of this folder."""


@cache
def _figures() -> dict[str, tuple[Callable[..., Any], Callable[..., str]]]:
    found = {}
    for name, module in MODULES.items():
        about = import_module(f"{__name__}.{module}")
        found[name] = (getattr(about, f"draw_{name}"), getattr(about, f"alt_{name}"))
    return found


def __getattr__(name: str) -> dict[str, tuple[Callable[..., Any], Callable[..., str]]]:
    if name == "FIGURES":
        return _figures()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
