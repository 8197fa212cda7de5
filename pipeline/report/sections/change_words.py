"""A change of the codebook in words that a colleague understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.codebook import Change, Codebook
from pipeline.coding.versions import PROSE, changed_fields, woven
from pipeline.report.blocks import Runs, Style, Text
from pipeline.report.wording import Wording

BY_LABEL = frozenset(("add", "split", "retire", "restore", "mend"))
"""Events that are told by the name of the code alone."""
MARKS: dict[str, Style] = {"": "", "-": "gone", "+": "new"}
ALIKE = 0.4
"""The share of the shorter of two texts that they must have in common to be shown as one."""


def told_change(words: Wording, names: Mapping[str, str], change: Change, public: bool = False) -> str:
    """What was done to which code, in a sentence without a full stop; codes by these ``names``, by id.

    A type of relation or an event that is not ours is told as it was written, but not in the ``public``
    edition.
    """
    before, after = change.before or {}, change.after or {}
    label = words.quoted(str(after.get("label") or before.get("label") or _named(names, change.code)))
    if change.event == "rename":
        old, new = (words.quoted(str(one.get("label") or "?")) for one in (before, after))
        return words("change.rename", old=old, new=new)
    if change.event == "move":
        old, new = (_parent(words, names, one) for one in (before, after))
        return words("change.move", label=label, old=old, new=new)
    if change.event == "merge":
        heir = _named(names, str(after.get("merged_into") or "?"))
        return words("change.merge", label=label, heir=words.quoted(heir))
    if change.event == "split" and (heirs := _listed(after.get("split_into"))):
        named = words.listed([words.quoted(_named(names, heir)) for heir in heirs])
        return words("change.split-into", label=label, heirs=named)
    if change.event in ("relate", "unrelate"):
        return _related(words, names, change, public)
    return _edited(words, names, change, label, public)


def _edited(words: Wording, names: Mapping[str, str], change: Change, label: str, public: bool) -> str:
    if change.event == "review":
        closed = (change.after or {}).get("review") == "closed"
        return words("change.review-closed" if closed else "change.review", label=label)
    if change.event == "record" and change.after is None:
        return words("change.remove", label=label)
    if change.event == "record" and not change.before:
        return words("change.record-new", label=label)
    if change.event == "record":
        return words("change.record", label=label, fields=_fields(words, change))
    if change.event == "edit" and change.scope in ("widened", "narrowed"):
        return words(f"change.{change.scope}", label=label) + _besides(words, change)
    if change.event == "edit":
        return words("change.edit", label=label, fields=_fields(words, change))
    key = f"change.{change.event}"
    if change.event in BY_LABEL and words.has(key):
        return words(key, label=label)
    return f"?: {label}" if public else f"{change.event}: {label}"


def old_and_new(words: Wording, change: Change) -> Iterator[Runs]:
    """Each text that a change altered, the words that went and those that came marked; none of a new code."""
    before, after = change.before, change.after
    if not before or not after:
        return
    names = (*(() if change.event == "rename" else ("label",)), *PROSE)
    for name in names:
        old, new = (str(one.get(name) or "").strip() for one in (before, after))
        if name in before and old != new:
            yield (Text(f"{words(f'field.{name}')}: ", "strong"), *_woven(old, new))


def _woven(old: str, new: str) -> Runs:
    """Both texts as one; the old before the new where they have too little in common to be read so."""
    pieces = woven(old, new)
    same = sum(len(words) for sign, words in pieces if not sign)
    if same < ALIKE * min(len(old), len(new)):
        pieces = [piece for piece in (("-", old), ("+", new)) if piece[1]]
    made: list[Text] = []
    for sign, words in pieces:
        made += [Text(" ")] * bool(made) + [Text(words, MARKS[sign])]
    return tuple(made)


def _related(words: Wording, names: Mapping[str, str], change: Change, public: bool) -> str:
    relation: dict[str, Any] = (change.before if change.event == "unrelate" else change.after) or {}
    ends = {end: words.quoted(_named(names, str(relation.get(end) or "?"))) for end in ("source", "target")}
    type = str(relation.get("type") or "?")
    if words.has(f"relations.type.{type}"):
        type = words(f"relations.type.{type}")
    elif public:
        type = words("relations.type.other")
    return words(f"change.{change.event}", type=type, **ends)


def label_of(book: Codebook, code: str) -> str:
    """The name of a code today; its id where it is not in the codebook."""
    known = book.by_id.get(code)
    return known.label if known else code


def _named(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


def _parent(words: Wording, names: Mapping[str, str], code: dict[str, Any]) -> str:
    parent = str(code.get("parent") or "")
    return words.quoted(_named(names, parent)) if parent else words("change.top")


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []


def _fields(words: Wording, change: Change, but: str = "") -> str:
    """The fields that a change altered, by the names they have in the report."""
    told = [field_name(words, name) for name in changed_fields(change) if name != but]
    return words.listed(told) or words("change.nothing")


def _besides(words: Wording, change: Change) -> str:
    others = [name for name in changed_fields(change) if name != "definition"]
    return words("change.besides", fields=_fields(words, change, "definition")) if others else ""


def field_name(words: Wording, name: str) -> str:
    """A field of a code by the name that it has in the report, in small letters."""
    key = f"field.{name}"
    return words(key).lower() if words.has(key) else name
