"""What a coder decides who reads codings again on the page, and the wish that codings be read again."""

from __future__ import annotations

from pipeline.coding.events import stamp
from pipeline.coding.moments import moment
from pipeline.coding.undoing import about
from pipeline.problems import StudyError, error
from pipeline.stages.acts import own_coding, utterances_of
from pipeline.stages.changing import Act
from pipeline.stages.doing import Doing, Done, now, write
from pipeline.stages.growing import Wish
from pipeline.stages.recording import review_code
from pipeline.stages.rereading import opening_of, waiting_with
from pipeline.store.history import HISTORY


def keep(doing: Doing, coding: str, reason: str) -> Done:
    """Let a coding of one's own that was read again stay with its code; it waits no more."""
    if not reason.strip():
        raise no_reason()
    sheet, lines = own_coding(doing, coding)
    code = lines[0].code
    there = utterances_of(lines)
    if coding not in waiting_with(doing.desk, doing.coder, code):
        return Done(there, (), "already")
    kept = about(sheet.marks_of(coding)[0], "keep", stamp(now()), code=code, memo=reason.strip())
    write(doing._replace(at=_not_before(doing, code)), [kept])
    return Done(there)


def _not_before(doing: Doing, code: str) -> str:
    """The moment of an act; not before its code was opened, also where that clock was ahead of this one."""
    opening = opening_of(doing.desk, code)
    opened = moment(opening.change.at) if opening and opening.change else None
    mine = moment(doing.at)
    return stamp(opened) if opened and mine and mine < opened else doing.at


def review(wish: Wish, close: bool = False) -> Act:
    """Let all codings of a code that are there now be read again, or (``close``) no more."""
    if not wish.reason.strip():
        raise no_reason()
    with wish.desk.lock:
        wish.desk.look(now=True)
        return review_code(wish.desk.opened, wish.who, wish.code, wish.reason, close, wish.act)


def no_reason() -> StudyError:
    """What is told who gives no reason."""
    return StudyError(error(HISTORY, "no-reason", "a reason is needed.", "Say why."))
