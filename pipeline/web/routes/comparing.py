"""The page on which words are compared: those of a code, those like the utterance at hand, negative cases."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from pipeline.analysis.comparison import BY, SORTS
from pipeline.stages import browsing, collecting, nearby, opposing, taking_back
from pipeline.stages.desk import Version
from pipeline.web.pages import page as shown
from pipeline.web.visit import Asking, Visit

router = APIRouter(include_in_schema=False)

One = Annotated[str, Query(max_length=200)]


@router.get("/compare")
def compare(
    visit: Asking,
    code: One = "",
    by: One = "",
    left: One = "",
    right: One = "",
    role: One = "",
    case: One = "",
    wave: One = "",
    coder: One = "",
    asking: One = "",
    sort: One = "text",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    utterance: One = "",
    contradictions: One = "",
) -> Response:
    """The words of a code, what else carries the codes of an utterance, or what speaks against findings."""
    # Told before anything is read: what changes meanwhile is then asked for again, and never taken as shown.
    seen = _version(visit.desk.look())
    if contradictions:
        opposed = opposing.opposed(visit.desk, visit.coder)
        here = "/compare?contradictions=1"
        return _page(visit, "contradictions.html.j2", "contradictions", seen, opposed=opposed, here=here)
    if utterance:
        at_hand = nearby.at_hand(visit.desk, visit.coder, utterance)
        here = "/compare?" + urlencode({"utterance": at_hand.utterance.utterance})
        return _page(visit, "nearby.html.j2", "utterance", seen, at_hand=at_hand, here=here)
    wanted = collecting.Wanted(code, role, case, wave, coder, asking == "yes", by, left, right, sort, page)
    found = collecting.compare(visit.desk, visit.coder, wanted) if code else None
    asked = found.wanted if found else wanted
    return _page(
        visit,
        "compare.html.j2",
        "code",
        seen,
        found=found,
        asked=asked,
        here=address(asked, page=asked.page),
        address=lambda **changed: address(asked, **changed),
    )


def _version(version: Version) -> str:
    """The version that a page shows, as its script compares it with that of now."""
    return f"{version.study}.{version.codebook}.{version.codings}"


def _page(visit: Visit, template: str, part: str, seen: str, **told: Any) -> Response:
    """One of the pages for comparing, with what all of them need."""
    return shown(
        visit,
        template,
        "compare",
        part=part,
        branches=browsing.tree(visit.desk, visit.coder),
        findings=opposing.findings(visit.desk),
        can_undo=bool(visit.coder and taking_back.undoable(visit.desk, visit.coder).undo),
        seen=seen,
        dimensions=BY,
        sorts=SORTS,
        **told,
    )


def address(wanted: collecting.Wanted, **changed: Any) -> str:
    """The address of a comparison, with something of it changed; a new one begins at its first page."""
    told = wanted._replace(**{"page": 1, **changed})
    fields = {name: value for name, value in told._asdict().items() if value}
    fields |= {"asking": "yes"} if told.asking else {}
    usual = {"page": 1, "sort": "text"}
    return "/compare?" + urlencode(
        {name: value for name, value in fields.items() if usual.get(name) != value}
    )
