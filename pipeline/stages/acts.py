"""What a coder does on the page: each act is a few events in that coder's file, on disk before it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.coding.events import Edit, Event, stamp
from pipeline.coding.marks import Mark
from pipeline.coding.undoing import about, applied_again, edited
from pipeline.model import Coding, Utterance, digest
from pipeline.problems import StudyError, error
from pipeline.stages.browsing import has_finished
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing as Doing
from pipeline.stages.doing import Done as Done
from pipeline.stages.doing import new_id, now, write
from pipeline.stages.meant import the_code
from pipeline.stages.seeing import find_visible
from pipeline.stages.sheet import Sheet


class Place(NamedTuple):
    """Some words of an utterance as a person saw them; ``digest`` is that of the utterance's whole text."""

    utterance: str
    start: int
    end: int
    digest: str


def _seen(desk: Desk, place: Place) -> Utterance:
    """The utterance of a place; raises StudyError where its text is not what the person saw."""
    utterance = desk.utterance(place.utterance)
    if place.digest != digest(utterance.text):
        raise StudyError(
            error(
                place.utterance,
                "text-changed",
                "the transcript was changed since the page showed it.",
                "Reload the page and choose the words again.",
            )
        )
    if not 0 <= place.start < place.end <= len(utterance.text):
        raise StudyError(
            error(place.utterance, "span", "these are no words of the utterance.", "Choose the words again.")
        )
    return utterance


def _applied(
    doing: Doing,
    coding: str,
    code: str,
    places: Sequence[Place],
    origin: str,
    memo: str,
    instead_of: str = "",
) -> list[Event]:
    at = stamp(now())
    kept = {"at": at, "event": "apply", "coding": coding, "code": code, "origin": origin}
    return [
        Event.model_validate(
            {**kept, "instead_of": instead_of, "memo": "" if number else memo, **_words(doing.desk, place)}
        )
        for number, place in enumerate(places)
    ]


def _words(desk: Desk, place: Place) -> dict[str, object]:
    """The fields of an event that say on which words it is."""
    text = _seen(desk, place).text
    return {**place._asdict(), "quote": text[place.start : place.end]}


def apply(
    doing: Doing,
    places: Sequence[Place],
    codes: Sequence[str],
    origin: str = "manual",
    memo: str = "",
    instead_of: str = "",
) -> Done:
    """Put codes on a passage, each as a coding of its own; what the coder has there already is left alone."""
    places = _in_order(doing.desk, places)
    events: list[Event] = []
    for code in dict.fromkeys(codes):
        known = the_code(doing.desk.opened, code)
        if not _has(doing, known, places):
            events += _applied(doing, new_id(doing, known), known, places, origin, memo, instead_of)
    there = tuple(place.utterance for place in places)
    if not events:
        return Done(there, (), "already")
    written = write(doing, events)
    return Done(there, tuple(dict.fromkeys(event.coding for event in written)))


def _in_order(desk: Desk, places: Sequence[Place]) -> list[Place]:
    """The places of a passage in the order of the text; raises StudyError unless they follow each other."""
    rows = [_seen(desk, place) for place in places]
    paired = sorted(zip(rows, places, strict=True), key=lambda pair: pair[0].number)
    numbers = [row.number for row, _ in paired]
    one_document = len({row.document for row in rows}) == 1
    if not one_document or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise StudyError(
            error(
                places[0].utterance if places else "",
                "passage",
                "a passage is some utterances in a row.",
                "Choose the words again.",
            )
        )
    return [place for _, place in paired]


def _has(doing: Doing, code: str, places: Sequence[Place]) -> bool:
    """Whether the coder has this code on these very words."""
    wanted = {(place.utterance, place.start, place.end) for place in places}
    sheet = doing.desk.sheet(places[0].utterance.rpartition(":")[0])
    return any(
        {(row.utterance, row.start, row.end) for row in lines} == wanted
        for lines in sheet.by_coding.values()
        if lines[0].coder == doing.coder and lines[0].code == code
    )


def _own(doing: Doing, coding: str) -> tuple[Sheet, list[Coding]]:
    """A coding of the coder's own; raises StudyError for another's, since coders work independently.

    One that is still blind is told as one that is not there.
    """
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    if lines[0].coder != doing.coder:
        raise StudyError(
            error(
                "codebooks/codings",
                "not-their-coding",
                f"this coding is {lines[0].coder}'s.",
                "Coders work independently.",
            )
        )
    return sheet, lines


def _marks(sheet: Sheet, coding: str) -> list[Mark]:
    return [mark for mark in sheet.live.marks if mark.coding == coding]


def _on(lines: Iterable[Coding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.utterance for row in lines))


def remove(doing: Doing, codings: Sequence[str], reason: str = "") -> Done:
    """Take codings of one's own away; their lines stay in the file."""
    events: list[Event] = []
    there: tuple[str, ...] = ()
    for coding in dict.fromkeys(codings):
        sheet, lines = _own(doing, coding)
        events.append(about(_marks(sheet, coding)[0], "remove", stamp(now()), memo=reason))
        there += _on(lines)
    write(doing, events)
    return Done(tuple(dict.fromkeys(there)))


def change_span(doing: Doing, coding: str, places: Sequence[Place]) -> Done:
    """Put a coding of one's own on other words; it stays the same coding, with all that was decided on it."""
    _, lines = _own(doing, coding)
    places = _in_order(doing.desk, places)
    if {(row.utterance, row.start, row.end) for row in lines} == {place[:3] for place in places}:
        return Done(_on(lines), (), "already")
    write(doing, _placed_on(doing.desk, coding, places))
    return Done(tuple(dict.fromkeys((*_on(lines), *(place.utterance for place in places)))), (coding,))


def _placed_on(desk: Desk, coding: str, places: Iterable[Place]) -> list[Event]:
    """The events that say that a coding belongs to these words."""
    about_it = {"at": stamp(now()), "event": "place", "coding": coding}
    return [Event.model_validate({**about_it, **_words(desk, place)}) for place in places]


def place_waiting(doing: Doing, coding: str, places: Sequence[Place]) -> Done:
    """Say where a coding belongs that waits since its transcript was corrected."""
    _waiting(doing, coding)
    places = _in_order(doing.desk, places)
    write(doing, _placed_on(doing.desk, coding, places))
    return Done(tuple(place.utterance for place in places), (coding,))


def drop_waiting(doing: Doing, coding: str, reason: str = "") -> Done:
    """Take a coding of one's own away that waits since its transcript was corrected."""
    home = _waiting(doing, coding)
    told = {"at": stamp(now()), "event": "remove", "coding": coding, "memo": reason}
    write(doing, [Event.model_validate(told)], document=home)
    return Done(())


def _waiting(doing: Doing, coding: str) -> str:
    """The document on which a coding of the coder's waits; raises StudyError where it does not."""
    for sheet in doing.desk.sheets():
        if any(move.coding == coding and move.coder == doing.coder for move in sheet.waiting):
            return sheet.document
    raise StudyError(
        error("codebooks/codings", "unknown-coding", "no coding of yours waits under this id.", "Reload.")
    )


def recode(doing: Doing, codings: Sequence[str], code: str, reason: str = "") -> Done:
    """Move codings of one's own to another code; new ones come with all that was decided on the old."""
    known = the_code(doing.desk.opened, code)
    events: list[Event] = []
    made: list[str] = []
    there: tuple[str, ...] = ()
    for coding in dict.fromkeys(codings):
        sheet, lines = _own(doing, coding)
        there += _on(lines)
        if lines[0].code == known:
            continue
        at, new = stamp(now()), new_id(doing, coding)
        made.append(new)
        events += applied_again(sheet.live, coding, new, at, known, doing.desk.codebook.version)
        events.append(about(_marks(sheet, coding)[0], "remove", at, memo=reason))
    if events:
        write(doing, events)
    return Done(tuple(dict.fromkeys(there)), tuple(made), "done" if events else "already")


def pin(doing: Doing, coding: str, pinned: bool) -> Done:
    """Choose a coding's words for the report, or let them go; anyone who sees it may, and the last counts."""
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    if (coding in sheet.live.pinned) == pinned:
        return Done(_on(lines), (), "already")
    write(doing, [about(_marks(sheet, coding)[0], "pin" if pinned else "unpin", stamp(now()))])
    return Done(_on(lines), (coding,))


def edit_quote(doing: Doing, coding: str, utterance: str, edits: Sequence[Edit]) -> Done:
    """Let a quote be printed with these edits, and no others; raises StudyError where they do not fit it."""
    from pipeline.coding.edits import check_edits

    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    marks = [mark for mark in _marks(sheet, coding) if mark.utterance == utterance]
    if not marks:
        raise StudyError(
            error(utterance, "not-there", "the coding is not on this utterance.", "Reload the page.")
        )
    problems = check_edits(marks[0].start, marks[0].end, edits, utterance)
    if problems:
        raise StudyError(*problems)
    ordered = sorted(edits, key=lambda one: (one.start, one.end))
    write(doing, edited(marks[:1], ordered, stamp(now())))
    return Done(_on(lines), (coding,))


def contradict(doing: Doing, coding: str, finding: str, memo: str = "", withdrawn: bool = False) -> Done:
    """Mark a coding as speaking against a finding, or take that back."""
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    code = finding or lines[0].finding or lines[0].code
    _known(doing.desk, code)
    last = [
        one.event for one in sheet.live.contradicted if (one.event.coding, one.event.code) == (coding, code)
    ]
    if _said_already(last, memo, withdrawn):
        return Done(_on(lines), (), "already")
    mark = _marks(sheet, coding)[0]
    write(doing, [about(mark, "contradict", stamp(now()), code=code, memo=memo, withdrawn=withdrawn)])
    return Done(_on(lines), (coding,))


def _known(desk: Desk, code: str) -> None:
    """Raises StudyError for a code that the codebook does not have; one that is retired will do."""
    if code not in desk.codebook.by_id:
        raise StudyError(
            error("codebooks/codebook.yaml", "unknown-code", f"there is no code '{code[:80]}'.", "")
        )


def _said_already(events: Sequence[Event], memo: str, withdrawn: bool) -> bool:
    """Whether the last event about something says this already; where there is none, nothing is said."""
    if not events or events[-1].withdrawn:
        return withdrawn
    return not withdrawn and events[-1].memo == memo


def reject_hint(
    doing: Doing, hint: str, code: str, place: Place, reason: str, withdrawn: bool = False
) -> Done:
    """Refuse a hint, with a reason, so that it is not shown to this coder again."""
    _known(doing.desk, code)
    told = {"at": stamp(now()), "event": "reject", "coding": hint, "code": code, "memo": reason}
    words = _words(doing.desk, place)
    last = [
        one.event
        for one in doing.desk.sheet(place.utterance.rpartition(":")[0]).live.rejected
        if (one.coder, one.event.code, one.event.utterance, one.event.start, one.event.end)
        == (doing.coder, code, *place[:3])
    ]
    if _said_already(last, reason, withdrawn):
        return Done((place.utterance,), (), "already")
    write(doing, [Event.model_validate({**told, "withdrawn": withdrawn, **words})])
    return Done((place.utterance,))


def finish(doing: Doing, document: str, finished: bool) -> Done:
    """Mark a document as finished by the coder, or open it again."""
    home = doing.desk.document(document).document
    if has_finished(doing.desk.sheet(home), doing.coder) == finished:
        return Done((), (), "already")
    write(doing, [Event(at=stamp(now()), event="done", withdrawn=not finished)], document=home)
    return Done(())
