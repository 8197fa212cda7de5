"""Constant comparison: a coding or a code, and all that carries the same code, as one coder may see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.codebook import Code
from pipeline.coding.blind import finished, may_see
from pipeline.coding.events import Edit
from pipeline.coding.noted import memos_about
from pipeline.model import Coding, Memo
from pipeline.problems import StudyError, error
from pipeline.stages.browsing import standing_contradictions
from pipeline.stages.desk import Desk, Sheet
from pipeline.stages.memos_open import visible_memos

MOST = 8
"""So many other places are shown beside a coding; all of them are on the page for comparing."""


class AboutCoding(NamedTuple):
    """A coding with its code, what was decided and noted on it, and other places with the same code."""

    lines: list[Coding]
    code: Code
    mine: bool
    pinned: bool
    edits: dict[str, tuple[Edit, ...]]
    against: list[str]
    notes: list[str]
    memos: list[Memo]
    others: list[Coding]
    more: int


class AboutCode(NamedTuple):
    """A code, its memos, and where a coder has put it."""

    code: Code
    path: list[Code]
    memos: list[Memo]
    others: list[Coding]
    more: int


def visible_codings(desk: Desk, reader: str) -> Iterator[tuple[Sheet, Coding]]:
    """Every line of a coding that a coder may see: own ones, and others' where both have finished."""
    for sheet in desk.sheets():
        done = finished(sheet.records)
        seen = {
            who: may_see(done, reader, who, sheet.document) for who in {row.coder for row in sheet.codings}
        }
        for row in sheet.codings:
            if seen[row.coder]:
                yield sheet, row


def about_coding(desk: Desk, reader: str, coding: str) -> AboutCoding:
    """What there is to know of a coding; raises StudyError for one that the reader may not see."""
    sheet, lines = desk.find_coding(coding)
    if not may_see(finished(sheet.records), reader, lines[0].coder, sheet.document):
        raise StudyError(error("codebooks/codings", "unknown-coding", "no such coding stands.", ""))
    others = [row for row in _with_code(desk, reader, lines[0].code) if row.coding != coding]
    marks = [mark for mark in sheet.live.marks if mark.coding == coding]
    return AboutCoding(
        lines,
        desk.codebook.by_id[lines[0].code],
        lines[0].coder == reader,
        coding in sheet.live.pinned,
        {row.utterance: sheet.live.edits.get((coding, row.utterance), ()) for row in lines},
        sorted(standing_contradictions(sheet).get(coding, ())),
        [mark.memo for mark in marks if mark.memo] + [note.text for note in sheet.live.memos.get(coding, [])],
        memos_about(visible_memos(desk, reader), "coding", coding),
        others[:MOST],
        max(len(others) - MOST, 0),
    )


def about_code(desk: Desk, reader: str, code: str) -> AboutCode:
    """What there is to know of a code; raises StudyError for one that the codebook lacks."""
    if code not in desk.codebook.by_id:
        raise StudyError(
            error("codebooks/codebook.yaml", "unknown-code", f"there is no code '{code[:80]}'.", "")
        )
    others = list(_with_code(desk, reader, code))
    path = [desk.codebook.by_id[id] for id in desk.codebook.ancestors(code)][:0:-1]
    memos = memos_about(visible_memos(desk, reader), "code", code)
    return AboutCode(desk.codebook.by_id[code], path, memos, others[:MOST], max(len(others) - MOST, 0))


def _with_code(desk: Desk, reader: str, code: str) -> Iterator[Coding]:
    """The codings of a code that the reader may see, each once, own ones first."""
    here = [row for _, row in visible_codings(desk, reader) if row.code == code]
    each = {row.coding: row for row in reversed(here)}
    yield from sorted(reversed(each.values()), key=lambda row: row.coder != reader)
