"""What a coder does on a document: each request is one act, saved on the disk before it is answered."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from pipeline.stages import acts, answering_hints, deciding, editing_quotes, finishing, hinting, taking_back
from pipeline.web.answering import Answer, once_answered
from pipeline.web.given import (
    ActIn,
    ApplyIn,
    CodingsIn,
    ContradictIn,
    EditsIn,
    FinishIn,
    PinIn,
    RecodeIn,
    RejectIn,
    SpanIn,
    WaitingIn,
)
from pipeline.web.visit import Asking, Visit

router = APIRouter(prefix="/api", tags=["coding"])


@router.post("/apply")
def apply(visit: Asking, given: ApplyIn) -> Answer:
    """Put codes on a passage."""
    places = [place.place() for place in given.places]
    if given.origin == "manual" and not given.hint:
        return once_answered(visit, given, lambda one: acts.apply(one, places, given.codes, given.memo))
    hinting.prepare(visit.desk, [place.utterance for place in places])
    return once_answered(
        visit,
        given,
        lambda one: answering_hints.accept(one, given.hint, places, given.codes, given.memo),
    )


@router.post("/remove")
def remove(visit: Asking, given: CodingsIn) -> Answer:
    """Take codings away."""
    return once_answered(visit, given, lambda one: acts.remove(one, given.codings, given.reason))


@router.post("/recode")
def recode(visit: Asking, given: RecodeIn) -> Answer:
    """Move codings to another code."""
    return once_answered(visit, given, lambda one: acts.recode(one, given.codings, given.code, given.reason))


@router.post("/span")
def span(visit: Asking, given: SpanIn) -> Answer:
    """Put a coding on other words."""
    places = [place.place() for place in given.places]
    return once_answered(visit, given, lambda one: acts.change_span(one, given.coding, places))


@router.post("/place")
def place(visit: Asking, given: SpanIn) -> Answer:
    """Say where a coding belongs that waits since its transcript was corrected."""
    places = [place.place() for place in given.places]
    return once_answered(visit, given, lambda one: acts.place_waiting(one, given.coding, places))


@router.post("/drop")
def drop(visit: Asking, given: WaitingIn) -> Answer:
    """Take a coding away that waits since its transcript was corrected."""
    return once_answered(visit, given, lambda one: acts.drop_waiting(one, given.coding, given.reason))


@router.post("/pin")
def pin(visit: Asking, given: PinIn) -> Answer:
    """Choose a coding's words for the report, or let them go."""
    return once_answered(visit, given, lambda one: deciding.pin(one, given.coding, given.pinned))


@router.post("/edits")
def edits(visit: Asking, given: EditsIn) -> Answer:
    """Say how a quote is printed."""
    return once_answered(
        visit,
        given,
        lambda one: editing_quotes.edit_seen(one, given.coding, given.utterance, given.edits, given.seen),
    )


@router.post("/contradict")
def contradict(visit: Asking, given: ContradictIn) -> Answer:
    """Mark a coding as speaking against a finding, or take that back."""
    return once_answered(
        visit,
        given,
        lambda one: deciding.contradict(one, given.coding, given.finding, given.memo, given.withdrawn),
    )


@router.post("/reject")
def reject(visit: Asking, given: RejectIn) -> Answer:
    """Refuse a hint."""
    return once_answered(
        visit,
        given,
        lambda one: answering_hints.reject(
            one, given.hint, given.code, given.place.place(), given.reason, given.withdrawn
        ),
    )


@router.post("/finish")
def finish(visit: Asking, given: FinishIn) -> Answer:
    """Mark a document as done, or open it again."""
    return once_answered(
        visit, given, lambda one: finishing.finish(one, given.document, given.finished), given.document
    )


@router.post("/undo")
def undo(visit: Asking, given: ActIn) -> Answer:
    """Take the last act back."""
    return once_answered(visit, given, taking_back.undo)


@router.post("/redo")
def redo(visit: Asking, given: ActIn) -> Answer:
    """Do again what was taken back last."""
    return once_answered(visit, given, lambda one: taking_back.undo(one, again=True))


class ActOut(BaseModel):
    """An act that can be taken back or done again: what it was, where and when."""

    what: str
    document: str
    at: str


class Undoable(BaseModel):
    """What would be taken back next, and what would be done again; null where there is nothing."""

    undo: ActOut | None
    redo: ActOut | None


@router.get("/undoable")
def undoable(visit: Asking) -> Undoable:
    """What undo and redo would do now, to be asked for before it is done."""
    return Undoable(undo=_next(visit), redo=_next(visit, again=True))


def _next(visit: Visit, again: bool = False) -> ActOut | None:
    found = taking_back.next_of(visit.desk, visit.coder, again)
    return ActOut(**found._asdict()) if found else None
