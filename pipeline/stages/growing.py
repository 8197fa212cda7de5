"""A codebook that grows while people code: each change is made at the desk and seen there at once."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.codebook import Code, Codebook
from pipeline.stages.changing import Act, add_code
from pipeline.stages.desk import Desk


def called(book: Codebook, label: str) -> Code | None:
    """The code in use that has this label, capital and small letters alike; None where there is none."""
    asked = _folded(label)
    return next(
        (code for code in book.codes if code.status == "active" and _folded(code.label) == asked), None
    )


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def code_called(desk: Desk, coder: str, act: str, label: str, parent: str, origin: str) -> Act:
    """The code with a label: the one that is there, else a new one that has nothing but its label yet."""
    with desk.lock:
        desk.look(now=True)
        if known := called(desk.codebook, label):
            return Act(desk.codebook.version, known.id, f"«{known.label}» is there already")
        return changed(
            desk, lambda: add_code(desk.opened, coder, label, parent=parent, origin=origin, act=act)
        )


def changed(desk: Desk, change: Callable[[], Act]) -> Act:
    """What a change of the codebook did, the desk having read it."""
    with desk.lock:
        desk.look(now=True)
        done = change()
        desk.look(now=True)
        return done
