"""The recode queue of a study: what is in it, and what its coders decide about each coding."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from pipeline.coding.events import Event, stamp
from pipeline.coding.marks import Mark
from pipeline.coding.recoding import Progress, Queued, openings, progress, recode_queue
from pipeline.coding.undoing import about, applied_again
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.changing_words import explained
from pipeline.stages.coding import Done, current, moved_codings, now
from pipeline.stages.meant import the_code, the_coder, the_utterance
from pipeline.stages.opened import OpenStudy
from pipeline.stages.versions import history_of

COLUMNS = ("coding", "coder", "utterance", "code", "why", "since", "could_be", "quote")


AROUND = 200
"""How many letters are shown on either side of the words of a coding."""


class Waiting(NamedTuple):
    """The queue as it is now: the codings to be read again, and how far each code is."""

    queued: list[Queued]
    progress: list[Progress]


def queue(opened: OpenStudy, code: str = "", coder: str = "", document: str = "") -> Waiting:
    """The codings to be read again, of one code, one coder or one document where these are named."""
    from pipeline.store.codings import read_codings

    book, history = opened.codebook, history_of(opened)
    if not openings(book, history):
        return Waiting([], [])
    live = moved_codings(opened).live
    wanted = book.heir(code) if code else ""
    queued = [
        one
        for one in recode_queue(live, book, history)
        if (not wanted or one.opening.code == wanted)
        and (not coder or one.coder == coder)
        and (not document or one.document == document)
    ]
    far = progress(read_codings(opened.folder.path).records, live, book, history)
    return Waiting(queued, [one for one in far if not wanted or one.opening.code == wanted])


def rows(waiting: Waiting) -> list[list[Any]]:
    """The queue as the rows of a table, columns ``COLUMNS``."""
    return [
        [
            *(one.coding, one.coder, one.marks[0].utterance, one.opening.code, one.opening.why),
            one.opening.change.version if one.opening.change else "",
            " ".join(one.opening.heirs),
            " … ".join(mark.quote for mark in one.marks),
        ]
        for one in waiting.queued
    ]


def far(waiting: Waiting) -> list[str]:
    """How far each code is, a line each."""
    return [
        f"{one.opening.code} ({one.opening.why}): {one.waiting} to be read again; "
        f"{one.recoded} recoded, {one.kept} kept, {one.removed} removed."
        for one in waiting.progress
    ]


def recode(opened: OpenStudy, coder: str, coding: str, code: str, reason: str = "") -> Done:
    """A coding of one's own under another code: a new one in its place, with all that was decided on it."""
    from pipeline.store.codings import append

    known = the_code(opened, code)
    marks = _own(opened, coder, coding, "recode")
    if marks[0].code == known:
        raise UsageError(f"The coding {coding} has the code '{known}' already.")
    at, new = now(), _new_id()
    live = moved_codings(opened).live
    events = list(applied_again(live, coding, new, stamp(at), known, opened.codebook.version))
    events.append(_about(opened, marks[0], "remove", memo=reason))
    append(opened.folder.path, marks[0].coder, marks[0].utterance.rpartition(":")[0], events)
    return Done(new, f"{known} in place of {marks[0].code} on {marks[0].utterance}: «{_short(marks[0])}»")


def keep(opened: OpenStudy, coder: str, coding: str, reason: str) -> Done:
    """A coding of one's own that was read again and stays with its code."""
    from pipeline.store.codings import append

    why = explained(reason)
    mark = _own(opened, coder, coding, "keep")[0]
    code = opened.codebook.heir(mark.code)
    events = [_about(opened, mark, "keep", code=code, memo=why)]
    append(opened.folder.path, mark.coder, mark.utterance.rpartition(":")[0], events)
    return Done(coding, f"kept {code} on {mark.utterance}: «{_short(mark)}»")


def shown(opened: OpenStudy, one: Queued) -> list[str]:
    """A coding as a person sees it who is to decide: words, what stands around them, and the choices."""
    mark, book = one.marks[0], opened.codebook
    label = book.by_id[one.opening.code].label
    why = one.opening.change.reason if one.opening.change else ""
    lines = [f"{label} [{one.opening.code}]: {one.opening.why}. {why}".rstrip(), f"  {mark.utterance}"]
    for line in one.marks:
        said = the_utterance(opened, line.utterance)
        before, after = said.text[: line.start][-AROUND:], said.text[line.end :][:AROUND]
        lines.append(f"  {said.role}: {' '.join(f'{before}[{line.quote}]{after}'.split())}")
    if mark.memo:
        lines.append(f"  ({' '.join(mark.memo.split())})")
    return lines + [
        f"  {number} {book.by_id[heir].label} [{heir}]" for number, heir in enumerate(one.opening.heirs, 1)
    ]


def chosen(opened: OpenStudy, one: Queued, said: str) -> str:
    """The code that a person means by the number of a choice or by an id; '' where there is none."""
    if said.isdecimal() and 0 < int(said) <= len(one.opening.heirs):
        return one.opening.heirs[int(said) - 1]
    return said if said in opened.codebook.by_id else ""


def _new_id() -> str:
    from pipeline.coding.events import new_coding

    return new_coding(now(), os.urandom(10))


def _about(opened: OpenStudy, mark: Mark, event: str, **more: object) -> Event:
    return about(mark, event, stamp(now()), codebook=opened.codebook.version, **more)


def _own(opened: OpenStudy, coder: str, coding: str, act: str) -> list[Mark]:
    """The lines of a coding of the coder's own; raises StudyError for another's."""
    marks = current(opened, coding)
    owner = marks[0].coder
    if the_coder(opened, coder) != owner:
        what = f"forankret coding {act} {coding}" + (" CODE" if act == "recode" else "")
        raise StudyError(
            error(
                marks[0].place,
                "not-their-coding",
                f"this coding is {owner}'s; coders work independently.",
                f"{owner} can type: {what} --coder {owner}",
            )
        )
    return marks


def _short(mark: Mark) -> str:
    return " ".join(mark.quote.split())[:70]
