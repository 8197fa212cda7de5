"""Relations in the text of the codebook: one is written, written anew or taken away, and all else stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from pipeline.codebook import Relation
from pipeline.problems import StudyError
from pipeline.store.codebook_layout import Layout, filled, layout
from pipeline.store.codebook_nodes import Part, column, is_mapping, is_text, loaded, refused, span_of
from pipeline.store.codebook_splicing import Edit, apply, below, line_before, line_end, with_version
from pipeline.store.codebook_writing import entry_lines, habits, inline

FIELDS = ("id", "source", "type", "target", "memo", "evidence")
"""The fields of a relation in the order in which the program writes them."""
BY_HAND = "Make this change in an editor; everything else in the file can still be changed here."
Span = tuple[int, int]


def relations_in(now: Layout) -> list[dict[str, Any]]:
    """The relations as they stand, without fields left empty; raises StudyError where they are no list."""
    part = now.parts.get("relations")
    if part is None:
        return []
    if now.special:
        held = now.whole.get("relations")
    else:
        held = loaded(f"relations:{now.text[part.colon : part.end]}\n")["relations"]
    held = held or []
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        line = now.line(part.key)
        raise refused("relations is no list of relations.", "See docs/formats.md.", line)
    return [filled(one) for one in held]


def relation_fields(now: Layout, id: str) -> dict[str, Any]:
    """The fields of the relation with an id; {} where there is none."""
    return next((one for one in relations_in(now) if str(one.get("id", "")) == id), {})


def related(now: Layout, id: str, fields: dict[str, Any]) -> Layout:
    """The codebook with a relation of these fields in place of the one with the id, or behind the others.

    Without fields it is taken away. Raises StudyError where the file would not say exactly that.
    """
    fields, held = filled({name: fields.get(name) for name in FIELDS}), relations_in(now)
    at = next((at for at, one in enumerate(held) if str(one.get("id", "")) == id), -1)
    wanted = [one for one in held if at < 0 or one is not held[at]]
    if fields:
        _valid(id, fields)
        wanted.insert(at if at >= 0 else len(wanted), fields)
    edits = [*with_version(now, now.version + 1), *_edits(now, at, fields)]
    made = _readable(apply(now.text, edits))
    if made.version != now.version + 1 or relations_in(made) != wanted or _beside(made) != _beside(now):
        raise refused(f"the relation '{id}' is written in a way that cannot be changed here.", BY_HAND)
    return made


def _edits(now: Layout, at: int, fields: dict[str, Any]) -> list[Edit]:
    part = now.parts.get("relations")
    if now.root is not None and now.root.flow_style:
        raise refused("is written between braces, so no relation can be written here.", BY_HAND)
    if part is None or is_text(part.node) or not part.node.value:
        return _first(now, part, fields) if fields else []
    if part.node.flow_style:
        return _in_flow(now, part, at, fields)
    return _in_block(now, part, at, fields)


def _first(now: Layout, part: Part | None, fields: dict[str, Any]) -> list[Edit]:
    """A relation where there was none."""
    if part is not None:
        at = column(now.text, part.key)
        place = line_end(now.text, part.end)
        return [
            Edit(part.colon, part.end, ""),
            Edit(place, place, below(now, _item(now, fields, at + 2))),
        ]
    at = column(now.text, now.root.value[0][0].start_mark.index) if now.root else 0
    text = now.text.rstrip()
    lines = ["", f"{' ' * at}relations:", *_item(now, fields, at + 2)]
    return [Edit(len(text), len(text), below(now, lines) + ("" if text != now.text else now.newline))]


def _in_flow(now: Layout, part: Part, at: int, fields: dict[str, Any]) -> list[Edit]:
    """A relation in a list between brackets, which is written anew."""
    held = relations_in(now)
    kept = [one for number, one in enumerate(held) if number != at]
    if fields:
        kept.insert(at if at >= 0 else len(kept), fields)
    return [Edit(part.start, part.end, inline(kept))]


def _in_block(now: Layout, part: Part, at: int, fields: dict[str, Any]) -> list[Edit]:
    """A relation in a list with a hyphen before each."""
    spans = _spans(now, part)
    place = column(now.text, part.start)
    if at < 0:
        end = line_end(now.text, spans[-1][1])
        return [Edit(end, end, below(now, _item(now, fields, place)))]
    if not fields and len(spans) == 1:
        return [Edit(part.colon, line_end(now.text, part.end), " []")]
    start = line_before(now.text, now.text.rindex("-", 0, spans[at][0] + 1))
    lines = _item(now, fields, place) if fields else []
    return [Edit(start, line_end(now.text, spans[at][1]), below(now, lines))]


def _spans(now: Layout, part: Part) -> list[Span]:
    """Where each relation begins and ends."""
    spans, at = [], part.start
    for node in part.node.value:
        if not is_mapping(node):
            raise refused("relations is no list of relations.", "See docs/formats.md.", now.line(part.key))
        spans.append(span_of(now.text, node, at))
        at = spans[-1][1]
    return spans


def _item(now: Layout, fields: dict[str, Any], at: int) -> list[str]:
    """The lines of a relation, its hyphen in a column; each pair of its evidence on a line."""
    ways = habits(now)
    ways = ways._replace(styles={**ways.styles, "evidence": "block"})
    lines = list(entry_lines({name: _plain(fields[name]) for name in fields}, at + 2, ways))
    return [f"{' ' * at}- {lines[0].lstrip(' ')}", *lines[1:]]


def _plain(value: Any) -> Any:
    return [list(one) if isinstance(one, tuple) else one for one in value] if _is_list(value) else value


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _valid(id: str, fields: dict[str, Any]) -> None:
    try:
        Relation.model_validate(fields)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        message = f"the relation '{id}' cannot be so: {'.'.join(map(str, first['loc']))}: {first['msg']}."
        raise refused(message, "See docs/formats.md for what may stand there.") from None


def _readable(text: str) -> Layout:
    try:
        return layout(text)
    except StudyError as fault:
        raise refused("would not be readable after this change, so nothing was changed.", BY_HAND) from fault


def _beside(one: Layout) -> tuple[Any, ...]:
    """All that a change of a relation must not touch, as it is written."""
    codes = [(entry.column, entry.text[entry.start : entry.end]) for entry in one.entries]
    parts = {
        part.name: one.text[part.start : part.end]
        for part in one.parts.values()
        if part.name not in ("version", "codes", "relations")
    }
    return codes, parts, one.special and one.codes
