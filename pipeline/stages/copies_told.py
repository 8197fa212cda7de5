"""What people are told of the copies that sync programs left: what is in each, as far as they may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.coding.blind import finished, may_see
from pipeline.coding.copies import Copy
from pipeline.coding.events import Event
from pipeline.stages.desk import Desk


class CopiedLine(NamedTuple):
    """One line that only a copy has: what was done, with which code, on which words and where."""

    event: str
    code: str
    words: str
    utterance: str
    at: str
    withdrawn: bool


class CopyTold(NamedTuple):
    """A copy of a coder's file; ``lines`` is None where the reader may not see what that coder did."""

    copy: Copy
    home: str
    lines: list[CopiedLine] | None


def copies_told(desk: Desk, reader: str) -> list[CopyTold]:
    """The copies of coders' files, each with what it holds that the original lacks."""
    if not desk.copies:
        return []
    made = {
        record.event.coding: record.event for record in desk.all_records() if record.event.event == "apply"
    }
    return [_told(desk, reader, copy, made) for copy in desk.copies]


def _told(desk: Desk, reader: str, copy: Copy, made: Mapping[str, Event]) -> CopyTold:
    known = {row.document for row in desk.all_documents}
    home = desk.document(copy.document).document if copy.document in known else ""
    done = finished(desk.sheet(home).records) if home else frozenset()
    seen = reader == copy.coder or may_see(done, reader, copy.coder, home)
    return CopyTold(copy, home, [_line(desk, event, made) for event in copy.new] if seen else None)


def _line(desk: Desk, event: Event, made: Mapping[str, Event]) -> CopiedLine:
    about = made.get(event.coding, event)
    code = event.code or about.code
    known = desk.codebook.by_id.get(code)
    return CopiedLine(
        event.event,
        known.label if known else code,
        event.quote or about.quote or event.memo,
        event.utterance or about.utterance,
        event.at,
        event.withdrawn,
    )
