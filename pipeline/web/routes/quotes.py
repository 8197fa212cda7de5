"""The quotes for the report: which are pinned, how each is printed, and where its cuts and masks are made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.analysis.lineage import asked_code
from pipeline.coding.events import Edit
from pipeline.stages import browsing, editing_quotes, quoting
from pipeline.stages.quoting import Passage, Quote
from pipeline.web.given import Id
from pipeline.web.pages import label_of, page, text
from pipeline.web.visit import Asking, Visit

router = APIRouter(tags=["quotes"])
MOST = 60
"""So many quotes are shown on one page."""


@router.get("/quotes", include_in_schema=False)
def quotes(
    visit: Asking, code: str = "", role: str = "", case: str = "", pinned: str = "1", page_number: int = 1
) -> Response:
    """The pinned quotes finding by finding, or all codings of a code as candidates."""
    desk = visit.desk
    only_pinned = pinned != "0"
    code = asked_code(desk.codebook, code) if code else ""
    wanted = quoting.Wanted(code, role, case, only_pinned)
    found = quoting.quotes(desk, visit.coder, wanted) if only_pinned or code else []
    first = max(page_number - 1, 0) * MOST
    narrowed = bool(code or role or case)
    return _page(
        visit,
        "quotes.html.j2",
        wanted=wanted,
        found=found,
        chapters=quoting.chapters(desk, found[first : first + MOST], only_pinned and not narrowed),
        branches=browsing.tree(desk, visit.coder),
        page_number=page_number,
        pages=-(-len(found) // MOST),
        by_itself=desk.opened.study.report.quotes_per_finding,
    )


@router.get("/quotes/{coding}", include_in_schema=False)
def quote(visit: Asking, coding: str) -> Response:
    """One quote beside its source, where it is cut, masked and added to."""
    found = quoting.the_quote(visit.desk, visit.coder, coding)
    own = editing_quotes.generalisations(visit.desk, visit.coder)
    usual = visit.words("quote.usual").split("|")
    return _page(
        visit,
        "quote.html.j2",
        quote=found,
        offered=list(dict.fromkeys([*own, *usual]))[:14],
        edits_of=_as_json,
    )


def _page(visit: Visit, template: str, **told: Any) -> Response:
    return page(visit, template, "quotes", signed=_signed(visit), **told)


def _signed(visit: Visit) -> Any:
    """Whom the report names under a quote: the role alone."""

    def signed(quote: Quote) -> str:
        if quote.role == "NOTE" or not quote.role:
            return visit.words("quote.note" if quote.role else "quote.nobody")
        label = label_of(visit.desk.opened.study.roles, quote.role)
        return label[:1].upper() + label[1:]

    return signed


def _as_json(edits: Sequence[Edit]) -> str:
    return json.dumps([edit.model_dump() for edit in edits], ensure_ascii=False)


class PreviewIn(BaseModel):
    """Edits of a part of a quote that nobody has saved; ``digest`` is that of the utterance's whole text."""

    model_config = ConfigDict(extra="forbid")

    coding: Id
    utterance: Id
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    edits: Annotated[list[Edit], Field(max_length=200)]


class PassageOut(BaseModel):
    """A part of a quote: its edits, how it is printed, and whether it is the source without them."""

    utterance: str
    edits: list[Edit]
    printed: str
    html: str
    restored: bool


def _out(visit: Visit, one: Passage) -> PassageOut:
    return PassageOut(
        utterance=one.utterance.utterance,
        edits=list(one.edits),
        printed="".join(part.shown for part in one.printed),
        html=text(visit, "quote_printed.html.j2", passage=one).strip(),
        restored=one.restored,
    )


@router.post("/api/quotes/preview")
def preview(visit: Asking, given: PreviewIn) -> PassageOut:
    """How a part of a quote would be printed with these edits; nothing is saved."""
    edits = given.edits
    found = editing_quotes.previewed(
        visit.desk, visit.coder, given.coding, given.utterance, edits, given.digest
    )
    return _out(visit, found)


@router.get("/api/quotes/{coding}")
def as_saved(visit: Asking, coding: str) -> list[PassageOut]:
    """How a quote is printed as it is saved now, part by part."""
    return [_out(visit, one) for one in quoting.the_quote(visit.desk, visit.coder, coding).passages]
