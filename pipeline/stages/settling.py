"""What coders decide together: one event of the coder who writes it down, with its reason."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pipeline.coding.blind import finished
from pipeline.coding.events import Event, new_coding, stamp
from pipeline.coding.settling import FALLS, STANDS, Settlement, settlements
from pipeline.model import digest
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done, now, write
from pipeline.stages.places import Place, words
from pipeline.stages.sheet import Sheet


def settle(
    doing: Doing,
    utterance: str,
    code: str,
    decision: str,
    place: Place | None,
    reason: str,
    between: Sequence[str],
    seen: str | None = None,
) -> Done:
    """Write down that a code stands on some words of an utterance, or falls, and why.

    ``seen`` is the decision that the coders knew of ('' for none), None where nobody asked. Raises StudyError
    where they may not decide (yet), the words are not as they were seen, or others decided meanwhile.
    """
    asked = the_question(doing.desk, code)
    sheet = _may_decide(doing, utterance, asked, between)
    before = decision_on(doing.desk, sheet, utterance, asked)
    _as_seen(before, seen)
    told = _words(doing.desk, utterance, decision, place)
    told |= {"decision": decision, "memo": _the_reason(utterance, reason), "between": tuple(between)}
    if before and all(getattr(before, _FIELDS.get(name, name)) == value for name, value in told.items()):
        return Done((utterance,), (before.coding,), "already")
    moment = now()
    named = {"utterance": utterance, "code": asked, "coding": new_coding(moment, os.urandom(10))}
    event = Event.model_validate({"at": stamp(moment), "event": "settle", **named, **told})
    write(doing, [event])
    return Done((utterance,), (event.coding,))


_FIELDS = {"memo": "reason"}
"""How a decision calls what its event calls otherwise."""


def take_back(doing: Doing, utterance: str, code: str, reason: str, seen: str | None = None) -> Done:
    """Take a joint decision back; what each coder had coded counts again. Raises StudyError as ``settle``."""
    sheet = doing.desk.sheet(doing.desk.utterance(utterance).document)
    asked = the_question(doing.desk, code)
    before = decision_on(doing.desk, sheet, utterance, asked)
    if before is None:
        return Done((utterance,), (), "already")
    _all_done(doing, utterance, before.between or (doing.coder,))
    _as_seen(before, seen)
    kept = {"utterance": utterance, "code": before.code, "coding": before.coding, "between": before.between}
    told = {"decision": before.decision, "memo": reason.strip(), "withdrawn": True}
    write(doing, [Event.model_validate({"at": stamp(now()), "event": "settle", **kept, **told})])
    return Done((utterance,), (before.coding,))


def the_question(desk: Desk, code: str) -> str:
    """The code that is decided on: what a merged one has become; raises StudyError for an unknown one."""
    heir = desk.codebook.heir(code)
    if heir not in desk.codebook.by_id:
        raise StudyError(
            error("codebooks/codebook.yaml", "unknown-code", f"there is no code '{code[:80]}'.", "")
        )
    return heir


def decision_on(desk: Desk, sheet: Sheet, utterance: str, code: str) -> Settlement | None:
    """The joint decision that stands on a code and an utterance, whether or not it has effect."""
    return settlements(sheet.records, desk.codebook).get((utterance, code))


def _may_decide(doing: Doing, utterance: str, code: str, between: Sequence[str]) -> Sheet:
    """The work on the document; raises StudyError unless at least two decide, and one put the code there."""
    sheet = _all_done(doing, utterance, between)
    coders = set(between)
    if len(coders) < 2 or not coders <= set(doing.desk.coders):
        message = "a joint decision is one of at least two coders of the study."
        raise StudyError(
            error(
                utterance,
                "not-between",
                message,
                "Say who decided: in the terminal with --between, once for each.",
            )
        )
    if not coders & _who_put(doing.desk, sheet, utterance, code):
        message = "none of them has, or had, this code there."
        raise StudyError(
            error(utterance, "unknown-question", message, "See what is open: forankret agreement")
        )
    return sheet


def _who_put(desk: Desk, sheet: Sheet, utterance: str, code: str) -> set[str]:
    """The coders who have a code on an utterance, or had it there."""
    had = {
        record.coder
        for record in sheet.records
        if record.event.event == "apply"
        and record.event.utterance == utterance
        and desk.codebook.heir(record.event.code) == code
    }
    return had | {row.coder for row in sheet.on_utterance.get(utterance, ()) if row.code == code}


def _all_done(doing: Doing, utterance: str, between: Sequence[str]) -> Sheet:
    """The work on the document; raises StudyError unless all have finished it, and one of them does this."""
    sheet = doing.desk.sheet(doing.desk.utterance(utterance).document)
    done = finished(sheet.records)
    if doing.coder not in between:
        message = "only those whose codings these are decide on them together."
        raise StudyError(
            error(utterance, "not-between", message, "Choose who you are, or other coders: --between.")
        )
    waiting = [coder for coder in between if (coder, sheet.document) not in done]
    if waiting:
        message = f"{', '.join(waiting)} has not marked {sheet.document} as done."
        raise StudyError(error(utterance, "blind", message, "Decide when all of you have."))
    return sheet


def _as_seen(before: Settlement | None, seen: str | None) -> None:
    """Raises StudyError where the decision is not the one that was seen."""
    there = before.coding if before else ""
    if seen is None or seen == there:
        return
    message = f"{before.coder}: {before.decision}, «{before.reason}»." if before else "It was taken back."
    place = before.place if before else ""
    raise StudyError(error(place, "settled-meanwhile", message, "See what was decided, and save again."))


def _the_reason(utterance: str, reason: str) -> str:
    if not reason.strip():
        message = "a joint decision needs its reason."
        raise StudyError(error(utterance, "no-reason", message, "Write in a few words why."))
    return reason.strip()


def _words(desk: Desk, utterance: str, decision: str, place: Place | None) -> dict[str, object]:
    """The fields of an event that say on which words a code stands; only whose text it was where it falls."""
    text = desk.utterance(utterance).text
    if decision not in (STANDS, FALLS) or (decision == STANDS and place is None):
        message = "say whether the code stands, and on which words, or falls."
        raise StudyError(error(utterance, "span", message, "Choose the words."))
    if place and place.utterance != utterance:
        message = "these are words of another utterance."
        raise StudyError(error(utterance, "span", message, "Choose the words again."))
    told = words(desk, place) if place else {}
    if decision == FALLS:
        return {"digest": digest(text), "start": None, "end": None, "quote": ""}
    return told
