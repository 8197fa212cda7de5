"""The figure of co-occurrence: which findings, or which codes, meet in what people say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.report.figures.style import (
    WIDTH,
    bare,
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

LARGEST = 9
"""Up to how many codes a matrix stays readable; more are shown as the pairs that meet most."""
PAIRS = 24


@styled
def draw_cooccurrence(table: pd.DataFrame, wording: Wording, least: int = 0) -> Figure:
    """A matrix of few codes, or the most frequent pairs of many, with how often they meet.

    ``table`` is that of ``cooccurrence``; a number under ``least`` is neither drawn nor told.
    """
    if table.empty:
        return nothing(wording["no_data"])
    codes = dict(zip(table["code_a"], table["label_a"], strict=True)) | dict(
        zip(table["code_b"], table["label_b"], strict=True)
    )
    if len(codes) <= LARGEST:
        return _matrix(table, _in_order(table, codes), wording, least)
    return _pairs(table, wording, least)


def _in_order(table: pd.DataFrame, codes: dict[str, str]) -> dict[str, str]:
    """The codes in the order of the codebook, as far as the pairs (a before b) tell it."""
    after = {code: set(table.loc[table["code_b"] == code, "code_a"]) for code in codes}
    order: dict[str, str] = {}
    while len(order) < len(codes):
        ready = [code for code in codes if code not in order and after[code] <= set(order)]
        first = ready[0] if ready else next(code for code in codes if code not in order)
        order[first] = codes[first]
    return order


def _matrix(table: pd.DataFrame, codes: dict[str, str], wording: Wording, least: int) -> Figure:
    """The lower half of a square: each pair once, with numbers."""
    names = [short(label, 40) for label in codes.values()]
    side, left = 0.46, min(text_width(names, 7.6) + 0.35, 2.9)
    figure = sheet(side * len(codes) + 0.4)
    axes = bare(place(figure, left, 0.3, side * len(codes), side * len(codes)))
    axes.set(xlim=(-0.5, len(codes) - 0.5), ylim=(len(codes) - 0.5, -0.5))
    at = {code: number for number, code in enumerate(codes)}
    met = {
        (row["code_a"], row["code_b"]): (row["utterances"], row["neighbours"])
        for row in table.to_dict("records")
    }
    met |= {(b, a): counts for (a, b), counts in met.items()}
    most = max(int(table["utterances"].max()), 1)
    for across, down in ((a, b) for b in codes for a in codes if at[a] < at[b]):
        same, near = met.get((across, down), (0, 0))
        grey = 1 - 0.8 * (same / most if same >= least else 0)
        corner = (at[across] - 0.48, at[down] - 0.48)
        axes.add_patch(Rectangle(corner, 0.96, 0.96, facecolor=str(grey), edgecolor="0.8", linewidth=0.5))
        ink, middle = "white" if grey < 0.52 else "black", (at[across], at[down])
        axes.text(*middle, number(same, least), ha="center", va="bottom", fontsize=8.5, color=ink)
        axes.text(
            middle[0],
            middle[1] + 0.12,
            f"({number(near, least)})",
            ha="center",
            va="top",
            fontsize=6.5,
            color=ink,
        )
    for place_of, name in enumerate(names):
        axes.text(-0.6, place_of, f"{name}  {place_of + 1}", ha="right", va="center", fontsize=7.6)
        axes.text(place_of, place_of, str(place_of + 1), ha="center", va="center", fontsize=8.5, color="0.45")
    note(figure, wording["cell"])
    return figure


def _pairs(table: pd.DataFrame, wording: Wording, least: int) -> Figure:
    """The pairs that meet most: a dark bar for the same utterance, a hatched one for neighbours."""
    top = table[table["utterances"] >= max(least, 1)].head(PAIRS)
    if top.empty:
        return nothing(wording["no_data"])
    names = [f"{short(row['label_a'], 27)} + {short(row['label_b'], 27)}" for row in top.to_dict("records")]
    left, height = min(text_width(names, 7.4) + 0.1, 3.9), len(top) * 0.26
    figure = sheet(height + 0.62)
    axes = bare(place(figure, left, 0.27, WIDTH - left - 0.1, height))
    most = max(int(top["utterances"].max()), int(top["neighbours"].max()), 1)
    axes.set(xlim=(0, most * 1.15), ylim=(len(top) - 0.5, -0.5))
    axes.axvline(0, color="0.35", linewidth=0.8)
    for down, (row, name) in enumerate(zip(top.to_dict("records"), names, strict=True)):
        axes.annotate(
            name,
            (0, down),
            xytext=(-5, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=7.4,
        )
        for count, offset, face, hatch in (
            (row["utterances"], -0.19, "0.35", ""),
            (row["neighbours"], 0.19, "white", "/////"),
        ):
            drawn = count if count >= least else 0
            axes.barh(down + offset, drawn, 0.34, color=face, hatch=hatch, edgecolor="0.15", linewidth=0.6)
            axes.annotate(
                number(count, least),
                (drawn, down + offset),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=6.3,
            )
    key = [Rectangle((0, 0), 1, 1, facecolor="0.35", edgecolor="0.15")]
    key.append(Rectangle((0, 0), 1, 1, facecolor="white", edgecolor="0.15", hatch="/////"))
    figure.legend(
        key, [wording["same"], wording["neighbours"]], loc="upper right", ncols=2, frameon=False, fontsize=7.4
    )
    if len(table) > len(top):
        note(figure, wording["pairs_left_out"].format(n=len(table) - len(top)))
    return figure


def alt_cooccurrence(table: pd.DataFrame, wording: Wording, least: int = 0) -> str:
    """What the figure shows, in words: the pairs that meet most in the same utterance."""
    if table.empty:
        return wording["no_data"] + "."
    told = table[table["utterances"] >= max(least, 1)].head(4)
    if told.empty:
        return wording["alt_cooccurrence_none"]
    top = [
        f"{row['label_a']} + {row['label_b']} ({int(row['utterances'])})" for row in told.to_dict("records")
    ]
    return wording["alt_cooccurrence"].format(top=listed(top, wording))
