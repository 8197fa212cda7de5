"""What the script of a document asks for: has anything changed, the codings, the codes, the hints."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from pipeline.stages import browsing, hinting
from pipeline.stages.margin import memos_in_margin
from pipeline.web.answering import Standing, chips_html, standing
from pipeline.web.colours import names
from pipeline.web.visit import Asking

router = APIRouter(prefix="/api", tags=["watching"])


class Pulse(BaseModel):
    """What a page asks twice a second: has anything changed since it was shown?"""

    study: int
    codebook: int
    memos: int
    codings: int
    document: str
    coder: str


@router.get("/pulse")
def pulse(visit: Asking, document: str = "") -> Pulse:
    """The version of the study, and of one document, as they are on the disk at this moment."""
    version = visit.desk.look(now=True)
    seen = visit.desk.seen(visit.desk.document(document).document) if document else ""
    return Pulse(**version._asdict(), document=seen, coder=visit.coder)


class Chips(Standing):
    """All lists of codings of a document, as HTML, with the version they show."""

    chips: dict[str, str]
    seen: str
    memos: dict[str, int]


@router.get("/chips/{document}")
def chips(visit: Asking, document: str, coder: str = "") -> Chips:
    """The codings of a document as they stand now."""
    desk = visit.desk
    home = desk.document(document).document
    shown = coder if coder in browsing.visible_coders(desk, home, visit.coder) else visit.coder
    ids = {row.utterance for row in desk.utterances(home)}
    found = chips_html(visit, [home], shown, ids)
    memos = memos_in_margin(desk, home, visit.coder)
    return Chips(chips=found, seen=desk.seen(home), memos=memos, **standing(visit, home))


class CodeOut(BaseModel):
    """A code as the picker knows it."""

    id: str
    label: str
    brief: str
    path: str
    style: str


@router.get("/codes")
def codes(visit: Asking) -> list[CodeOut]:
    """The codes in use, in the order of the tree."""
    book = visit.desk.codebook
    styles = names(visit.desk)
    return [
        CodeOut(
            id=branch.id,
            label=branch.label,
            brief=book.by_id[branch.id].brief,
            path=" › ".join(book.by_id[above].label for above in [*book.ancestors(branch.id)][:0:-1]),
            style=styles[branch.id],
        )
        for branch in browsing.tree(visit.desk, visit.coder)
    ]


class HintOut(BaseModel):
    """A hint on an utterance."""

    hint: str
    utterance: str
    start: int
    end: int
    words: str
    code: str
    label: str
    style: str
    fired: str


@router.get("/hints/{document}")
def hints(visit: Asking, document: str) -> list[HintOut]:
    """The hints on a document that the coder has not answered; none where they are not allowed."""
    book = visit.desk.codebook
    styles = names(visit.desk)
    return [
        HintOut(
            hint=hint.coding,
            utterance=hint.utterance,
            start=hint.start,
            end=hint.end,
            words=browsing.shortened(hint.quote),
            code=hint.code,
            label=book.by_id[hint.code].label,
            style=styles[hint.code],
            fired=hint.fired,
        )
        for hint in hinting.hints(visit.desk, document, visit.must_code())
    ]
