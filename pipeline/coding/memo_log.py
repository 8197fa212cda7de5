"""The log of the memos: who wrote which when, and what of them was changed outside the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from pipeline.coding.logs import LogEvent, Prose, Subjects

EVENTS: dict[str, tuple[str, ...]] = {
    "write": ("memo", "digest"),
    "rewrite": ("memo", "digest"),
    "record": ("memo",),
}
"""What may be done with a memo, and what a line on it holds; a record without a digest: it was removed."""


class MemoEvent(LogEvent):
    """One line of ``memos.jsonl``; ``digest`` are 16 hex digits of the SHA-256 of the memo's file."""

    memo: Prose = ""
    digest: Prose = ""
    about: Subjects = ()
    reason: Prose = ""


class Outside(NamedTuple):
    """A memo that is not as the log has it: new to the log, changed since, or removed."""

    memo: str
    how: Literal["new", "changed", "removed"]


def logged(events: Iterable[MemoEvent]) -> dict[str, str]:
    """The digest under which each memo stands in the log, '' for one that was recorded as removed."""
    return {event.memo: event.digest for event in events if event.event in EVENTS and event.memo}


def outside(events: Iterable[MemoEvent], digests: Mapping[str, str]) -> list[Outside]:
    """The memos that are not as the log has them, by their names; ``digests`` are those of their files."""
    known = logged(events)
    found: list[Outside] = []
    for memo in sorted({*known, *digests}):
        if memo not in digests:
            found += [Outside(memo, "removed")] if known[memo] else []
        elif not known.get(memo):
            found.append(Outside(memo, "new"))
        elif known[memo] != digests[memo]:
            found.append(Outside(memo, "changed"))
    return found
