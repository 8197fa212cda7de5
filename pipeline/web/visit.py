"""Who asks for a page, in which language and which light; every page and every act begins with this."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from fastapi import Depends, Request

from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.study import Language
from pipeline.web.wording import LANGUAGES, Words, words

Theme = Literal["", "light", "dark"]
KEPT = 365 * 24 * 3600
"""How many seconds the browser remembers a choice of coder, language and light."""


class Visit(NamedTuple):
    """Who asks: the desk, the coder ('' where nobody is chosen yet), the wording and the light."""

    desk: Desk
    coder: str
    words: Words
    theme: Theme
    language_choice: str
    address: str

    def must_code(self) -> str:
        """The coder; raises StudyError where nobody was chosen."""
        if not self.coder:
            raise StudyError(
                error("study.yaml", "no-coder", "nobody was chosen to code.", "Choose who codes.")
            )
        return self.coder


def visit(request: Request) -> Visit:
    """Who asks, told from the cookies of the page; the desk has just been looked at.

    A page that is opened shows what is on the disk at that moment; its parts may be a tenth of a second old.
    """
    desk: Desk = request.app.state.desk
    desk.look(now=request.headers.get("sec-fetch-mode") == "navigate")
    choice = request.cookies.get(cookie(request, "language"), "")
    theme = request.cookies.get(cookie(request, "theme"), "")
    return Visit(
        desk,
        _coder(request, desk),
        words(_language(request, desk, choice)),
        theme if theme in ("light", "dark") else "",  # type: ignore[arg-type]
        choice if choice in (*LANGUAGES, "browser") else "",
        request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )


Asking = Annotated[Visit, Depends(visit)]


def cookie(request: Request, name: str) -> str:
    """The name of a cookie of the page; browsers share cookies between ports, so it tells which."""
    return f"forankret-{request.app.state.door.port}-{name}"


def _coder(request: Request, desk: Desk) -> str:
    """The coder chosen on the page, else at the start, else the study's only one."""
    from urllib.parse import unquote

    chosen = unquote(request.cookies.get(cookie(request, "coder"), ""))
    started: str = request.app.state.coder
    if chosen and (chosen in desk.opened.study.coders or chosen == started):
        return chosen
    named = list(desk.opened.study.coders)
    return started or (named[0] if len(named) == 1 else "")


def _language(request: Request, desk: Desk, choice: str) -> Language:
    """The language chosen, else the study's; ``browser`` asks the browser."""
    for language in LANGUAGES:
        if choice == language:
            return language
    if choice == "browser":
        return of_browser(request.headers.get("accept-language", "")) or desk.opened.study.language
    return desk.opened.study.language


def of_browser(accepted: str) -> Language | None:
    """The first of our languages that a browser asks for, by its weights; None where it asks for none."""
    weighed = []
    for place, part in enumerate(accepted.lower().split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        weighed.append((-_weight(weight), place, re.split("[-_]", tag)[0]))
    ours: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
    return next((ours[tag] for weight, _, tag in sorted(weighed) if tag in ours and weight), None)


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
