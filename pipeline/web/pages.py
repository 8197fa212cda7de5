"""Writing a page: a template filled in with what the visit and the view tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.codebook import Code
from pipeline.stages import rereading
from pipeline.web.colours import names
from pipeline.web.visit import Visit
from pipeline.web.wording import LANGUAGES, NAMES, Words

PLACES = (
    ("documents", "/"),
    ("search", "/search"),
    ("codebook", "/codebook"),
    ("compare", "/compare"),
    ("quotes", "/quotes"),
    ("memos", "/memos"),
    ("coders", "/coders"),
)
"""The places of the page in the order of its menu, each with its address."""


_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that a page cannot hold; each is shown by one that stands for it."""


@cache
def environment() -> Environment:
    """The templates; what is put in is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"role_class": role_class, "as_shown": as_shown, "whole_seconds": whole_seconds}
    made.globals |= {"label_of": label_of, "lacking_names": lacking_names}
    return made


def macro(template: str, name: str) -> Callable[..., str]:
    """A macro of a template, for a part of a page that is written many times."""
    made: Callable[..., str] = getattr(environment().get_template(template).module, name)
    return made


def role_class(role: str) -> str:
    """The style of a role: by its own letters where they can be a name of a style."""
    return role if role.isascii() and role.isalnum() else "other"


def whole_seconds(time: str) -> str:
    """A time without its thousandths, which nobody reads by."""
    return re.sub(r"[.,]\d+$", "", time)


def as_shown(text: str) -> str:
    """A text as a page can hold it, each character in its place, so that spans stay what they are."""
    return _UNSHOWN.sub("\ufffd", text).replace("\r", " ")


def lacking_names(words: Words, code: Code) -> str:
    """Which of the six fields a code lacks, in words."""
    return ", ".join(words(f"field.{name}") for name in code.lacking)


def label_of(named: Mapping[str, Any], id: str) -> str:
    """What the study calls a role, case or wave; its id where it has no name for it."""
    return named[id].label or id if id in named else id


def page(visit: Visit, template: str, place: str = "", status: int = 200, **told: Any) -> HTMLResponse:
    """A whole page, or a part of one for a template that extends none."""
    return HTMLResponse(text(visit, template, place=place, **told), status)


def text(visit: Visit, template: str, **told: Any) -> str:
    """A template filled in, as text."""
    about = {
        "visit": visit,
        "desk": visit.desk,
        "study": visit.desk.opened.study,
        "codebook": visit.desk.codebook,
        "w": visit.words,
        "places": PLACES,
        "to_read_again": lambda: rereading.how_many(visit.desk, visit.coder),
        "styles": names(visit.desk),
        "back_here": lambda: quote(visit.address),
        "languages": [(language, NAMES[language]) for language in LANGUAGES],
    }
    return environment().get_template(template).render({"place": "", **about, **told})
