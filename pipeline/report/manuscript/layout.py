"""Markdown as the blocks of a report: headings, paragraphs, lists and tables, live numbers in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.report.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Row,
    Runs,
    Table,
    Text,
    text_of,
)
from pipeline.report.manuscript.running_words import Held, runs_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CAPTION = re.compile(r"^(?:tabell|table)?\s*:\s+", re.IGNORECASE)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?!\[\^|[ \t]*\n).*)*)", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")


def laid_out(text: str, held: Held) -> list[Block]:
    """The text as blocks, footnotes in a list at its end; headings have level 1 to 3 and no anchor yet."""
    text, notes = _with_notes(text)
    blocks = list(_Layout(_markdown().parse(text), held).blocks())
    if not notes:
        return blocks
    items = tuple(runs_of(_markdown().parseInline(note)[0], held) for note in notes)
    return [*blocks, Listing(items, tuple(f"[{number}]" for number in range(1, len(notes) + 1)))]


def _with_notes(text: str) -> tuple[str, list[str]]:
    """The text with its footnotes numbered in the order in which they are called, and the notes."""
    written = {match[1]: " ".join(match[2].split()) for match in _NOTE.finditer(text)}
    if not written:
        return text, []
    text = _NOTE.sub("", text)
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        return f"\\[{numbers.setdefault(match[1], len(numbers) + 1)}\\]" if match[1] in written else match[0]

    text = _NOTE_MARK.sub(numbered, text)
    return text, [written[name] for name in numbers]


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class _Layout:
    """Walks through the tokens of a text and makes blocks of them."""

    def __init__(self, tokens: Sequence[Token], held: Held) -> None:
        self.tokens = tokens
        self.held = held
        self.at = 0

    def blocks(self) -> Iterator[Block]:
        made: list[Block] = []
        set_off = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type in ("blockquote_open", "blockquote_close"):
                set_off += token.nesting
            elif token.type == "heading_open":
                made.append(Heading(min(int(token.tag[1]), 3), text_of(self._inline()), ""))
            elif token.type == "paragraph_open":
                made.append(Paragraph(self._inline(), "set-off" if set_off else ""))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                made.append(self._listing(token))
            elif token.type == "table_open":
                made.append(self._table())
            elif token.type in ("fence", "code_block"):
                made.append(Paragraph((Text(token.content.rstrip("\n"), "mono"),), "set-off"))
        yield from _captioned(made)

    def _inline(self) -> Runs:
        """The runs of the inline token that comes next."""
        token = self.tokens[self.at]
        self.at += 1
        return runs_of(token, self.held)

    def _listing(self, opening: Token) -> Listing:
        """A list; lists inside it follow their item, their marks moved in."""
        items: list[Runs] = []
        marks: list[str] = []
        kinds: list[list[Any]] = [[opening.type.startswith("ordered"), int(opening.attrs.get("start", 1))]]
        fresh = True
        while kinds:
            token = self.tokens[self.at]
            self.at += 1
            if token.type in ("bullet_list_open", "ordered_list_open"):
                kinds.append([token.type.startswith("ordered"), int(token.attrs.get("start", 1))])
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                kinds.pop()
            elif token.type == "list_item_open":
                fresh = True
            elif token.type == "inline" or (token.content and token.type in ("fence", "code_block")):
                runs = runs_of(token, self.held) if token.type == "inline" else (Text(token.content, "mono"),)
                if fresh or not items:
                    items.append(runs)
                    marks.append(_mark(kinds))
                    fresh = False
                else:
                    items[-1] = (*items[-1], Text("\n"), *runs)
        plain_list = set(marks) <= {"•"}
        return Listing(tuple(items), () if plain_list else tuple(marks))

    def _table(self) -> Table:
        rows: list[list[Runs]] = []
        numeric: set[int] = set()
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if "right" in str(token.attrs.get("style", "")):
                    numeric.add(len(rows[-1]))
            elif token.type == "inline":
                rows[-1].append(runs_of(token, self.held))
        self.at += 1
        header = tuple(text_of(cell) for cell in rows[0])
        body = tuple(Row(tuple(cells)) for cells in rows[1:])
        return Table(header, body, self.held.caption, "", tuple(sorted(numeric)))


def _mark(kinds: list[list[Any]]) -> str:
    """The mark of the next item of the innermost list."""
    inside = "\u2003" * (len(kinds) - 1)
    if not kinds[-1][0]:
        return f"{inside}•"
    kinds[-1][1] += 1
    return f"{inside}{kinds[-1][1] - 1}."


def _captioned(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, each table with the caption that stands right before or after it as *Table: ...*."""
    at = 0
    while at < len(blocks):
        block, beside = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Table) and (caption := _caption(beside)):
            yield Table(block.header, block.rows, caption, "", block.numeric)
            at += 1
        elif isinstance(beside, Table) and (caption := _caption(block)):
            yield Table(beside.header, beside.rows, caption, "", beside.numeric)
            at += 1
        else:
            yield block
        at += 1


def _caption(block: Block | None) -> str:
    told = text_of(block.runs) if isinstance(block, Paragraph) else ""
    return _CAPTION.sub("", told).strip() if _CAPTION.match(told) else ""
