"""Saving a memo from the page: an answer that got lost on its way makes no second memo and no conflict."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.memo_form import one_line, subjects, tidy
from pipeline.model import Memo
from pipeline.problems import StudyError, error
from pipeline.stages.coding import now
from pipeline.stages.desk import Desk
from pipeline.stages.noting import open_memo, rewrite_memo, write_memo


def keep_memo(desk: Desk, coder: str, title: str, text: str, about: Sequence[tuple[str, str]]) -> Memo:
    """A new memo, on the disk when this returns.

    One that is the same in every word and was written today is not written twice, since it is the answer
    to it that got lost. Raises StudyError where it has no title.
    """
    today = now().date().isoformat()
    with desk.lock:
        for memo in desk.memos:
            if (memo.date, memo.coder) == (today, coder) and _is_same(memo, title, text, about):
                return memo
        made = write_memo(desk.opened, coder, _titled(title), text, about)
        desk.look(now=True)
    return made


def change_memo(
    desk: Desk,
    coder: str,
    file: str,
    title: str,
    text: str,
    about: Sequence[tuple[str, str]],
    seen: str,
) -> Memo:
    """The memo as it was changed, on the disk when this returns; raises MemoChanged as noting does."""
    with desk.lock:
        there = open_memo(desk.opened, file).memo
        if _is_same(there, title, text, about):
            return there
        made = rewrite_memo(desk.opened, file, _titled(title), text, about, seen, coder)
        desk.look(now=True)
    return made


def _is_same(memo: Memo, title: str, text: str, about: Sequence[tuple[str, str]]) -> bool:
    """Whether a memo says these very words on these subjects."""
    return (memo.title, memo.text, memo.about) == (one_line(title), tidy(text), subjects(about))


def _titled(title: str) -> str:
    if not one_line(title):
        raise StudyError(error("", "memo-title", "a memo needs a title.", "Write one."))
    return title
