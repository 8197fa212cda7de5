"""The memos: a list by date and by subject, and one memo with what it is about and what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from pipeline.coding.noted import memo_name
from pipeline.model import Memo
from pipeline.stages import remembering
from pipeline.stages.memos_open import link_kind, visible_memo
from pipeline.stages.noting import open_memo
from pipeline.stages.remembering import Subject
from pipeline.web.pages import page
from pipeline.web.visit import Asking, Visit

router = APIRouter(include_in_schema=False)


def address_of(subject: Subject) -> str | None:
    """Where the page shows a subject; None for one that it shows nowhere."""
    if not subject.there:
        return None
    if subject.kind == "code":
        return f"/codebook?code={quote(subject.id)}"
    if subject.kind == "memo":
        return f"/memos/{quote(subject.id)}.md"
    if subject.document:
        place = f"#u{subject.number}" if subject.number else ""
        return f"/d/{quote(subject.document)}{place}"
    return None


def memo_address(memo: Memo) -> str:
    """Where the page shows a memo."""
    return f"/memos/{quote(memo_name(memo))}.md"


def leads(visit: Visit) -> Callable[[str], str | None]:
    """Where the links in the text of a memo lead."""

    def address(link: str) -> str | None:
        kind = link_kind(visit.desk, link)
        return address_of(remembering.subject_of(visit.desk, visit.coder, kind, link))

    return address


def in_html(visit: Visit, words: str) -> Markup:
    """The text of a memo as it is shown."""
    from pipeline.web.markdown import memo_html

    return Markup(memo_html(words, leads(visit)))


def shown(visit: Visit, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page (or a part of one) that knows how memos and their subjects are shown."""
    about = {
        "address_of": address_of,
        "memo_address": memo_address,
        "memo_html": lambda words: in_html(visit, words),
    }
    return page(visit, template, "memos", status, subjects_of=_subjects_of(visit), **about, **told)


def _subjects_of(visit: Visit) -> Callable[[Memo], list[Subject]]:
    return lambda memo: remembering.subjects_of(visit.desk, visit.coder, memo)


@router.get("/memos")
def memos(visit: Asking, q: str = "", about: str = "", by: str = "date") -> Response:
    """The memos, by date or by what they are about, narrowed to words and to a subject."""
    desk, reader = visit.desk, visit.coder
    kind, _, id = about.partition(":")
    found = remembering.found_memos(desk, reader, q, (kind, id) if about else None)
    every = remembering.by_subject(desk, reader, remembering.found_memos(desk, reader))
    return shown(
        visit,
        "memos.html.j2",
        q=q,
        about=about,
        by="subject" if by == "subject" else "date",
        found=found,
        groups=remembering.by_subject(desk, reader, found),
        choices=[group for group in every if group.subject.kind != "link"],
        chosen=remembering.subject_of(desk, reader, kind, id) if id else None,
        hidden=len(desk.memos) - len({one.memo.file for group in every for one in group.found}),
    )


@router.get("/memos/{file}")
def memo(visit: Asking, file: str) -> Response:
    """One memo: its text, what it is about, and what leads to it; and the way to change it."""
    desk, reader = visit.desk, visit.coder
    visible_memo(desk, reader, file)
    seen = open_memo(desk.opened, file)
    links = remembering.leading_here(desk, reader, seen.memo)
    return shown(visit, "memo.html.j2", memo=seen.memo, file=file, leading_here=links)
