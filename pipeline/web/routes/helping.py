"""The page that tells how the page is used."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response
from markupsafe import Markup

from pipeline.web.markdown import memo_html
from pipeline.web.pages import page
from pipeline.web.visit import Asking

router = APIRouter(include_in_schema=False)


@router.get("/help")
def help_page(visit: Asking) -> Response:
    """How to read and code here, in the language of the page."""
    text = (files("pipeline.web") / "help" / f"{visit.words.language}.md").read_text(encoding="utf-8")
    return page(visit, "help.html.j2", told=Markup(memo_html(text, lambda _: None, below=0)))
