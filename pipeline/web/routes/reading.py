"""The list of documents, and the page on which a document is read and coded."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from pipeline.stages import browsing, comparing, hinting, opposing, rereading, taking_back
from pipeline.stages.margin import memos_in_margin
from pipeline.stages.recent import recent_codes
from pipeline.stages.surroundings import beginnings, neighbours
from pipeline.stages.unknown_speakers import unknown_labels
from pipeline.web.going_back import back_to
from pipeline.web.pages import page
from pipeline.web.visit import Asking, Visit

router = APIRouter(include_in_schema=False)


@router.get("/")
def documents(visit: Asking) -> Response:
    """The documents, and how far the coder has come with each."""
    return page(visit, "documents.html.j2", "documents", entries=browsing.entries(visit.desk, visit.coder))


@router.get("/tree")
def tree(visit: Asking) -> Response:
    """The codebook as a tree, for a page that shows an older one."""
    return page(visit, "tree.html.j2", branches=browsing.tree(visit.desk, visit.coder))


@router.get("/d/{document}")
def document(
    visit: Asking,
    document: str,
    role: str = "",
    coded: str = "",
    code: str = "",
    coder: str = "",
    hints: str = "",
    back: str = "",
) -> Response:
    """One document, to be read and coded; ``back`` is the page that led to it."""
    wanted = browsing.Wanted(role, coded, code)
    told = _told(visit, document, wanted, coder, hints == "on")
    return page(visit, "document.html.j2", "documents", back=back_to(back), **told)


def _told(visit: Visit, id: str, wanted: browsing.Wanted, other: str, hints_on: bool) -> dict[str, Any]:
    desk, coder = visit.desk, visit.coder
    about = desk.document(id)
    others = browsing.visible_coders(desk, id, coder)
    shown = other if other in others else coder
    every = browsing.rows(desk, id, shown, coder)
    below = set(desk.codebook.descendants(wanted.code)) if wanted.code else set()
    both = taking_back.undoable(desk, coder)
    entry = next(one for one in browsing.entries_of(desk, [about], coder))
    before, after = neighbours(desk, about.document)
    allowed = bool(coder) and hinting.hints_allowed(desk, id, coder)
    return {
        "document": about,
        "entry": entry,
        "all_rows": every,
        "rows": browsing.wanted_rows(every, wanted, below),
        "sections": beginnings(row.utterance for row in every),
        "wanted": wanted,
        "roles": sorted(entry.roles),
        "branches": browsing.tree(desk, coder),
        "recent": recent_codes(desk, coder),
        "others": others,
        "shown": shown,
        "mine": shown == coder and bool(coder),
        "waiting": [move for move in desk.sheet(id).waiting if move.coder == coder],
        "to_read": rereading.waiting_on(desk, coder, id) if shown == coder else [],
        "can_undo": bool(both.undo),
        "can_redo": bool(both.redo),
        "hints_allowed": allowed,
        "hints_on": hints_on and allowed,
        "findings": [(code.id, code.label) for code in opposing.findings(desk)],
        "margin": memos_in_margin(desk, id, coder),
        "unknown_labels": unknown_labels(desk, id),
        "language": desk.language(about.document),
        "seen": desk.seen(about.document),
        "before": before,
        "after": after,
    }


@router.get("/d/{document}/coding/{coding}")
def coding(visit: Asking, document: str, coding: str) -> Response:
    """What a coding is, what can be done with it, and what else carries its code."""
    told = comparing.about_coding(visit.desk, visit.coder, coding)
    return page(visit, "inspector_coding.html.j2", about=told, back_to=_address(visit, document))


@router.get("/d/{document}/code/{code}")
def code(visit: Asking, document: str, code: str) -> Response:
    """What a code means, and where else the coder has put it."""
    told = comparing.about_code(visit.desk, visit.coder, code)
    return page(visit, "inspector_code.html.j2", about=told, back_to=_address(visit, document))


def _address(visit: Visit, document: str) -> str:
    return f"/d/{quote(visit.desk.document(document).document)}"
