"""In which order documents were coded and made, for what is asked of one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.analysis.narrowing import SETTLED, Table, arrow, counted
from pipeline.coding.moments import moment
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

Order = Literal["coding", "date"]
ORDERS: tuple[Order, ...] = ("coding", "date")


class Ordering(NamedTuple):
    """Where each document stands in an order, and which have no place in it and come last."""

    rank: Mapping[str, int]
    unplaced: frozenset[str]


def orderings(documents: pd.DataFrame, coded: Iterable[tuple[str, str]]) -> dict[Order, Ordering]:
    """The documents in the order in which they were first coded, and in that of their dates.

    Those of one moment or day stay in the order of the register, and those without one come last.
    """
    listed = list(documents["document"])
    dates = dict(zip(listed, documents["date"], strict=True))
    first: dict[str, datetime] = {}
    for document, at in coded:
        when = moment(at)
        if when is not None and (document not in first or when < first[document]):
            first[document] = when
    return {
        "coding": _ordering(listed, {id: when.isoformat() for id, when in first.items()}),
        "date": _ordering(listed, {id: date for id, date in dates.items() if date}),
    }


def _ordering(listed: list[str], keys: Mapping[str, str]) -> Ordering:
    ordered = sorted(listed, key=lambda id: (id not in keys, keys.get(id, "")))
    return Ordering({id: at for at, id in enumerate(ordered)}, frozenset(listed).difference(keys))


def coded_at(codings: Table, narrow: Narrow, study: Study) -> Iterator[tuple[str, str]]:
    """When counted coders coded what in which document; what they settled later is not taken out."""
    table = arrow(codings, ("coder", "origin", "code", "document", "at", SETTLED))
    alone = counted(table.drop_columns([SETTLED]) if SETTLED in table.column_names else table, narrow, study)
    ours = table.filter(pc.or_(alone, counted(table, narrow, study)))
    pairs = pa.table({"document": ours["document"], "at": ours["at"]}).group_by(["document", "at"])
    once = pairs.aggregate([])
    return zip(once["document"].to_pylist(), once["at"].to_pylist(), strict=True)
