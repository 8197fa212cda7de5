"""How wide the columns of a table in Word must be, so that no word is broken, and how high it is then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from pipeline.report.blocks import Row, Table, text_of

POINT = 2.54 / 72
"""Centimetres in a point."""
HEAD, CELL = 7.5, 9.0
"""The sizes of letters in headings and in cells, in points."""
SIDE = 0.09
"""Centimetres kept free at each side of a cell."""
APART = 0.42
"""Centimetres kept free before words that follow a column of numbers."""
LINE, ROOM = 0.38, 0.11
"""Centimetres that a line of a cell is high, and that are kept free above and below the lines of a row."""
WIDEST = 4.6
"""A word wider than so many centimetres (a digest) may be broken."""
_NARROW, _WIDE = "iljtfrI.,:;|'’()[]- ", "mwMW%—…"
_BREAKS = re.compile(r"[\s/]+|(?<=-)")


def column_widths(block: Table, width: float) -> list[float]:
    """The widths of the columns in centimetres: as wished for, each as wide at least as its longest word."""
    columns = len(block.header)
    shares = block.widths if len(block.widths) == columns else tuple(1 / columns for _ in range(columns))
    wished = [share / sum(shares) * width for share in shares]
    needed = [_needed(block, at) for at in range(columns)]
    if sum(needed) >= width:
        return [one * width / sum(needed) for one in needed]
    short = sum(max(need - wish, 0) for need, wish in zip(needed, wished, strict=True))
    spare = sum(max(wish - need, 0) for need, wish in zip(needed, wished, strict=True))
    given = short / spare if spare else 0
    return [
        need if wish < need else wish - (wish - need) * given
        for need, wish in zip(needed, wished, strict=True)
    ]


def height_of(block: Table, widths: Sequence[float]) -> float:
    """How high the rows of a table are in centimetres, near enough, where its columns are so wide."""
    return sum(_lines(row, widths) * LINE + ROOM for row in block.rows)


def _lines(row: Row, widths: Sequence[float]) -> int:
    """How many lines the highest cell of a row has."""
    given = [sum(widths)] if row.spans else widths
    pairs = zip(row.cells, given, strict=False)
    needed = (ceil(_wide(text_of(cell), CELL, 1.0) / (width - 2 * SIDE)) for cell, width in pairs)
    return max(needed, default=1) or 1


def apart(block: Table, at: int) -> bool:
    """Whether a column of words follows one of numbers, which end where these begin."""
    return at - 1 in block.numeric and at not in block.numeric


def _needed(block: Table, at: int) -> float:
    """The width of the longest word of a column, heading and cells, with the space at its sides."""
    head = max((_wide(word, HEAD, 1.1) for word in _words(block.header[at])), default=0.0)
    cells = 0.0
    for row in block.rows:
        if at >= len(row.cells) or row.spans:
            continue
        text = text_of(row.cells[at])
        bold = 1.1 if row.strong else 1.0
        indent = 0.35 * row.level if at == 0 else 0.0
        for word in [text] if at in block.numeric else _words(text):
            wide = _wide(word, CELL, bold)
            cells = max(cells, indent + wide if wide <= WIDEST else 0.0)
    return max(head, cells) + 2 * SIDE + (APART if apart(block, at) else 0.0)


def _words(text: str) -> list[str]:
    return [word for word in _BREAKS.split(text) if word]


def _wide(word: str, size: float, bold: float) -> float:
    """How wide a word is in centimetres, near enough: most letters of Arial are over half their size."""
    em = sum(0.32 if c in _NARROW else 0.88 if c in _WIDE else 0.72 if c.isupper() else 0.565 for c in word)
    return em * size * bold * POINT
