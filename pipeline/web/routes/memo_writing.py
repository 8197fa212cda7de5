"""Writing a memo: the form, what stands in its way, and what is on the disk after it."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.model import Memo
from pipeline.problems import Problem, StudyError
from pipeline.stages import remembering
from pipeline.stages.keeping_memos import change_memo, keep_memo
from pipeline.stages.memos_open import visible_memo
from pipeline.stages.noting import MemoChanged, Seen, open_memo
from pipeline.stages.remembering import Subject
from pipeline.web.answering import doing
from pipeline.web.given import ActIn, Id, Prose
from pipeline.web.routes.memos import in_html, memo_address, shown
from pipeline.web.routes.settings import inside
from pipeline.web.visit import Asking, Visit

router = APIRouter(tags=["memos"])

Line = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Long = Annotated[str, Field(max_length=500_000, pattern=r"^[^\x00]*$")]


class MemoForm(BaseModel):
    """What the form of a memo holds; ``more`` is a subject as a person typed it.

    ``whole`` is filled in where the form stands on a page of its own, and not in a dialog.
    """

    coder: Line = ""
    title: Line = ""
    text: Long = ""
    about: list[Line] = Field([], max_length=200)
    more: Line = ""
    back: Line = ""
    seen: Line = ""
    whole: Line = ""


class Draft(NamedTuple):
    """A memo that is being written, and what stands in its way.

    ``file`` is '' for a new one; ``theirs`` is what somebody else wrote over the memo meanwhile.
    """

    file: str
    title: str
    text: str
    about: list[Subject]
    more: str = ""
    back: str = ""
    seen: str = ""
    theirs: Seen | None = None
    problems: tuple[Problem, ...] = ()


@router.get("/memos/new", include_in_schema=False)
def new_memo(visit: Asking, about: str = "", back: str = "") -> Response:
    """The page on which a memo is written."""
    return _form(visit, _begun(visit, about, back), whole=True)


@router.get("/memos/form", include_in_schema=False)
def form_of_memo(visit: Asking, about: str = "", back: str = "") -> Response:
    """The form for a memo alone, to be put into a dialog."""
    return _form(visit, _begun(visit, about, back), whole=False)


def _begun(visit: Visit, about: str, back: str) -> Draft:
    visit.must_code()
    on: list[Subject] = []
    if about and about != remembering.STUDY:
        pairs = remembering.wanted_subjects(visit.desk, visit.coder, [about])
        on = [remembering.subject_of(visit.desk, visit.coder, *pair) for pair in pairs]
    return Draft("", "", "", on, back=_inside(back))


def _form(
    visit: Visit, draft: Draft, whole: bool, status: int = 200, in_dialog: bool | None = None
) -> Response:
    template = "memo_write.html.j2" if whole else "memo_form.html.j2"
    dialog = not whole if in_dialog is None else in_dialog
    told: dict[str, Any] = {"draft": draft, "typable": _typable(visit), "in_dialog": dialog}
    return shown(visit, template, status, **told)


def _typable(visit: Visit) -> list[str]:
    """What may be typed as a subject: the labels of codes, and the documents."""
    codes = [code.label for code in visit.desk.codebook.codes if code.status == "active"]
    return [*codes, *(row.document for row in visit.desk.documents)]


def _inside(back: str) -> str:
    return inside(back) if back else ""


@router.get("/memos/subject", include_in_schema=False)
def subject(visit: Asking, said: str = "") -> Response:
    """What was typed as a subject, as a part of the form; an answer in words where there is no such thing."""
    found = remembering.meant(visit.desk, visit.coder, said[:500])
    return shown(visit, "memo_subject.html.j2", subject=found)


@router.post("/memos/preview", include_in_schema=False)
def preview(visit: Asking, text: Annotated[Long, Form()] = "") -> Response:
    """A text as it will be shown."""
    return HTMLResponse(in_html(visit, text))


@router.post("/memos", include_in_schema=False)
def write(request: Request, visit: Asking, given: Annotated[MemoForm, Form()]) -> Response:
    """Save a new memo."""
    return _saved(request, visit, given, "")


@router.get("/memos/{file}/edit", include_in_schema=False)
def edit(visit: Asking, file: str, back: str = "") -> Response:
    """The page on which a memo is changed."""
    visit.must_code()
    visible_memo(visit.desk, visit.coder, file)
    seen = open_memo(visit.desk.opened, file)
    about = remembering.subjects_of(visit.desk, visit.coder, seen.memo)
    return _form(
        visit, Draft(file, seen.memo.title, seen.memo.text, about, "", _inside(back), seen.digest), whole=True
    )


@router.post("/memos/{file}", include_in_schema=False)
def change(request: Request, visit: Asking, file: str, given: Annotated[MemoForm, Form()]) -> Response:
    """Save what was changed in a memo, unless somebody changed it meanwhile: then both are shown."""
    visible_memo(visit.desk, visit.coder, file)
    return _saved(request, visit, given, file)


def _saved(request: Request, visit: Visit, given: MemoForm, file: str) -> Response:
    """Where the memo is shown that is on the disk now, else the form with all that was typed."""
    part = bool(request.headers.get("hx-request"))
    about = [*given.about]
    try:
        if given.more.strip():
            about.append(remembering.meant(visit.desk, visit.coder, given.more).token)
        kept = _save(visit, given, about, file)
    except StudyError as fault:
        draft = _kept_draft(visit, given, given.about, file, fault)
        status = 503 if fault.problems[0].check == "not-saved" else 409
        return _form(visit, draft, not part, status, in_dialog=part and not given.whole)
    there = _inside(given.back) or memo_address(kept)
    if not part:
        return RedirectResponse(there, 303)
    seen = open_memo(visit.desk.opened, kept.file).digest
    answer = shown(visit, "memo_saved.html.j2", memo=kept, there=there, seen=seen)
    answer.headers["HX-Trigger"] = "memo-saved"
    return answer


def _save(visit: Visit, given: MemoForm, about: list[str], file: str) -> Memo:
    coder = visit.must_code()
    if given.coder and given.coder != coder:
        raise StudyError(
            Problem("study.yaml", "error", "other-coder", "another coder was chosen.", "Reload.")
        )
    had = open_memo(visit.desk.opened, file).memo.about if file else ()
    pairs = remembering.wanted_subjects(visit.desk, coder, about, had)
    if not file:
        return keep_memo(visit.desk, coder, given.title, given.text, pairs)
    return change_memo(visit.desk, coder, file, given.title, given.text, pairs, given.seen)


def _kept_draft(visit: Visit, given: MemoForm, about: list[str], file: str, fault: StudyError) -> Draft:
    """The form as it was filled in; after somebody else's change it is theirs that was seen."""
    pairs = [(kind, id) for kind, _, id in (token.partition(":") for token in about) if id]
    on = [remembering.subject_of(visit.desk, visit.coder, *pair) for pair in pairs]
    back = _inside(given.back)
    draft = Draft(
        file, given.title, given.text, on, given.more, back, given.seen, problems=tuple(fault.problems)
    )
    if not isinstance(fault, MemoChanged):
        return draft
    theirs = open_memo(visit.desk.opened, file)
    return draft._replace(theirs=theirs, seen=theirs.digest)


class SubjectIn(BaseModel):
    """Something that a memo is about."""

    model_config = ConfigDict(extra="forbid")

    kind: Id
    id: Id


class MemoIn(ActIn):
    """A memo to be written."""

    title: Line
    text: Prose = ""
    about: list[SubjectIn] = Field([], max_length=200)


class MemoOut(BaseModel):
    """A memo that is on the disk."""

    file: str
    title: str
    date: str
    address: str


@router.post("/api/memos")
def write_memo(visit: Asking, given: MemoIn) -> MemoOut:
    """Write a memo; one that is the same in every word as one written today is not written twice."""
    one = doing(visit, given)
    tokens = [f"{about.kind}:{about.id}" for about in given.about]
    pairs = remembering.wanted_subjects(visit.desk, one.coder, tokens)
    made = keep_memo(visit.desk, one.coder, given.title, given.text, pairs)
    return MemoOut(file=made.file, title=made.title, date=made.date, address=memo_address(made))
