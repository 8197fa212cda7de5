"""Changing the text of the codebook at the very places that change, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.store.codebook_layout import Entry, Layout
from pipeline.store.codebook_nodes import Part, column, is_mapping, is_text, refused, span_of
from pipeline.store.codebook_writing import (
    Habits,
    entry_lines,
    first,
    habits,
    in_order,
    inline,
    list_lines,
    quoted,
    rank,
    written,
)

_HEADER = re.compile(r"[|>][-+0-9]*")
_DASH = re.compile(r"\r?\n *-")


class Edit(NamedTuple):
    """New words for what stands between two places of a text."""

    start: int
    end: int
    words: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; those at one place in the order in which they come."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < at:
            raise refused("cannot be changed here without touching what stands beside.", "Change it by hand.")
        out += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join((*out, text[at:]))


def line_end(text: str, place: int) -> int:
    """Where the line of a place ends, before its line break."""
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end - 1 if end > place and text[end - 1] == "\r" else end


def line_before(text: str, place: int) -> int:
    """Where the line above that of a place ends, before its line break; 0 where there is none."""
    end = text.rfind("\n", 0, place)
    return max(0, end - 1 if end > 0 and text[end - 1] == "\r" else end)


def with_version(layout: Layout, version: int) -> list[Edit]:
    """The edits that give the codebook another version; none for a file in which nothing stands yet."""
    part = layout.parts.get("version")
    if part is not None:
        return [Edit(part.colon, part.end, f" {version}")]
    if layout.root is None:
        return []
    if layout.root.flow_style:
        start = layout.root.start_mark.index + 1
        return [Edit(start, start, f"version: {version}" + (", " if layout.root.value else ""))]
    start = layout.root.value[0][0].start_mark.index
    return [Edit(start, start, f"version: {version}{layout.newline}{' ' * column(layout.text, start)}")]


def with_fields(layout: Layout, code: str, changes: dict[str, Any]) -> list[Edit]:
    """The edits that give fields of a code other values; an empty value takes the field away."""
    entry, old = layout.entries[layout.index(code)], layout.fields(code)
    in_flow = entry.flow or bool(layout.root.flow_style)
    ways = habits(layout)
    if entry.flow and (wide := _unfolded(layout, entry, {**old, **changes}, ways)):
        return [wide]
    edits: list[Edit] = []
    parts = {part.name: part for part in entry.parts}
    for name in (name for name in changes if name in parts):
        if in_flow:
            edits += _flow_value(layout, entry, parts[name], changes[name])
        else:
            edits += _block_value(layout, entry, parts[name], old.get(name), changes[name], ways)
    for name in sorted((name for name in changes if name not in parts and changes[name]), key=rank):
        edits.append(_new_field(layout, entry, name, changes[name], ways, in_flow))
    return edits


def _new_field(layout: Layout, entry: Entry, name: str, value: Any, ways: Habits, in_flow: bool) -> Edit:
    """A field that the code did not have, after the one that it follows by custom."""
    before = [part for part in entry.parts if rank(part.name) < rank(name)]
    part = max(before, key=lambda part: rank(part.name)) if before else entry.parts[0]
    if in_flow:
        return Edit(part.end, part.end, f", {name}: {inline(value)}")
    one = written(name, value, entry.column, ways)
    place = line_end(layout.text, part.end)
    return Edit(place, place, below(layout, [first(entry.column, name, one), *one.lines]))


def below(layout: Layout, lines: Iterable[str]) -> str:
    """Lines as they come under another."""
    return "".join(layout.newline + line for line in lines)


def _flow_value(layout: Layout, entry: Entry, part: Part, value: Any) -> list[Edit]:
    """The value of a field between braces, or the field taken away with its comma."""
    number = [one.key for one in entry.parts].index(part.key)
    if not value and number and "#" not in layout.text[entry.parts[number - 1].end : part.end]:
        return [Edit(entry.parts[number - 1].end, part.end, "")]
    said = quoted(value, part.style, flow=True) if isinstance(value, str) else inline(value or "")
    return [Edit(part.start, part.end, f" {said}" if part.start in (part.end, part.colon) else said)]


def _unfolded(layout: Layout, entry: Entry, fields: dict[str, Any], ways: Habits) -> Edit | None:
    """A code between braces on a line that would grow too long, written as lines of its own."""
    text, start, end = layout.text, entry.start, entry.end
    codes = layout.parts["codes"].node
    if codes.flow_style or layout.root.flow_style or "\n" in text[start:end]:
        return None
    at = column(text, start)
    if at + len(inline(in_order(fields))) <= ways.width or text[end : line_end(text, end)].strip():
        return None
    return Edit(start, end, layout.newline.join(entry_lines(fields, at, ways)).lstrip(" "))


def _block_value(
    layout: Layout, entry: Entry, part: Part, old: Any, value: Any, ways: Habits
) -> Iterable[Edit]:
    """Another value for a field on a line of its own; what stands beside it as a comment stays."""
    text = layout.text
    if not value:
        if part is not entry.parts[0] and not _has_comment(text, part):
            return [Edit(line_before(text, part.key), line_end(text, part.end), "")]
        value = [] if isinstance(old, list) else ""
    if isinstance(old, list) and value and (edits := _items(layout, part, old, list(value), ways)):
        return edits
    one = written(part.name, value, entry.column, ways, part.style)
    head, under = f" {one.head}" if one.head else "", below(layout, one.lines)
    if part.style in ("|", ">") and (header := _HEADER.search(text, part.start)):
        stop = line_end(text, header.end())
        return [
            Edit(part.colon, header.end(), head),
            Edit(stop, max(stop, line_end(text, part.end)), under),
        ]
    if "\n" in text[part.colon : part.start]:
        return [Edit(part.colon, part.colon, head), Edit(line_before(text, part.start), part.end, under)]
    stop = line_end(text, part.end)
    return [Edit(part.colon, part.end, head), Edit(stop, stop, under)]


def _has_comment(text: str, part: Part) -> bool:
    """Whether a comment stands beside a value, so that its line cannot go."""
    header = text[part.start : line_end(text, part.start)] if part.style in ("|", ">") else ""
    return "#" in text[part.colon : part.start] + header + text[part.end : line_end(text, part.end)]


def _items(layout: Layout, part: Part, old: list[Any], new: list[Any], ways: Habits) -> list[Edit]:
    """The edits of those items alone that are others; [] where the list is not written line by line."""
    text, node = layout.text, part.node
    if part.style != "block" or is_mapping(node) or len(node.value) != len(old) or old == new:
        return []
    front, back = _alike(old, new)
    ends, at = [], part.start
    for item in node.value:
        at = span_of(text, item, at)[1]
        ends.append(at)
    starts = [line_before(text, part.start), *(_dash(text, end) for end in ends)]
    styles = [str(item.style or "") for item in node.value if is_text(item)]
    style = max(styles, key=styles.count) if styles else ways.items.get(part.name, "")
    made = list_lines(new[front : len(new) - back], column(text, part.start), style)
    if front + back < len(old):
        stop = line_end(text, ends[len(old) - back - 1])
        return [Edit(starts[front], stop, below(layout, made))]
    place = line_end(text, ends[front - 1]) if front else starts[0]
    return [Edit(place, place, below(layout, made))]


def _dash(text: str, end: int) -> int:
    """Where the line above the next item ends."""
    found = _DASH.search(text, end)
    return found.start() if found else len(text)


def _alike(old: list[Any], new: list[Any]) -> tuple[int, int]:
    """How many items are the same at the front, and how many behind them at the end."""
    most = min(len(old), len(new))
    front = next((n for n in range(most) if old[n] != new[n]), most)
    most -= front
    back = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return front, back
