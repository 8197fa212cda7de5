"""One change of the codebook, made in its text and seen to be exactly what was meant."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import ValidationError

from pipeline.codebook import Change, Code
from pipeline.coding.replaying import OF_RELATIONS
from pipeline.problems import StudyError
from pipeline.store.codebook_adding import with_code
from pipeline.store.codebook_layout import Entry, Layout, filled, layout
from pipeline.store.codebook_nodes import refused
from pipeline.store.codebook_relations import related, relation_fields
from pipeline.store.codebook_splicing import apply, with_fields, with_version
from pipeline.store.codebook_writing import rank

IMPLIED = {"kind": "code", "status": "active"}
"""What a code is where the file does not say it."""
BY_HAND = "Make this change in an editor; everything else in the file can still be changed here."


class Step(NamedTuple):
    """One change to be made: ``fields`` are all of a new code (``add``), else those that change.

    Of a relation they are all it says, none where it is taken away, and ``code`` is its id.
    ``after`` is the code behind which a new one stands, ``scope`` whether a definition became wider.
    """

    event: str
    code: str
    fields: dict[str, Any]
    reason: str
    after: str = ""
    scope: str = ""


def change_of(before: Layout, after: Layout, step: Step, who: str, at: str) -> Change:
    """The line of the history for a change, the codebook before and after it being known."""
    if step.event in OF_RELATIONS:
        return _related(before, after, step, who, at)
    old, new = before.fields(step.code), after.fields(step.code)
    names = sorted({*old, *new} if step.event == "add" else step.fields, key=rank)
    then = {name: old.get(name, _unsaid(name, new.get(name))) for name in names}
    since = {name: new.get(name, _unsaid(name, old.get(name))) for name in names}
    if step.event == "add":
        since = dict(sorted({**IMPLIED, **since}.items(), key=lambda one: rank(one[0])))
    return Change(
        at=at,
        who=who,
        version=after.version,
        event=step.event,
        code=step.code,
        reason=step.reason,
        before=None if step.event == "add" else then,
        after=since,
        scope=step.scope,
    )


def _related(before: Layout, after: Layout, step: Step, who: str, at: str) -> Change:
    """The line of the history for a relation, whole as it was and as it is."""
    return Change(
        at=at,
        who=who,
        version=after.version,
        event=step.event,
        code=step.code,
        reason=step.reason,
        before=relation_fields(before, step.code) or None,
        after=relation_fields(after, step.code) or None,
    )


def _unsaid(name: str, otherwise: Any) -> Any:
    """What a field means that is not there."""
    return IMPLIED.get(name, [] if isinstance(otherwise, list) else "")


def stepped(now: Layout, step: Step) -> Layout:
    """The codebook after one change; raises StudyError where it would not be exactly what was meant."""
    if step.event in OF_RELATIONS:
        return related(now, step.code, step.fields)
    version = now.version + 1
    if step.event == "add":
        edits = with_code(now, step.fields, step.after, version)
        wanted = step.fields
    else:
        edits = [*with_version(now, version), *with_fields(now, step.code, step.fields)]
        wanted = {**now.fields(step.code), **step.fields}
    wanted = filled(wanted)
    _valid(step.code, wanted)
    made = _readable(apply(now.text, edits))
    if made.version != version or made.fields(step.code) != wanted or not _others_alike(now, made, step.code):
        raise refused(f"the code '{step.code}' is written in a way that cannot be changed here.", BY_HAND)
    return made


def _readable(text: str) -> Layout:
    try:
        return layout(text)
    except StudyError as fault:
        raise refused("would not be readable after this change, so nothing was changed.", BY_HAND) from fault


def _valid(code: str, fields: dict[str, Any]) -> None:
    """Raise StudyError where the fields are none that a code can have."""
    try:
        Code.model_validate(fields)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        message = f"the code '{code}' cannot be so: {'.'.join(map(str, first['loc']))}: {first['msg']}."
        raise refused(message, "See docs/formats.md for what may stand there.") from None


def _others_alike(old: Layout, new: Layout, code: str) -> bool:
    """Whether every other code, and all that stands beside the codes, says what it said before."""
    before = [_words(entry) for entry in old.entries if entry.words.get("id") != code]
    after = [_words(entry) for entry in new.entries if entry.words.get("id") != code]
    if before != after or _beside(old) != _beside(new):
        return False
    if not (old.special or new.special):
        return True
    return [one for one in old.codes if one["id"] != code] == [one for one in new.codes if one["id"] != code]


def _words(entry: Entry) -> tuple[int, str]:
    """A code as it is written, and how far in: what is written alike there reads alike."""
    return entry.column, entry.text[entry.start : entry.end]


def _beside(one: Layout) -> dict[str, str]:
    parts = one.parts.values()
    return {
        part.name: one.text[part.start : part.end] for part in parts if part.name not in ("version", "codes")
    }
