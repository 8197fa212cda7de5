"""The codes down the side of a figure: each finding in bold with its sub-codes under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.axes import Axes

from pipeline.report.figures.style import short, text_width

if TYPE_CHECKING:
    import pandas as pd

GAP = 0.45
"""How much more space there is between one finding and the next, in rows."""
LONGEST = 42


class CodeRow(NamedTuple):
    """One code in a figure: its name as printed, whether it is a finding, and how far down it stands."""

    code: str
    name: str
    finding: bool
    down: float


def code_rows(table: pd.DataFrame, most: int) -> tuple[list[CodeRow], int]:
    """The codes of a table in its order, at most ``most`` of them, and how many are left out.

    The table has code, label, finding, status and utterances, several rows a code. Merged codes stand
    with their heirs; retired ones only where they were used. Where there are too many, the findings and
    the most used codes stay.
    """
    used = table.groupby("code", sort=False).agg(
        label=("label", "first"),
        finding=("finding", "first"),
        status=("status", "first"),
        n=("utterances", "sum"),
    )
    used = used[(used["status"] == "active") | ((used["status"] != "merged") & (used["n"] > 0))]
    weight = used["n"] + (used.index == used["finding"]) * (used["n"].max() + 1)
    kept = set(weight.sort_values(ascending=False, kind="stable").index[:most])
    left = used[used.index.isin(kept)].reset_index().to_dict("records")
    names = [(row["code"], row["label"], row["finding"]) for row in left]
    return list(_placed(names)), len(used) - len(left)


def _placed(codes: Iterable[tuple[str, str, str]]) -> Iterable[CodeRow]:
    down, before = 0.0, None
    for code, label, finding in codes:
        if before is not None:
            down += 1.0 + GAP * (finding != before)
        before, own = finding, code == finding
        yield CodeRow(code, short(label, LONGEST if own else LONGEST - 2), own, down)


def depth(rows: list[CodeRow]) -> float:
    """How many rows the figure is deep."""
    return rows[-1].down + 1 if rows else 0.0


def margin(rows: list[CodeRow]) -> float:
    """How wide the names are, in inches."""
    return min(text_width([row.name + ("  " if row.finding else " ") for row in rows], 7.6) + 0.1, 2.9)


def write_names(axes: Axes, rows: list[CodeRow]) -> None:
    """Writes the names to the left of the axes and sets how far down these reach."""
    axes.set_ylim(depth(rows) - 0.5, -0.5)
    for row in rows:
        axes.annotate(
            row.name,
            (0, row.down),
            xycoords=("axes fraction", "data"),
            xytext=(-5, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=7.6,
            fontweight="bold" if row.finding else "normal",
            color="black" if row.finding else "0.15",
        )
