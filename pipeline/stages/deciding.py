"""What is decided on a coding that one sees: pinned for the report, printed with edits, against a finding."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.edits import check_edits
from pipeline.coding.events import Edit, Event, stamp
from pipeline.coding.undoing import about, edited
from pipeline.problems import StudyError, error
from pipeline.stages.acts import utterances_of
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, now, write
from pipeline.stages.seeing import find_visible


def pin(doing: Doing, coding: str, pinned: bool) -> Done:
    """Choose a coding's words for the report, or let them go; anyone who sees it may, and the last counts."""
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    if (coding in sheet.live.pinned) == pinned:
        return Done(utterances_of(lines), (), "already")
    write(doing, [about(sheet.marks_of(coding)[0], "pin" if pinned else "unpin", stamp(now()))])
    return Done(utterances_of(lines), (coding,))


def edit_quote(doing: Doing, coding: str, utterance: str, edits: Sequence[Edit]) -> Done:
    """Let a quote be printed with these edits, and no others; raises StudyError where they do not fit it."""
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    marks = [mark for mark in sheet.marks_of(coding) if mark.utterance == utterance]
    if not marks:
        raise StudyError(
            error(utterance, "not-there", "the coding is not on this utterance.", "Reload the page.")
        )
    problems = check_edits(marks[0].start, marks[0].end, edits, utterance)
    if problems:
        raise StudyError(*problems)
    ordered = sorted(edits, key=lambda one: (one.start, one.end))
    write(doing, edited(marks[:1], ordered, stamp(now())))
    return Done(utterances_of(lines), (coding,))


def contradict(doing: Doing, coding: str, finding: str, memo: str = "", withdrawn: bool = False) -> Done:
    """Mark a coding as speaking against a finding, or take that back."""
    sheet, lines = find_visible(doing.desk, doing.coder, coding)
    code = finding or lines[0].finding or lines[0].code
    known_code(doing.desk, code)
    last = [
        one.event for one in sheet.live.contradicted if (one.event.coding, one.event.code) == (coding, code)
    ]
    if said_already(last, memo, withdrawn):
        return Done(utterances_of(lines), (), "already")
    mark = sheet.marks_of(coding)[0]
    write(doing, [about(mark, "contradict", stamp(now()), code=code, memo=memo, withdrawn=withdrawn)])
    return Done(utterances_of(lines), (coding,))


def known_code(desk: Desk, code: str) -> None:
    """Raises StudyError for a code that the codebook does not have; one that is retired will do."""
    if code not in desk.codebook.by_id:
        raise StudyError(
            error("codebooks/codebook.yaml", "unknown-code", f"there is no code '{code[:80]}'.", "")
        )


def said_already(events: Sequence[Event], memo: str, withdrawn: bool) -> bool:
    """Whether the last event about something says this already; where there is none, nothing is said."""
    if not events or events[-1].withdrawn:
        return withdrawn
    return not withdrawn and events[-1].memo == memo
