"""Narrowing: which utterances and which codings a count, a figure or a list of quotes is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.columns import numpy_of, texts
from pipeline.model import KINDS, NOTE, Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

Table: TypeAlias = "pd.DataFrame | pa.Table"

Whose = Literal["counted", "everybody", "each"]
"""Whose codings: those the study counts, or everybody's, joint decisions first; or what each coded alone."""
SETTLED = "settled"
"""The column that tells of joint decisions; a table without it has none."""
PLACES = ("number", "start", "end")
"""The columns that are numbers; all others are text."""


def arrow(table: pd.DataFrame | pa.Table, names: Sequence[str]) -> pa.Table:
    """The named columns of a table, as Arrow columns; text that is missing becomes '', a missing number 0.

    A table of codings without the column ``settled`` has no joint decisions.
    """
    here = table.column_names if isinstance(table, pa.Table) else table.columns
    names = [name for name in names if name != SETTLED or name in here]
    if isinstance(table, pa.Table):
        picked = table.select(list(names))
    else:
        picked = pa.Table.from_pandas(table[list(names)], preserve_index=False)
    return pa.table({name: _plain(picked[name], name in PLACES) for name in names})


def _plain(column: pa.ChunkedArray, number: bool) -> pa.Array:
    column = column.cast(pa.int64() if number else pa.large_string())
    whole = column.combine_chunks()
    return pc.fill_null(whole, 0 if number else "") if whole.null_count else whole


def is_in(column: pa.Array, values: Iterable[str]) -> pa.Array:
    """Which entries of a column are among these values."""
    return pc.is_in(column, value_set=texts(list(values)).cast(pa.large_string()))


def asked_about(utterances: pa.Table, narrow: Narrow, study: Study) -> pa.Array:
    """Which utterances are left under the filters: role, case, wave and kind of document.

    With no role named, every role but those that ask; which coder or origin plays no part, so that
    denominators are the same whoever coded.
    """
    roles = utterances["role"]
    mask = is_in(roles, narrow.roles) if narrow.roles else pc.invert(is_in(roles, study.asking))
    for name, values in (("case", narrow.cases), ("wave", narrow.waves), ("kind", narrow.kinds)):
        if values:
            mask = pc.and_(mask, is_in(utterances[name], values))
    return mask


def counted(codings: pa.Table, narrow: Narrow, study: Study, whose: Whose = "counted") -> pa.Array:
    """Which codings are left under the filters: coder and origin.

    With no coder named, those that the study counts (all, where it counts nobody in particular), and what
    coders have settled together in place of what they had coded apart; rule codings have no coder and stand
    or fall by their origin alone. A coder who is named has the own codings, settled or not. With no origin
    named, all of them.
    """
    mask = pc.is_valid(codings["code"])
    if narrow.origins:
        mask = is_in(codings["origin"], narrow.origins)
    if narrow.coders:
        return pc.and_(pc.and_(mask, is_in(codings["coder"], narrow.coders)), _lacks(codings, "decision"))
    if whose == "each":
        return pc.and_(mask, _lacks(codings, "decision"))
    mask = pc.and_(mask, _lacks(codings, "replaced"))
    if study.counted_coders and whose == "counted":
        ours = pc.or_(is_in(codings["coder"], study.counted_coders), is_in(codings["origin"], ("rule",)))
        return pc.and_(mask, pc.or_(ours, pc.invert(_lacks(codings, "decision"))))
    return mask


def _lacks(codings: pa.Table, what: str) -> pa.Array:
    """Which codings are not of this kind, after what coders have settled together."""
    if SETTLED not in codings.column_names:
        return pc.is_valid(codings["code"])
    return pc.invert(is_in(codings[SETTLED], (what,)))


def narrow_utterances(utterances: pd.DataFrame, narrow: Narrow, study: Study) -> pd.DataFrame:
    """The utterances that are left under the filters, with all their columns."""
    mask = asked_about(arrow(utterances, ("role", "case", "wave", "kind")), narrow, study)
    return utterances[numpy_of(mask)]


def narrow_codings(
    codings: pd.DataFrame, utterances: pd.DataFrame, narrow: Narrow, study: Study
) -> pd.DataFrame:
    """The codings that are left under the filters, on the utterances that are left under them."""
    ours = arrow(codings, ("coder", "origin", "code", "utterance", SETTLED))
    left = narrow_utterances(utterances, narrow, study)
    mask = pc.and_(counted(ours, narrow, study), is_in(ours["utterance"], left["utterance"]))
    return codings[numpy_of(mask)]


def in_study_order(dimension: str, found: Iterable[str], narrow: Narrow, study: Study) -> list[str]:
    """The values of a dimension in the order of the study: those it names, then others that occur.

    Roles, cases and waves that the study names are there even where nothing was said; roles that ask
    only where they were asked for, and narrative (``NOTE``), kinds and documents only where they
    occur. Values the study does not know follow in alphabetical order, and '' (unknown) last.
    """
    present = dict.fromkeys(found)
    if dimension == "document":
        return list(present)
    asked = {"role": narrow.roles, "case": narrow.cases, "wave": narrow.waves, "kind": narrow.kinds}[
        dimension
    ]
    known = [value for value in _named(dimension, study, present) if not asked or value in asked]
    others = {*present, *asked}.difference(known)
    return known + sorted(others, key=lambda value: (value == "", value))


def _named(dimension: str, study: Study, present: Iterable[str]) -> list[str]:
    if dimension == "case":
        return list(study.cases)
    if dimension == "wave":
        return list(study.waves)
    if dimension == "kind":
        return [kind for kind in KINDS if kind in present]
    speaking = [role for role in study.roles if role not in study.asking or role in present]
    return speaking + ([NOTE] if NOTE in present and NOTE not in speaking else [])
