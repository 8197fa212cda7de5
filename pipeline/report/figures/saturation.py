"""The figure of saturation: how many codes were found after each document, for all and for each role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from pipeline.report.figures.style import WIDTH, note, nothing, place, sheet, short, styled
from pipeline.report.figures.words import Wording, called, capital, listed

if TYPE_CHECKING:
    import pandas as pd

MOST = 9
"""So many roles at most have a curve of their own."""
ACROSS = 3
BAND = "0.87"
LINES: dict[str, dict[str, Any]] = {
    "coding": {"color": "black", "linestyle": "-", "linewidth": 1.2},
    "date": {"color": "0.35", "linestyle": (0, (3, 2)), "linewidth": 1.0},
}
MIDDLE: dict[str, Any] = {"color": "0.55", "linestyle": ":", "linewidth": 1.0}


@styled
def draw_saturation(
    table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None, least: int = 0
) -> Figure:
    """A curve for each order over the band of random orders; one panel for all, a small one for each role.

    ``table`` is that of ``drawn_curves``. Where ``least`` is given the curves are left out, since each step
    of them is about one document, and so are roles with fewer documents than that.
    """
    table = _told_of(table, least)
    if table.empty:
        return nothing(wording["no_data"])
    roles = [role for role in table["role"].unique() if role != "all"][:MOST]
    rows = -(-len(roles) // ACROSS)
    high = 2.65 + rows * 1.65
    figure = sheet(high)
    _panel(place(figure, 0.5, high - 2.15, WIDTH - 0.6, 1.5), table, "all", wording, names, bool(least))
    wide = (WIDTH - 0.1) / ACROSS
    for at, role in enumerate(roles):
        left, down = 0.5 + at % ACROSS * wide, high - 2.15 - (at // ACROSS + 1) * 1.65
        _panel(place(figure, left, down, wide - 0.55, 1.0), table, role, wording, names, bool(least))
    figure.legend(
        *_key(wording, bool(least)), loc="upper right", ncols=4, frameon=False, fontsize=7, borderpad=0.1
    )
    if not least:
        note(figure, wording["base_hollow"])
    return figure


def _told_of(table: pd.DataFrame, least: int) -> pd.DataFrame:
    return table[table["documents"] >= max(least, 1)] if len(table) else table


def _key(wording: Wording, band_alone: bool) -> tuple[list[Any], list[str]]:
    """What the lines and the grey mean."""
    lines = {} if band_alone else LINES
    marks = [*(Line2D([], [], **how) for how in lines.values()), Patch(facecolor=BAND)]
    told = [*(wording[f"by_{order}"] for order in lines), wording["by_chance"], wording["middle"]]
    return [*marks, Line2D([], [], **MIDDLE)], told


def _panel(
    axes: Axes,
    table: pd.DataFrame,
    role: str,
    wording: Wording,
    names: Mapping[str, str] | None,
    band_alone: bool,
) -> None:
    mine = table[table["role"] == role]
    band = mine[mine["order"] == "coding"]
    axes.fill_between(
        band["position"].astype(int), band["random_low"], band["random_high"], color=BAND, linewidth=0
    )
    axes.plot(band["position"].astype(int), band["random_middle"], **MIDDLE)
    for order, how in {} if band_alone else LINES.items():
        _line(axes, mine[mine["order"] == order], order, how)
    axes.set_xlim(0.5, int(mine["position"].max()) + 0.5)
    axes.set_ylim(0, max(1.0, float(mine["codes"].max())) * 1.12)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(6, integer=True))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=6.5, length=2, width=0.5)
    axes.set_xlabel(wording["documents_read"], fontsize=6.5, labelpad=1.5)
    axes.set_ylabel(wording["codes_found"], fontsize=6.5, labelpad=2)
    name = wording["all"] if role == "all" else called(role, names, wording)
    axes.set_title(short(capital(name), 34), fontsize=8, fontweight="bold", loc="left", pad=14)
    if len(band) and not band_alone:
        told = _outcome(band.iloc[0], wording)
        axes.text(0, 1.04, told, transform=axes.transAxes, fontsize=6.5, color="0.3", va="bottom")


def _line(axes: Axes, mine: pd.DataFrame, order: str, how: dict[str, Any]) -> None:
    """One order; hollow dots are the base, and a bar stands where the threshold is first reached."""
    axes.plot(mine["position"].astype(int), mine["codes"].astype(int), **how)
    if order != "coding" or mine.empty:
        return
    base, first = int(mine["base"].iloc[0]), mine.iloc[0]
    places, codes = list(mine["position"].astype(int)), list(mine["codes"].astype(int))
    for there, faces in ((slice(0, base), "white"), (slice(base, None), "black")):
        axes.plot(
            places[there],
            codes[there],
            linestyle="",
            marker="o",
            markersize=3,
            markerfacecolor=faces,
            markeredgecolor="black",
            markeredgewidth=0.7,
        )
    if first["outcome"] == "reached":
        axes.axvline(sum(map(int, first["saturated_at"].split("+"))), color="0.3", linewidth=0.8)


def _outcome(row: pd.Series, wording: Wording) -> str:
    told = wording[f"saturation_{row['outcome']}"].format(form=row["saturated_at"])
    again = row["outcome"] == "reached" and row["runs_above_later"] > 0
    return told + (wording["saturation_again"] if again else "")


def alt_saturation(
    table: pd.DataFrame, wording: Wording, names: Mapping[str, str] | None = None, least: int = 0
) -> str:
    """What the figure shows, in words: for all and for each role, whether the threshold is reached."""
    table = _told_of(table, least)
    if table.empty:
        return wording["no_data"] + "."
    first = table[(table["order"] == "coding") & (table["position"] == 1)]
    told = [
        f"{wording['all'] if row['role'] == 'all' else called(row['role'], names, wording)}: "
        f"{_outcome(row, wording)}"
        for _, row in first.head(1 + MOST).iterrows()
    ]
    return wording["alt_saturation"].format(told=listed(told, wording))
