"""Tables in Word: a header that repeats on each page, rows that are never split, light rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.report.blocks import Row, Run, Table, Text
from pipeline.report.word_parts import element
from pipeline.report.word_widths import APART, SIDE, apart, column_widths, height_of

TWIPS = 567.0
"""Twentieths of a point in a centimetre."""

TOGETHER = 6.5
"""A table no higher than so many centimetres stays on one page; a higher one would leave one half empty."""
FIRST = 2
"""So many rows of a higher one stay with its heading, and none is left alone at the end."""

Runs = Callable[[Iterable[Run]], list[Any]]


def table_element(block: Table, runs: Runs, width_cm: float) -> Any:
    """The table as an element of the document's body."""
    across = column_widths(block, width_cm)
    widths = [round(width * TWIPS) for width in across]
    grid = element("w:tblGrid", *(element("w:gridCol", w_w=str(width)) for width in widths))
    made = element("w:tbl", _properties(block, sum(widths)), grid)
    made.append(_header(block, runs, widths))
    last, together = len(block.rows) - 1, height_of(block, across) <= TOGETHER
    for at, row in enumerate(block.rows):
        led = at < last and block.rows[at + 1].across
        keep = together or at < FIRST or at == last - 1 or led
        made.append(_row(row, block, runs, widths, keep and at < last, led))
    return made


def _properties(block: Table, width: int) -> Any:
    sides = (element(f"w:{side}", w_w=str(round(SIDE * TWIPS)), w_type="dxa") for side in ("left", "right"))
    return element(
        "w:tblPr",
        element("w:tblStyle", w_val="ReportTable"),
        element("w:tblW", w_w=str(width), w_type="dxa"),
        element("w:tblLayout", w_type="fixed"),
        element("w:tblCellMar", *sides),
        element(
            "w:tblLook",
            w_val="0020",
            w_firstRow="1",
            w_lastRow="0",
            w_firstColumn="0",
            w_lastColumn="0",
            w_noHBand="1",
            w_noVBand="1",
        ),
        element("w:tblCaption", w_val=block.caption),
    )


def _header(block: Table, runs: Runs, widths: list[int]) -> Any:
    properties = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
    cells = [
        _cell(
            runs((Text(text),)),
            width,
            at in block.numeric,
            shade="E8EEF1",
            low=True,
            style="Cell Head",
            apart=apart(block, at),
        )
        for at, (text, width) in enumerate(zip(block.header, widths, strict=True))
    ]
    return element("w:tr", properties, *cells)


def _row(row: Row, block: Table, runs: Runs, widths: list[int], keep: bool, led: bool) -> Any:
    """A row; one that is ``led`` on by a row across has no rule below it."""
    made = element("w:tr", element("w:trPr", element("w:cantSplit")))
    below = ("bottom",) if led else ()
    if row.across:
        content, span = runs(row.cells[0]), len(widths)
        bare = ("top", *below)
        made.append(
            _cell(content, sum(widths), False, span=span, keep=keep, style="Cell Across", unruled=bare)
        )
        return made
    if row.strong and len(row.cells) == 1:
        made.append(
            _cell(runs(_strong(row, 0)), sum(widths), False, span=len(widths), shade="F5F7F8", keep=True)
        )
        return made
    for at, width in enumerate(widths):
        content = runs(_strong(row, at)) if at < len(row.cells) else []
        level = row.level if at == 0 else 0
        beside = apart(block, at)
        right = at in block.numeric
        made.append(_cell(content, width, right, level=level, keep=keep, apart=beside, unruled=below))
    return made


def _strong(row: Row, at: int) -> tuple[Run, ...]:
    cell = row.cells[at]
    if not row.strong:
        return cell
    return tuple(Text(one.text, "strong") if hasattr(one, "text") else one for one in cell)


def _cell(
    content: list[Any],
    width: int,
    right: bool,
    *,
    level: int = 0,
    span: int = 1,
    shade: str = "",
    low: bool = False,
    keep: bool = False,
    style: str = "Cell",
    apart: bool = False,
    unruled: Sequence[str] = (),
) -> Any:
    properties = element("w:tcPr", element("w:tcW", w_w=str(width), w_type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", w_val=str(span)))
    if unruled:
        properties.append(element("w:tcBorders", *(element(f"w:{side}", w_val="nil") for side in unruled)))
    if shade:
        properties.append(element("w:shd", w_val="clear", w_color="auto", w_fill=shade))
    if apart:
        margin = str(round((APART + SIDE) * TWIPS))
        properties.append(element("w:tcMar", element("w:left", w_w=margin, w_type="dxa")))
    if low:
        properties.append(element("w:vAlign", w_val="bottom"))
    layout = element("w:pPr", element("w:pStyle", w_val=style))
    if keep:
        layout.append(element("w:keepNext"))
    if level:
        layout.append(element("w:ind", w_left=str(level * 200)))
    if right:
        layout.append(element("w:jc", w_val="right"))
    return element("w:tc", properties, element("w:p", layout, *content))
