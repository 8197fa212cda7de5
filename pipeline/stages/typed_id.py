"""The coding that a person means by the beginning of its id."""

from __future__ import annotations

from pipeline.coding.whereabouts import FEWEST
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.opened import OpenStudy

WHOLE = 36
"""The length of the id of a coding."""
SHOWN = 5


def the_coding(opened: OpenStudy, typed: str) -> str:
    """The only id of a coding that begins so; what was typed where none does, or where it is whole.

    Raises UsageError where several begin so, and names the first of them.
    """
    if not FEWEST <= len(typed.strip()) < WHOLE:
        return typed
    from pipeline.store.codings_about import codings_begun

    meant = codings_begun(opened.folder.path, typed.strip().lower())
    if len(meant) > 1:
        more = f" and {len(meant) - SHOWN} more" if len(meant) > SHOWN else ""
        listed = ", ".join(meant[:SHOWN])
        raise UsageError(f"Several codings begin with '{typed}': {listed}{more}. Give more of the id.")
    return meant[0] if meant else typed


def refuse_recoded(opened: OpenStudy, coding: str) -> None:
    """Raise StudyError where a coding was recoded, and name the one that stands in its place."""
    from pipeline.coding.live import live
    from pipeline.coding.succession import Succession
    from pipeline.store.codings import read_codings

    records = read_codings(opened.folder.path).records
    standing = {mark.coding: mark for mark in live(records).marks}
    now = Succession(records).onward(coding, standing.keys())
    if coding not in standing and now:
        mark = standing[now]
        message = f"the coding {coding} was recoded: {now} ({mark.code}) stands in its place."
        raise StudyError(error(mark.place, "recoded", message, "Type the command with that id."))
