"""Undo and redo: what a coder can take back and do again, and how that is done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

from pipeline.coding.events import Event, Record
from pipeline.coding.live import LiveCodings, live
from pipeline.coding.undoing import Act, Stacks, inverse
from pipeline.stages.acts_told import Told, told
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, new_id, now, write


def undoable(desk: Desk, coder: str) -> Stacks:
    """What a coder can take back and do again."""
    return desk.stacks_of(coder)


def next_of(desk: Desk, coder: str, again: bool = False) -> Told | None:
    """What would be taken back (or, ``again``, done again) now; None where there is nothing."""
    with desk.lock:
        found = _next(Doing(desk, coder, ""), again)
        return told(desk, coder, found[0]) if found else None


def undo(doing: Doing, again: bool = False) -> Done:
    """Take the coder's last act back, or (``again``) do again what was taken back last."""
    found = _next(doing, again)
    if found is None:
        return Done((), (), "nothing")
    act, events = found
    about = told(doing.desk, doing.coder, act)
    document = "" if events[0].utterance else act.records[0].document
    written = write(doing, events, undoes=act.id, document=document)
    there = [event.utterance for event in (*written, *(record.event for record in act.records))]
    made = [event.coding for event in written if event.event == "apply"]
    utterances = tuple(dict.fromkeys(filter(None, there)))
    return Done(utterances, tuple(dict.fromkeys(made)), "done", about.what, about.document)


def _next(doing: Doing, again: bool) -> tuple[Act, list[Event]] | None:
    """The act that is taken back next, with the events that do so; those with nothing left are passed."""
    both = undoable(doing.desk, doing.coder)
    for act in reversed(both.redo if again else both.undo):
        events = _inverse(doing, act)
        if events:
            return act, events
    return None


def _inverse(doing: Doing, act: Act) -> list[Event]:
    """The events that take an act back, on each of the documents that it was about."""
    desk, ids = doing.desk, (new_id(doing, f"{act.id} {number}") for number in count())
    by_home: dict[str, list[Record]] = {}
    for record in act.records:
        by_home.setdefault(desk.home_of(record), []).append(record)
    found: list[Event] = []
    for home, own in by_home.items():
        stands = partial(_standing, desk, home)
        part = act._replace(records=own)
        found += inverse(part, desk.sheet(home).records, stands, now(), partial(next, ids))
    return found


def _standing(desk: Desk, home: str, records: list[Record]) -> LiveCodings:
    """What stood after some events; codings that waited are on the words of the older transcript."""
    moved = desk.moved(home, records)
    waiting = {move.coding for move in moved.moves if move.waiting}
    if not waiting:
        return moved.live
    older = [mark for mark in live(records).marks if mark.coding in waiting]
    return replace(moved.live, marks=[*moved.live.marks, *older])
