"""The study as the codebook was at a version: its tree, labels, statuses and heirs, over all codings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.counted import number_of
from pipeline.stages.code import code, codings_under, people_codings
from pipeline.stages.opened import OpenStudy
from pipeline.stages.versions import at
from pipeline.store.tables import arrow_table

if TYPE_CHECKING:
    import pyarrow as pa


class AsItWas(NamedTuple):
    """A study under a version of its codebook, the codings under it, and what to know of them.

    ``left_out`` is how many codings stand with a code that the version did not have.
    """

    opened: OpenStudy
    codings: pa.Table | None
    left_out: int
    notes: list[str]


def as_it_was(opened: OpenStudy, version: int | None) -> AsItWas:
    """The study under a version of its codebook; under today's where none is named.

    A coding stands with the code that it has today, and counts where that code counted then: under its heir
    if it was merged already, by itself if that came later. When it was made plays no part. One whose code
    did not exist is left out. Rule codings are those that the indicators of that version make.
    """
    code(opened)
    if version is None or version == opened.codebook.version:
        return AsItWas(opened, None, 0, [])
    book, gaps = at(opened, version)
    then = opened.with_codebook(book)
    people = people_codings(then)
    known = {row.coding for row in people.codings}
    unknown = {
        mark.coding
        for mark in people.standing.marks
        if mark.coding not in known and book.heir(mark.code) not in book.by_id
    }
    columns = codings_under(then, people)
    return AsItWas(then, arrow_table(columns), len(unknown), _notes(version, len(unknown), gaps))


def _notes(version: int, unknown: int, gaps: str) -> list[str]:
    """What a person should know who counts under an older version."""
    notes = [gaps] if gaps else []
    if unknown:
        codings = number_of(unknown, "coding")
        notes.append(f"{codings} left out, whose code version {version} of the codebook did not have.")
    return notes
