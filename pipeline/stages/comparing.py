"""Constant comparison: a coding or a code, and all that carries the same code, as one coder may see it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.analysis.comparison import passages, unlike_first
from pipeline.codebook import Code
from pipeline.coding.events import Edit
from pipeline.model import Coding, Memo
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import memos_on
from pipeline.stages.seeing import Beside, find_visible, visible_codings

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


def the_known_code(desk: Desk, id: str) -> Code:
    """The code of an id, or what it became; raises StudyError for one that the codebook lacks."""
    known = desk.codebook.by_id.get(desk.codebook.heir(id))
    if known is None:
        raise StudyError(
            error("codebooks/codebook.yaml", "unknown-code", f"there is no code '{id[:80]}'.", "")
        )
    return known


def about_coding(desk: Desk, reader: str, coding: str) -> AboutCoding:
    """What there is to know of a coding, under any of its ids; raises StudyError where it may not be seen."""
    coding = desk.stands_as(coding)
    sheet, lines = find_visible(desk, reader, coding)
    first = lines[0]
    others = [row for row in _with_code(desk, reader, first.code, first) if row.coding != coding]
    beside = Beside(desk, reader, sheet)
    return AboutCoding(
        lines,
        desk.codebook.by_id[first.code],
        first.coder == reader,
        coding in sheet.live.pinned,
        {row.utterance: sheet.live.edits.get((coding, row.utterance), ()) for row in lines},
        sorted(beside.against.get(coding, ())),
        beside.notes.get(coding, []),
        memos_on(desk, reader, "coding", coding),
        others[:MOST],
        max(len(others) - MOST, 0),
    )


def about_code(desk: Desk, reader: str, code: str) -> AboutCode:
    """What there is to know of a code; raises StudyError for one that the codebook lacks."""
    known = the_known_code(desk, code)
    code = known.id
    others = list(_with_code(desk, reader, code))
    path = [desk.codebook.by_id[id] for id in desk.codebook.ancestors(code)][:0:-1]
    memos = memos_on(desk, reader, "code", code)
    return AboutCode(known, path, memos, others[:MOST], max(len(others) - MOST, 0))


def _with_code(desk: Desk, reader: str, code: str, like: Coding | None = None) -> list[Coding]:
    """The codings of a code that the reader may see, each once and own ones first.

    Beside one of them (``like``), those of other roles and cases come before all.
    """
    here = [row for _, row in visible_codings(desk, reader) if row.code == code]
    each = sorted(passages(here, {}), key=lambda one: one.first.coder != reader)
    if like:
        each = unlike_first(each, like.role, like.case)
    return [one.first for one in each]
