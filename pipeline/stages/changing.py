"""A person's changes of the codebook: each is one line or more of its history, with who and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.codebook import Codebook
from pipeline.problems import UsageError
from pipeline.stages.changing_codes import (
    active_code,
    known_code,
    last_under,
    left_under,
    resting,
    usable_code,
)
from pipeline.stages.changing_words import cleaned, explained, new_id, of_course
from pipeline.stages.coding import now
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy
from pipeline.store.codebook_file import Decide, Saved, change_codebook, refuse_changed
from pipeline.store.codebook_steps import Step

if TYPE_CHECKING:
    from pipeline.store.codebook_layout import Layout


class Act(NamedTuple):
    """What a change did: the codebook's new version, the code, a line for the person, codes that are new."""

    version: int
    code: str
    said: str
    added: tuple[str, ...] = ()


def add_code(
    opened: OpenStudy,
    who: str,
    label: str,
    *,
    id: str = "",
    parent: str = "",
    origin: str = "open",
    reason: str = "",
    act: str = "",
    **fields: Any,
) -> Act:
    """A new code at the end of those under its parent; its id comes from the label where none is given."""
    given = cleaned({"label": label, "origin": origin, **fields})
    why = reason.strip() or of_course("add", opened.study.language)

    def decide(now: Layout, history: bytes) -> list[Step]:
        book = now.outline
        if parent:
            active_code(book, parent)
        chosen = new_id(id, given["label"], set(book.by_id), history)
        return [Step("add", chosen, {"id": chosen, **given, "parent": parent}, why, last_under(book, parent))]

    saved = _done(opened, who, decide, act)
    id = saved.changes[0].code
    return Act(saved.version, id, f"added «{given['label']}» ({id})", (id,))


def edit_code(
    opened: OpenStudy,
    who: str,
    code: str,
    fields: dict[str, Any],
    reason: str = "",
    seen: str = "",
    act: str = "",
    scope: str = "",
) -> Act:
    """A code whose fields say something else; a reason is needed once it has a definition.

    ``scope`` is what a person says of the change: ``widened``, ``narrowed``, or '' for neither.
    """
    wanted = cleaned(fields)

    def decide(now: Layout, history: bytes) -> list[Step]:
        known_code(now.outline, code)
        old = now.fields(code)
        changes = {name: value for name, value in wanted.items() if value != old.get(name, type(value)())}
        if not changes:
            raise UsageError(f"The code '{code}' says this already, so there is nothing to save.")
        why = reason.strip()
        if not why and not old.get("definition"):
            why = of_course("fill", opened.study.language)
        event = "rename" if set(changes) == {"label"} else "edit"
        return [Step(event, code, changes, explained(why), scope=scope)]

    saved = _done(opened, who, _seen(code, seen, wanted, decide), act)
    return Act(saved.version, code, f"changed {', '.join(saved.changes[0].after or {})} of {code}")


def rename_code(
    opened: OpenStudy, who: str, code: str, label: str, reason: str, seen: str = "", act: str = ""
) -> Act:
    """A code with another label; its id stays."""
    explained(reason)
    done = edit_code(opened, who, code, {"label": label}, reason, seen, act)
    return done._replace(said=f"{code} is now called «{' '.join(label.split())}»")


def move_code(
    opened: OpenStudy, who: str, code: str, parent: str, reason: str, seen: str = "", act: str = ""
) -> Act:
    """A code that lies under another from now on, or at the top where ``parent`` is ''."""

    def fields(book: Codebook) -> dict[str, Any]:
        if known_code(book, code).parent == parent:
            raise UsageError(f"The code '{code}' lies there already.")
        if parent and parent in book.descendants(code):
            raise UsageError(f"'{code}' cannot lie under '{parent}', which is itself or lies under it.")
        if parent:
            active_code(book, parent)
        return {"parent": parent}

    saved = _changed(opened, who, code, "move", fields, reason, seen, {"parent": parent}, act)
    return Act(saved.version, code, f"moved {code} {f'under {parent}' if parent else 'to the top'}")


def merge_code(
    opened: OpenStudy, who: str, code: str, into: str, reason: str, seen: str = "", act: str = ""
) -> Act:
    """A code that has become another: its codings count there, and it is used no more."""
    wanted = {"status": "merged", "merged_into": into}

    def fields(book: Codebook) -> dict[str, Any]:
        usable_code(book, code)
        if into == code:
            raise UsageError("A code cannot be merged into itself.")
        active_code(book, into)
        return wanted

    saved = _changed(opened, who, code, "merge", fields, reason, seen, wanted, act)
    return Act(
        saved.version, code, f"merged {code} into {into}{left_under(saved, code)}{resting(saved, code)}"
    )


def retire_code(opened: OpenStudy, who: str, code: str, reason: str, seen: str = "", act: str = "") -> Act:
    """A code that is used no more; its codings stay and can be read."""
    wanted = {"status": "retired"}

    def fields(book: Codebook) -> dict[str, Any]:
        active_code(book, code)
        return wanted

    saved = _changed(opened, who, code, "retire", fields, reason, seen, wanted, act)
    return Act(saved.version, code, f"retired {code}{left_under(saved, code)}")


def restore_code(opened: OpenStudy, who: str, code: str, reason: str, seen: str = "", act: str = "") -> Act:
    """A code that was retired, merged or split, in use again."""
    wanted = {"status": "active", "merged_into": "", "split_into": []}

    def fields(book: Codebook) -> dict[str, Any]:
        if known_code(book, code).status == "active":
            raise UsageError(f"The code '{code}' is in use already.")
        return wanted

    saved = _changed(opened, who, code, "restore", fields, reason, seen, wanted, act)
    return Act(saved.version, code, f"{code} is in use again")


def split_code(
    opened: OpenStudy,
    who: str,
    code: str,
    into: Sequence[str],
    reason: str,
    seen: str = "",
    act: str = "",
) -> Act:
    """A code that has become several: ids of codes that are there, and labels of new ones beside it.

    Named among them itself, it stays in use and only sends off what the others take.
    """
    why = explained(reason)
    names = list(dict.fromkeys(" ".join(name.split()) for name in into if name.strip()))
    if len(names) < 2:
        raise UsageError(
            "Say at least two codes into which it is split: ids of codes, or labels of new ones."
        )

    def decide(now: Layout, history: bytes) -> list[Step]:
        book, old = now.outline, now.fields(code)
        active_code(book, code)
        steps: list[Step] = []
        heirs: list[str] = []
        behind = last_under(book, code)
        for name in names:
            if name in book.by_id:
                heirs.append(active_code(book, name).id)
                continue
            chosen = new_id("", name, {*book.by_id, *heirs}, history)
            like = {field: old.get(field, "") for field in ("kind", "level", "parent", "origin")}
            steps.append(Step("add", chosen, {"id": chosen, "label": name, **like}, why, behind))
            heirs.append(behind := chosen)
        status = {} if code in heirs else {"status": "split"}
        return [*steps, Step("split", code, {**status, "split_into": heirs}, why)]

    saved = _done(opened, who, _seen(code, seen, {"status": "split", "split_into": names}, decide), act)
    added = tuple(change.code for change in saved.changes[:-1])
    heirs = (saved.changes[-1].after or {})["split_into"]
    return Act(saved.version, code, f"split {code} into {', '.join(heirs)}{left_under(saved, code)}", added)


def _changed(
    opened: OpenStudy,
    who: str,
    code: str,
    event: str,
    fields: Any,
    reason: str,
    seen: str,
    mine: dict[str, Any],
    act: str,
) -> Saved:
    """The change of one code, for which a reason is asked."""
    why = explained(reason)

    def decide(now: Layout, history: bytes) -> list[Step]:
        wanted: dict[str, Any] = fields(now.outline)
        old = now.fields(code)
        return [
            Step(event, code, {name: value for name, value in wanted.items() if value or name in old}, why)
        ]

    return _done(opened, who, _seen(code, seen, mine, decide), act)


def _seen(code: str, seen: str, mine: dict[str, Any], decide: Decide) -> Decide:
    """The decision, made only where the code still is as the person saw it."""

    def looked(now: Layout, history: bytes) -> list[Step]:
        refuse_changed(now, code, seen, mine)
        return decide(now, history)

    return looked


def _done(opened: OpenStudy, who: str, decide: Decide, act: str) -> Saved:
    at = now().isoformat(timespec="seconds")
    return change_codebook(opened.folder.path, the_coder(opened, who), at, decide, act)
