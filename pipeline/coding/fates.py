"""What became of each coding: who made it under which codebook, what was done to it, and why it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from pipeline.coding.events import Record
from pipeline.coding.moments import in_time

GONE = "removed"
RECODED = "recoded"
STANDS = "stands"
WAITS = "waits"


class Act(NamedTuple):
    """Something done to a coding after it was made."""

    at: str
    who: str
    event: str
    why: str
    place: str


class Fate(NamedTuple):
    """A coding with what became of it.

    ``state`` is ``stands``, ``removed``, ``recoded`` (another coding, ``became``, came in its place) or
    ``waits`` (it is on an older transcript, counted nowhere until a person places it). ``instead_of`` is the
    coding whose place it took. ``why`` is the memo it was made with.
    """

    coding: str
    code: str
    coder: str
    at: str
    codebook: int
    origin: str
    utterance: str
    start: int
    end: int
    quote: str
    why: str
    state: str
    became: str
    instead_of: str
    acts: tuple[Act, ...]
    place: str


def fates(records: Sequence[Record], standing: Set[str]) -> list[Fate]:
    """The codings that these events tell of, in the order in which they were made; ``standing`` are counted.

    A passage over several utterances has a line for each of them.
    """
    acts: dict[str, list[Act]] = {}
    makers: dict[str, str] = {}
    became: dict[str, str] = {}
    for record in records:
        if record.event.event == "apply":
            makers.setdefault(record.event.coding, record.coder)
    for record in in_time(list(records)):
        event = record.event
        if event.event == "apply":
            if event.instead_of and makers.get(event.instead_of) == record.coder:
                became[event.instead_of] = event.coding
        elif event.coding:
            acts.setdefault(event.coding, []).append(_act(record))
    made = in_time([record for record in records if record.event.event == "apply"])
    once = {
        (one.event.coding, one.event.utterance, one.event.start, one.event.end): one for one in reversed(made)
    }
    return [_fate(one, acts, makers, became, standing) for one in reversed(once.values())]


def _act(record: Record) -> Act:
    event = record.event
    name = f"{event.event} withdrawn" if event.withdrawn else event.event
    what = "; ".join(f"{edit.op} {edit.start}-{edit.end} {edit.text}".strip() for edit in event.edits)
    why = ": ".join(filter(None, (event.decision, event.memo or what)))
    return Act(event.at, record.coder, name, why, record.place)


def _fate(
    record: Record,
    acts: Mapping[str, Iterable[Act]],
    makers: Mapping[str, str],
    became: Mapping[str, str],
    standing: Set[str],
) -> Fate:
    event = record.event
    own = tuple(acts.get(event.coding, ()))
    gone = any(act.event == "remove" and act.who == makers[event.coding] for act in own)
    heir = became.get(event.coding, "")
    state = STANDS if event.coding in standing else (RECODED if heir else GONE) if gone else WAITS
    return Fate(
        event.coding,
        event.code,
        record.coder,
        event.at,
        event.codebook,
        event.origin,
        event.utterance,
        event.start or 0,
        event.end or 0,
        event.quote,
        event.memo,
        state,
        heir if gone else "",
        event.instead_of,
        own,
        record.place,
    )
