"""The codings that stand: what coders applied, less what they removed, each on the words it was put on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.coding.events import REQUIRED, SPANNED, Edit, Event, Record
from pipeline.problems import Problem, error, warning


class Mark(NamedTuple):
    """One line of a coding as the coder made it: a code on a span of one utterance.

    ``place`` is the line in the coder's file; ``digest`` is that of the utterance's text at the time;
    ``answered`` tells that a person has said where it belongs.
    """

    coding: str
    coder: str
    utterance: str
    start: int
    end: int
    quote: str
    digest: str
    code: str
    codebook: int
    origin: str
    memo: str
    at: str
    place: str
    answered: bool = False


class Note(NamedTuple):
    """A dated memo on a coding."""

    at: str
    coder: str
    text: str
    place: str


@dataclass
class LiveCodings:
    """What stands after all events, in the order of the files.

    ``pinned`` maps a coding to when it was pinned. ``edits`` are by coding and utterance. ``placed`` are
    the answers of people to where a coding of a corrected transcript belongs, by coding. The last four
    lists are kept as they are, for agreement and for suggestions.
    """

    marks: list[Mark] = field(default_factory=list)
    pinned: dict[str, str] = field(default_factory=dict)
    edits: dict[tuple[str, str], tuple[Edit, ...]] = field(default_factory=dict)
    memos: dict[str, list[Note]] = field(default_factory=dict)
    placed: dict[str, list[Record]] = field(default_factory=dict)
    rejected: list[Record] = field(default_factory=list)
    contradicted: list[Record] = field(default_factory=list)
    done: list[Record] = field(default_factory=list)
    settled: list[Record] = field(default_factory=list)
    unknown: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def live(records: Iterable[Record]) -> LiveCodings:
    """The codings that stand after these events: the applied less the removed, in the order of the files.

    A removed id stays removed, whatever the order of the lines, so that two merged histories give the same
    codings as one. A coding can be pinned, edited and noted on by anyone, and removed by its coder alone.
    """
    usable = [record for record in records if _usable(record.event)]
    standing = LiveCodings()
    applied = _applied(usable, standing)
    gone = _removed(usable, applied, standing)
    for record in _in_time(usable):
        _note(record, applied, gone, standing)
    for coding, marks in applied.items():
        if coding not in gone:
            standing.marks += _answered(marks, standing.placed.get(coding, []), standing)
    return standing


def _usable(event: Event) -> bool:
    """Whether the event has what it needs; what lacks something was reported when it was read."""
    required = REQUIRED.get(event.event, ())
    if not all(getattr(event, name) for name in required):
        return False
    return event.event not in SPANNED or (event.start is not None and event.end is not None)


def _in_time(records: list[Record]) -> list[Record]:
    """The events as they were made, so that of two people who decided the later one counts.

    Inside a file the lines tell the order, whatever a clock said.
    """
    latest: dict[tuple[str, str], str] = {}
    moments: list[str] = []
    for record in records:
        file = (record.coder, record.document)
        latest[file] = max(latest.get(file, ""), record.event.at.removesuffix("Z"))
        moments.append(latest[file])
    order = sorted(range(len(records)), key=moments.__getitem__)
    return [records[place] for place in order]


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
        "done": standing.done,
        "settle": standing.settled,
    }
    if event.event in lists:
        lists[event.event].append(record)
    elif event.event not in REQUIRED:
        standing.unknown.append(record)
    elif event.event in ("memo", "pin", "unpin", "edit", "place"):
        if event.coding not in applied:
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
    elif event.event == "unpin":
        standing.pinned.pop(event.coding, None)
    elif event.event == "edit":
        standing.edits[event.coding, event.utterance] = event.edits
    else:
        standing.placed.setdefault(event.coding, []).append(record)


def _answered(marks: list[Mark], places: list[Record], standing: LiveCodings) -> list[Mark]:
    """The marks of a coding where people have placed them; an answer stands in for the line it names.

    An answer that names no line stands in for the whole passage; of several answers the last one counts
    (answers of one moment belong together, where a turn was split).
    """
    if not places:
        return marks
    answers: dict[str, list[Record]] = {}
    for record in places:
        before = answers.get(record.event.was, [])
        together = before and before[-1].event.at == record.event.at
        answers[record.event.was] = [*before, record] if together else [record]
    whole = answers.get("")
    kept = [] if whole else marks
    result = [_placed(marks[0], record) for record in whole or []]
    for mark in kept:
        result += [_placed(mark, record) for record in answers.get(mark.utterance, [])] or [mark]
    if whole:
        result += [_placed(marks[0], r) for was, some in answers.items() if was for r in some]
    _carry_edits(marks, result, standing)
    return result


def _placed(mark: Mark, record: Record) -> Mark:
    event = record.event
    return mark._replace(
        utterance=event.utterance,
        start=event.start or 0,
        end=event.end or 0,
        quote=event.quote,
        digest=event.digest,
        place=record.place,
        answered=True,
    )


def _carry_edits(old: list[Mark], new: list[Mark], standing: LiveCodings) -> None:
    """Takes the edits of a quote along to where a person has placed the same words."""
    for before in old:
        edits = standing.edits.get((before.coding, before.utterance))
        after = [mark for mark in new if mark.quote == before.quote and not _same(mark, before)]
        if edits and len(after) == 1:
            key = (before.coding, after[0].utterance)
            standing.edits.setdefault(key, shifted(edits, after[0].start - before.start))


def shifted(edits: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    """The same edits of the same words, which now stand ``by`` characters further on."""
    return tuple(edit.model_copy(update={"start": edit.start + by, "end": edit.end + by}) for edit in edits)
