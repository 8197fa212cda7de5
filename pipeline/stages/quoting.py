"""The quotes for the report as one coder may see them: each as it will be printed, beside its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.analysis.lineage import finding_of, tree_order
from pipeline.coding.carrying import LostEdit
from pipeline.coding.edits import Part, apply_edits, misfits, parts, within, without_edits
from pipeline.coding.events import Edit
from pipeline.model import Coding, Utterance, digest
from pipeline.stages.desk import Desk
from pipeline.stages.seeing import find_visible, visible_codings
from pipeline.stages.sheet import Sheet

AROUND = 140
"""So many letters of what was said before and after a quote are shown beside it."""


class Passage(NamedTuple):
    """The part of a quote that stands in one utterance: its source, its edits, and how it is printed.

    ``lost`` are edits whose words were not found again after a correction; ``printed`` is empty where the
    edits do not fit. ``restored`` tells that without its edits it is the source, letter for letter.
    """

    utterance: Utterance
    start: int
    end: int
    edits: tuple[Edit, ...]
    lost: tuple[LostEdit, ...]
    printed: list[Part]
    restored: bool
    digest: str

    @property
    def before(self) -> str:
        """What the speaker said before the quote."""
        return self.utterance.text[: self.start]

    @property
    def near_before(self) -> str:
        """The last of it, from the beginning of a word."""
        words = self.before[-AROUND:]
        return self.before if len(self.before) <= AROUND else f"… {words.partition(' ')[2]}"

    @property
    def source(self) -> str:
        """The words as they were said."""
        return self.utterance.text[self.start : self.end]

    @property
    def after(self) -> str:
        """What the speaker said after it."""
        return self.utterance.text[self.end :]

    @property
    def near_after(self) -> str:
        """The first of it, to the end of a word."""
        words = self.after[:AROUND]
        return self.after if len(self.after) <= AROUND else f"{words.rpartition(' ')[0]} …"


class Quote(NamedTuple):
    """A coding as a quote; ``unprinted`` is why the report will not print it, '' where it will.

    It is ``lost`` or ``misfit`` (what was to be hidden would show), ``asks`` (the role is left out of the
    report) or ``no-finding``.
    """

    coding: str
    coder: str
    code: str
    finding: str
    document: str
    role: str
    speaker: str
    case: str
    wave: str
    at: str
    pinned: bool
    passages: list[Passage]
    unprinted: str

    @property
    def done(self) -> list[str]:
        """What was done to it: ``cut``, ``mask``, ``insert``."""
        ops = {edit.op for passage in self.passages for edit in passage.edits}
        return [op for op in ("cut", "mask", "insert") if op in ops]


class Wanted(NamedTuple):
    """Which quotes are shown; '' means all. ``code`` is one that is in use, and those below it count."""

    code: str = ""
    role: str = ""
    case: str = ""
    pinned: bool = True


def quotes(desk: Desk, reader: str, wanted: Wanted) -> list[Quote]:
    """The quotes that a coder may see, finding by finding in the order of the codebook, then by document."""
    below = set(desk.codebook.descendants(wanted.code)) if wanted.code else None
    found: dict[str, tuple[Sheet, Coding]] = {}
    for sheet, row in visible_codings(desk, reader):
        if _is_wanted(desk, sheet, row, wanted, below):
            found.setdefault(row.coding, (sheet, row))
    themes = {id: place for place, id in enumerate(tree_order(desk.codebook))}
    documents = {row.document: place for place, row in enumerate(desk.documents)}

    def place(one: Quote) -> tuple[int, int, int, int]:
        first = one.passages[0]
        theme = themes.get(one.finding, len(themes))
        return theme, documents[one.document], first.utterance.number, first.start

    return sorted((_quote(desk, sheet, row.coding) for sheet, row in found.values()), key=place)


def _is_wanted(desk: Desk, sheet: Sheet, row: Coding, wanted: Wanted, below: set[str] | None) -> bool:
    return (
        (not wanted.pinned or row.coding in sheet.live.pinned)
        and (below is None or desk.codebook.heir(row.code) in below)
        and wanted.role in ("", row.role)
        and wanted.case in ("", row.case)
    )


def _quote(desk: Desk, sheet: Sheet, coding: str) -> Quote:
    lines = sheet.by_coding[coding]
    first = lines[0]
    passages = [_passage(desk, sheet, row) for row in lines]
    finding = finding_of(desk.codebook, first.code)
    return Quote(
        coding,
        first.coder,
        first.code,
        finding,
        first.document,
        first.role,
        first.speaker,
        first.case,
        first.wave,
        first.at,
        coding in sheet.live.pinned,
        passages,
        _why_unprinted(desk, first, passages, finding),
    )


def _passage(desk: Desk, sheet: Sheet, row: Coding) -> Passage:
    held = sheet.live.edited.get((row.coding, row.utterance))
    edits = held.edits if held else ()
    here = [one for one in sheet.by_coding[row.coding] if one.utterance == row.utterance]
    if not misfits([(one.start, one.end) for one in here], list(edits)):
        edits = tuple(within(row.start, row.end, edits))
    return passage(desk.utterance(row.utterance), row.start, row.end, edits, held.lost if held else ())


def passage(
    utterance: Utterance, start: int, end: int, edits: Sequence[Edit], lost: Sequence[LostEdit] = ()
) -> Passage:
    """A part of a quote with these edits; nothing of it is printed where they do not fit or were lost."""
    fits = not lost and not misfits([(start, end)], list(edits))
    shown = parts(utterance.text, start, end, edits) if fits else []
    restored = fits and _restored(utterance.text, start, end, edits)
    return Passage(utterance, start, end, tuple(edits), tuple(lost), shown, restored, digest(utterance.text))


def _restored(text: str, start: int, end: int, edits: Sequence[Edit]) -> bool:
    printed = apply_edits(text, start, end, edits)
    return without_edits(printed, text, start, end, edits) == text[start:end]


def _why_unprinted(desk: Desk, first: Coding, passages: Iterable[Passage], finding: str) -> str:
    passages = list(passages)
    if any(one.lost for one in passages):
        return "lost"
    if not all(one.printed for one in passages):
        return "misfit"
    if first.role in desk.opened.study.asking:
        return "asks"
    return "" if finding else "no-finding"


class Chapter(NamedTuple):
    """A finding (or theme) with its quotes; ``code`` is '' for those that are under none."""

    code: str
    quotes: list[Quote]

    @property
    def pinned(self) -> int:
        """How many of them are pinned."""
        return sum(one.pinned for one in self.quotes)


def chapters(desk: Desk, found: Sequence[Quote], empty: bool) -> list[Chapter]:
    """The quotes by finding, in the order of the report; with ``empty`` also findings that have none."""
    themes = [code.id for code in (*desk.codebook.findings, *desk.codebook.cross_cutting)]
    held: dict[str, list[Quote]] = {id: [] for id in themes}
    for one in found:
        held.setdefault(one.finding, []).append(one)
    return [Chapter(id, ones) for id, ones in held.items() if ones or (empty and id)]


def the_quote(desk: Desk, reader: str, coding: str) -> Quote:
    """One coding as a quote, under any of its ids; raises StudyError where it may not be seen (yet)."""
    coding = desk.stands_as(coding)
    sheet, _ = find_visible(desk, reader, coding)
    return _quote(desk, sheet, coding)
