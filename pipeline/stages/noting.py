"""A person's memos: a new one becomes a file, and a changed one is written only over what that person saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Memo
from pipeline.problems import StudyError, UsageError, error
from pipeline.stages.opened import OpenStudy
from pipeline.store.memo_files import memo_digest

__all__ = ["MemoChanged", "Seen", "log_memo", "memo_digest", "open_memo", "rewrite_memo", "write_memo"]

About = Sequence[tuple[str, str]]


class Seen(NamedTuple):
    """A memo as it is now, and the digest by which a change since then is noticed."""

    memo: Memo
    digest: str


class MemoChanged(StudyError):
    """Somebody changed the memo meanwhile: their text, the text wanted, and the digest of theirs."""

    def __init__(self, file: str, theirs: str, mine: str, digest: str) -> None:
        message = "somebody changed this memo after you opened it, so yours was not written over it."
        remedy = "Look at both texts, and save what the memo is to say."
        super().__init__(error(file, "memo-changed", message, remedy))
        self.theirs = theirs
        self.mine = mine
        self.digest = digest


def open_memo(opened: OpenStudy, file: str) -> Seen:
    """A memo to be read or changed; raises StudyError for a name that is not in the list of memos."""
    from pipeline.store.memo_files import read_memo

    memo, data = read_memo(opened.folder, file)
    return Seen(memo, memo_digest(data))


def write_memo(opened: OpenStudy, coder: str, title: str, text: str, about: About) -> Memo:
    """A new memo, dated today and on the disk when this returns; raises UsageError where it has no title."""
    from pipeline.coding.memo_form import memo_text, one_line, slug_of, subjects, tidy
    from pipeline.stages.coding import now
    from pipeline.stages.meant import the_coder
    from pipeline.store.memo_files import create_memo

    coder = the_coder(opened, coder)
    title, day = _titled(title), now().date().isoformat()
    data = memo_text(day, title, subjects(about), one_line(coder), tidy(text))
    made = open_memo(opened, create_memo(opened.folder, day, slug_of(title), data))
    log_memo(opened, "write", made, coder)
    return made.memo


def rewrite_memo(
    opened: OpenStudy,
    file: str,
    title: str,
    text: str,
    about: About,
    seen: str,
    coder: str = "",
    reason: str = "",
) -> Memo:
    """The memo with another title, text or subject; its date and all other facts stay.

    ``coder`` is who changes it and ``reason`` why, for the log.

    Raises MemoChanged where it is not the one seen any more, UsageError where it has no title, and
    StudyError where there is no such memo, or its front matter cannot be changed by a program.
    """
    from pipeline.coding.memo_form import subjects, tidy
    from pipeline.store.memo_files import memo_path, replace_memo, rewritten
    from pipeline.store.memos import memo_of

    title, text, about = _titled(title), tidy(text), subjects(about)
    place = opened.folder.place(memo_path(opened.folder, file))

    def changed(data: bytes) -> MemoChanged:
        theirs = memo_of(place, data.decode("utf-8-sig", "replace"))[0].text
        return MemoChanged(place, theirs, text, memo_digest(data))

    def change(data: bytes) -> bytes:
        return rewritten(place, data, title, about, text)

    made = open_memo(opened, replace_memo(opened.folder, place, seen, change, changed))
    if made.digest != seen:
        log_memo(opened, "rewrite", made, coder, reason)
    return made.memo


def log_memo(opened: OpenStudy, event: str, seen: Seen, who: str, reason: str = "") -> None:
    """Put into the log what was done with a memo; raises StudyError where the disk takes it not."""
    from pipeline.coding.events import stamp
    from pipeline.coding.memo_log import MemoEvent
    from pipeline.stages.coding import now
    from pipeline.store.memo_log import append_memo_log

    line = MemoEvent(
        at=stamp(now()),
        who=who,
        event=event,
        memo=seen.memo.file.rpartition("/")[2],
        digest=seen.digest[:16],
        about=tuple({kind: id} for kind, id in seen.memo.about),
        reason=reason,
    )
    append_memo_log(opened.folder, [line])


def _titled(title: str) -> str:
    from pipeline.coding.memo_form import one_line

    if not one_line(title):
        raise UsageError("A memo needs a title.")
    return one_line(title)
