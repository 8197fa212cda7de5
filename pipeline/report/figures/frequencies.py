"""The figure of code frequencies: how many utterances of each role stand under each code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.report.figures.code_rows import CodeRow, code_rows, depth, margin, write_names
from pipeline.report.figures.style import (
    FILLS,
    TALLEST,
    WIDTH,
    bare,
    folded,
    note,
    nothing,
    number,
    place,
    sheet,
    styled,
)
from pipeline.report.figures.words import Wording, called, capital, listed

if TYPE_CHECKING:
    import pandas as pd

ROW = 0.185
MOST = 44


def _by_role(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the code frequencies that are narrowed by role alone, of roles that said something."""
    narrowed = (table["role"] != "all") & (table["case"] == "all") & (table["wave"] == "all")
    return table[narrowed & (table["of_utterances"] > 0)]


@styled
def draw_frequencies(
    table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None, least: int = 0
) -> Figure:
    """A column of horizontal bars for each role, one bar a code, with its number of utterances.

    ``table`` is that of ``code_frequencies``; ``names`` are the roles as printed; a number under
    ``least`` is neither drawn nor told.
    """
    ours = _by_role(table)
    if ours.empty or not ours["utterances"].any():
        return nothing(wording["no_data"])
    rows, left_out = code_rows(ours, MOST)
    roles = list(ours["role"].unique())
    left, gap = margin(rows), 0.12
    wide = (WIDTH - left - 0.05) / len(roles) - gap
    titles = {role: folded(capital(called(role, names, wording)), int(wide / 0.077)) for role in roles}
    head = 0.47 + 0.14 * any("\n" in title for title in titles.values())
    foot = 0.25 if left_out else 0.05
    high = min(depth(rows) * ROW + head + foot, TALLEST)
    figure = sheet(high)
    most = max(float(ours["utterances"].max()), 1.0)
    for at, role in enumerate(roles):
        axes = bare(place(figure, left + at * (wide + gap), foot, wide, high - head - foot))
        mine = ours[ours["role"] == role].set_index("code")
        _bars(axes, rows, mine["utterances"], FILLS[at % len(FILLS)], most, least)
        said = int(mine["of_utterances"].iloc[0])
        _title(axes, titles[role], f"{wording['of']} {said} {wording['utterances']}")
        if at == 0:
            write_names(axes, rows)
    if left_out:
        note(figure, wording["codes_left_out"].format(n=left_out))
    return figure


def _bars(
    axes: Axes, rows: list[CodeRow], counts: pd.Series, fill: tuple[str, str], most: float, least: int
) -> None:
    face, hatch = fill
    axes.set(xlim=(0, most * 1.22), ylim=(depth(rows) - 0.5, -0.5))
    axes.axvline(0, color="0.35", linewidth=0.8)
    for row in rows:
        count = int(counts.get(row.code, 0))
        drawn = count if count >= least else 0
        thick = 0.78 if row.finding else 0.6
        axes.barh(row.down, drawn, height=thick, color=face, hatch=hatch, edgecolor="0.15", linewidth=0.6)
        axes.annotate(
            number(count, least),
            (drawn, row.down),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7,
            fontweight="bold" if row.finding else "normal",
            color="0.55" if count == 0 else "black",
        )


def _title(axes: Axes, name: str, under: str) -> None:
    above: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    axes.annotate(name, (0, 1), xytext=(0, 14), fontsize=8.5, fontweight="bold", linespacing=1.05, **above)
    axes.annotate(under, (0, 1), xytext=(0, 5), fontsize=6.5, color="0.3", **above)


def alt_frequencies(
    table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None, least: int = 0
) -> str:
    """What the figure shows, in words: the roles, and the findings or codes with most utterances."""
    ours = _by_role(table)
    if ours.empty or not ours["utterances"].any():
        return wording["no_data"] + "."
    told = ours[ours["utterances"] >= least]
    order = told.sort_values("utterances", ascending=False, kind="stable").head(4)
    top = [
        f"{row['label']} ({called(row['role'], names, wording)}: {int(row['utterances'])})"
        for row in order.to_dict("records")
    ]
    roles = [called(role, names, wording) for role in ours["role"].unique()]
    return wording["alt_frequencies"].format(names=listed(roles, wording), top=listed(top, wording) or "–")
