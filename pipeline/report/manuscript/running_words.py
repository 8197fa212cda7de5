"""The words of a paragraph of the manuscript as runs: their styles, live numbers and links in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.report.blocks import Run, Runs, Style, Text, text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around the number of a live number while the text is taken apart."""
_HELD = re.compile(f"{OPEN}(\\d+){CLOSE}")
_LINK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
STYLES: Mapping[str, Style] = {"strong_open": "strong", "em_open": "emphasis"}


class Held(NamedTuple):
    """What a text holds beside its words: live numbers by their place, and what ``[[id]]`` leads to."""

    live: Sequence[Runs]
    named: Mapping[str, Runs]
    caption: str


def hold(at: int) -> str:
    """What stands in the text for the live number of this place."""
    return f"{OPEN}{at}{CLOSE}"


def plain(text: str) -> str:
    """The text without the characters that are needed for holding places."""
    return text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")


def links(text: str) -> list[str]:
    """What stands in ``[[...]]`` in a text, each once."""
    return list(dict.fromkeys(match.strip() for match in _LINK.findall(text)))


def runs_of(inline: Token, held: Held) -> Runs:
    """The words of a paragraph with their styles, live numbers and links in place."""
    made: list[Run] = []
    styles: list[Style] = []
    leads: list[str] = []
    for token in inline.children or []:
        style: Style = "strong" if "strong" in styles else styles[-1] if styles else ""
        if token.type in STYLES:
            styles.append(STYLES[token.type])
        elif token.type in ("strong_close", "em_close"):
            styles.pop()
        elif token.type == "link_open":
            leads.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            made += _address(leads.pop(), made)
        elif token.type == "code_inline":
            made.append(Text(token.content, "mono"))
        elif token.type in ("softbreak", "hardbreak"):
            made.append(Text("\n" if token.type == "hardbreak" else " "))
        else:
            made += _words(token.content, style, held)
    return tuple(_joined(made))


def _address(href: str, before: list[Run]) -> list[Run]:
    """An address of the web in brackets, for paper; one that stands there already is not told twice."""
    if not _WEB.match(href) or (before and text_of(before[-1:]) == href):
        return []
    return [Text(f" ({href})")]


def _words(text: str, style: Style, held: Held) -> Iterator[Run]:
    """Words with what they hold: live numbers, and what ``[[id]]`` names."""
    for at, part in enumerate(_HELD.split(text)):
        if at % 2:
            yield from (
                Text(run.text, run.style or style) if isinstance(run, Text) else run
                for run in held.live[int(part)]
            )
            continue
        reached = 0
        for link in _LINK.finditer(part):
            named = held.named.get(link[1].strip())
            if named is not None:
                yield Text(part[reached : link.start()], style)
                yield from named
                reached = link.end()
        yield Text(part[reached:], style)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """The runs, words of one style that follow each other made one; empty ones fall away."""
    waiting: Text | None = None
    for run in runs:
        if isinstance(run, Text):
            if waiting is not None and waiting.style == run.style:
                waiting = Text(waiting.text + run.text, run.style)
                continue
            if not run.text:
                continue
            if waiting is not None:
                yield waiting
            waiting = run
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield run
    if waiting is not None:
        yield waiting
