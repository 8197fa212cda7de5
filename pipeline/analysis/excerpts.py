"""Words in what stands around them: a text cut into the pieces that are marked and those that are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

AROUND = 160
"""So many characters stand on either side of marked words where a text is long."""
CUT = " … "


class Piece(NamedTuple):
    """A stretch of a text, and whether it is among the marked words."""

    text: str
    marked: bool


def pieces(text: str, spans: Iterable[tuple[int, int]], around: int | None = None) -> list[Piece]:
    """The text in pieces, marked where a span covers it; with ``around``, cut where that is far from marks.

    Spans may overlap. What is cut away leaves an ellipsis, and no word is cut in two.
    """
    marked = _joined(spans, len(text))
    found: list[Piece] = []
    before = 0
    for start, end in marked:
        found += _plain(text[before:start], around, bool(before), True)
        found.append(Piece(text[start:end], True))
        before = end
    return found + _plain(text[before:], around, bool(before), False)


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _plain(text: str, around: int | None, after_marks: bool, before_marks: bool) -> list[Piece]:
    """The words between marks, cut short where they are many."""
    if not text:
        return []
    room = around * (after_marks + before_marks) if around is not None else len(text)
    if around is None or len(text) <= room + len(CUT):
        return [Piece(text, False)]
    head = _head(text, around) if after_marks else ""
    tail = _tail(text, around) if before_marks else ""
    cut = CUT if head and tail else CUT.lstrip() if tail else CUT.rstrip()
    return [Piece(head + cut + tail, False)]


def _head(text: str, most: int) -> str:
    kept = text[:most]
    whole = kept.rpartition(" ")[0] if not text[most].isspace() else kept
    return (whole or kept).rstrip()


def _tail(text: str, most: int) -> str:
    kept = text[-most:]
    whole = kept.partition(" ")[2] if not text[-most - 1].isspace() else kept
    return (whole or kept).lstrip()
