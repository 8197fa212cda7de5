"""The figure of relations: the codes that are related, by level, with an arrow and words for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from pipeline.report.figures.diagram import Arrow, Box, arrows, in_rows
from pipeline.report.figures.style import (
    TALLEST,
    WIDTH,
    bare,
    folded,
    note,
    nothing,
    place,
    sheet,
    short,
    styled,
)
from pipeline.report.figures.words import Wording, listed

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("core", "axial", "focused", "open", "")
"""From the top of the figure to its foot."""
MOST = 28
"""So many codes at most are drawn."""
BESIDE = 4
ROW = 1.22
LEFT = 0.62
BOX = (0.62, 0.21)
"""Half the width and height of a code, in inches."""
LINES: dict[str, dict[str, Any]] = {
    "condition": {"color": "black", "linestyle": "-", "linewidth": 1.1},
    "context": {"color": "0.3", "linestyle": ":", "linewidth": 1.3},
    "action": {"color": "0.3", "linestyle": "-", "linewidth": 2.2},
    "consequence": {"color": "black", "linestyle": (0, (5, 2)), "linewidth": 1.1},
    "contrast": {"color": "black", "linestyle": (0, (5, 1.5, 1, 1.5)), "linewidth": 1.1},
    "part-of": {"color": "0.5", "linestyle": "-", "linewidth": 1.1},
}
OTHER: dict[str, Any] = {"color": "0.4", "linestyle": (0, (1, 1)), "linewidth": 1.1}
EDGES = {"core": 2.4, "axial": 1.6, "focused": 1.0, "open": 0.7, "": 0.7}
"""How thick the frame of a code is, by its level; that of an open code is broken too."""


class Related(NamedTuple):
    """What is drawn: the codes with label and level, and the relations as source, type and target."""

    codes: dict[str, tuple[str, str]]
    relations: list[tuple[str, str, str]]
    left_out: int


def _related(table: pd.DataFrame) -> Related:
    """The relations in their order, as long as there is room for their codes."""
    codes: dict[str, tuple[str, str]] = {}
    kept: list[tuple[str, str, str]] = []
    first = table.drop_duplicates("relation")
    for row in first.to_dict("records"):
        ends = {
            str(row[end]): (str(row[f"{end}_label"]), str(row[f"{end}_level"]))
            for end in ("source", "target")
        }
        if len({*codes, *ends}) <= MOST:
            codes = {**ends, **codes}
            kept.append((str(row["source"]), str(row["type"]), str(row["target"])))
    ordered = dict.fromkeys(code for source, _, target in kept for code in (source, target))
    return Related({code: codes[code] for code in ordered}, kept, len(first) - len(kept))


@styled
def draw_relations(table: pd.DataFrame, wording: Wording, least: int = 0) -> Figure:
    """The codes as boxes in rows by level, the relations as arrows that say what the one is to the other.

    ``table`` is that of ``relations``. No number is drawn; with ``least``, as outside, a type that is not
    ours is drawn without its name.
    """
    held = _related(table)
    if not held.relations:
        return nothing(wording["no_data"])
    links = [(source, target) for source, _, target in held.relations]
    level = {
        code: LEVELS.index(one) if one in LEVELS else len(LEVELS) - 1 for code, (_, one) in held.codes.items()
    }
    rows = in_rows(list(held.codes), level, links, BESIDE)
    row = min(ROW, (TALLEST - 0.5) / len(rows))
    high = row * len(rows) + 0.1
    figure = sheet(high)
    axes = bare(place(figure, 0, 0, WIDTH, high))
    axes.set(xlim=(0, WIDTH), ylim=(0, high))
    boxes = _boxes(rows, high, row)
    told = [folded(_said(type, wording, least), 16, 2) for _, type, _ in held.relations]
    drawn = arrows(boxes, links, [_size(words) for words in told], (WIDTH, high))
    _levels(axes, rows, boxes, held, wording)
    for (_, type, _), arrow in zip(held.relations, drawn, strict=True):
        _arrow(axes, arrow, LINES.get(type, OTHER), type == "contrast")
    for words, arrow in zip(told, drawn, strict=True):
        _words(axes, words, arrow.words)
    for code, (label, one) in held.codes.items():
        _code(axes, label, one, boxes[code])
    for (source, target), arrow in zip(links, drawn, strict=True):
        for box in (box for code, box in boxes.items() if code not in (source, target)):
            _passing(axes, arrow, box)
    if held.left_out:
        note(figure, wording["relations_left_out"].format(n=held.left_out))
    return figure


def _boxes(rows: list[list[str]], high: float, row: float) -> dict[str, Box]:
    """Where each code stands; every other row moved a little, so that lines pass between the codes."""
    boxes = {}
    for down, codes in enumerate(rows):
        gap = (WIDTH - LEFT - 0.1) / len(codes)
        aside = 0.12 * gap * (-1) ** down if len(codes) < BESIDE and len(rows) > 1 else 0
        for at, code in enumerate(codes):
            boxes[code] = Box(LEFT + gap * (at + 0.5) + aside, high - row * (down + 0.5), *BOX)
    return boxes


def _said(type: str, wording: Wording, least: int) -> str:
    """What a type says on an arrow; one that is not ours as it was written, inside."""
    return wording.get(f"relation_{type}", wording["relation_other"] if least else type)


def _size(words: str) -> tuple[float, float]:
    lines = words.split("\n")
    return max(map(len, lines)) * 0.0195 + 0.03, 0.048 * len(lines) + 0.01


def _levels(
    axes: Axes, rows: list[list[str]], boxes: dict[str, Box], held: Related, wording: Wording
) -> None:
    """The name of each level at the left, once."""
    before = None
    for row in rows:
        level = held.codes[row[0]][1]
        if level and level in LEVELS and level != before:
            name = wording[f"level_{level}"]
            axes.text(0.06, boxes[row[0]].y, name, fontsize=6.5, color="0.35", va="center", style="italic")
        before = level


def _arrow(axes: Axes, arrow: Arrow, how: dict[str, Any], both: bool) -> None:
    """The line with a head where it ends, and for a contrast at both ends."""
    axes.plot(arrow.points[:, 0], arrow.points[:, 1], solid_capstyle="butt", zorder=1, **how)
    for tip, behind in ((-1, -min(5, len(arrow.points))), (0, min(4, len(arrow.points) - 1)))[: 1 + both]:
        end = arrow.points[tip]
        way = end - arrow.points[behind]
        way = way / max(float(np.hypot(*way)), 1e-9)
        side = np.array([-way[1], way[0]]) * 0.035
        corners = [end, end - way * 0.1 + side, end - way * 0.1 - side]
        axes.add_patch(Polygon(corners, closed=True, facecolor=how["color"], edgecolor="none", zorder=2))


def _passing(axes: Axes, arrow: Arrow, box: Box) -> None:
    """A pale line across a code that a relation of others must pass, lest it seem to begin or end there."""
    within = np.where(box.holds(arrow.points)[:, None], arrow.points, np.nan)
    axes.plot(within[:, 0], within[:, 1], color="0.75", linewidth=1.0, zorder=5.5, gid="passing")


def _words(axes: Axes, words: str, box: Box) -> None:
    corner = (box.x - box.across, box.y - box.up)
    axes.add_patch(
        Rectangle(corner, 2 * box.across, 2 * box.up, facecolor="white", edgecolor="none", zorder=3)
    )
    axes.text(
        box.x, box.y, words, ha="center", va="center", fontsize=6, color="0.15", zorder=4, linespacing=1.05
    )


def _code(axes: Axes, label: str, level: str, box: Box) -> None:
    corner = (box.x - box.across + 0.04, box.y - box.up + 0.04)
    frame = FancyBboxPatch(
        corner,
        2 * box.across - 0.08,
        2 * box.up - 0.08,
        boxstyle="round,pad=0.04",
        facecolor="0.93" if level == "core" else "white",
        edgecolor="0.15",
        linewidth=EDGES.get(level, 0.7),
        linestyle="--" if level == "open" else "-",
        zorder=5,
    )
    axes.add_patch(frame)
    name = folded(label, 21, 3)
    bold = "bold" if level == "core" else "normal"
    axes.text(
        box.x, box.y, name, ha="center", va="center", fontsize=6.3, fontweight=bold, zorder=6, linespacing=1.1
    )


def alt_relations(table: pd.DataFrame, wording: Wording, least: int = 0) -> str:
    """What the figure shows, in words: every relation that is drawn, up to eight of them."""
    held = _related(table)
    if not held.relations:
        return wording["no_data"] + "."
    told = [
        f"{short(held.codes[source][0], 40)} {_said(type, wording, least)} {short(held.codes[target][0], 40)}"
        for source, type, target in held.relations[:8]
    ]
    return wording["alt_relations"].format(n=len(held.codes), told=listed(told, wording))
