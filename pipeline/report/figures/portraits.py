"""The sheet of portraits: one strip a document, with the stretches of its themes from start to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.report.figures.style import (
    FILLS,
    TALLEST,
    WIDTH,
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
SLIVER = 0.006
"""The narrowest stretch that can be seen, as a share of the strip."""


@styled
def draw_portraits(table: pd.DataFrame, wording: Wording) -> Figure:
    """Strips in two columns, a lane for each theme, at most forty on one sheet.

    ``table`` is that of ``portraits``. Stretches too short to be seen are drawn a little wider.
    """
    coded = table[table["theme"] != ""]
    if coded.empty:
        return nothing(wording["no_data"])
    lanes = coded.drop_duplicates("theme").sort_values("lane").head(len(LANES))
    themes = dict(zip(lanes["theme"], lanes["label"], strict=True))
    documents = list(table["document"].unique())
    drawn = documents[:MOST]
    columns = 1 if len(drawn) <= 8 else 2
    down = -(-len(drawn) // columns)
    legend = 0.165 * -(-len(themes) // 2) + 0.12
    strip = min((TALLEST - legend - 0.35) / down - SPACE, LANE * len(themes))
    figure = sheet(down * (strip + SPACE) + legend + 0.25)
    _legend(figure, themes)
    left = min(text_width(drawn, 7) + 0.12, 1.3)
    wide = WIDTH / columns - left - 0.12
    stretches = dict(list(coded.groupby("document", sort=False)))
    for at, document in enumerate(drawn):
        column, row = divmod(at, down)
        bottom = float(figure.get_size_inches()[1]) - legend - (row + 1) * (strip + SPACE) + 0.05
        axes = place(figure, column * WIDTH / columns + left, bottom, wide, strip)
        _strip(axes, short(document, 18), stretches.get(document, coded.head(0)), list(themes))
        if row == down - 1 or at == len(drawn) - 1:
            _ends(axes, wording)
    if len(documents) > len(drawn):
        note(figure, wording["documents_left_out"].format(n=len(documents) - len(drawn)))
    return figure


LANES = (*FILLS[:1], FILLS[1], ("0.62", ""), FILLS[3], ("0.0", ""), FILLS[4], ("0.85", ""), FILLS[5])


def _strip(axes: Axes, document: str, stretches: pd.DataFrame, themes: list[str]) -> None:
    axes.set(xlim=(0, 1), ylim=(len(themes), 0), xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color="0.6", linewidth=0.5)
    for line in range(1, len(themes)):
        axes.axhline(line, color="0.88", linewidth=0.4)
    for lane, theme in enumerate(themes):
        mine = stretches[stretches["theme"] == theme]
        wide = (mine["end"] - mine["begin"]).clip(lower=SLIVER)
        begin = mine["begin"].clip(upper=1 - wide)
        face, hatch = LANES[lane]
        places = list(zip(begin, wide, strict=True))
        axes.broken_barh(
            places, (lane + 0.06, 0.88), facecolor=face, hatch=hatch, edgecolor="0.1", linewidth=0.35
        )
    axes.annotate(
        document, (0, 0.5), xycoords="axes fraction", xytext=(-4, 0), textcoords="offset points", ha="right",
        va="center", fontsize=7,
    )  # fmt: skip


def _ends(axes: Axes, wording: Wording) -> None:
    for at, word, side in ((0, wording["begin"], "left"), (1, wording["end"], "right")):
        axes.annotate(
            word, (at, 0), xycoords="axes fraction", xytext=(0, -2), textcoords="offset points", ha=side,
            va="top", fontsize=6, color="0.35",
        )  # fmt: skip


def _legend(figure: Figure, themes: Mapping[str, str]) -> None:
    keys = [
        Rectangle((0, 0), 1, 1, facecolor=face, hatch=hatch, edgecolor="0.1", linewidth=0.5)
        for face, hatch in LANES[: len(themes)]
    ]
    names = [f"{at}  {short(name, 42)}" for at, name in enumerate(themes.values(), start=1)]
    figure.legend(
        keys, names, loc="upper left", ncols=2, frameon=False, fontsize=7.2, handlelength=2.2,
        borderaxespad=0.1, columnspacing=1.5, labelspacing=0.45,
    )  # fmt: skip


def alt_portraits(table: pd.DataFrame, wording: Wording) -> str:
    """What the sheet shows, in words: how many documents, and the share of the text under each theme."""
    coded = table[table["theme"] != ""]
    if coded.empty:
        return wording["no_data"] + "."
    documents = list(table["document"].unique())
    whole = max(float(table.groupby("document")["length"].first().sum()), 1.0)
    chars = ((coded["end"] - coded["begin"]) * coded["length"]).groupby(coded["theme"], sort=False).sum()
    called = dict(zip(coded["theme"], coded["label"], strict=True))
    most = chars.sort_values(ascending=False, kind="stable").head(4).to_dict()
    top = [f"{called[str(theme)]} ({100 * part / whole:.0f} %)" for theme, part in most.items()]
    return wording["alt_portraits"].format(n=min(len(documents), MOST), top=listed(top, wording))
