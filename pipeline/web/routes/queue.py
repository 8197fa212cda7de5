"""Codings to be read again, since their code was split or opened for review: one's own, one at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from pipeline.stages import browsing, rereading_acts, taking_back, turning
from pipeline.stages.growing import Wish
from pipeline.web.answering import Answer, doing, once_answered
from pipeline.web.given import ActIn, KeepIn, Prose
from pipeline.web.pages import page
from pipeline.web.routes.codebook import Changed
from pipeline.web.visit import Asking, Visit

router = APIRouter(tags=["queue"])


class ReviewIn(ActIn):
    """A code whose codings are to be read again, and why; ``seen`` is taken as with any change of a code."""

    reason: Prose
    seen: Annotated[str, Field(max_length=64)] = ""


@router.get("/queue", include_in_schema=False)
def queue(visit: Asking, code: str = "", coding: str = "") -> Response:
    """The coder's codings that wait, opened at one of them, at a code, or where the first one waits."""
    desk = visit.desk
    with desk.lock:
        now = desk.look()
        told: dict[str, Any] = {
            "seen": f"{now.study}.{now.codebook}.{now.codings}",
            "turning": turning.turning(desk, visit.coder, code, coding),
            "branches": browsing.tree(desk, visit.coder),
            "undo": taking_back.next_of(desk, visit.coder) if visit.coder else None,
            "redo": taking_back.next_of(desk, visit.coder, again=True) if visit.coder else None,
        }
        return page(visit, "queue.html.j2", "queue", **told)


@router.post("/api/keep")
def keep(visit: Asking, given: KeepIn) -> Answer:
    """Let a coding that was read again stay with its code."""
    return once_answered(visit, given, lambda one: rereading_acts.keep(one, given.coding, given.reason))


@router.post("/api/codes/{code}/review")
def review(visit: Asking, code: str, given: ReviewIn) -> Changed:
    """Let all codings of a code that are there now be read again."""
    return _reviewed(visit, code, given, close=False)


@router.post("/api/codes/{code}/unreview")
def unreview(visit: Asking, code: str, given: ReviewIn) -> Changed:
    """Let the codings of a code be read again no more."""
    return _reviewed(visit, code, given, close=True)


def _reviewed(visit: Visit, code: str, given: ReviewIn, close: bool) -> Changed:
    who = doing(visit, given).coder
    act = rereading_acts.review(Wish(visit.desk, who, given.act, code, given.reason), close)
    return Changed(code=act.code, added=[], version=act.version)
