"""Two versions of the codebook beside each other: what is another in the later one, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.codebook import FIELD_ORDER, Change, Code, Codebook
from pipeline.coding.replaying import OF_RELATIONS, Fields, said, shelves

PROSE = ("definition", "brief", "use_when", "not_when")
"""The fields that are shown before and after, with the words that changed in marks."""
STATUS = ("status", "merged_into", "split_into")
BECAME = {"merged": "merge", "split": "split", "retired": "retire", "active": "restore"}
"""The event that gives a code its status."""
USUAL = {"kind": "code", "status": "active"}


class Difference(NamedTuple):
    """One thing that is another: as a change, and the lines of the history that led to it.

    Of the change ``at`` and ``who`` are '', ``version`` is the later one.
    """

    change: Change
    because: tuple[Change, ...]


def differences(old: Codebook, new: Codebook, history: Sequence[Change]) -> list[Difference]:
    """What is another in the later of two versions, code by code in its order; codes that are gone last.

    What was changed and changed back is no difference. Of a code that came and went in between both is told.
    """
    between = [change for change in history if old.version < change.version <= new.version]
    codes = (*new.codes, *(code for code in old.codes if code.id not in new.by_id))
    found = []
    for id in dict.fromkeys(code.id for code in codes):
        lines = [one for one in between if one.code == id and one.event not in OF_RELATIONS]
        found += _of_code(id, old.by_id.get(id), new.by_id.get(id), new.version, lines)
    return found + _of_relations(old, new, between)


def _of_code(
    id: str, old: Code | None, new: Code | None, version: int, lines: Sequence[Change]
) -> list[Difference]:
    if new is None:
        change = _change("remove", id, version, said(old) if old else None, None)
        return [Difference(change, tuple(lines[-1:]))]
    if old is None:
        come = Difference(_change("add", id, version, None, said(new)), tuple(lines[:1]))
        return [come, *_gone_again(new, version, lines[1:])]
    before, after = said(old), said(new)
    names = [name for name in _ordered({*before, *after}) if before.get(name) != after.get(name)]
    found = []
    stays = new.status == "active" and id in new.split_into
    for event, part in _parts(names, "split" if stays else new.status).items():
        told = tuple(line for line in lines if set(part) & set(changed_fields(line)))
        change = _change(event, id, version, _only(before, part), _only(after, part), _scope(told, part))
        found.append(Difference(change, told))
    splits = tuple(line for line in lines if line.event == "split")
    if splits and not any(one.change.event == "split" for one in found) and new.status == old.status:
        found.insert(0, Difference(_change("split", id, version, {}, {}), splits))
    return found


def _gone_again(new: Code, version: int, lines: Sequence[Change]) -> list[Difference]:
    """What became of a code that is new and is not in use any more; nothing where it is."""
    if new.status == "active":
        return []
    names = [name for name in STATUS if getattr(new, name)]
    change = _change(BECAME[new.status], new.id, version, _only({}, names), _only(said(new), names))
    return [Difference(change, tuple(line for line in lines if set(STATUS) & set(changed_fields(line))))]


def _parts(names: Sequence[str], status: str) -> dict[str, list[str]]:
    """The fields that are another, by the event that changes them."""
    parts: dict[str, list[str]] = {}
    for name in names:
        event = BECAME[status] if name in STATUS else {"label": "rename", "parent": "move"}.get(name, "edit")
        parts.setdefault(event, []).append(name)
    return parts


def _only(fields: Fields, names: Sequence[str]) -> Fields:
    return {name: fields.get(name, USUAL.get(name, "")) for name in names}


def _ordered(names: set[str]) -> list[str]:
    rank = {name: at for at, name in enumerate(FIELD_ORDER)}
    return sorted(names, key=lambda name: (rank.get(name, len(rank)), name))


def _scope(lines: Sequence[Change], names: Sequence[str]) -> str:
    """Whether the definition became wider or narrower, where all who changed it say the same."""
    said_of = {line.scope for line in lines if line.scope or "definition" in changed_fields(line)}
    return said_of.pop() if len(said_of) == 1 and "edit" in {line.event for line in lines} else ""


def _change(
    event: str, code: str, version: int, before: Fields | None, after: Fields | None, scope: str = ""
) -> Change:
    return Change(
        at="", who="", version=version, event=event, code=code, before=before, after=after, scope=scope
    )


def _of_relations(old: Codebook, new: Codebook, between: Sequence[Change]) -> list[Difference]:
    before, after = shelves(old)[1], shelves(new)[1]
    found = []
    for id in dict.fromkeys((*after, *before)):
        if before.get(id) != after.get(id):
            event = "relate" if id in after else "unrelate"
            told = tuple(one for one in between if one.code == id and one.event in OF_RELATIONS)
            found.append(
                Difference(_change(event, id, new.version, before.get(id), after.get(id)), told[-1:])
            )
    return found


def changed_fields(change: Change) -> list[str]:
    """The fields that a change altered, in the order of the line."""
    before, after = change.before or {}, change.after or {}
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def names_then(book: Codebook, history: Sequence[Change]) -> Iterator[tuple[Change, Mapping[str, str]]]:
    """Each change with the labels that the codes had after it, by their ids; read one at a time.

    A label of which no line tells is that of today. A code that is gone has the last that a line tells of.
    """
    names = {code.id: code.label for code in book.codes}
    of_codes = [change for change in history if change.event not in OF_RELATIONS]
    for change in reversed(of_codes):
        if label := _label(change.before) or _label(change.after):
            names[change.code] = label
    for change in history:
        if change.event not in OF_RELATIONS and (label := _label(change.after)):
            names[change.code] = label
        yield change, names


def _label(fields: Fields | None) -> str:
    return str((fields or {}).get("label") or "")


def past_of(history: Sequence[Change], code: str, field: str) -> list[tuple[Change, Any, Any]]:
    """How a field of a code came to say what it says: each change, with what it said before and after."""
    return [
        (change, (change.before or {}).get(field, ""), (change.after or {}).get(field, ""))
        for change in history
        if change.code == code and change.event not in OF_RELATIONS and field in changed_fields(change)
    ]


def woven(old: str, new: str) -> list[tuple[str, str]]:
    """Two texts as one, piece by piece: ``-`` with words that went, ``+`` with those that came."""
    from difflib import SequenceMatcher

    before, after = old.split(), new.split()
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = what == "equal"
        pieces += [("" if same else "-", before[a:b])] + ([] if same else [("+", after[c:d])])
    return [(sign, " ".join(words)) for sign, words in pieces if words]


def marked(old: str, new: str) -> tuple[str, str]:
    """Two texts with the words that only one of them has in marks: ``[-gone-]`` and ``[+new+]``."""
    pieces = woven(old, new)
    return _side(pieces, "-"), _side(pieces, "+")


def _side(pieces: Sequence[tuple[str, str]], side: str) -> str:
    return " ".join(
        f"[{sign}{words}{sign}]" if sign else words for sign, words in pieces if sign in ("", side)
    )
