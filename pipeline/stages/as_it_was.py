"""The study as the codebook was at a version: its tree, labels, statuses and heirs, over all codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from pipeline.coding.descent import Descent
from pipeline.counted import number_of
from pipeline.stages.code import People, code, codings_under, people_codings
from pipeline.stages.opened import Older, OpenStudy
from pipeline.stages.versions import at
from pipeline.store.history import history_told
from pipeline.store.tables import arrow_table


class AsItWas(NamedTuple):
    """A study under a version of its codebook, and what to know of its codings, a sentence each."""

    opened: OpenStudy
    notes: list[str]


def as_it_was(opened: OpenStudy, version: int | None) -> AsItWas:
    """The study under a version of its codebook, as all stages can be asked about it; today's by default.

    A coding stands with the code that it has today, and counts where that code counted then: under its heir
    if it was merged already, by itself if that came later, under the code that it was split from if that came
    later. When it was made plays no part. One whose code did not exist, nor came out of one code that did, is
    left out. Rule codings are those that the indicators of that version make.
    """
    code(opened)
    if version is None or version == opened.codebook.version:
        return AsItWas(opened, [*filter(None, [at(opened, version).note])])
    history = history_told(opened.folder.path)
    book, gaps = at(opened, version, history)
    older = Older(opened, Descent(book, history.changes))
    then = opened.with_codebook(book, older=older)
    people = people_codings(then)
    codings = arrow_table(codings_under(then, people))
    told = opened.with_codebook(book, older=older._replace(codings=codings))
    return AsItWas(told, [*filter(None, [gaps]), *_notes(then.descent, people)])


def _notes(descent: Descent, people: People) -> Iterable[str]:
    """Which codings count under a code that was split later, and how many are left out."""
    counted = {row.coding for row in people.codings}
    standing = people.standing
    codes = {
        mark.coding: (mark.code, mark.codebook) for mark in chain(standing.marks, *standing.decided.values())
    }
    later = {
        coding: descent.whole(*put)
        for coding, put in codes.items()
        if descent.then.heir(put[0]) not in descent.then.by_id
    }
    parts = Counter(whole for coding, whole in later.items() if coding in counted)
    for whole, number in sorted(parts.items()):
        count = "counts" if number == 1 else "count"
        yield f"{number_of(number, 'coding')} {count} under {whole}, which was split later."
    if lost := sum(not whole for whole in later.values()):
        codings, version = number_of(lost, "coding"), descent.then.version
        left = f"{codings} {'is' if lost == 1 else 'are'} left out"
        yield f"In the whole study, {left}, whose code version {version} of the codebook did not have."
