"""The codings that stand: what coders applied, less what they removed, each on the words it was put on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.coding.answers import answered, edited_words
from pipeline.coding.carrying import Edited
from pipeline.coding.events import REQUIRED, SPANNED, Edit, Event, Record
from pipeline.coding.marks import Mark as Mark
from pipeline.coding.moments import in_time
from pipeline.coding.succession import Succession
from pipeline.problems import Problem, error, warning


class Note(NamedTuple):
    """A dated memo on a coding."""

    at: str
    coder: str
    text: str
    place: str


@dataclass
class LiveCodings:
    """What stands after all events: the marks in the order of the files, all else in the order of time.

    ``pinned`` maps a coding to when it was pinned; ``unpinned`` are those that were let go since. ``edited``
    is by coding and utterance. ``placed`` are the answers of people to where a coding of a corrected
    transcript belongs, by coding. The lists of records hold every decision of their kind, in the order of
    time, those that were withdrawn too. ``decided`` are the words of joint decisions by their ids, to be
    pinned and edited as codings are.
    """

    marks: list[Mark] = field(default_factory=list)
    pinned: dict[str, str] = field(default_factory=dict)
    unpinned: set[str] = field(default_factory=set)
    edited: dict[tuple[str, str], Edited] = field(default_factory=dict)
    memos: dict[str, list[Note]] = field(default_factory=dict)
    placed: dict[str, list[Record]] = field(default_factory=dict)
    rejected: list[Record] = field(default_factory=list)
    contradicted: list[Record] = field(default_factory=list)
    kept: list[Record] = field(default_factory=list)
    done: list[Record] = field(default_factory=list)
    settled: list[Record] = field(default_factory=list)
    decided: dict[str, list[Mark]] = field(default_factory=dict)
    unknown: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def edits(self) -> dict[tuple[str, str], tuple[Edit, ...]]:
        """The edits of quotes by coding and utterance, as a report is given them."""
        return {key: held.told for key, held in self.edited.items()}


def live(records: Iterable[Record]) -> LiveCodings:
    """The codings that stand after these events: the applied less the removed, in the order of the files.

    A removed id stays removed, whatever the order of the lines, so that two merged histories give the same
    codings as one. A coding can be pinned, edited, placed and noted on by anyone, and removed by its coder
    alone; of several decisions the last one counts, whoever made it. Memos on a coding that was recoded, or
    came back under another id, are on the one that stands.
    """
    usable = [record for record in records if _usable(record.event)]
    standing = LiveCodings()
    applied = _applied(usable, standing)
    gone = _removed(usable, applied, standing)
    standing.decided = _decided(usable, applied)
    history: dict[str, list[Record]] = {}
    for record in in_time(_going_along(usable, gone, applied.keys() - gone)):
        _note(record, applied, gone, standing)
        if record.event.event in ("edit", "place") and record.event.coding not in gone:
            history.setdefault(record.event.coding, []).append(record)
    for coding, marks in applied.items():
        if coding not in gone:
            standing.marks += answered(marks, standing.placed.get(coding, []))
            _edit(coding, marks, history, standing)
    for coding, marks in standing.decided.items():
        _edit(coding, marks, history, standing)
    return standing


def _going_along(records: list[Record], gone: set[str], standing: Set[str]) -> list[Record]:
    """The events, those that are memos on a coding that is gone on the one that came in its place."""
    if not any(record.event.event == "memo" and record.event.coding in gone for record in records):
        return records
    chain = Succession(records)
    return [
        record._replace(event=event.model_copy(update={"coding": chain.stands_as(event.coding, standing)}))
        if (event := record.event).event == "memo"
        else record
        for record in records
    ]


def _edit(coding: str, marks: list[Mark], history: Mapping[str, list[Record]], standing: LiveCodings) -> None:
    for utterance, held in edited_words(marks, history.get(coding, [])).items():
        standing.edited[coding, utterance] = held


def _usable(event: Event) -> bool:
    """Whether the event has what it needs; what lacks something was reported when it was read."""
    required = REQUIRED.get(event.event, ())
    if not all(getattr(event, name) for name in required):
        return False
    return event.event not in SPANNED or (event.start is not None and event.end is not None)


def _applied(records: list[Record], standing: LiveCodings) -> dict[str, list[Mark]]:
    """The marks of each coding; the same line twice (as git may leave it) is one."""
    applied: dict[str, list[Mark]] = {}
    for record in records:
        if record.event.event != "apply":
            continue
        mark = _mark(record)
        marks = applied.setdefault(mark.coding, [])
        if not marks or (mark.coder, mark.code) == (marks[0].coder, marks[0].code):
            if not any(_same(mark, other) for other in marks):
                marks.append(mark)
            continue
        message = f"The coding id {mark.coding} is already that of another coding ({marks[0].place})."
        remedy = "Nothing is counted for this line; code the passage again: forankret coding add."
        standing.problems.append(error(mark.place, "duplicate-coding", message, remedy))
    return applied


def _decided(records: list[Record], applied: Mapping[str, list[Mark]]) -> dict[str, list[Mark]]:
    """The words of joint decisions by which a code stands, by the id of each."""
    found: dict[str, list[Mark]] = {}
    for record in records:
        event = record.event
        stands = event.event == "settle" and event.decision == "stands" and not event.withdrawn
        spanned = event.start is not None and event.end is not None
        if stands and spanned and event.coding and event.coding not in applied:
            mark, marks = _mark(record), found.setdefault(event.coding, [])
            marks += [] if any(_same(mark, other) for other in marks) else [mark]
    return found


def _same(one: Mark, other: Mark) -> bool:
    return (one.utterance, one.start, one.end) == (other.utterance, other.start, other.end)


def _mark(record: Record) -> Mark:
    event = record.event
    return Mark(
        event.coding,
        record.coder,
        event.utterance,
        event.start or 0,
        event.end or 0,
        event.quote,
        event.digest,
        event.code,
        event.codebook,
        event.origin,
        event.memo,
        event.at,
        record.place,
    )


def _removed(records: list[Record], applied: Mapping[str, list[Mark]], standing: LiveCodings) -> set[str]:
    gone: set[str] = set()
    for record in records:
        if record.event.event != "remove":
            continue
        marks = applied.get(record.event.coding)
        if not marks:
            standing.problems.append(_about_nothing(record))
        elif marks[0].coder != record.coder:
            standing.problems.append(_not_theirs(record, marks[0]))
        else:
            gone.add(record.event.coding)
    return gone


def _about_nothing(record: Record) -> Problem:
    event = record.event
    message = f"The event '{event.event}' is about the coding {event.coding}, which nobody has made."
    remedy = "See the ids with: forankret quotes CODE. Lost lines come back from git or a backup."
    return error(record.place, "unknown-coding", message, remedy)


def _not_theirs(record: Record, mark: Mark) -> Problem:
    message = f"{record.coder} removes a coding of {mark.coder}; coders work independently, so it stays."
    remedy = f"If it is to go, type: forankret coding remove {mark.coding} --coder {mark.coder}"
    return warning(record.place, "not-their-coding", message, remedy)


def _note(record: Record, applied: Mapping[str, list[Mark]], gone: set[str], standing: LiveCodings) -> None:
    """Puts one event about a coding where it belongs."""
    event = record.event
    lists = {
        "reject": standing.rejected,
        "contradict": standing.contradicted,
        "keep": standing.kept,
        "done": standing.done,
        "settle": standing.settled,
    }
    if event.event in ("contradict", "keep") and event.coding not in applied:
        standing.problems.append(_about_nothing(record))
    elif event.event in lists:
        lists[event.event].append(record)
    elif event.event not in REQUIRED:
        standing.unknown.append(record)
    elif event.event in ("memo", "pin", "unpin", "edit", "place"):
        joint = event.event != "place" and event.coding in standing.decided
        if event.coding not in applied and not joint:
            standing.problems.append(_about_nothing(record))
        elif event.coding not in gone:
            _about_coding(record, standing)


def _about_coding(record: Record, standing: LiveCodings) -> None:
    event = record.event
    if event.event == "memo":
        note = Note(event.at, record.coder, event.memo, record.place)
        standing.memos.setdefault(event.coding, []).append(note)
    elif event.event == "pin":
        standing.pinned[event.coding] = event.at
        standing.unpinned.discard(event.coding)
    elif event.event == "unpin":
        standing.pinned.pop(event.coding, None)
        standing.unpinned.add(event.coding)
    elif event.event == "place":
        standing.placed.setdefault(event.coding, []).append(record)
