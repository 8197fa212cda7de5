"""What a coder sees who browses the documents: how far each is coded, and each utterance with its codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.coding.blind import finished, may_see
from pipeline.model import Coding, Document, Utterance, digest
from pipeline.stages.desk import Desk
from pipeline.stages.finishing import has_finished
from pipeline.stages.memos_open import visible_memos
from pipeline.stages.seeing import Beside
from pipeline.stages.sheet import Sheet


class Entry(NamedTuple):
    """A document in the list: who speaks in it, and how far the coder has come.

    ``coded`` of ``to_code`` utterances are coded, those of roles that ask left out; ``waiting`` codings of a
    corrected transcript wait for the coder to say where they belong.
    """

    document: Document
    roles: dict[str, int]
    coded: int
    to_code: int
    codings: int
    finished: bool
    waiting: int


class Chip(NamedTuple):
    """A coding as it stands beside an utterance; ``part`` is ``2/3`` in a passage over three utterances."""

    coding: str
    code: str
    label: str
    start: int
    end: int
    words: str
    finding: str
    part: str
    pinned: bool
    contradicts: bool
    noted: bool
    origin: str
    coder: str


class Row(NamedTuple):
    """An utterance on the page: its codings by one coder, whether its role asks, its text's digest."""

    utterance: Utterance
    chips: list[Chip]
    asks: bool
    digest: str


class Wanted(NamedTuple):
    """Which utterances of a document are shown; '' means all. ``coded`` is ``yes`` or ``no``."""

    role: str = ""
    coded: str = ""
    code: str = ""


def entries(desk: Desk, coder: str) -> list[Entry]:
    """Every document, in the order of the register, as one coder has come with it."""
    return entries_of(desk, desk.documents, coder)


def entries_of(desk: Desk, documents: Iterable[Document], coder: str) -> list[Entry]:
    """Some documents as one coder has come with them."""
    return [_entry(desk, desk.sheet(row.document), row, coder) for row in documents]


def _entry(desk: Desk, sheet: Sheet, document: Document, coder: str) -> Entry:
    asking = desk.opened.study.asking
    own = [row for row in sheet.codings if row.coder == coder]
    to_code = {row.utterance for row in sheet.utterances if row.role not in asking}
    return Entry(
        document,
        dict(Counter(row.role for row in sheet.utterances)),
        len({row.utterance for row in own} & to_code),
        len(to_code),
        len({row.coding for row in own}),
        has_finished(sheet, coder),
        len({move.coding for move in sheet.waiting if move.coder == coder}),
    )


def visible_coders(desk: Desk, document: str, reader: str) -> list[str]:
    """The other coders whose codings of a document the reader may see: those with whom both are finished."""
    sheet = desk.sheet(document)
    done = finished(sheet.records)
    others = sorted({row.coder for row in sheet.codings} - {reader})
    return [owner for owner in others if may_see(done, reader, owner, sheet.document)]


def rows(desk: Desk, document: str, coder: str, reader: str) -> list[Row]:
    """Every utterance of a document with the codings of one coder beside it, as another may see them."""
    sheet = desk.sheet(document)
    asking = desk.opened.study.asking
    chips_of = _Chips(desk, sheet, coder, reader)
    return [Row(row, chips_of(row), row.role in asking, digest(row.text)) for row in sheet.utterances]


def chips(desk: Desk, document: str, coder: str, reader: str, utterances: set[str]) -> dict[str, list[Chip]]:
    """The chips of some utterances of a document."""
    sheet = desk.sheet(document)
    chips_of = _Chips(desk, sheet, coder, reader)
    return {row.utterance: chips_of(row) for row in sheet.utterances if row.utterance in utterances}


class _Chips:
    """Makes the chips of one coder's codings on a document, with what the reader may know of them."""

    def __init__(self, desk: Desk, sheet: Sheet, coder: str, reader: str) -> None:
        self.desk, self.sheet, self.coder = desk, sheet, coder
        self.beside = Beside(desk, reader, sheet)
        memos = visible_memos(desk, reader)
        self.with_memo = {desk.stands_as(id) for memo in memos for kind, id in memo.about if kind == "coding"}

    def __call__(self, row: Utterance) -> list[Chip]:
        codings = self.sheet.on_utterance.get(row.utterance, [])
        return [self._chip(coding) for coding in codings if coding.coder == self.coder]

    def _chip(self, coding: Coding) -> Chip:
        known = self.desk.codebook.by_id.get(coding.code)
        id = coding.coding
        return Chip(
            coding=id,
            code=coding.code,
            label=known.label if known else coding.code,
            start=coding.start,
            end=coding.end,
            words=shortened(coding.quote),
            finding=coding.finding,
            part=_part(self.sheet.by_coding[id], coding),
            pinned=id in self.sheet.live.pinned,
            contradicts=bool(self.beside.against.get(id)),
            noted=bool(self.beside.notes.get(id)) or id in self.with_memo,
            origin=coding.origin,
            coder=coding.coder,
        )


def _part(lines: list[Coding], coding: Coding) -> str:
    return f"{lines.index(coding) + 1}/{len(lines)}" if len(lines) > 1 else ""


def shortened(text: str, most: int = 60) -> str:
    """The first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def wanted_rows(all_rows: list[Row], wanted: Wanted, below: set[str]) -> list[Row]:
    """The rows that are wanted; ``below`` are the code asked for and those under it."""
    found = all_rows
    if wanted.role:
        found = [row for row in found if row.utterance.role == wanted.role]
    if wanted.coded in ("yes", "no"):
        found = [row for row in found if bool(row.chips) == (wanted.coded == "yes")]
    if wanted.code:
        found = [row for row in found if any(chip.code in below for chip in row.chips)]
    return found


class Branch(NamedTuple):
    """A code in the tree: how deep it lies, and how many codings a coder has of it and of those below."""

    id: str
    label: str
    depth: int
    parent: str
    has_children: bool
    own: int
    all: int
    kind: str
    status: str
    lacking: tuple[str, ...]


def tree(desk: Desk, coder: str, with_gone: bool = False) -> list[Branch]:
    """The codebook as a tree, in the order of its file, with how many codings a coder has of each code.

    Codes that are retired, merged or split are left out unless asked for.
    """
    own: Counter[str] = Counter()
    for sheet in desk.sheets():
        for (who, code), number in sheet.counts.items():
            if who == coder:
                own[code] += number
    found: list[Branch] = []
    _grow(desk, "", 0, own, with_gone, found, set())
    return found


def _grow(
    desk: Desk, parent: str, depth: int, own: Counter[str], gone: bool, found: list[Branch], passed: set[str]
) -> int:
    """Adds the codes below a parent; how many codings they have together."""
    book = desk.codebook
    total = 0
    for id in book.children(parent):
        code = book.by_id[id]
        if id in passed:
            continue
        passed.add(id)
        at = len(found)
        below = _grow(desk, id, depth + 1, own, gone, found, passed)
        total += own[id] + below
        if code.status == "active" or gone:
            children = len(found) > at
            branch = Branch(
                id, code.label, depth, parent, children, own[id], own[id] + below, code.kind, code.status,
                tuple(code.lacking),
            )  # fmt: skip
            found.insert(at, branch)
    return total
