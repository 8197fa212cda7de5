"""Lists and replies in notes: where an item ends, and which marks in front of a line are no words."""

from __future__ import annotations

import re

from pipeline.segment.wrapping import Piece

_BULLETS = "-*•+·–—‣▪✓■"
# A dash may also open a line that goes on from the one above; it is a bullet where the list began with it.
_SURE = "-*•+‣▪✓■"
_SPACES = (" ", "\t", "\xa0")
_REPLY = re.compile(r"[ \t]*(?:>[ \t]?)+")


def items(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The items of a list, or the paragraph that is none as it is, each with the lines above it."""
    lines = text[start:end].split("\n")
    listed = lines[0].lstrip()[:1]
    marks = _SURE + (listed if listed in _BULLETS else "")
    found: list[tuple[int, int, int]] = []
    at = start
    for above, line in enumerate(lines):
        stop = at + len(line)
        if not found or _opens_item(line, marks):
            found.append((at, stop, above))
        else:
            found[-1] = (found[-1][0], stop, found[-1][2])
        at = stop + 1
    return found


def _opens_item(line: str, marks: str) -> bool:
    bare = line.lstrip()
    return bare[1:2] in _SPACES and bare[0] in marks


def end_of_item(text: str, start: int, end: int) -> int:
    """Where the item that begins here ends: before the next one that is no deeper; the end for no item."""
    line = text[start:end].split("\n", 1)[0]
    if not _opens_item(line, _BULLETS):
        return end
    depth = len(line) - len(line.lstrip())
    following = re.compile(rf"\n[ \t]{{0,{depth}}}{re.escape(line.lstrip()[0])}[ \t\xa0]").search(
        text, start, end
    )
    return following.start() if following else end


def line_slices(text: str, start: int, end: int) -> list[Piece]:
    """The lines of a slice, without the marks of a reply (``>``) in front of each."""
    slices, at = [], start
    for line in text[start:end].split("\n"):
        reply = _REPLY.match(line)
        slices.append((at + (reply.end() if reply else 0), at + len(line)))
        at += len(line) + 1
    return slices
