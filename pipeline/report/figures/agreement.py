"""The figures of agreement: alpha of each code, and of each version of the codebook, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MultipleLocator

from pipeline.report.figures.style import (
    TALLEST,
    WIDTH,
    note,
    nothing,
    number,
    place,
    sheet,
    short,
    styled,
    text_width,
)
from pipeline.report.figures.words import Wording, listed

if TYPE_CHECKING:
    import pandas as pd

ROW = 0.145
"""Inches: how high the line of a code is."""
MOST = 42
RIGHT = 1.15
"""Inches: room for the numbers at the right."""
HEAD, FOOT = 0.3, 0.27
BOUNDS = (0.667, 0.8)
"""What Krippendorff asks for, for tentative conclusions and to rely on the coding."""


class Found(NamedTuple):
    """A line of the figure: alpha and its interval, each None where it is not defined, and what it stands on.

    ``hidden`` is one that this edition does not tell.
    """

    name: str
    alpha: float | None
    low: float | None
    high: float | None
    n: int
    hidden: bool


@styled
def draw_agreement(table: pd.DataFrame, wording: Wording, least: int = 0) -> Figure:
    """A dot for the alpha of each code and a line for its interval, the highest first, beside its utterances.

    ``table`` is that of ``agreement``; drawn is the row of all coders together. A code without a defined
    alpha has words in place of a dot. Of a code put on fewer than ``least`` utterances nothing is told.
    """
    found, left_out = _of_codes(table, least)
    return _dots(found, wording, wording["agreement_n"], least, left_out)


@styled
def draw_agreement_versions(table: pd.DataFrame, wording: Wording, least: int = 0) -> Figure:
    """The same for alpha over all codes in the documents of each version of the codebook, the oldest first.

    ``table`` is that of ``agreement_versions``; of one with fewer documents than ``least`` nothing is told.
    """
    return _dots(_of_versions(table, wording, least), wording, wording["agreement_documents"], least)


def _of_codes(table: pd.DataFrame, least: int) -> tuple[list[Found], int]:
    """The codes that are drawn, hidden ones last and in their own order, and how many are left out."""
    counting = table[table["left_out"].fillna("") == ""] if len(table) else table
    first = counting.drop_duplicates("code").to_dict("records")
    if not first or max(row["documents"] for row in first) < least:
        return [], 0
    found = [
        Found(str(row["label"]), *_alpha(row), int(row["n_positive"]), row["n_positive"] < least)
        for row in first
    ]
    most_used = sorted(range(len(found)), key=lambda at: -found[at].n)[:MOST]
    kept = [found[at] for at in sorted(most_used)]
    return sorted(kept, key=_from_the_highest), len(found) - len(kept)


def _of_versions(table: pd.DataFrame, wording: Wording, least: int) -> list[Found]:
    over = table[table["code"] == ""] if len(table) else table
    return [
        Found(
            wording["agreement_version"].format(n=int(row["version"])),
            *_alpha(row),
            int(row["documents"]),
            row["documents"] < least,
        )
        for row in over.drop_duplicates("version").to_dict("records")
    ]


def _alpha(row: dict[Any, Any]) -> tuple[float | None, float | None, float | None]:
    values = (row[name] for name in ("alpha", "alpha_low", "alpha_high"))
    alpha, low, high = (None if value is None or value != value else float(value) for value in values)
    return alpha, low, high


def _from_the_highest(one: Found) -> tuple[int, float]:
    if one.hidden:
        return 2, 0.0
    return (1, 0.0) if one.alpha is None else (0, -one.alpha)


def _dots(found: list[Found], wording: Wording, of: str, least: int, left_out: int = 0) -> Figure:
    if not found:
        return nothing(wording["no_data"])
    names = [short(one.name, 42) for one in found]
    left, foot = text_width(names, 7.2) + 0.15, FOOT + (0.16 if left_out else 0)
    row = min(max(ROW, 0.6 / len(found)), 0.24) if len(found) < MOST else (TALLEST - HEAD - foot) / len(found)
    figure = sheet(row * len(found) + HEAD + foot)
    axes = place(figure, left, foot, WIDTH - left - RIGHT, row * len(found))
    _scale(axes, found, wording)
    for down, (name, one) in enumerate(zip(names, found, strict=True)):
        _line(axes, down, name, one, wording)
        told = "" if one.alpha is None or one.hidden else _decimal(one.alpha, wording)
        for points, text in ((30, told), (76, number(one.n, least))):
            _beside(axes, text, down, points)
    for points, text in ((30, wording["agreement_alpha"]), (76, of)):
        axes.annotate(
            text, (1, 1), xycoords="axes fraction", xytext=(points, 4), textcoords="offset points",
            ha="right", fontsize=6.5, color="0.3",
        )  # fmt: skip
    if left_out:
        note(figure, wording["codes_left_out"].format(n=left_out))
    return figure


def _scale(axes: Axes, found: list[Found], wording: Wording) -> None:
    """The scale from below nought to 1, with the bounds as broken lines."""
    told = [value for one in found if not one.hidden for value in one[1:4] if value is not None]
    axes.set(xlim=(min([*told, 0.0]) - 0.04, 1.03), ylim=(len(found) - 0.5, -0.5), yticks=[])
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _decimal(value, wording, 1)))
    axes.tick_params(axis="x", labelsize=6.8, length=2, width=0.5)
    for bound in BOUNDS:
        axes.axvline(bound, color="0.45", linewidth=0.7, linestyle=(0, (4, 3)), zorder=0)
        axes.annotate(
            _decimal(bound, wording, 3), (bound, 1), xycoords=("data", "axes fraction"), xytext=(0, 4),
            textcoords="offset points", ha="center", fontsize=6, color="0.3",
        )  # fmt: skip
    axes.axvline(0, color="0.75", linewidth=0.6, zorder=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _line(axes: Axes, down: int, name: str, one: Found, wording: Wording) -> None:
    """A code: its name, and its dot and line or the words that stand in their place."""
    axes.axhline(down, color="0.92", linewidth=0.5, zorder=0)
    axes.annotate(
        name, (0, down), xycoords=("axes fraction", "data"), xytext=(-5, 0), textcoords="offset points",
        ha="right", va="center", fontsize=7.2,
    )  # fmt: skip
    if one.hidden or one.alpha is None:
        words = wording["agreement_hidden" if one.hidden else "agreement_undefined"]
        axes.annotate(
            words, (0, down), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=6.5, color="0.3", style="italic",
        )  # fmt: skip
        return
    if one.low is not None and one.high is not None:
        axes.plot([one.low, one.high], [down, down], color="0.35", linewidth=1.3, solid_capstyle="butt")
    axes.plot([one.alpha], [down], "o", markersize=4, color="black")


def _beside(axes: Axes, text: str, down: int, points: int) -> None:
    axes.annotate(
        text, (1, down), xycoords=("axes fraction", "data"), xytext=(points, 0), textcoords="offset points",
        ha="right", va="center", fontsize=6.8,
    )  # fmt: skip


def _decimal(value: float, wording: Wording, places: int = 2) -> str:
    """A number with the decimal sign of the language and a true minus, never a nought below nought."""
    text = f"{round(value, places) + 0.0:.{places}f}"
    return text.replace(".", wording["decimal_sign"]).replace("-", "\N{MINUS SIGN}")


def alt_agreement(table: pd.DataFrame, wording: Wording, least: int = 0) -> str:
    """What the figure shows, in words: how many codes, the highest and lowest, and those without alpha."""
    return _told(_of_codes(table, least)[0], wording, "alt_agreement")


def alt_agreement_versions(table: pd.DataFrame, wording: Wording, least: int = 0) -> str:
    """What the figure shows, in words: alpha of each version."""
    return _told(_of_versions(table, wording, least), wording, "alt_agreement_versions")


def _told(found: list[Found], wording: Wording, key: str) -> str:
    if not found:
        return wording["no_data"] + "."
    defined = [one for one in found if one.alpha is not None and not one.hidden]
    named = [f"{one.name} ({_decimal(one.alpha or 0.0, wording)})" for one in defined]
    several = len(named) > 6 and key == "alt_agreement"
    shown = [*named[:3], "…", *named[-3:]] if several else named
    told = ", ".join(shown) if several else listed(shown, wording)
    undefined = [one.name for one in found if one.alpha is None and not one.hidden]
    more = wording["alt_agreement_undefined"].format(names=listed(undefined, wording)) if undefined else ""
    return wording[key].format(n=len(found), told=told or "–") + more
