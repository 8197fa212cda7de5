"""The figure of how the codebook grew: codes in use over time, and beneath it what was done when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pipeline.coding.moments import moment
from pipeline.report.figures.style import WIDTH, bare, nothing, place, sheet, styled, text_width
from pipeline.report.figures.words import Wording, listed

if TYPE_CHECKING:
    import pandas as pd

LANES = {
    "new": "o",
    "meaning": "s",
    "placed": "^",
    "split": "D",
    "merged": "v",
    "retired": "X",
    "restored": "P",
}
"""What has a line of its own beneath the curve, and the shape that marks it there."""
DRAWN = range(1000, 9000)
"""The years that stand on an axis with room on both sides."""
LANE, CURVE = 0.2, 1.7
"""Inches: how high one of these lines is, and the curve."""


@styled
def draw_evolution(table: pd.DataFrame, wording: Wording) -> Figure:
    """A stair of how many codes were in use, and a mark for each change on the line of its kind.

    ``table`` is that of ``codebook_changes``. Over dates where every line has one and none
    lies before the line above it, else over versions.
    """
    if table.empty:
        return nothing(wording["no_data"])
    across, is_dated = _across(table)
    lanes = [lane for lane in LANES if (table["mark"] == lane).any()]
    names = [f"{wording[f'evolution_{lane}']} ({int((table['mark'] == lane).sum())})" for lane in lanes]
    left, below = max(text_width(names, 7.2) + 0.15, 0.5), len(lanes) * LANE
    figure = sheet(CURVE + below + 0.72)
    curve = place(figure, left, below + 0.5, WIDTH - left - 0.2, CURVE)
    _stair(curve, across, [int(count) for count in table["codes_in_use"]], wording)
    marks = bare(place(figure, left, 0.36, WIDTH - left - 0.2, max(below, 0.05)))
    room = (across[-1] - across[0]) * 0.02 or 1.0
    for axes in (curve, marks):
        axes.set_xlim(min(across) - room, max(across) + room)
    marks.set_ylim(max(len(lanes), 1) - 0.5, -0.5)
    for down, (lane, name) in enumerate(zip(lanes, names, strict=True)):
        _lane(marks, [x for x, mark in zip(across, table["mark"], strict=True) if mark == lane], down, lane)
        figure.text(
            (left - 0.1) / WIDTH, (0.36 + below - (down + 0.5) * LANE) / figure.get_size_inches()[1], name,
            ha="right", va="center", fontsize=7.2,
        )  # fmt: skip
    _time(marks, is_dated, wording)
    return figure


def _across(table: pd.DataFrame) -> tuple[list[float], bool]:
    """Where each change stands across the sheet, and whether that is its date; else it is the version."""
    moments = [at for at in map(moment, map(str, table["at"])) if at and at.year in DRAWN]
    if len(moments) < len(table) or moments != sorted(moments):
        return [float(version) for version in table["version"]], False
    return [float(date2num(at.replace(tzinfo=None))) for at in moments], True


def _stair(axes: Axes, across: list[float], counts: list[int], wording: Wording) -> None:
    axes.step(across, counts, where="post", color="black", linewidth=1.1)
    axes.set_ylim(0, max(*counts, 1) * 1.12)
    axes.set_ylabel(wording["evolution_codes"], fontsize=7.2)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.tick_params(labelsize=6.8, length=2, width=0.5)
    axes.set_xticks([])
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.annotate(
        str(counts[-1]), (across[-1], counts[-1]), xytext=(0, 3), textcoords="offset points",
        ha="right", va="bottom", fontsize=7.2, fontweight="bold",
    )  # fmt: skip


def _lane(axes: Axes, across: list[float], down: int, lane: str) -> None:
    axes.axhline(down, color="0.85", linewidth=0.6, zorder=0)
    axes.plot(
        across, [down] * len(across), LANES[lane], markersize=4.2, markerfacecolor="0.55",
        markeredgecolor="black", markeredgewidth=0.5, clip_on=False,
    )  # fmt: skip


def _time(axes: Axes, is_dated: bool, wording: Wording) -> None:
    """What stands below: year and month, or versions."""
    if is_dated:
        axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d" if _is_short(axes) else "%Y-%m"))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
        axes.set_xlabel(wording["evolution_version"], fontsize=7.2)
    axes.tick_params(axis="x", labelsize=6.8, length=2, width=0.5)


def _is_short(axes: Axes) -> bool:
    first, last = axes.get_xlim()
    return last - first < 120


def alt_evolution(table: pd.DataFrame, wording: Wording) -> str:
    """What the figure shows, in words: how many codes there were first and last, and how many changes."""
    if table.empty:
        return wording["no_data"] + "."
    counts = [(lane, int((table["mark"] == lane).sum())) for lane in LANES]
    told = listed([f"{wording[f'evolution_{lane}'].lower()}: {n}" for lane, n in counts if n], wording)
    return wording["alt_evolution"].format(
        n=len(table),
        last=int(table["codes_in_use"].iloc[-1]),
        most=int(table["codes_in_use"].max()),
        told=told,
    )
