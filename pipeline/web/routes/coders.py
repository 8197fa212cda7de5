"""Several coders: who has finished what, where two agree, what they decide, and what sync programs left."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from fastapi.responses import Response
from pydantic import Field

from pipeline.problems import StudyError, error
from pipeline.report.wording import capital, wording
from pipeline.stages import agreeing, settling, taking_back
from pipeline.stages.amiss import amiss
from pipeline.stages.copies import Taken, take_in
from pipeline.stages.copies_told import copies_told
from pipeline.stages.doing import Doing, Done
from pipeline.stages.doubles import overview
from pipeline.web.answering import Answer, once_answered
from pipeline.web.given import ActIn, Id, PlaceIn, Prose
from pipeline.web.pages import page
from pipeline.web.visit import Asking, Visit

router = APIRouter()
Show = Literal["all", "different", "same", "open"]
Order = Literal["text", "different"]


@router.get("/coders", include_in_schema=False)
def coders(visit: Asking) -> Response:
    """The documents that several code: who has finished, and what is next."""
    return page(visit, "coders.html.j2", "coders", overview=overview(visit.desk, visit.coder))


@router.get("/coders/copies", include_in_schema=False)
def copies(visit: Asking) -> Response:
    """The copies that sync programs left, each with what the original lacks."""
    return _copies(visit)


@router.post("/coders/copies", include_in_schema=False)
def take_copy_in(visit: Asking, file: Annotated[str, Form(max_length=1000)]) -> Response:
    """Add to the original what only a copy has, and put the copy aside."""
    with visit.desk.lock:
        taken = take_in(visit.desk.opened, file)
        visit.desk.look(now=True)
    return _copies(visit, taken)


def _copies(visit: Visit, taken: Taken | None = None) -> Response:
    told: dict[str, Any] = {"copies": copies_told(visit.desk, visit.coder), "others": visit.desk.other_copies}
    return page(visit, "copies.html.j2", "coders", taken=taken, **told)


@router.get("/coders/state", include_in_schema=False)
def state(visit: Asking) -> Response:
    """What is wrong in the coders' files and the codebook."""
    found = amiss(visit.desk, visit.coder)
    return page(
        visit,
        "state.html.j2",
        "coders",
        amiss=found,
        check_words=wording(visit.words.language),
        capital=capital,
    )


@router.get("/coders/{document}", include_in_schema=False)
def two(
    visit: Asking,
    document: str,
    first: str = "",
    second: str = "",
    show: Show = "different",
    order: Order = "text",
) -> Response:
    """Where two coders agree on a document and where not."""
    found = agreeing.agreement(visit.desk, visit.coder, document, first, second)
    both = taking_back.undoable(visit.desk, visit.coder)
    told = {
        "about": found,
        "lines": agreeing.shown(found.lines, show, order == "different"),
        "show": show,
        "order": order,
        "here": _address(found, show, order),
        "seen": visit.desk.seen(found.document.document),
        "can_undo": bool(both.undo),
        "can_redo": bool(both.redo),
    }
    return page(visit, "agreement.html.j2", "coders", **told)


def _address(found: agreeing.Agreement, show: str, order: str) -> Any:
    """A way to the same page with another choice: ``here(show="open")``."""

    def here(**other: str) -> str:
        kept = {"first": found.first, "second": found.second, "show": show, "order": order}
        return "?" + urlencode({**kept, **other})

    return here


@router.get("/coders/{document}/settle", include_in_schema=False)
def settle_form(
    visit: Asking, document: str, utterance: str, code: str, first: str = "", second: str = ""
) -> Response:
    """The form on which two coders decide on a code and an utterance."""
    found = agreeing.agreement(visit.desk, visit.coder, document, first, second)
    for line in found.lines:
        for point in line.points:
            if line.utterance.utterance == utterance and point.code == code:
                told: dict[str, Any] = {
                    "line": line,
                    "point": point,
                    "choices": agreeing.choices(found, point),
                }
                return page(visit, "settle.html.j2", about=found, **told)
    message = "neither coder has this code there."
    raise StudyError(error(utterance[:200], "unknown-question", message, "Reload the page."))


class SettleIn(ActIn):
    """A joint decision on a code and an utterance, and why.

    ``place`` are the words on which it stands. ``seen`` is the decision that the page showed, '' for none:
    where another stands by now, nothing is saved. With ``withdrawn`` the decision is taken back.
    """

    utterance: Id
    code: Id
    decision: Literal["stands", "falls"] = "falls"
    place: PlaceIn | None = None
    reason: Prose = ""
    between: list[Id] = Field([], max_length=20)
    seen: Annotated[str, Field(max_length=200)] | None = None
    withdrawn: bool = False


@router.post("/api/settle", tags=["coding"])
def settle(visit: Asking, given: SettleIn) -> Answer:
    """Write down what coders decided together, or take it back."""
    visit.desk.look(now=True)
    return once_answered(visit, given, lambda one: _settled(one, given))


def _settled(one: Doing, given: SettleIn) -> Done:
    if given.withdrawn:
        return settling.take_back(one, given.utterance, given.code, given.reason, given.seen)
    place = given.place.place() if given.place else None
    told = (given.decision, place, given.reason, given.between, given.seen)
    return settling.settle(one, given.utterance, given.code, *told)
