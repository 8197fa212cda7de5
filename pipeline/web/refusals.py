"""What the page says to those it does not let in, in the three languages of a study.

These pages stand before the door, so they need no file of the page itself: each is whole as it is.
"""

from __future__ import annotations

import html
import json
from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from pipeline.problems import error


class Answer(NamedTuple):
    """What goes back to the browser: a status, headers and a body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Refusal(NamedTuple):
    """Why somebody is not let in: the status of the answer, and the words in bokmål, nynorsk and English."""

    status: int
    nb: str
    nn: str
    en: str


REFUSALS = {
    "host": Refusal(
        403,
        "Denne adressen er ikke studiens. Åpne lenka som står i terminalen.",
        "Denne adressa er ikkje studien si. Opne lenkja som står i terminalen.",
        "This address is not the study's. Open the link that stands in the terminal.",
    ),
    "elsewhere": Refusal(
        403,
        "En annen side spurte, og andre sider slipper ikke til her.",
        "Ei anna side spurde, og andre sider slepp ikkje til her.",
        "Another page asked, and no other page is let in here.",
    ),
    "unsigned": Refusal(
        403,
        "Her skrives det bare fra studiens egen side, eller av et program som viser fram nøkkelen.",
        "Her blir det berre skrive frå studien si eiga side, eller av eit program som viser fram nøkkelen.",
        "Only the study's own page writes here, or a program that shows the token.",
    ),
    "key": Refusal(
        401,
        "Åpne lenka som står i terminalen, der «forankret serve» ble startet.",
        "Opne lenkja som står i terminalen, der «forankret serve» vart starta.",
        "Open the link that stands in the terminal, where “forankret serve” was started.",
    ),
    "path": Refusal(
        400,
        "Adressen er ikke slik den skal være.",
        "Adressa er ikkje slik ho skal vere.",
        "The address is not well formed.",
    ),
    "method": Refusal(
        501,
        "Dette kan en ikke be siden om.",
        "Dette kan ein ikkje be sida om.",
        "This cannot be asked of the page.",
    ),
    "headers": Refusal(
        431,
        "Nettleseren sender med for mye. Slett informasjonskapslene for denne adressen, og prøv igjen.",
        "Nettlesaren sender med for mykje. Slett informasjonskapslane for denne adressa, og prøv igjen.",
        "The browser sends too much along. Delete the cookies of this address, and try again.",
    ),
    "large": Refusal(
        413,
        "Dette er for stort til å bli lagret: over 2 MB på én gang.",
        "Dette er for stort til å bli lagra: over 2 MB på éin gong.",
        "This is too large to be saved: more than 2 MB at once.",
    ),
    "fault": Refusal(
        500,
        "Det er en feil i programmet, ikke i studien. Det som står som lagret, er lagret. Se i terminalen.",
        "Det er ein feil i programmet, ikkje i studien. Det som står som lagra, er lagra. Sjå i terminalen.",
        "This is a fault in the program, not in your study. What is shown as saved is saved. "
        "See the terminal.",
    ),
}
"""Everything that the door answers by itself, by a name for the reason."""

AGAIN = ("Prøv adressen igjen", "Prøv adressa igjen", "Try this address again")
ON = ("Åpne studien", "Opne studien", "Open the study")

STYLE = (
    "html{background:Canvas;color:CanvasText}"
    "body{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:15vh auto 0;padding:0 1.5rem}"
    "p{margin:0 0 .75rem}a{display:inline-block;padding:.25rem 0}"
)
_STYLE_DIGEST = b64encode(sha256(STYLE.encode("ascii")).digest()).decode("ascii")
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the pages of the door may load: their own few lines of style, and nothing else."""


def refusal(name: str, as_json: bool = False, again: str = "") -> Answer:
    """What is answered to somebody who is not let in; ``again`` is the address that may be tried again."""
    said = REFUSALS[name]
    if as_json:
        problem = error("", f"door-{name}", said.en, "")._asdict()
        told = {"problems": [problem], "nb": said.nb, "nn": said.nn, "en": said.en}
        body = json.dumps(told, ensure_ascii=False).encode("utf-8")
        answer = Answer(said.status, [(b"content-type", b"application/json")], body)
    else:
        answer = _page(said.status, (said.nb, said.nn, said.en), AGAIN, again)
    if said.status == 401:
        answer.headers.append((b"www-authenticate", b"Bearer"))
    return answer


def way_in(address: str, cookie: str) -> Answer:
    """A page that gives the browser its cookie and goes on to the address, which holds no token any more.

    It is a page and no redirect, because a browser sends a strict cookie only from a page of our own.
    """
    answer = _page(200, ON, ON, address, at_once=True)
    answer.headers.append((b"referrer-policy", b"no-referrer"))
    if cookie:
        answer.headers.append((b"set-cookie", cookie.encode("ascii")))
    return answer


def _page(
    status: int, said: tuple[str, str, str], link: tuple[str, str, str], address: str, at_once: bool = False
) -> Answer:
    there = html.escape(address, quote=True)
    shown = [
        f'<a lang="{language}" href="{there}">{words}</a>' for language, words in _in_languages(link) if there
    ]
    told = [f'<p lang="{language}">{html.escape(words)}</p>' for language, words in _in_languages(said)]
    body = "\n".join(
        [
            '<!doctype html>\n<html lang="nb">\n<meta charset="utf-8">\n<title>Forankret</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            *([f'<meta http-equiv="refresh" content="0; url={there}">'] if at_once else []),
            f"<style>{STYLE}</style>\n<main>\n<h1>Forankret</h1>",
            *([] if at_once else told),
            *([f"<p>{' · '.join(shown)}</p>"] if shown else []),
            "</main>\n</html>\n",
        ]
    )
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-security-policy", POLICY.encode("ascii")),
    ]
    return Answer(status, headers, body.encode("utf-8"))


def _in_languages(words: tuple[str, str, str]) -> list[tuple[str, str]]:
    return list(zip(("nb", "nn", "en"), words, strict=True))
