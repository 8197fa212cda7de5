"""The figure of coverage: how much of each document is coded, by people or by indicators alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
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
from pipeline.report.figures.words import Wording

if TYPE_CHECKING:
    import pandas as pd

MOST = 40
PARTS = (("coded", "0.35", ""), ("rule_only", "white", "//////"), ("uncoded", "white", ""))


@styled
def draw_coverage(table: pd.DataFrame, wording: Wording) -> Figure:
    """A bar for each document, as long as it has utterances, in three parts with their numbers.

    ``table`` is that of ``coverage``; the first forty documents are drawn, and the rest are told of.
    """
    if table.empty or not table["utterances"].any():
        return nothing(wording["no_data"])
    drawn = table.head(MOST)
    names = [short(str(name), 22) for name in drawn["document"]]
    left, height = text_width(names, 7.4) + 0.12, min(len(drawn) * 0.185, TALLEST - 0.62)
    figure = sheet(height + 0.62)
    axes = bare(place(figure, left, 0.25, WIDTH - left - 0.55, height))
    longest = max(int(drawn["utterances"].max()), 1)
    axes.set(xlim=(0, longest * 1.004), ylim=(len(drawn) - 0.5, -0.5))
    for down, (name, row) in enumerate(zip(names, drawn.to_dict("records"), strict=True)):
        _beside(axes, name, 0, down, -5, "right")
        _bar(axes, down, {part: int(row[part]) for part, _, _ in PARTS}, longest)
        share = f"{100 * row['coded'] / max(row['utterances'], 1):.0f} %"
        _beside(axes, share, int(row["utterances"]), down, 4, "left")
    _legend(figure, wording)
    if len(table) > len(drawn):
        note(figure, wording["documents_left_out"].format(n=len(table) - len(drawn)))
    return figure


def _bar(axes: Axes, down: int, counts: dict[str, int], longest: int) -> None:
    begin = 0
    for part, face, hatch in PARTS:
        count = counts[part]
        if not count:
            continue
        axes.barh(down, count, 0.74, left=begin, color=face, hatch=hatch, edgecolor="0.25", linewidth=0.6)
        if count / longest > 0.028:
            ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if hatch else None
            ink = "white" if face == "0.35" else "black"
            axes.text(
                begin + count / 2,
                down,
                str(count),
                ha="center",
                va="center_baseline",
                fontsize=6.3,
                color=ink,
                bbox=ground,
            )
        begin += count


def _beside(axes: Axes, text: str, across: int, down: int, points: int, side: str) -> None:
    axes.annotate(
        text,
        (across, down),
        xytext=(points, 0),
        textcoords="offset points",
        ha=side,
        va="center",
        fontsize=7.4,
    )


def _legend(figure: Figure, wording: Wording) -> None:
    keys = [
        Rectangle((0, 0), 1, 1, facecolor=face, hatch=hatch, edgecolor="0.25", linewidth=0.6)
        for _, face, hatch in PARTS
    ]
    names = [wording[part] for part, _, _ in PARTS]
    figure.legend(keys, names, loc="upper center", ncols=3, frameon=False, fontsize=7.6, handlelength=2.2)


def alt_coverage(table: pd.DataFrame, wording: Wording) -> str:
    """What the figure shows, in words: the documents, and how many utterances are coded and are not."""
    if table.empty or not table["utterances"].any():
        return wording["no_data"] + "."
    return wording["alt_coverage"].format(
        n=len(table),
        coded=int(table["coded"].sum()),
        all=int(table["utterances"].sum()),
        rule=int(table["rule_only"].sum()),
        uncoded=int(table["uncoded"].sum()),
    )
