"""What a person chooses for the page itself: who codes, the language, the light."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.problems import UsageError
from pipeline.web.colours import colour_sheet
from pipeline.web.pages import page
from pipeline.web.visit import KEPT, Asking, cookie
from pipeline.web.wording import LANGUAGES

router = APIRouter(include_in_schema=False)


@router.get("/coder")
def choose_coder(visit: Asking, back: str = "/") -> Response:
    """The page on which a person says who codes."""
    return page(visit, "coder.html.j2", back=inside(back))


@router.post("/settings")
def settings(
    request: Request,
    visit: Asking,
    name: Annotated[Literal["coder", "language", "theme"], Form()],
    value: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Remember a choice in this browser and go back to where it was made."""
    _must_be_a_choice(visit, name, value)
    answer = RedirectResponse(inside(back), 303)
    answer.set_cookie(
        cookie(request, name), quote(value), max_age=KEPT, path="/", httponly=True, samesite="strict"
    )
    return answer


def _must_be_a_choice(visit: Asking, name: str, value: str) -> None:
    choices = {
        "coder": [*visit.desk.opened.study.coders],
        "language": ["", "browser", *LANGUAGES],
        "theme": ["", "light", "dark"],
    }[name]
    if value not in choices:
        raise UsageError(f"'{value[:40]}' cannot be chosen here.")


def inside(address: str) -> str:
    """An address of this page; anything that leads elsewhere is the front page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else "/"


@router.get("/words.js")
def script_words(visit: Asking) -> Response:
    """The sayings that the scripts use, as a module in the language of the page."""
    import json

    said = json.dumps(visit.words.of_script(), ensure_ascii=False)
    return Response(f"export default {said};\n", media_type="text/javascript")


@router.get("/colours.css")
def colours(visit: Asking) -> Response:
    """The colours of the codes, for light and dark."""
    return Response(colour_sheet(visit.desk), media_type="text/css")
