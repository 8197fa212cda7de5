"""What was changed in ``codebook.yaml`` by hand: where it says something else than its history tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.replaying import OF_RELATIONS, Fields, Shelf, adds, made_code, said, told_shelves

USUAL = {"kind": "code", "status": "active"}


class Unrecorded(NamedTuple):
    """A code that is not as its history tells: the fields that differ, as they were told and as they are.

    ``before`` is None for a code that is new, {} for one that was there before the history began; ``after``
    is None for one that is gone. Of a relation ``code`` is the id and ``event`` tells what became of it; its
    fields are all it says.
    """

    code: str
    before: Fields | None
    after: Fields | None
    event: str = "record"


def unrecorded(now: Codebook, history: Sequence[Change]) -> list[Unrecorded]:
    """What is not as the history tells: codes in the order of the codebook, those that are gone, relations.

    A relation without an id is not looked at. Of a code of which no line tells how it came, only the fields
    that some line tells of are compared.
    """
    shelf, related, _ = told_shelves(history)
    whole = whole_codes(history)
    begins = min((change.version for change in history), default=2)
    found = [_unknown(code, begins <= 1) for code in now.codes if code.id not in shelf]
    for code in now.codes:
        if code.id in shelf and (change := _changed(code, shelf[code.id], code.id in whole)):
            found.append(change)
    gone = [
        Unrecorded(id, said(made_code(id, shelf[id])), None)
        for id in shelf
        if id not in now.by_id and id in whole
    ]
    order = {code.id: at for at, code in enumerate(now.codes)}
    return sorted(found, key=lambda one: order[one.code]) + gone + _relations(now, related)


def _relations(now: Codebook, told: Shelf) -> list[Unrecorded]:
    """The relations that are not as the history tells, those that are gone last."""
    here = {one.id: said(one) for one in reversed(now.relations) if one.id}
    then = {id: {name: value for name, value in held.items() if value} for id, held in told.items()}
    ordered = dict.fromkeys(one.id for one in now.relations if one.id)
    found = [Unrecorded(id, then.get(id), here[id], "relate") for id in ordered if here[id] != then.get(id)]
    return found + [Unrecorded(id, then[id], None, "unrelate") for id in then if id not in here]


def whole_codes(history: Iterable[Change]) -> set[str]:
    """The codes of which a line tells all that they said at some time."""
    return {
        change.code
        for change in history
        if change.event not in OF_RELATIONS
        and (adds(change) or (change.event == "record" and change.before == {}))
    }


def _unknown(code: Code, new: bool) -> Unrecorded:
    return Unrecorded(code.id, None if new else {}, {**USUAL, **said(code)})


def _changed(code: Code, told: Fields, whole: bool) -> Unrecorded | None:
    """How a code differs from what was told; None where it does not."""
    then, now = said(made_code(code.id, told)), said(code)
    names = {*then, *now} if whole else {name for name in told if name != "id"}
    others = [name for name in sorted(names) if then.get(name) != now.get(name)]
    if not others:
        return None
    return Unrecorded(code.id, _only(then, others), _only(now, others))


def _only(fields: Fields, names: Sequence[str]) -> Fields:
    return {name: fields.get(name, USUAL.get(name, "")) for name in names}
