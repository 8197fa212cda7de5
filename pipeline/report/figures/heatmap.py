"""The figure of codes against cases: a number in each cell, darker the larger its share of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.report.figures.code_rows import CodeRow, code_rows, depth, margin, write_names
from pipeline.report.figures.style import (
    TALLEST,
    WIDTH,
    bare,
    folded,
    note,
    nothing,
    number,
    place,
    sheet,
    short,
    styled,
    text_width,
)
from pipeline.report.figures.words import Wording, called, capital, listed

if TYPE_CHECKING:
    import pandas as pd

ROW = 0.13
MOST = 44


@styled
def draw_heatmap(
    table: pd.DataFrame,
    wording: Wording,
    names: Mapping[str, str] | None = None,
    by: str = "case",
    least: int = 0,
) -> Figure:
    """Codes down and cases (or roles) across, the number of utterances in each cell.

    ``table`` is that of ``crosstab``. The shade is the share of the utterances of the column, so that
    a case with much text does not look darker for that alone; a number under ``least`` is not told.
    """
    ours = table[table["of_utterances"] > 0]
    if ours.empty or not ours["utterances"].any():
        return nothing(wording["no_data"])
    rows, left_out = code_rows(ours, MOST)
    columns = {value: called(value, names, wording) for value in ours[by].unique()}
    left = margin(rows)
    wide = min(WIDTH - left - 0.1, 0.95 * len(columns))
    heads, height, turned = _fitted([capital(name) for name in columns.values()], wide / len(columns))
    high = min(depth(rows) * ROW + height + 0.28, TALLEST)
    figure = sheet(high)
    axes = bare(place(figure, left, 0.28, wide, high - height - 0.28))
    axes.set_xlim(-0.5, len(columns) - 0.5)
    write_names(axes, rows)
    _cells(axes, rows, ours, by, list(columns), least)
    _heads(axes, heads, list(ours.groupby(by, sort=False)["of_utterances"].first()), turned)
    more = " " + wording["codes_left_out"].format(n=left_out) + "." if left_out else ""
    note(figure, wording["shade"] + more)
    return figure


def _cells(
    axes: Axes, rows: list[CodeRow], table: pd.DataFrame, by: str, columns: list[str], least: int
) -> None:
    at = {(cell["code"], cell[by]): cell for cell in table.to_dict("records")}
    told = table["utterances"].where(table["utterances"] >= least, 0)
    darkest = max(float((told / table["of_utterances"]).max()), 1e-9)
    for row in rows:
        for across, value in enumerate(columns):
            cell = at[row.code, value]
            count, of = int(cell["utterances"]), int(cell["of_utterances"])
            share = count / of / darkest if count >= least else 0.0
            grey = 1 - 0.82 * share**0.7
            corner = (across - 0.48, row.down - 0.47)
            axes.add_patch(
                Rectangle(corner, 0.96, 0.94, facecolor=str(grey), edgecolor="0.85", linewidth=0.4)
            )
            ink = "white" if grey < 0.52 else "0.6" if count == 0 else "black"
            weight = "bold" if row.finding else "normal"
            axes.text(
                across,
                row.down,
                number(count, least),
                ha="center",
                va="center",
                fontsize=7,
                color=ink,
                fontweight=weight,
            )


def _fitted(names: list[str], wide: float) -> tuple[list[str], float, bool]:
    """The heads of the columns so that they fit, their height in inches, and whether they are turned."""
    if wide < 0.5:
        heads = [short(name, 18) for name in names]
        return heads, text_width([head + " (000)" for head in heads], 7) + 0.15, True
    heads = [folded(name, int(wide / 0.07)) for name in names]
    return heads, 0.42 + 0.13 * any("\n" in head for head in heads), False


def _heads(axes: Axes, heads: list[str], said: list[int], turned: bool) -> None:
    """What stands over each column: its name and how many utterances it has."""
    for across, (head, count) in enumerate(zip(heads, said, strict=True)):
        above: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
        above |= {"xy": (across, 1), "ha": "center"}
        if turned:
            axes.annotate(f"{head} ({count})", xytext=(0, 4), fontsize=7, rotation=90, va="bottom", **above)
            continue
        axes.annotate(head, xytext=(0, 14), fontsize=7.6, fontweight="bold", linespacing=1.05, **above)
        axes.annotate(f"n = {count}", xytext=(0, 5), fontsize=6.5, color="0.3", **above)


def alt_heatmap(
    table: pd.DataFrame,
    wording: Wording,
    names: Mapping[str, str] | None = None,
    by: str = "case",
    least: int = 0,
) -> str:
    """What the figure shows, in words: what stands across, and the cells with most utterances."""
    ours = table[table["of_utterances"] > 0]
    if ours.empty or not ours["utterances"].any():
        return wording["no_data"] + "."
    told = ours[ours["utterances"] >= least]
    top = [
        f"{row['label']} ({called(row[by], names, wording)}: {int(row['utterances'])})"
        for row in told.sort_values("utterances", ascending=False, kind="stable").head(4).to_dict("records")
    ]
    across = [called(value, names, wording) for value in ours[by].unique()]
    return wording["alt_heatmap"].format(names=listed(across, wording), top=listed(top, wording) or "–")
