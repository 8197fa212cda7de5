"""Finds the live numbers of a Markdown text, and leaves what is shown as code alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.report.manuscript.grammar import Call, Fault, parse

_OPEN = re.compile(r"\{\{|(?P<typed>\[[^\[\]]*\])\{(?=\s{0,9}\w{1,40}\s{0,9}\()")
_TICKS = re.compile(r"`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|[ \t]*-.*\n)+(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_BLANK = re.compile(r"\n[ \t]*\n")

Spans = list[tuple[int, int]]


class Claim(NamedTuple):
    """A live number: where it stands, what it asks, and the words that people typed for it, if they did.

    ``line`` and ``column`` count from 1. ``call`` is None where the expression could not be read.
    """

    start: int
    end: int
    line: int
    column: int
    source: str
    typed: str | None
    call: Call | None
    fault: Fault | None


class Manuscript(NamedTuple):
    """A text with its live numbers in order, and the places of what is no prose.

    ``unseen`` are comments and a front matter, ``code`` what Markdown shows as code, ``escaped`` the
    backslashes that make plain text of what follows.
    """

    text: str
    claims: tuple[Claim, ...]
    unseen: tuple[tuple[int, int], ...]
    code: tuple[tuple[int, int], ...]
    escaped: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a character, both from 1."""
        before = self.text[:at]
        return before.count("\n") + 1, at - before.rfind("\n")


def read_manuscript(text: str) -> Manuscript:
    """The live numbers of a Markdown text; line breaks are made alike first.

    ``{{ ... }}`` stands for what it gives, ``[words]{...}`` for words that people typed; a backslash before
    either makes it plain text.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    code = _code(text)
    unseen = [*_unseen(text, code)]
    hidden = _Hidden([*code, *unseen])
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    claims: list[Claim] = []
    escaped: list[int] = []
    at = 0
    while found := _OPEN.search(text, at):
        start = found.start()
        if (past := hidden.past(start)) > start:
            at = past
        elif _escaped(text, start, at):
            escaped.append(start - 1)
            at = start + 1
        elif (found["typed"] is not None) and _BLANK.search(found["typed"]):
            at = start + 1
        else:
            claim = _claim(text, start, found, lines)
            claims.append(claim)
            at = max(claim.end, start + 1)
    return Manuscript(text, tuple(claims), tuple(unseen), tuple(code), tuple(escaped))


def _escaped(text: str, at: int, since: int) -> bool:
    """Whether an odd number of backslashes stands before a character."""
    before = text[since:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _claim(text: str, start: int, found: re.Match[str], lines: list[int]) -> Claim:
    typed = found["typed"]
    parsed = parse(text, found.end(), "}}" if typed is None else "}")
    line = bisect_right(lines, start)
    words = None if typed is None else typed[1:-1]
    column = start - lines[line - 1] + 1
    source = text[start : parsed.end]
    return Claim(start, parsed.end, line, column, source, words, parsed.call, parsed.fault)


class _Hidden:
    """Stretches of a text in which nothing is looked for."""

    def __init__(self, spans: Spans) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]

    def past(self, at: int) -> int:
        """Where the text goes on, after the stretch that a character stands in."""
        index = bisect_right(self.starts, at) - 1
        return max(at, self.spans[index][1]) if index >= 0 else at


def _code(text: str) -> Spans:
    """What Markdown shows as code: fenced and indented blocks, and words between backticks."""
    from markdown_it import MarkdownIt

    lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    blocks = []
    blocks_alone = MarkdownIt("commonmark", {"html": False}).enable("table").disable("inline")
    for token in blocks_alone.parse(text):
        if token.type in ("fence", "code_block") and token.map:
            blocks.append((lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]))
    return [*blocks, *_inline(text, _Hidden(blocks))]


def _inline(text: str, blocks: _Hidden) -> Iterator[tuple[int, int]]:
    """Words between equally many backticks, each pair within its paragraph."""
    ends = [match.start() for match in _BLANK.finditer(text)]
    runs = [m for m in _TICKS.finditer(text) if blocks.past(m.start()) == m.start()]
    later: dict[tuple[int, int], list[int]] = {}
    for index, run in enumerate(runs):
        later.setdefault((len(run.group()), bisect_right(ends, run.start())), []).append(index)
    at = 0
    while at < len(runs):
        run = runs[at]
        alike = later[len(run.group()), bisect_right(ends, run.start())]
        following = bisect_right(alike, at)
        escaped = run.start() > 0 and text[run.start() - 1] == "\\"
        if escaped or following == len(alike):
            at += 1
            continue
        other = alike[following]
        yield run.start(), runs[other].end()
        at = other + 1


def _unseen(text: str, code: Spans) -> Iterator[tuple[int, int]]:
    """What is not for readers: a front matter at the very top, and comments."""
    if head := _HEAD.match(text):
        yield head.span()
    hidden = _Hidden(code)
    at = 0
    while comment := _COMMENT.search(text, at):
        at = hidden.past(comment.start())
        if at == comment.start():
            yield comment.span()
            at = comment.end()


def replaced(text: str, pieces: Sequence[tuple[int, int, str]]) -> str:
    """The text with some stretches, which do not overlap, replaced by other words."""
    made, reached = [], 0
    for start, end, words in sorted(pieces):
        made += [text[reached:start], words]
        reached = end
    return "".join([*made, text[reached:]])
