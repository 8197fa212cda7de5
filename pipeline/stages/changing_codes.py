"""Which codes can be changed in which way, as the codebook stands now."""

from __future__ import annotations

from pipeline.codebook import Code, Codebook
from pipeline.coding.code_meant import codes_called, no_such_code
from pipeline.problems import StudyError, error
from pipeline.store.codebook_file import Saved
from pipeline.store.codebook_layout import layout
from pipeline.store.codebook_nodes import FILE


def known_code(book: Codebook, code: str) -> Code:
    """The code of an id; raises StudyError where there is none."""
    if code in book.by_id:
        return book.by_id[code]
    raise no_such_code(book, code)


def active_code(book: Codebook, code: str) -> Code:
    """The code of an id that is in use; raises StudyError for another."""
    known = known_code(book, code)
    if known.status != "active":
        heir = book.heir(code)
        use = f"Use {heir} instead, or restore it first." if heir != code else "Restore it first."
        raise StudyError(error(FILE, "inactive-code", f"the code '{code}' is {known.status}.", use))
    return known


def usable_code(book: Codebook, code: str) -> Code:
    """The code of an id that was not merged or split before."""
    known = known_code(book, code)
    return known if known.status == "retired" else active_code(book, code)


def refuse_same_label(book: Codebook, label: str, own: str = "") -> None:
    """Raise StudyError where another code than its own is called so already, and was not merged."""
    others = [id for id in codes_called(book, label) if id != own and book.by_id[id].status != "merged"]
    if others:
        message = f"the code {others[0]} is called «{' '.join(label.split())}» already."
        remedy = "If yours is the same idea, use that one; if it is another, give it another label."
        raise StudyError(error(FILE, "label-taken", message, remedy))


def last_under(book: Codebook, code: str) -> str:
    """The code that stands last in the file among one and all below it, '' for the end of the file."""
    below = set(book.descendants(code)) if code else set()
    return next((one.id for one in reversed(book.codes) if one.id in below), "")


def left_under(saved: Saved, code: str) -> str:
    """What to know of codes that still lie under one that is used no more."""
    book = layout(saved.text).outline
    left = [id for id in book.children(code) if book.by_id[id].status == "active"]
    return f"; still under it: {', '.join(left)}" if left else ""


def resting(saved: Saved, code: str) -> str:
    """What to know of the indicators of a code that has become another: they make no codings any more."""
    held = layout(saved.text).fields(code).get("indicators") or []
    number = len(held) if isinstance(held, list) else 1
    if not number:
        return ""
    rest = "its indicator rests" if number == 1 else f"its {number} indicators rest"
    return f"; {rest}, so give its heir those that are to go on"
