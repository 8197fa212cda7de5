"""How every figure looks: one typeface, greys and hatches that survive a black-and-white printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import ParamSpec

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

WIDTH = 6.3
"""Inches: the width of the text on an A4 page."""
TALLEST = 7.2
"""Inches: what a figure may fill of a page, so that text stands above it or below it."""
STYLE = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8,
    "text.usetex": False,
    "axes.linewidth": 0.6,
    "axes.edgecolor": "0.4",
    "axes.axisbelow": True,
    "hatch.linewidth": 0.6,
    "hatch.color": "0.15",
    "savefig.dpi": 200,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "forankret",
}
FILLS = (
    ("0.35", ""),
    ("white", "//////"),
    ("0.78", ""),
    ("white", "......"),
    ("0.88", "xxxxx"),
    ("white", "----"),
)
"""Face and hatch of what stands side by side, in turn."""
Given = ParamSpec("Given")


def _only_fonts_of_the_library() -> None:
    """Let no font of the machine stand in for the one that ships with the library, though it has its name."""
    own = Path(matplotlib.get_data_path())
    fontManager.ttflist = [font for font in fontManager.ttflist if own in Path(font.fname).parents]


_only_fonts_of_the_library()


def styled(draw: Callable[Given, Figure]) -> Callable[Given, Figure]:
    """The drawing with our style and no setting of the machine it is drawn on."""

    @wraps(draw)
    def inside(*args: Given.args, **kwargs: Given.kwargs) -> Figure:
        with matplotlib.style.context(["default", STYLE]):
            return draw(*args, **kwargs)

    return inside


def save(figure: Figure) -> dict[str, bytes]:
    """The figure as the bytes of its files, by suffix (``.svg``, ``.png``), the same each time."""
    with matplotlib.style.context(["default", STYLE]):
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
    return {".svg": svg.getvalue(), ".png": png.getvalue()}


def sheet(height: float, width: float = WIDTH) -> Figure:
    """An empty white sheet, in inches."""
    return Figure(figsize=(width, height), facecolor="white")


@styled
def nothing(message: str) -> Figure:
    """A figure that says honestly that there is nothing to draw."""
    figure = sheet(1.1)
    axes = place(figure, 0.05, 0.05, WIDTH - 0.1, 1.0)
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color="0.7", linestyle=(0, (4, 3)))
    axes.text(0.5, 0.5, message, ha="center", va="center", color="0.35", fontsize=9, transform=axes.transAxes)
    return figure


def place(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place of the sheet, all four in inches."""
    across, up = figure.get_size_inches()
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def bare(axes: Axes) -> Axes:
    """The axes without frame and ticks, where the numbers stand in the figure itself."""
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def note(figure: Figure, text: str, bottom: float = 0.06, left: float = 0.05) -> None:
    """A line of small print at the foot of the sheet."""
    across, up = figure.get_size_inches()
    figure.text(left / across, bottom / up, text, fontsize=6.5, color="0.3", va="bottom", ha="left")


def short(label: str, most: int) -> str:
    """A label that fits: cut at a word with an ellipsis where it is longer."""
    if len(label) <= most:
        return label
    cut = label[: most - 1]
    space = cut.rfind(" ")
    return cut[: space if space > most // 2 else None].rstrip(" ,.:;–-") + "…"


def folded(label: str, most: int, lines: int = 2) -> str:
    """A label over at most so many lines, each short enough to fit."""
    parts = wrap(label, max(most, 6), break_long_words=False)
    kept = [*parts[: lines - 1], " ".join(parts[lines - 1 :])] if len(parts) > lines else parts
    return "\n".join(short(part, max(most, 6)) for part in kept)


def text_width(labels: list[str], size: float = 8) -> float:
    """How wide the widest of these lines is, in inches, near enough for a margin."""
    return max((len(label) for label in labels), default=0) * size * 0.58 / 72


def number(value: float, least: int = 0) -> str:
    """A count as printed: ``<3`` for one that is too small to be told, 0 among them, where ``least`` is 3."""
    return f"<{least}" if value < least else f"{int(value)}"
