"""The changes of the codebook as a table: what was done when and why, and how many codes were in use then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.codebook import Change, Codebook
from pipeline.coding.replaying import OF_RELATIONS, WITHOUT_EFFECT, adds, shelves, taken_back
from pipeline.coding.versions import changed_fields, names_then
from pipeline.report.sections.change_words import told_change
from pipeline.report.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("version", "at", "who", "event", "code", "label", "mark", "codes_in_use", "what", "reason")
MEANING = frozenset(("definition", "use_when", "not_when"))
PLACE = frozenset(("label", "parent", "kind", "level"))
MARKS = ("new", "meaning", "placed", "merged", "split", "retired", "restored", "other")
"""What a change is to one who looks at how the codebook grew."""
BY_EVENT = {"merge": "merged", "split": "split", "retire": "retired", "restore": "restored"}


def codebook_changes(book: Codebook, history: Sequence[Change], words: Wording) -> pd.DataFrame:
    """One row for each line of the history, in its order, columns ``COLUMNS``.

    ``mark`` is one of ``MARKS``: ``meaning`` where the definition or its limits changed, ``placed`` where
    the code got another label, parent, kind or level. ``codes_in_use`` is how many codes were active after
    the change, reckoned backward from today's codebook. ``what`` is the change in the words of the report.
    """
    import pandas as pd

    in_use = codes_in_use(book, history)
    rows = [
        (
            *(change.version, change.at, change.who, change.event, change.code),
            *(_label(names, change), mark_of(change), active, told_change(words, names, change)),
            change.reason,
        )
        for (change, names), active in zip(names_then(book, history), in_use, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"version": int, "codes_in_use": int})


def codes_in_use(book: Codebook, history: Sequence[Change]) -> list[int]:
    """How many codes were active after each line of the history."""
    codes, _ = shelves(book)
    active = sum(_is_active(fields) for fields in codes.values())
    counts: list[int] = []
    for change in reversed(history):
        counts.append(active)
        if change.event in OF_RELATIONS or change.event in WITHOUT_EFFECT:
            continue
        active -= _is_active(codes.get(change.code))
        taken_back(codes, change)
        active += _is_active(codes.get(change.code))
    return counts[::-1]


def _is_active(fields: dict[str, object] | None) -> bool:
    return fields is not None and (fields.get("status") or "active") == "active"


def mark_of(change: Change) -> str:
    """What a change is to one who looks at how the codebook grew: one of ``MARKS``."""
    if change.event in OF_RELATIONS or change.event in WITHOUT_EFFECT:
        return "other"
    if adds(change):
        return "new"
    fields = set(changed_fields(change))
    if change.event in BY_EVENT:
        return BY_EVENT[change.event]
    if fields & MEANING:
        return "meaning"
    return "placed" if fields & PLACE else "other"


def _label(names: Mapping[str, str], change: Change) -> str:
    """The name that the code had after the change, '' where none is known, as of a relation."""
    named = (change.after or {}).get("label") or (change.before or {}).get("label")
    return str(named or names.get(change.code, ""))
