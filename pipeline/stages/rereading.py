"""A coder's own part of the recode queue at the desk: what waits, why, and how far the coder has come."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pipeline.codebook import Change, Code
from pipeline.coding.live import LiveCodings
from pipeline.coding.recoding import (
    Opening,
    Progress,
    Queued,
    openings,
    opens_or_merges,
    progress,
    recode_queue,
)
from pipeline.stages.desk import Desk
from pipeline.stages.sheet import Sheet
from pipeline.store.history import HISTORY, history_told
from pipeline.store.stamps import Stamp, stamp


class Pile(NamedTuple):
    """A code whose codings are to be read again: why, those that wait, and what became of the others.

    All are of one coder; ``waiting`` are ids of codings in the order of the documents and of the text.
    """

    code: Code
    opening: Opening
    waiting: tuple[str, ...]
    kept: int
    recoded: int
    removed: int

    @property
    def decided(self) -> int:
        return self.kept + self.recoded + self.removed

    @property
    def all(self) -> int:
        return self.decided + len(self.waiting)


def piles(desk: Desk, coder: str) -> list[Pile]:
    """The codes of which codings of this coder wait or were decided on, in the order of the codebook."""
    opened = _openings(desk)
    if not opened or not coder:
        return []
    waiting: dict[str, list[str]] = {}
    far: dict[str, list[Progress]] = {}
    for sheet in desk.sheets():
        for one in _of_sheet(desk, sheet, coder).queued:
            waiting.setdefault(one.opening.code, []).append(one.coding)
        for each in _of_sheet(desk, sheet, coder).progress:
            far.setdefault(each.opening.code, []).append(each)
    return [
        Pile(
            desk.codebook.by_id[code],
            opening,
            tuple(waiting.get(code, ())),
            *(sum(getattr(one, name) for one in far[code]) for name in ("kept", "recoded", "removed")),
        )
        for code, opening in opened.items()
        if code in far
    ]


def how_many(desk: Desk, coder: str) -> int:
    """How many codings of this coder are to be read again."""
    with desk.lock:
        return sum(len(pile.waiting) for pile in piles(desk, coder))


def waiting_on(desk: Desk, coder: str, document: str) -> list[str]:
    """The codings of this coder on a document that are to be read again."""
    with desk.lock:
        if not coder or not _openings(desk):
            return []
        return [one.coding for one in _of_sheet(desk, desk.sheet(document), coder).queued]


def waiting_with(desk: Desk, coder: str, code: str) -> list[str]:
    """The codings of this coder that are to be read again since something happened to a code."""
    with desk.lock:
        return [one for pile in piles(desk, coder) if pile.code.id == code for one in pile.waiting]


def opening_of(desk: Desk, code: str) -> Opening | None:
    """Why the codings of a code are to be read again; None where they need not be."""
    return _openings(desk).get(code)


# What was made of the files is kept until they change.


class _Own(NamedTuple):
    """The queue of one coder on one document."""

    queued: list[Queued]
    progress: list[Progress]


_FOUND: WeakKeyDictionary[Sheet, dict[str, tuple[Stamp, _Own]]] = WeakKeyDictionary()


def _of_sheet(desk: Desk, sheet: Sheet, coder: str) -> _Own:
    seen = _stamp(desk)
    made = _FOUND.setdefault(sheet, {})
    if coder not in made or made[coder][0] != seen:
        live = _own(sheet, coder)
        records = [record for record in sheet.records if record.coder == coder]
        told = _openers(desk.opened.folder.path, seen)
        queued = recode_queue(live, desk.codebook, told)
        made[coder] = seen, _Own(queued, progress(records, live, desk.codebook, told))
    return made[coder][1]


def _own(sheet: Sheet, coder: str) -> LiveCodings:
    """The coder's own codings that stand on words of the transcript, and no other's."""
    return replace(
        sheet.live,
        marks=[mark for mark in sheet.live.marks if mark.coder == coder and mark.coding in sheet.by_coding],
    )


def _openings(desk: Desk) -> dict[str, Opening]:
    return openings(desk.codebook, _openers(desk.opened.folder.path, _stamp(desk)))


def history_of_codes(desk: Desk) -> tuple[Change, ...]:
    """Every change that the history of the codebook tells of, in its order."""
    return _history(desk.opened.folder.path, _stamp(desk))


def _stamp(desk: Desk) -> Stamp:
    return stamp(desk.opened.folder.path / HISTORY)


@lru_cache(maxsize=4)
def _history(study: Path, seen: Stamp) -> tuple[Change, ...]:
    return tuple(history_told(study).changes)


@lru_cache(maxsize=4)
def _openers(study: Path, seen: Stamp) -> tuple[Change, ...]:
    """The changes that say what is in the queue."""
    return tuple(change for change in _history(study, seen) if opens_or_merges(change))
