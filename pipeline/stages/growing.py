"""A codebook that grows while people code: each change is made at the desk and seen there at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.codebook import Code, Codebook
from pipeline.coding.indicator_lines import indicators_of
from pipeline.problems import StudyError, error
from pipeline.stages import changing
from pipeline.stages.changing import Act
from pipeline.stages.changing_words import cleaned
from pipeline.stages.desk import Desk
from pipeline.store.codebook_file import entry_fields, read_text
from pipeline.store.codebook_nodes import FILE
from pipeline.store.history import changes_of, read_bytes


class Wish(NamedTuple):
    """A change that a person wants: who, the id of the act, the code as it was ``seen``, and why."""

    desk: Desk
    who: str
    act: str
    code: str
    reason: str = ""
    seen: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What every change of a code is told."""
        return {"reason": self.reason, "seen": self.seen, "act": self.act}


Fault = tuple[bool, str, str]
"""Whether something speaks against a change, the name of the check, and what it is."""


def called(book: Codebook, label: str) -> Code | None:
    """The code in use that has this label, capital and small letters alike; None where there is none."""
    asked = _folded(label)
    return next(
        (code for code in book.codes if code.status == "active" and _folded(code.label) == asked), None
    )


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def code_called(wish: Wish, label: str, parent: str = "", origin: str = "open", **fields: Any) -> Act:
    """The code with a label: the one that is there, else a new one that has nothing but its label yet."""
    desk = wish.desk
    with desk.lock:
        desk.look(now=True)
        if known := called(desk.codebook, label):
            return Act(desk.codebook.version, known.id, f"«{known.label}» is there already")
        return _changed(
            wish,
            lambda book: (),
            lambda: changing.add_code(
                desk.opened, wish.who, label, parent=parent, origin=origin, reason=wish.reason,
                act=wish.act, **fields,
            ),
        )  # fmt: skip


def edit(wish: Wish, fields: dict[str, Any]) -> Act:
    """A code whose fields say something else; ``indicators`` come as lines that people type."""
    held = entry_fields(read_text(wish.desk.opened.folder.path), wish.code)
    given = dict(fields)
    if "indicators" in given:
        given["indicators"] = indicators_of(given["indicators"], _listed(held.get("indicators")))
    wanted = cleaned(given)

    def against(book: Codebook) -> Iterable[Fault]:
        yield bool(held.get("definition")) and not wish.reason.strip(), "no-reason", "a reason is needed."
        same = all(value == held.get(name, type(value)()) for name, value in wanted.items())
        yield same, "nothing-new", "the code says this already."

    return _changed(
        wish, against, lambda: changing.edit_code(wish.desk.opened, wish.who, wish.code, wanted, **wish.told)
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def rename(wish: Wish, label: str) -> Act:
    """A code with another label; its id stays."""

    def against(book: Codebook) -> Iterable[Fault]:
        other, old = called(book, label), book.by_id.get(wish.code)
        taken = other is not None and other.id != wish.code
        yield taken, "label-taken", f"another code in use is called «{' '.join(label.split())}»."
        same = old is not None and old.label == " ".join(label.split())
        yield same, "nothing-new", "the code is called that already."

    return _reasoned(
        wish, against, lambda: changing.rename_code(wish.desk.opened, wish.who, wish.code, label, **wish.told)
    )


def move(wish: Wish, parent: str) -> Act:
    """A code that lies under another from now on, or at the top."""

    def against(book: Codebook) -> Iterable[Fault]:
        old = book.by_id.get(wish.code)
        yield old is not None and old.parent == parent, "nothing-new", "the code lies there already."
        below = bool(parent) and parent in book.descendants(wish.code)
        yield below, "under-itself", "a code cannot lie under itself."

    return _reasoned(
        wish, against, lambda: changing.move_code(wish.desk.opened, wish.who, wish.code, parent, **wish.told)
    )


def merge(wish: Wish, into: str) -> Act:
    """A code that has become another."""

    def against(book: Codebook) -> Iterable[Fault]:
        yield into == wish.code, "into-itself", "a code cannot become itself."

    return _reasoned(
        wish, against, lambda: changing.merge_code(wish.desk.opened, wish.who, wish.code, into, **wish.told)
    )


def split(wish: Wish, into: Sequence[str]) -> Act:
    """A code that has become several: ids of codes, and labels of codes that are new or in use."""

    def against(book: Codebook) -> Iterable[Fault]:
        heirs = _heirs(book, into)
        yield wish.code in heirs, "into-itself", "a code cannot be split into itself."
        yield len(heirs) < 2, "too-few-heirs", "a code is split into two or more."

    def change() -> Act:
        heirs = _heirs(wish.desk.codebook, into)
        return changing.split_code(wish.desk.opened, wish.who, wish.code, heirs, **wish.told)

    return _reasoned(wish, against, change)


def _heirs(book: Codebook, into: Sequence[str]) -> list[str]:
    """The ids of those that are there, and the labels of those that are not, each once."""
    found: dict[str, str] = {}
    for name in (" ".join(name.split()) for name in into if name.strip()):
        known = name if name in book.by_id else one.id if (one := called(book, name)) else ""
        found.setdefault(known or name.casefold(), known or name)
    return list(found.values())


def retire(wish: Wish) -> Act:
    """A code that is used no more."""
    opened = wish.desk.opened
    return _reasoned(
        wish, lambda book: (), lambda: changing.retire_code(opened, wish.who, wish.code, **wish.told)
    )


def restore(wish: Wish) -> Act:
    """A code that is in use again."""

    def against(book: Codebook) -> Iterable[Fault]:
        old = book.by_id.get(wish.code)
        yield old is not None and old.status == "active", "nothing-new", "the code is in use already."
        other = called(book, old.label) if old else None
        taken = other is not None and other.id != wish.code
        yield taken, "label-taken", f"another code in use is called «{old.label if old else ''}»."

    return _reasoned(
        wish, against, lambda: changing.restore_code(wish.desk.opened, wish.who, wish.code, **wish.told)
    )


def _reasoned(wish: Wish, against: Callable[[Codebook], Iterable[Fault]], change: Callable[[], Act]) -> Act:
    """A change for which a reason must be given."""

    def all_against(book: Codebook) -> Iterable[Fault]:
        yield not wish.reason.strip(), "no-reason", "the change needs a reason."
        yield from against(book)

    return _changed(wish, all_against, change)


def _changed(wish: Wish, against: Callable[[Codebook], Iterable[Fault]], change: Callable[[], Act]) -> Act:
    """What a change did, the desk having read it; one that was made before is not judged again."""
    desk = wish.desk
    with desk.lock:
        desk.look(now=True)
        if not changes_of(read_bytes(desk.opened.folder.path), wish.act):
            for speaks, check, message in against(desk.codebook):
                if speaks:
                    raise StudyError(error(FILE, check, message, ""))
        done = change()
        desk.look(now=True)
        return done
