"""The sheet of portraits: one strip a document, with the stretches of its themes from start to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.report.figures.style import (
    TALLEST,
    WIDTH,
    bare,
    note,
    nothing,
    place,
    sheet,
    short,
    styled,
    text_width,
)
from pipeline.report.figures.words import Wording, listed

if TYPE_CHECKING:
    import pandas as pd

MOST = 40
LANE = 0.085
"""Inches: how high one theme's lane is where there is room."""
SPACE = 0.14
"""Inches: between one strip and the next."""
GREYS = ("0.1", "0.5")
"""Lanes in turn, so that the eye can follow one; which theme it is, its number tells."""
COLUMNS = {1: 8, 2: 18, 3: MOST}
"""How many columns there are, and for how many documents at most."""
LANES = 9
SLIVER = 0.006
"""The narrowest stretch that can be seen, as a share of the strip."""


@styled
def draw_portraits(table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None) -> Figure:
    """Strips in columns, a lane for each theme, at most forty on one sheet.

    ``table`` is that of ``portraits``; ``names`` are other labels for the themes. Stretches too short to
    be seen are drawn a little wider.
    """
    coded = table[table["theme"] != ""]
    if coded.empty:
        return nothing(wording["no_data"])
    lanes = coded.drop_duplicates("theme").sort_values("lane").head(LANES)
    themes = dict(zip(lanes["theme"], lanes["label"], strict=True)) | dict(names or {})
    themes = {theme: themes[theme] for theme in lanes["theme"]}
    documents = list(table["document"].unique())
    drawn = documents[:MOST]
    columns = next(columns for columns, most in COLUMNS.items() if len(drawn) <= most)
    down = -(-len(drawn) // columns)
    legend = 0.165 * -(-len(themes) // 2) + 0.12
    strip = min((TALLEST - legend - 0.35) / down - SPACE, LANE * len(themes))
    figure = sheet(down * (strip + SPACE) + legend + 0.25)
    high = float(figure.get_size_inches()[1])
    axes = bare(place(figure, 0, 0, WIDTH, high))
    axes.set(xlim=(0, WIDTH), ylim=(0, high))
    _legend(figure, themes)
    left = min(text_width(drawn, 7) + 0.2, 1.35)
    boxes = {}
    for at, document in enumerate(drawn):
        column, row = divmod(at, down)
        bottom = high - legend - (row + 1) * (strip + SPACE) + 0.05
        box = Box(column * WIDTH / columns + left, bottom, WIDTH / columns - left - 0.12, strip)
        boxes[document] = box
        _frame(axes, box, short(document, 18), len(themes))
        if row == down - 1 or at == len(drawn) - 1:
            _ends(axes, box, wording)
    _stretches(axes, boxes, coded[coded["document"].isin(drawn)], list(themes))
    if len(documents) > len(drawn):
        note(figure, wording["documents_left_out"].format(n=len(documents) - len(drawn)))
    return figure


class Box(NamedTuple):
    """Where a strip stands on the sheet, in inches."""

    left: float
    bottom: float
    width: float
    height: float


def _frame(axes: Axes, box: Box, document: str, lanes: int) -> None:
    """The strip of a document, empty: its frame, the lines between the lanes and its name."""
    corner = (box.left, box.bottom)
    axes.add_patch(Rectangle(corner, box.width, box.height, fill=False, edgecolor="0.6", linewidth=0.5))
    step = box.height / lanes
    for lane in range(lanes):
        up = box.bottom + box.height - lane * step
        axes.plot((box.left, box.left + box.width), (up, up), color="0.88", linewidth=0.4, zorder=0)
        size = min(step * 72 * 0.85, 5.5)
        number: dict[str, Any] = {"ha": "right", "va": "center_baseline", "fontsize": size, "color": "0.35"}
        axes.text(box.left - 0.03, up - step / 2, str(lane + 1), **number)
    axes.text(box.left - 0.13, box.bottom + box.height / 2, document, ha="right", va="center", fontsize=7)


def _ends(axes: Axes, box: Box, wording: Wording) -> None:
    below = box.bottom - 0.03
    axes.text(box.left, below, wording["begin"], ha="left", va="top", fontsize=6, color="0.35")
    axes.text(box.left + box.width, below, wording["end"], ha="right", va="top", fontsize=6, color="0.35")


def _stretches(axes: Axes, boxes: dict[str, Box], coded: pd.DataFrame, themes: list[str]) -> None:
    """The stretches of each theme, in its lane of the strips."""
    for lane, theme in enumerate(themes):
        mine = coded[coded["theme"] == theme]
        corners = [
            _corners(boxes[document], lane, len(themes), begin, end)
            for document, begin, end in zip(mine["document"], mine["begin"], mine["end"], strict=True)
        ]
        axes.add_collection(PolyCollection(corners, facecolor=GREYS[lane % 2], linewidth=0), autolim=False)


def _corners(box: Box, lane: int, lanes: int, begin: float, end: float) -> list[tuple[float, float]]:
    wide = max(end - begin, SLIVER)
    left = box.left + min(begin, 1 - wide) * box.width
    right = left + wide * box.width
    top = box.bottom + box.height * (1 - (lane + 0.06) / lanes)
    foot = top - 0.88 * box.height / lanes
    return [(left, foot), (right, foot), (right, top), (left, top)]


def _legend(figure: Figure, themes: Mapping[str, str]) -> None:
    keys = [Rectangle((0, 0), 1, 1, facecolor=GREYS[lane % 2]) for lane in range(len(themes))]
    names = [f"{at}  {short(name, 42)}" for at, name in enumerate(themes.values(), start=1)]
    figure.legend(
        keys, names, loc="upper left", ncols=2, frameon=False, fontsize=7.2, handlelength=2.2,
        borderaxespad=0.1, columnspacing=1.5, labelspacing=0.45,
    )  # fmt: skip


def alt_portraits(table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None) -> str:
    """What the sheet shows, in words: how many documents, and the share of the text under each theme."""
    coded = table[table["theme"] != ""]
    if coded.empty:
        return wording["no_data"] + "."
    documents = list(table["document"].unique())
    whole = max(float(table.groupby("document")["length"].first().sum()), 1.0)
    chars = ((coded["end"] - coded["begin"]) * coded["length"]).groupby(coded["theme"], sort=False).sum()
    called = dict(zip(coded["theme"], coded["label"], strict=True)) | dict(names or {})
    most = chars.sort_values(ascending=False, kind="stable").head(4).to_dict()
    top = [f"{called[str(theme)]} ({100 * part / whole:.0f} %)" for theme, part in most.items()]
    return wording["alt_portraits"].format(n=min(len(documents), MOST), top=listed(top, wording))
