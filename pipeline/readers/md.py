"""Reads Markdown (``.md``): paragraphs as in plain text, and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Paragraph, Reading
from pipeline.readers.blocks import blocks

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(={3,}|-{3,})[ \t]*")
_LABELLED = re.compile(r"[^\w\n]*\w[^\n:]{0,40}:")


def read(text: str) -> Reading:
    """The text as it is, and its paragraphs; a heading is a paragraph of its own with its level."""
    lines = _underlines(text)
    paragraphs = [part for block in blocks(text) for part in _parts(text, block, lines)]
    return Reading(text, paragraphs)


def _underlines(text: str) -> dict[int, int]:
    """Where a one-line paragraph ends that is underlined as a heading, with the level."""
    found: dict[int, int] = {}
    at, above, alone = 0, "", False
    for line in text.split("\n"):
        mark = _UNDERLINE.fullmatch(line) if line[:4].strip()[:1] in ("=", "-") else None
        if mark and alone and _may_be_title(above):
            found[at - 1] = 1 if mark[1][0] == "=" else 2
        alone = not above.strip() or above.lstrip().startswith("#")
        above = line
        at += len(line) + 1
    return found


def _may_be_title(line: str) -> bool:
    """A line over a drawn one is a title unless somebody speaks in it or it ends as a sentence."""
    bare = line.strip()
    return bool(bare) and bare[-1] not in ".?!,;:" and not _LABELLED.match(line)


def _parts(text: str, block: Paragraph, underlined: dict[int, int]) -> Iterator[Paragraph]:
    """A block cut at the headings inside it."""
    level = underlined.get(block.end, 0)
    if level:
        yield block._replace(level=level)
        return
    if "#" not in text[block.start : block.end]:
        yield block
        return
    yield from _cut_at_headings(text, block)


def _cut_at_headings(text: str, block: Paragraph) -> Iterator[Paragraph]:
    at, number = block.start, int(block.place.split()[1])
    first, began = at, number
    for line in text[block.start : block.end].split("\n"):
        heading = _ATX.fullmatch(line)
        if heading and heading[2]:
            if first < at:
                yield Paragraph(first, at - 1, f"line {began}")
            yield Paragraph(
                at + heading.start(2), at + heading.end(2), f"line {number}", level=len(heading[1])
            )
            first, began = at + len(line) + 1, number + 1
        at += len(line) + 1
        number += 1
    if first < block.end:
        yield Paragraph(first, block.end, f"line {began}")
