"""What coders do with codings of their own: each act is a few events, on the disk before it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.coding.events import Event, stamp
from pipeline.coding.undoing import about, applied_again
from pipeline.model import Coding
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, new_id, now, write
from pipeline.stages.meant import the_code
from pipeline.stages.places import Place, in_order, words
from pipeline.stages.seeing import find_visible
from pipeline.stages.sheet import Sheet


def apply(
    doing: Doing, places: Sequence[Place], codes: Sequence[str], memo: str = "", hint: str = ""
) -> Done:
    """Put codes on a passage, each as a coding of its own; what the coder has there already is left alone.

    ``hint`` is the hint that was accepted so.
    """
    places = in_order(doing.desk, places)
    events: list[Event] = []
    for code in dict.fromkeys(codes):
        known = the_code(doing.desk.opened, code)
        if not _has(doing, known, places):
            told = {"event": "apply", "coding": new_id(doing, known), "code": known, "instead_of": hint}
            events += _put_on(doing.desk, told | {"origin": "suggested" if hint else "manual"}, places, memo)
    there = tuple(place.utterance for place in places)
    if not events:
        return Done(there, (), "already")
    written = write(doing, events)
    return Done(there, tuple(dict.fromkeys(event.coding for event in written)))


def _put_on(desk: Desk, told: Mapping[str, object], places: Iterable[Place], memo: str = "") -> list[Event]:
    """The events that put a coding on these words; the memo stands with the first of them."""
    at = stamp(now())
    return [
        Event.model_validate({"at": at, **told, "memo": "" if number else memo, **words(desk, place)})
        for number, place in enumerate(places)
    ]


def _has(doing: Doing, code: str, places: Sequence[Place]) -> bool:
    """Whether the coder has this code on these very words."""
    wanted = {(place.utterance, place.start, place.end) for place in places}
    sheet = doing.desk.sheet(places[0].utterance.rpartition(":")[0])
    return any(
        {(row.utterance, row.start, row.end) for row in lines} == wanted
        for lines in sheet.by_coding.values()
        if lines[0].coder == doing.coder and lines[0].code == code
    )


def own_coding(doing: Doing, coding: str) -> tuple[Sheet, list[Coding]]:
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


def utterances_of(lines: Iterable[Coding]) -> tuple[str, ...]:
    """The utterances that a coding is on, each once."""
    return tuple(dict.fromkeys(row.utterance for row in lines))


def remove(doing: Doing, codings: Sequence[str], reason: str = "") -> Done:
    """Take codings of one's own away; their lines stay in the file."""
    events: list[Event] = []
    there: tuple[str, ...] = ()
    for coding in dict.fromkeys(codings):
        sheet, lines = own_coding(doing, coding)
        events.append(about(sheet.marks_of(coding)[0], "remove", stamp(now()), memo=reason))
        there += utterances_of(lines)
    write(doing, events)
    return Done(tuple(dict.fromkeys(there)))


def change_span(doing: Doing, coding: str, places: Sequence[Place]) -> Done:
    """Put a coding of one's own on other words; it stays the same coding, with all that was decided on it."""
    _, lines = own_coding(doing, coding)
    places = in_order(doing.desk, places)
    if {(row.utterance, row.start, row.end) for row in lines} == {place[:3] for place in places}:
        return Done(utterances_of(lines), (), "already")
    write(doing, _put_on(doing.desk, {"event": "place", "coding": coding}, places))
    there = (*utterances_of(lines), *(place.utterance for place in places))
    return Done(tuple(dict.fromkeys(there)), (coding,))


def place_waiting(doing: Doing, coding: str, places: Sequence[Place]) -> Done:
    """Say where a coding belongs that waits since its transcript was corrected."""
    _waiting(doing, coding)
    places = in_order(doing.desk, places)
    write(doing, _put_on(doing.desk, {"event": "place", "coding": coding}, places))
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
        sheet, lines = own_coding(doing, coding)
        there += utterances_of(lines)
        if lines[0].code == known:
            continue
        at, new = stamp(now()), new_id(doing, coding)
        made.append(new)
        events += applied_again(sheet.live, coding, new, at, known, doing.desk.codebook.version)
        events.append(about(sheet.marks_of(coding)[0], "remove", at, memo=reason))
    if events:
        write(doing, events)
    return Done(tuple(dict.fromkeys(there)), tuple(made), "done" if events else "already")
