"""Memos from the terminal: written, found, changed, and logged where somebody wrote them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.coding.memo_log import MemoEvent, Outside
from pipeline.coding.noted import concerns, memo_name
from pipeline.model import Memo
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.opened import OpenStudy

MEMO_COLUMNS = ("date", "memo", "title", "about", "coder")
FOUND_MEMO_COLUMNS = ("date", "memo", "title", "words")
LOG_COLUMNS = ("at", "who", "event", "memo", "about", "reason", "digest")


class Listed(NamedTuple):
    """Memos that may be read by who asks, and how many others stay closed yet."""

    memos: list[Memo]
    closed: int


def about_text(about: Sequence[tuple[str, str]]) -> str:
    """What a memo is about in one line: ``code:uklart, document:INT-01``."""
    return ", ".join(f"{kind}:{id}" for kind, id in about)


def readable(opened: OpenStudy, reader: str = "", about: str = "") -> Listed:
    """The memos by date, or those on one subject or kind of subject (``code:uklart``, ``code``).

    Those of others stay closed that could tell of codings which are blind yet, as on the page. A study's
    only coder is the reader where nobody is named.
    """
    from pipeline.stages.memos_open import memos_on, visible_memos

    desk, coders = Desk(opened.folder.path), list(opened.study.coders)
    reader = reader or (coders[0] if len(coders) == 1 else "")
    kind, mark, id = about.partition(":")
    if mark:
        return Listed(memos_on(desk, reader, kind, id), 0)
    memos = visible_memos(desk, reader)
    closed = len(desk.memos) - len(memos)
    return Listed([memo for memo in memos if not kind or concerns(memo, kind)], 0 if kind else closed)


def the_memo(opened: OpenStudy, reader: str, name: str) -> Memo:
    """The memo whose name is or begins so; raises StudyError where none or several may be read."""
    name = name.removeprefix("codebooks/memos/").removesuffix(".md")
    memos = readable(opened, reader).memos
    found = [memo for memo in memos if memo_name(memo) == name] or [
        memo for memo in memos if name and memo_name(memo).startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    from difflib import get_close_matches

    near = [memo_name(memo) for memo in found] or get_close_matches(name, map(memo_name, memos), 3, 0.4)
    remedy = f"Did you mean {' or '.join(near[:3])}?" if near else "See them with: forankret memo list"
    message = f"there {'is no memo' if not found else f'are {len(found)} memos'} '{name}' that may be read."
    raise StudyError(error("codebooks/memos", "unknown-memo", message, remedy))


def memo_log(opened: OpenStudy, reader: str = "", name: str = "") -> list[MemoEvent]:
    """What was done with the memos, or with one of them, as logged; without those that stay closed."""
    from pipeline.store.memo_log import memo_digests, read_memo_log

    name = name.removeprefix("codebooks/memos/").removesuffix(".md")
    closed = {*memo_digests(opened.folder)} - {
        f"{memo_name(one)}.md" for one in readable(opened, reader).memos
    }
    return [
        event
        for event in read_memo_log(opened.folder).events
        if event.memo and event.memo not in closed and event.memo.startswith(name)
    ]


def not_logged(opened: OpenStudy) -> list[Outside]:
    """The memos that are not as the log has them: written, changed or removed by hand."""
    from pipeline.coding.memo_log import outside
    from pipeline.store.memo_log import memo_digests, read_memo_log

    return outside(read_memo_log(opened.folder).events, memo_digests(opened.folder))


def record(opened: OpenStudy, coder: str, names: Sequence[str] = (), reason: str = "") -> list[Outside]:
    """What was logged of the memos that people wrote, changed or removed by hand: all, or those named."""
    from pipeline.coding.events import stamp
    from pipeline.stages.coding import now
    from pipeline.stages.meant import the_coder
    from pipeline.stages.subjects import the_id
    from pipeline.store.memo_log import append_memo_log, memo_digests
    from pipeline.store.memos import read_memos

    who, found = the_coder(opened, coder), not_logged(opened)
    if names:
        wanted = [name.removeprefix("codebooks/memos/").removesuffix(".md") for name in names]
        known = {one.memo.removesuffix(".md") for one in found} | {
            *map(memo_name, read_memos(opened.folder)[0])
        }
        wanted = [the_id("memo", name, known) for name in wanted]
        found = [one for one in found if one.memo.removesuffix(".md") in wanted]
    digests = memo_digests(opened.folder)
    about = {memo.file.rpartition("/")[2]: memo.about for memo in read_memos(opened.folder)[0]}
    at = stamp(now())
    events = [
        MemoEvent(
            at=at,
            who=who,
            event="record",
            memo=one.memo,
            digest=digests.get(one.memo, ""),
            about=tuple({kind: id} for kind, id in about.get(one.memo, ())),
            reason=reason,
        )
        for one in found
    ]
    append_memo_log(opened.folder, events)
    return found
