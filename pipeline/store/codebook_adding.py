"""Adding a code to the text of the codebook, written as the codes beside it are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from pipeline.store.codebook_layout import Layout
from pipeline.store.codebook_nodes import Part, column
from pipeline.store.codebook_splicing import Edit, below, line_end, with_version
from pipeline.store.codebook_writing import Habits, entry_lines, habits, in_order, inline

_BLANK = re.compile(r"\n[ \t]*\r?\n")


def with_code(layout: Layout, fields: dict[str, Any], after: str, version: int) -> list[Edit]:
    """The edits that add a code behind another, or at the end of the list, and give the version."""
    edits, ways = with_version(layout, version), habits(layout)
    part = layout.parts.get("codes")
    if layout.root is not None and layout.root.flow_style:
        return edits + _in_braces(layout, part, f"{inline(in_order(fields))}")
    if layout.entries:
        return [*edits, _behind(layout, fields, layout.index(after) if after else -1, ways)]
    at = column(layout.text, layout.root.value[0][0].start_mark.index) if layout.root else 0
    lines = _listed(fields, at + 2, 2, ways)
    if part is not None:
        place = line_end(layout.text, part.end)
        return [*edits, Edit(part.colon, part.end, ""), Edit(place, place, below(layout, lines))]
    if layout.root is not None:
        place = line_end(layout.text, max(one.end for one in layout.parts.values()))
        return [*edits, Edit(place, place, below(layout, [f"{' ' * at}codes:", *lines]))]
    place = len(layout.text)
    first = layout.newline if layout.text and not layout.text.endswith("\n") else ""
    whole = layout.newline.join([f"version: {version}", "", "codes:", *lines, ""])
    return [Edit(place, place, first + whole)]


def _in_braces(layout: Layout, part: Part | None, said: str) -> list[Edit]:
    """A code added where the whole file is written between braces."""
    if layout.entries:
        end = layout.entries[-1].end
        return [Edit(end, end, f", {said}")]
    if part is not None:
        return [Edit(part.colon, part.end, f" [{said}]")]
    end = max((one.end for one in layout.parts.values()), default=layout.root.start_mark.index + 1)
    return [Edit(end, end, f", codes: [{said}]")]


def _behind(layout: Layout, fields: dict[str, Any], number: int, ways: Habits) -> Edit:
    """A code added behind the code of a number, written as that one is."""
    text, entry, codes = layout.text, layout.entries[number], layout.parts["codes"].node
    if codes.flow_style:
        return Edit(entry.end, entry.end, f", {inline(in_order(fields))}")
    at, place = column(text, codes.start_mark.index), line_end(text, entry.end)
    if entry.flow and at + 2 + len(said := inline(in_order(fields))) <= ways.width:
        return Edit(place, place, below(layout, [f"{' ' * at}- {said}"]))
    gap = 2 if entry.flow else max(2, entry.column - at)
    blank = [""] if _is_airy(layout) else []
    return Edit(place, place, below(layout, [*blank, *_listed(fields, at, gap, ways)]))


def _listed(fields: dict[str, Any], at: int, gap: int, ways: Habits) -> list[str]:
    """The lines of a code as an item of the list, its hyphen in column ``at``."""
    lines = list(entry_lines(fields, at + gap, ways))
    return [f"{' ' * at}-{' ' * (gap - 1)}{lines[0].lstrip(' ')}", *lines[1:]]


def _is_airy(layout: Layout) -> bool:
    """Whether blank lines stand between most codes."""
    entries = layout.entries
    gaps = [_BLANK.search(layout.text, one.end, two.start) for one, two in pairwise(entries)]
    return bool(gaps) and sum(map(bool, gaps)) * 2 > len(gaps)
