"""What a coder can take back and do again, told from the coders' files alone, so that it outlives a restart.

All lines that were written in one act share its id. An act that takes another back names it in ``undoes``;
to do something again is to take back what took it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pipeline.coding.events import Edit, Event, Record, stamp
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.moments import EARLIEST, in_time, moment
from pipeline.coding.succession import Succession

ABOUT_CODINGS = ("contradict", "keep")
"""The decisions on a coding and a code."""
TAKEN_BACK = (*ABOUT_CODINGS, "reject", "done", "settle")
"""The events that are taken back by writing what was decided before, or them again as withdrawn."""

Standing = Callable[[list[Record]], LiveCodings]


class Act(NamedTuple):
    """What a coder did at once: its id, its lines in order, and the act that it takes back."""

    id: str
    records: list[Record]
    undoes: str


class Stacks(NamedTuple):
    """What can be taken back, and what can be done again; the next one is last."""

    undo: list[Act]
    redo: list[Act]


def acts_of(records: Iterable[Record]) -> list[Act]:
    """The acts of a coder in the order of time, from all that the coder wrote."""
    lines: dict[str, list[Record]] = {}
    for record in records:
        if record.event.act:
            lines.setdefault(record.event.act, []).append(record)
    return sorted((Act(id, own, own[0].event.undoes) for id, own in lines.items()), key=in_order)


def in_order(act: Act) -> tuple[datetime, str]:
    """By what acts are sorted: their moments, and their ids where these are the same."""
    return moment(act.records[0].event.at) or EARLIEST, act.id


def stacks(acts: Iterable[Act]) -> Stacks:
    """What of these acts can be taken back, and what of that can be done again."""
    one = Stacking()
    for act in acts:
        one.add(act)
    return one.now


class Stacking:
    """What can be taken back and done again, after each act that is added in the order of time.

    An act that takes back what was taken back already, as two programs may write it, changes neither.
    """

    def __init__(self) -> None:
        self._undo: dict[str, Act] = {}
        self._redo: dict[str, Act] = {}
        self._taken: set[str] = set()

    @property
    def now(self) -> Stacks:
        """What can be taken back and done again now."""
        return Stacks(list(self._undo.values()), list(self._redo.values()))

    def add(self, act: Act) -> None:
        """Take in the next act."""
        if act.undoes in self._taken:
            return
        if self._undo.pop(act.undoes, None):
            self._redo[act.id] = act
        else:
            if not self._redo.pop(act.undoes, None):
                self._redo.clear()
            self._undo[act.id] = act
        self._taken.update(filter(None, [act.undoes]))


def inverse(
    act: Act, records: list[Record], standing: Standing, now: datetime, new_coding: Callable[[], str]
) -> list[Event]:
    """The events that take an act back: nothing where all of it is undone already.

    ``records`` are all events about the documents of the act, by every coder; ``standing`` tells what stands
    after some of them. A removed id stays gone, so a coding that comes back has a new one and brings along
    what was decided about it.
    """
    ordered = in_time(records)
    first = next(place for place, record in enumerate(ordered) if record is act.records[0])
    made = {record.event.coding for record in act.records if record.event.event == "apply"}
    successors = Succession(records, made)
    change = _Change(standing(ordered[:first]), standing(records), successors, stamp(now), new_coding)
    done: set[tuple[str, str, str]] = set()
    found: list[Event] = []
    for record in reversed(act.records):
        event = record.event
        once = (event.event, event.coding, event.utterance if event.event == "edit" else "")
        if event.event in TAKEN_BACK:
            if event.coding not in made:
                found += _decided_before(record, ordered, first, change)
        elif once not in done and (event.event == "apply" or event.coding not in made):
            found += change.taken_back(event)
        done.add(once)
    return found


def _decided_before(
    record: Record, ordered: Sequence[Record], first: int, change: _Change
) -> Iterator[Event]:
    """The decision that stood before an act, or that none stands; nothing where others decided since."""
    event = record.event
    about_coding = event.event in ABOUT_CODINGS
    coding = change.now(event.coding) if about_coding else event.coding
    since = [one for one in ordered if _same_question(one, record, coding)]
    gone = about_coding and not _marks(change.after, coding)
    if gone or (since and since[-1].coder != record.coder):
        return
    before = [one.event for one in ordered[:first] if _same_question(one, record, event.coding)]
    named = {"coding": coding} if about_coding else {}
    if before and not before[-1].withdrawn:
        yield _anew(before[-1], change.at, withdrawn=False, **named)
    elif not event.withdrawn:
        yield _anew(event, change.at, withdrawn=True, **named)


def _same_question(one: Record, other: Record, coding: str) -> bool:
    """Whether an event decides what another one decides; ``coding`` is how that one's coding is called."""
    this, that = one.event, other.event
    if this.event != that.event:
        return False
    if this.event == "done":
        return one.coder == other.coder
    if this.event in ABOUT_CODINGS:
        return (this.coding, this.code) == (coding, that.code)
    if (this.utterance, this.code) != (that.utterance, that.code):
        return False
    return this.event == "settle" or (one.coder, this.start, this.end) == (other.coder, that.start, that.end)


def _anew(event: Event, at: str, **changed: object) -> Event:
    kept = {"act": "", "undoes": "", "previous": ""}
    return event.model_copy(update={"at": at, **kept, **changed})


class _Change(NamedTuple):
    """What stood before an act and what stands now, and how a coding that came back is called."""

    before: LiveCodings
    after: LiveCodings
    successors: Succession
    at: str
    new_coding: Callable[[], str]

    def taken_back(self, event: Event) -> Iterator[Event]:
        """The events that take one event about a coding back."""
        now = self.now(event.coding)
        there = _marks(self.after, now)
        if event.event == "remove" and not there:
            yield from applied_again(self.before, event.coding, self.new_coding(), self.at)
        elif not there:
            return
        elif event.event == "apply":
            yield about(there[0], "remove", self.at)
        elif event.event in ("pin", "unpin"):
            was_pinned = event.coding in self.before.pinned
            if was_pinned != (now in self.after.pinned):
                yield about(there[0], "pin" if was_pinned else "unpin", self.at)
        elif event.event == "place":
            yield from placed([mark._replace(coding=now) for mark in self._was(event)], self.at)
        elif event.event == "edit":
            edits = self.before.edits.get((event.coding, event.utterance), ())
            yield from edited([mark for mark in there if mark.utterance == event.utterance], edits, self.at)

    def _was(self, event: Event) -> list[Mark]:
        return _marks(self.before, event.coding)

    def now(self, coding: str) -> str:
        """The id under which a coding stands now: its own, else that under which it came back."""
        return self.successors.onward(coding, {mark.coding for mark in self.after.marks}) or coding


def _marks(live: LiveCodings, coding: str) -> list[Mark]:
    return [mark for mark in live.marks if mark.coding == coding]


def about(mark: Mark, event: str, at: str, **more: object) -> Event:
    """An event about a coding, at the utterance of one of its lines."""
    return Event.model_validate(
        {"at": at, "event": event, "coding": mark.coding, "utterance": mark.utterance, **more}
    )


def placed(marks: Iterable[Mark], at: str) -> Iterator[Event]:
    """The events that put a coding on the words that it is on in these marks."""
    for mark in marks:
        yield about(mark, "place", at, **_words(mark))


def edited(marks: Sequence[Mark], edits: Iterable[Edit], at: str) -> Iterator[Event]:
    """The event that gives the words of a coding in an utterance these edits."""
    if marks:
        yield about(marks[0], "edit", at, edits=tuple(edits), **_words(marks[0]))


def _words(mark: Mark) -> dict[str, object]:
    return {"start": mark.start, "end": mark.end, "quote": mark.quote, "digest": mark.digest}


def applied_again(
    live: LiveCodings, coding: str, new: str, at: str, code: str = "", codebook: int = 0
) -> Iterator[Event]:
    """The events that make a coding anew, under another id (and code), with all that was decided on it."""
    marks = _marks(live, coding)
    for mark in marks:
        kept = {"code": code or mark.code, "codebook": codebook or mark.codebook, "origin": mark.origin}
        anew = mark._replace(coding=new)
        yield about(anew, "apply", at, memo=mark.memo, instead_of=coding, **kept, **_words(mark))
    if marks and coding in live.pinned:
        yield about(marks[0]._replace(coding=new), "pin", at)
    for mark in _first_of_each(marks):
        edits = live.edits.get((coding, mark.utterance), ())
        if edits:
            yield from edited([mark._replace(coding=new)], edits, at)
    for record in _contradictions(live, coding) if marks else []:
        yield record.event.model_copy(update={"at": at, "coding": new, "act": "", "previous": ""})


def _contradictions(live: LiveCodings, coding: str) -> list[Record]:
    """What a coding contradicts as it stands: the last word on each finding, where it is not withdrawn."""
    last = {record.event.code: record for record in live.contradicted if record.event.coding == coding}
    return [record for record in last.values() if not record.event.withdrawn]


def _first_of_each(marks: Iterable[Mark]) -> list[Mark]:
    """The first mark on each utterance."""
    return list({mark.utterance: mark for mark in reversed(list(marks))}.values())[::-1]
