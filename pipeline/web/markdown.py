"""The text of a memo as HTML: nothing in it is run or fetched, and [[...]] leads to what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.coding.noted import linked

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Address = Callable[[str], str | None]
"""Where the page shows what an id names; None for an id that names nothing."""

_ALIVE = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
OURS = "ours"


def memo_html(text: str, address: Address, below: int = 2) -> str:
    """A Markdown text as HTML that may be put into the page as it is.

    HTML in it shows as text, a picture as its description; ``address`` tells where each ``[[...]]`` leads,
    and one that leads nowhere stays as it was written. Headings begin one level ``below`` that of the page.
    """
    return str(_markdown().render(text, {"address": address, "below": below}))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # what may not live is made text below
    made.inline.ruler.before("link", "ours", _ours)
    made.core.ruler.push("harmless", _harmless)
    made.add_render_rule("image", _picture)
    return made


def _ours(state: StateInline, silent: bool) -> bool:
    """A link to something in the study; what stands around it is no link, since links hold no links."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    href = state.env["address"](linked(found[1])) if found else None
    if found is None or href is None:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": href}
        opening.meta[OURS] = True
        state.push("text", "", 0).content = found[1].strip()
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _harmless(state: StateCore) -> None:
    for token in state.tokens:
        token.attrs.pop("style", None)  # the page allows no style of its own to a cell of a table
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + int(state.env['below']), 6)}"
        if token.children:
            token.children = _alive(token.children)


def _alive(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the links that lead anywhere but to the web, to a mail address or to this page."""
    kept: list[Token] = []
    dead: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            dead.append(not (token.meta.get(OURS) or _ALIVE.match(href)))
            if _OUTSIDE.match(href):
                token.attrSet("rel", "noreferrer noopener")
        if token.type not in ("link_open", "link_close") or not dead[-1]:
            kept.append(token)
        if token.type == "link_close":
            dead.pop()
    return kept


def _picture(
    renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    """The description of a picture; the picture itself is never fetched."""
    from markdown_it.common.utils import escapeHtml

    return escapeHtml(renderer.renderInlineAsText(tokens[at].children or [], options, env))
