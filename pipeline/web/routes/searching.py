"""The page on which the whole study is searched."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from pipeline.problems import UsageError
from pipeline.stages import browsing, searching
from pipeline.web.pages import page as shown
from pipeline.web.visit import Asking, Visit

router = APIRouter(include_in_schema=False)

Words = Annotated[str, Query(max_length=400)]
One = Annotated[str, Query(max_length=200)]


@router.get("/search")
def search(
    visit: Asking,
    q: Words = "",
    how: One = "word",
    role: One = "",
    case: One = "",
    wave: One = "",
    kind: One = "",
    asking: One = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Where a word, any form of a word or a code stands in the study."""
    here = searching.values(visit.desk)
    asked = searching.Question(
        words=q.strip(),
        how=how if how in searching.HOWS else "word",
        role=role if role in here["role"] else "",
        case=case if case in here["case"] else "",
        wave=wave if wave in here["wave"] else "",
        kind=kind if kind in here["kind"] else "",
        asking=asking == "yes",
        page=page,
    )
    return shown(visit, "search.html.j2", "search", **_told(visit, asked))


def _told(visit: Visit, asked: searching.Question) -> dict[str, Any]:
    found, empty = None, False
    try:
        found = searching.search(visit.desk, visit.coder, asked) if asked.words else None
    except UsageError:
        empty = True
    return {
        "asked": asked,
        "found": found,
        "says_nothing": empty,
        "values": searching.values(visit.desk),
        "branches": browsing.tree(visit.desk, visit.coder),
        "address": lambda **changed: address(asked, **changed),
    }


def address(asked: searching.Question, **changed: Any) -> str:
    """The address of a question, with something of it changed; a new question begins at its first page."""
    told = asked._replace(**{"page": 1, **changed})
    fields = {
        "q": told.words,
        "how": told.how,
        **{name: getattr(told, name) for name in searching.DIMENSIONS},
        "asking": "yes" if told.asking else "",
        "page": told.page if told.page > 1 else "",
    }
    return "/search?" + urlencode({name: value for name, value in fields.items() if value})
