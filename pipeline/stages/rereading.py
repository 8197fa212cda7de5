"""A coder's own part of the recode queue at the desk: what waits, why, and how far the coder has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.live import LiveCodings
from pipeline.coding.recoding import Opening, Progress, Queued, openings, progress, recode_queue
from pipeline.model import Coding, Utterance
from pipeline.stages.consulting import Altered, altered
from pipeline.stages.desk import Desk
from pipeline.stages.seeing import Beside
from pipeline.stages.sheet import Sheet
from pipeline.store.history import HISTORY, history_told
from pipeline.store.stamps import Stamp, stamp

TOLD = ("brief", "definition", "use_when", "not_when")
"""The fields whose change can be a reason to read codings again."""
MOST = 12
"""So many of the codings that come next are shown."""


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


class Line(NamedTuple):
    """The words of a coding in one utterance, with what was said before and after them and around it."""

    said: Utterance
    before: str
    words: str
    after: str
    above: Utterance | None
    below: Utterance | None


class AtHand(NamedTuple):
    """The coding that is read again now: its lines, what was noted on it, its place among those that wait.

    ``following`` is the coding that comes next, '' where no other waits.
    """

    coding: str
    document: str
    at: str
    lines: list[Line]
    notes: list[str]
    place: int
    following: str


class Why(NamedTuple):
    """Why codings are read again: who said so, when and why, what the code says otherwise, and its heirs."""

    change: Change | None
    altered: list[Altered]
    edited: Change | None
    heirs: list[Code]


class Turning(NamedTuple):
    """What a coder has before them: all piles, the one chosen, why it is there, and the coding at hand.

    ``after`` are the first of those that come after it, ``MOST`` at the most.
    """

    piles: list[Pile]
    pile: Pile | None
    why: Why | None
    at_hand: AtHand | None
    after: list[Coding]


def turning(desk: Desk, coder: str, code: str = "", coding: str = "") -> Turning:
    """The queue of a coder, opened at a coding, else at a code, else where the first one waits."""
    with desk.lock:
        found = piles(desk, coder)
        pile = _chosen(found, code, coding)
        if pile is None:
            return Turning(found, None, None, None, [])
        at = pile.waiting.index(coding) if coding in pile.waiting else 0
        hand = _at_hand(desk, coder, pile.waiting, at) if pile.waiting else None
        others = (pile.waiting[at + 1 :] + pile.waiting[:at])[:MOST]
        rest = [desk.find_coding(one)[1][0] for one in others]
        return Turning(found, pile, _why(desk, pile), hand, rest)


def _chosen(found: Sequence[Pile], code: str, coding: str) -> Pile | None:
    with_coding = (pile for pile in found if coding in pile.waiting)
    with_code = (pile for pile in found if code == pile.code.id)
    waits = (pile for pile in found if pile.waiting)
    return next(with_coding, None) or next(with_code, None) or next(waits, None)


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


def _stamp(desk: Desk) -> Stamp:
    return stamp(desk.opened.folder.path / HISTORY)


@lru_cache(maxsize=4)
def _history(study: Path, seen: Stamp) -> tuple[Change, ...]:
    return tuple(history_told(study).changes)


@lru_cache(maxsize=4)
def _openers(study: Path, seen: Stamp) -> tuple[Change, ...]:
    """The changes that put codings into the queue, or close it."""
    return tuple(
        change
        for change in _history(study, seen)
        if change.event == "review" or (change.after or {}).get("status") == "split"
    )


# What a person is shown.


def _at_hand(desk: Desk, coder: str, waiting: Sequence[str], at: int) -> AtHand:
    coding = waiting[at]
    sheet, lines = desk.find_coding(coding)
    following = waiting[(at + 1) % len(waiting)] if len(waiting) > 1 else ""
    notes = Beside(desk, coder, sheet).notes.get(coding, [])
    shown = [_line(sheet, row) for row in lines]
    return AtHand(coding, sheet.document, lines[0].at, shown, notes, at + 1, following)


def _line(sheet: Sheet, row: Coding) -> Line:
    at = next(place for place, said in enumerate(sheet.utterances) if said.utterance == row.utterance)
    said = sheet.utterances[at]
    above = sheet.utterances[at - 1] if at else None
    below = sheet.utterances[at + 1] if at + 1 < len(sheet.utterances) else None
    text = said.text
    return Line(said, text[: row.start], text[row.start : row.end], text[row.end :], above, below)


def _why(desk: Desk, pile: Pile) -> Why:
    book, opening = desk.codebook, pile.opening
    heirs = [book.by_id[id] for id in opening.heirs if book.by_id[id].status == "active"]
    if opening.why == "split" or opening.change is None:
        return Why(opening.change, [], None, heirs)
    history = _history(desk.opened.folder.path, _stamp(desk))
    edited, fields = _last_edit(book, history[: history.index(opening.change)], opening)
    return Why(opening.change, fields, edited, heirs)


def _last_edit(
    book: Codebook, before: Iterable[Change], opening: Opening
) -> tuple[Change | None, list[Altered]]:
    """The last change of what the code says, before its codings were to be read again."""
    assert opening.change
    for change in reversed(list(before)):
        if change.code in (opening.code, opening.change.code) and change.before and change.after:
            fields = [one for one in altered(book, change) if one.name in TOLD]
            if fields:
                return change, fields
    return None, []
