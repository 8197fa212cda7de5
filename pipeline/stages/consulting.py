"""What there is to know of a code: what it says, where it was used, and how it came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.codebook import FIELD_ORDER, Change, Code, Codebook
from pipeline.coding.indicator_lines import indicator_line
from pipeline.coding.noted import memos_about
from pipeline.problems import StudyError
from pipeline.stages.comparing import AboutCode, about_code
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import visible_memos
from pipeline.store.codebook_file import entry_fields, fields_digest, read_text
from pipeline.store.history import history_of, read_bytes

EDITABLE = (
    "brief",
    "definition",
    "use_when",
    "not_when",
    "examples",
    "kind",
    "level",
    "origin",
    "indicators",
)
"""The fields that are edited in place; label, parent and status change by acts of their own."""
LISTS = ("examples", "indicators")


class Uses(NamedTuple):
    """How many codings of a code one coder has, by role and case; ``below`` are those of codes under it."""

    roles: list[str]
    cases: list[str]
    cells: dict[tuple[str, str], int]
    own: int
    below: int


class Altered(NamedTuple):
    """One field that a change altered, before and after, as lines of text."""

    name: str
    before: list[str]
    after: list[str]


class Past(NamedTuple):
    """A change in the history of a code, with the fields that it altered."""

    change: Change
    altered: list[Altered]


class Consulted(NamedTuple):
    """A code as the page of the codebook shows it; ``seen`` is '' where the file cannot be changed now."""

    about: AboutCode
    fields: dict[str, str | list[str]]
    seen: str
    uses: Uses
    below: list[Code]
    history: list[Past]

    @property
    def code(self) -> Code:
        return self.about.code


def consult(desk: Desk, reader: str, code: str) -> Consulted:
    """What there is to know of a code; raises StudyError for one that the codebook lacks."""
    about = _itself(desk, reader, about_code(desk, reader, code), code)
    book = desk.codebook
    below = [book.by_id[id] for id in book.children(code) if book.by_id[id].status == "active"]
    past = history_of(read_bytes(desk.opened.folder.path), code)
    fields = as_typed(about.code.model_dump(mode="json", exclude_defaults=True))
    held = _held(desk, code)
    return Consulted(
        about, as_typed(held) if held else fields, fields_digest(held), uses(desk, reader, code), below,
        [Past(change, altered(book, change)) for change in past],
    )  # fmt: skip


def _itself(desk: Desk, reader: str, about: AboutCode, code: str) -> AboutCode:
    """A code that has become another: its own words and memos, with the places of its heir."""
    if about.code.id == code:
        return about
    book = desk.codebook
    path = [book.by_id[id] for id in book.ancestors(code)][:0:-1]
    return about._replace(
        code=book.by_id[code], path=path, memos=memos_about(visible_memos(desk, reader), "code", code)
    )


def _held(desk: Desk, code: str) -> dict[str, Any]:
    """The fields as they stand in the file; {} where it cannot be read now."""
    try:
        return entry_fields(read_text(desk.opened.folder.path), code)
    except StudyError:
        return {}


def as_typed(fields: dict[str, Any]) -> dict[str, str | list[str]]:
    """All fields of a code as people type them: texts, and lists of texts."""
    return {name: _typed(name, fields.get(name)) for name in FIELD_ORDER}


def _typed(name: str, value: Any) -> str | list[str]:
    if name in (*LISTS, "split_into"):
        items = value if isinstance(value, list | tuple) else [value] if value else []
        return [indicator_line(item) if name == "indicators" else str(item) for item in items]
    return str(value) if value is not None else {"kind": "code", "status": "active"}.get(name, "")


def uses(desk: Desk, coder: str, code: str) -> Uses:
    """Where a coder has put a code, each coding once for each role and case."""
    inside = set(desk.codebook.descendants(code)) - {code}
    cells: dict[tuple[str, str], set[str]] = {}
    below: set[str] = set()
    for sheet in desk.sheets():
        for row in sheet.codings:
            if row.coder == coder and row.code == code:
                cells.setdefault((row.role, row.case), set()).add(row.coding)
            elif row.coder == coder and row.code in inside:
                below.add(row.coding)
    study = desk.opened.study
    return Uses(
        _ordered({role for role, _ in cells}, study.roles),
        _ordered({case for _, case in cells}, study.cases),
        {place: len(codings) for place, codings in cells.items()},
        len(set().union(*cells.values())) if cells else 0,
        len(below),
    )


def _ordered(found: set[str], named: Iterable[str]) -> list[str]:
    """Those found in the order in which the study names them, others after them."""
    order = [name for name in named if name in found]
    return order + sorted(found.difference(order))


def altered(book: Codebook, change: Change) -> list[Altered]:
    """The fields that a change altered, in the order in which the codebook has them."""
    old, new = change.before or {}, change.after or {}
    names = sorted({*old, *new} - {"id"}, key=_rank)
    each = [
        Altered(name, _lines(book, name, old.get(name)), _lines(book, name, new.get(name))) for name in names
    ]
    return [one for one in each if one.before != one.after]


def _rank(name: str) -> tuple[int, str]:
    return (FIELD_ORDER.index(name) if name in FIELD_ORDER else len(FIELD_ORDER), name)


def _lines(book: Codebook, name: str, value: Any) -> list[str]:
    """What a field said, as lines; codes by their labels."""
    items = value if isinstance(value, list | tuple) else [value] if value not in (None, "") else []
    if name in ("parent", "merged_into", "split_into"):
        return [book.by_id[id].label if id in book.by_id else str(id) for id in items]
    if name == "indicators":
        return [indicator_line(item) for item in items if isinstance(item, str | dict)]
    return [str(item) for item in items]


def lacking(desk: Desk) -> list[Code]:
    """The codes in use that still lack some of the six fields, in the order of the file."""
    return [code for code in desk.codebook.codes if code.status == "active" and code.lacking]


def gone(book: Codebook) -> list[Code]:
    """The codes that are used no more, in the order of the file."""
    return [code for code in book.codes if code.status != "active"]
