"""The codebook at any version, two versions beside each other, and what was changed when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.codebook import Change, Codebook
from pipeline.coding.replaying import codebook_at, untold
from pipeline.coding.versions import PROSE, Difference, differences, marked
from pipeline.counted import number_of
from pipeline.problems import StudyError, UsageError, error
from pipeline.report.sections.change_words import field_name, told_change
from pipeline.report.wording import Wording, wording
from pipeline.stages.opened import OpenStudy
from pipeline.store.history import history_told

LOG_COLUMNS = ("version", "at", "who", "event", "code", "what", "reason")


class Version(NamedTuple):
    """The codebook at a version, and a line on what the history does not tell of; '' where it is whole."""

    codebook: Codebook
    note: str


def history_of(opened: OpenStudy) -> list[Change]:
    """Every change that the history tells of, in its order."""
    return history_told(opened.folder.path).changes


def at(opened: OpenStudy, version: int | None, history: Sequence[Change] | None = None) -> Version:
    """The codebook at a version, or today's; raises UsageError for a version that it never had."""
    now = opened.codebook
    if version is None or version == now.version:
        return Version(now, "")
    if not 0 <= version < now.version:
        raise UsageError(f"The codebook has versions 0 (nothing yet) to {now.version}, and no {version}.")
    known = history_of(opened) if history is None else history
    return Version(codebook_at(now, known, version), _gaps(untold(now.version, known, max(version, 1))))


def _gaps(gaps: Sequence[tuple[int, int]]) -> str:
    if not gaps:
        return ""
    told = [str(first) if first == last else f"{first}-{last}" for first, last in gaps[:5]]
    more = " and others" if len(gaps) > 5 else ""
    return (
        f"The history does not tell what came with version {', '.join(told)}{more}: "
        "what was changed then is shown as it is today."
    )


def diff(opened: OpenStudy, one: int, other: int | None) -> tuple[list[str], str]:
    """What is another in the later of two versions, in the words of the report; and a note on gaps."""
    history, words = history_of(opened), wording(opened.study.language)
    last = opened.codebook.version if other is None else other
    old, new = (at(opened, version, history) for version in sorted((one, last)))
    found = differences(old.codebook, new.codebook, history)
    if not found:
        return [words("change.same", old=old.codebook.version, new=new.codebook.version)], old.note
    return [line for each in found for line in _told(opened, words, new.codebook, each)], old.note


def _told(opened: OpenStudy, words: Wording, book: Codebook, each: Difference) -> Iterable[str]:
    """A difference in words, what a text said before and says now, and why."""
    yield f"{told_change(words, book, each.change)}."
    if each.change.event == "edit":
        yield from before_and_now(words, each.change)
    for line in each.because:
        if line.reason:
            who = who_label(opened, line.who)
            yield "    " + words("change.why", who=who, date=words.date(line.at), reason=line.reason)


def before_and_now(words: Wording, change: Change) -> Iterable[str]:
    """What each text that changed said before and says now, the words that are others in marks."""
    before, after = change.before or {}, change.after or {}
    names = [name for name in PROSE if before.get(name, "") != after.get(name, "")]
    for name in names:
        old, new = marked(str(before.get(name) or ""), str(after.get(name) or ""))
        head = f"{field_name(words, name)}, " if len(names) > 1 or name != "definition" else ""
        yield f"  {head}{words('change.before', text=old or words('change.empty'))}"
        yield f"  {head}{words('change.now', text=new or words('change.empty'))}"


def who_label(opened: OpenStudy, who: str) -> str:
    """A coder by the name that readers of the report see."""
    known = opened.study.coders.get(who)
    return (known.label or who) if known else who


def log(opened: OpenStudy, code: str = "") -> list[list[object]]:
    """The changes of the codebook in order, or those of a code and of what became it, as rows of a table."""
    from pipeline.coding.code_meant import code_meant

    history, words = history_of(opened), wording(opened.study.language)
    if code and not any(change.code == code for change in history):
        code = code_meant(opened.codebook, code)
    return [
        [
            *(change.version, change.at, change.who, change.event, change.code),
            told_change(words, opened.codebook, change),
            change.reason,
        ]
        for change in history
        if not code or concerns(change, code)
    ]


def concerns(change: Change, code: str) -> bool:
    """Whether a change is of a code, or of another that became it."""
    after = change.after or {}
    became = [after.get("merged_into"), *(after.get("split_into") or [])]
    return change.code == code or (change.event in ("merge", "split") and code in became)


def written(book: Codebook, out: Path | None) -> str:
    """The codebook as the text of a file; or a line that says to which new file it was written.

    Raises StudyError where there is a file of that name already.
    """
    from pipeline.store.codebook_text import codebook_text
    from pipeline.store.files import write_atomic

    text = codebook_text(book)
    if out is None:
        return text
    if out.exists():
        raise StudyError(error(str(out), "out", "is there already.", "Name a new file with --out."))
    write_atomic(out, text.encode("utf-8"))
    return f"version {book.version} of the codebook, {number_of(len(book.codes), 'code')}, in {out}\n"
