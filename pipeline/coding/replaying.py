"""The codebook as it was: its history read backward from today, or forward from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from pipeline.codebook import Change, Code, Codebook, Relation

Fields = dict[str, Any]
Shelf = dict[str, Fields]
"""What a codebook holds: the fields of each code, or of each relation, by its id."""

WITHOUT_EFFECT = frozenset(("review", "mend"))
"""The events that change nothing of what the codebook says."""
OF_RELATIONS = frozenset(("relate", "unrelate"))
"""The events in which ``code`` is the id of a relation."""
OF_WHAT_IS_THERE = frozenset(("edit", "rename", "move", "merge", "split", "retire", "restore"))
"""The events that are about a code that is there already, whatever the line says of before."""


def codebook_at(now: Codebook, history: Sequence[Change], version: int) -> Codebook:
    """The codebook at a version: as it is today, with every later change taken back, the last first.

    Backward, and not forward from nothing, since what stands in the file today is certain, while a history
    may begin late or have gaps; what no line tells of is then as it is today. Where the history is whole,
    both ways lead to the same codes. The codes stand in the order of today. A code that was taken out of the
    file without a line that tells of it is as the last line left it; of one that no line has brought nothing
    is known, so it is not there.
    """
    codes, relations = shelves(now)
    if version < now.version:
        codes |= _lost(codes, history)
    for change in reversed(history):
        if change.version > version:
            taken_back(relations if change.event in OF_RELATIONS else codes, change)
    return made_codebook(version, codes, relations)


def _lost(codes: Shelf, history: Sequence[Change]) -> Shelf:
    """The codes that a line has brought, that no line has taken away, and that are not there."""
    lines = [change for change in history if change.code not in codes and change.event not in OF_RELATIONS]
    brought = {change.code for change in lines if adds(change) or change.before == {}}
    told, _, _ = told_shelves(lines)
    return {id: fields for id, fields in told.items() if id in brought}


def told_codebook(history: Iterable[Change], version: int | None = None) -> Codebook:
    """The codebook that the history tells of, from nothing to a version, or to its last line."""
    codes, relations, last = told_shelves(history, version)
    return made_codebook(last if version is None else version, codes, relations)


def told_shelves(history: Iterable[Change], version: int | None = None) -> tuple[Shelf, Shelf, int]:
    """The codes and the relations that the history tells of, up to a version, and the last version told."""
    codes: Shelf = {}
    relations: Shelf = {}
    last = 0
    for change in history:
        if version is None or change.version <= version:
            done(relations if change.event in OF_RELATIONS else codes, change)
            last = max(last, change.version)
    return codes, relations, last


def untold(now: int, history: Iterable[Change], version: int = 0) -> list[tuple[int, int]]:
    """The versions after this one and up to today's that no line of the history tells of, first and last."""
    told = {change.version for change in history if change.event not in WITHOUT_EFFECT}
    ends = [version, *sorted(one for one in told if version < one <= now), now + 1]
    return [(one + 1, other - 1) for one, other in pairwise(ends) if other - one > 1]


def adds(change: Change) -> bool:
    """Whether a change brings something that was not there."""
    return change.before is None and change.after is not None and change.event not in OF_WHAT_IS_THERE


def taken_back(shelf: Shelf, change: Change) -> None:
    """Let what a change did be as it was before."""
    if change.event in WITHOUT_EFFECT:
        return
    if adds(change):
        shelf.pop(change.code, None)
    elif change.before and (change.code in shelf or change.after is None):
        shelf.setdefault(change.code, {"id": change.code}).update(change.before)


def done(shelf: Shelf, change: Change) -> None:
    """Let what a change says be so."""
    if change.event in WITHOUT_EFFECT:
        return
    if adds(change):
        shelf[change.code] = {"id": change.code, **(change.after or {})}
    elif change.after is None:
        shelf.pop(change.code, None)
    else:
        shelf.setdefault(change.code, {"id": change.code}).update(change.after)


def shelves(book: Codebook) -> tuple[Shelf, Shelf]:
    """The codes and the relations of a codebook as fields; of two with one id, the first."""
    codes = {code.id: said(code) for code in reversed(book.codes)}
    ordered = {code.id: codes[code.id] for code in book.codes}
    return ordered, {_relation_id(one, at): said(one) for at, one in enumerate(book.relations)}


def _relation_id(relation: Relation, at: int) -> str:
    return str(getattr(relation, "id", "") or f"#{at}")


def said(part: Code | Relation) -> Fields:
    """What a code or relation says, without what goes without saying."""
    return part.model_dump(mode="json", exclude_defaults=True)


def made_codebook(version: int, codes: Shelf, relations: Shelf) -> Codebook:
    """A codebook of these; a field that cannot be so is left out, never the code with it."""
    made = tuple(made_code(id, fields) for id, fields in codes.items())
    related = tuple(filter(None, (_made_relation(fields) for fields in relations.values())))
    return Codebook.model_construct(version=version, codes=made, relations=related)


def made_code(id: str, fields: Fields) -> Code:
    """A code of fields as they stand in a history; without those that no code can have."""
    kept = {"label": id, **{name: value for name, value in fields.items() if _holds(value)}, "id": id}
    for _ in tuple(kept):
        try:
            return Code.model_validate(kept)
        except ValidationError as fault:
            for name in {str(one["loc"][0]) for one in fault.errors() if one["loc"]} - {"id"}:
                kept.pop(name, None)
            kept.setdefault("label", id)
    return Code.model_construct(id=id, label=str(kept.get("label", id)))


def _holds(value: Any) -> bool:
    return value not in (None, "", [], ())


def _made_relation(fields: Fields) -> Relation | None:
    try:
        return Relation.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError:
        return None
