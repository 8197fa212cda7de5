"""The codebook: its tree, what each code means and where it came from, and every change of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.stages import browsing, consulting, growing, rereading
from pipeline.stages.changing import Act
from pipeline.web.answering import doing
from pipeline.web.colours import names
from pipeline.web.given import ActIn, Prose
from pipeline.web.pages import page
from pipeline.web.visit import Asking, Visit

router = APIRouter(tags=["codebook"])

MaybeId = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Label = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*\S[^\x00]*$")]
Kind = Literal["finding", "cross-cutting", "category", "code"]
Lines = Annotated[list[Prose], Field(max_length=500)]


class NewCodeIn(ActIn):
    """A code made while coding: a label, and what it lies under; the other fields are filled in later."""

    label: Label
    parent: MaybeId = ""
    origin: Literal["open", "in-vivo", "a-priori"] = "open"
    kind: Kind = "code"
    reason: Prose = ""


class ChangeIn(ActIn):
    """A change of a code, why, and the code as it was ``seen``: nothing is saved over what others changed."""

    reason: Prose = ""
    seen: str = Field("", max_length=64)


class FieldsIn(BaseModel):
    """The fields that change; indicators are lines such as ``word``, ``lemma: x``, ``prefix: y``."""

    model_config = ConfigDict(extra="forbid")

    brief: Prose | None = None
    definition: Prose | None = None
    use_when: Prose | None = None
    not_when: Prose | None = None
    examples: Lines | None = None
    indicators: Lines | None = None
    kind: Kind | None = None
    level: Literal["", "open", "focused", "axial", "core"] | None = None
    origin: Literal["", "a-priori", "open", "in-vivo"] | None = None


class EditIn(ChangeIn):
    """A code whose fields say something else."""

    fields: FieldsIn


class RenameIn(ChangeIn):
    """A code with another label."""

    label: Label


class MoveIn(ChangeIn):
    """A code that lies under another; ``parent`` is '' for the top."""

    parent: MaybeId


class MergeIn(ChangeIn):
    """A code that has become another."""

    into: MaybeId


class SplitIn(ChangeIn):
    """A code that has become several: ids of codes, and labels of new ones."""

    into: Annotated[list[Label], Field(min_length=1, max_length=50)]


class NewCode(BaseModel):
    """The code that has the label now, the style in which it is shown, and the version of the codebook."""

    id: str
    label: str
    style: str
    version: int


class Changed(BaseModel):
    """What a change did: the code it was made to, codes that are new, and the version of the codebook."""

    code: str
    added: list[str]
    version: int


class CodeNow(BaseModel):
    """A code as it stands in the file; ``seen`` is what a change of it has to name."""

    code: str
    seen: str
    fields: dict[str, Any]


def _wish(visit: Visit, given: ActIn, code: str, seen: str = "", reason: str = "") -> growing.Wish:
    return growing.Wish(visit.desk, doing(visit, given).coder, given.act, code, reason, seen)


def _change_wish(visit: Visit, given: ChangeIn, code: str) -> growing.Wish:
    return _wish(visit, given, code, given.seen, given.reason)


def _changed(act: Act) -> Changed:
    return Changed(code=act.code, added=list(act.added), version=act.version)


@router.get("/codebook", include_in_schema=False)
def codebook(visit: Asking, code: str = "", show: str = "") -> Response:
    """The codebook as a tree, and one code of it with all that there is to know."""
    desk = visit.desk
    with desk.lock:
        # The version is that of what is told: were it asked for later, a page could stay as it was before it.
        version = desk.look()
        return page(visit, "codebook.html.j2", "codebook", version=version, **_told(visit, code, show))


def _told(visit: Visit, code: str, show: str) -> dict[str, Any]:
    desk, reader = visit.desk, visit.coder
    chosen = consulting.consult(desk, reader, code) if code else None
    with_gone = show == "gone" or (chosen is not None and chosen.code.status != "active")
    return {
        "branches": browsing.tree(desk, reader, with_gone),
        "active": browsing.tree(desk, reader),
        "chosen": chosen,
        "chosen_opening": rereading.opening_of(desk, code),
        "chosen_waits": rereading.waiting_with(desk, reader, code),
        "with_gone": with_gone,
        "gone": consulting.gone(desk.codebook),
        "lacking": consulting.lacking(desk),
        "back_to": quote(f"/codebook?code={quote(code)}", safe="/"),
    }


@router.post("/api/codes")
def new_code(visit: Asking, given: NewCodeIn) -> NewCode:
    """Make a code on the fly; where one in use has this label already, that one comes back."""
    wish = _wish(visit, given, "", reason=given.reason)
    kind = {"kind": given.kind} if given.kind != "code" else {}
    act = growing.code_called(wish, given.label, given.parent, given.origin, **kind)
    book = visit.desk.codebook
    return NewCode(
        id=act.code, label=book.by_id[act.code].label, style=names(visit.desk)[act.code], version=book.version
    )


@router.get("/api/codes/{code}")
def code_now(visit: Asking, code: str) -> CodeNow:
    """A code as it stands in the file now."""
    visit.desk.look(now=True)
    told = consulting.consult(visit.desk, visit.coder, code)
    return CodeNow(code=code, seen=told.seen, fields=told.fields)


@router.post("/api/codes/{code}/edit")
def edit(visit: Asking, code: str, given: EditIn) -> Changed:
    """Change fields of a code; a reason is needed once it has a definition."""
    fields = given.fields.model_dump(exclude_none=True)
    return _changed(growing.edit(_change_wish(visit, given, code), fields))


@router.post("/api/codes/{code}/rename")
def rename(visit: Asking, code: str, given: RenameIn) -> Changed:
    """Give a code another label."""
    return _changed(growing.rename(_change_wish(visit, given, code), given.label))


@router.post("/api/codes/{code}/move")
def move(visit: Asking, code: str, given: MoveIn) -> Changed:
    """Put a code under another, or at the top."""
    return _changed(growing.move(_change_wish(visit, given, code), given.parent))


@router.post("/api/codes/{code}/merge")
def merge(visit: Asking, code: str, given: MergeIn) -> Changed:
    """Let a code become another: its codings count there."""
    return _changed(growing.merge(_change_wish(visit, given, code), given.into))


@router.post("/api/codes/{code}/split")
def split(visit: Asking, code: str, given: SplitIn) -> Changed:
    """Let a code become several."""
    return _changed(growing.split(_change_wish(visit, given, code), given.into))


@router.post("/api/codes/{code}/retire")
def retire(visit: Asking, code: str, given: ChangeIn) -> Changed:
    """Use a code no more."""
    return _changed(growing.retire(_change_wish(visit, given, code)))


@router.post("/api/codes/{code}/restore")
def restore(visit: Asking, code: str, given: ChangeIn) -> Changed:
    """Take a code into use again."""
    return _changed(growing.restore(_change_wish(visit, given, code)))
