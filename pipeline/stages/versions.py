"""The codebook at any version, two versions beside each other, and what was changed when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.codebook import Change, Codebook
from pipeline.coding.history_lines import History
from pipeline.coding.replaying import codebook_at, said, untold
from pipeline.coding.twice import Way, book_of, ways
from pipeline.coding.versions import PROSE, Difference, differences, marked, names_then
from pipeline.counted import number_of
from pipeline.problems import StudyError, UsageError, error
from pipeline.report.sections.change_words import field_name, told_change
from pipeline.report.wording import Wording, wording
from pipeline.stages.opened import OpenStudy
from pipeline.store.history import HISTORY, history_told

LOG_COLUMNS = ("version", "at", "who", "event", "code", "what", "reason")


class Version(NamedTuple):
    """The codebook at a version, and a line on what the history does not tell of; '' where it is whole."""

    codebook: Codebook
    note: str


def history_of(opened: OpenStudy) -> list[Change]:
    """Every change that the history tells of, in its order."""
    return history_told(opened.folder.path).changes


def at(opened: OpenStudy, version: int | None, history: History | None = None) -> Version:
    """The codebook at a version, or today's; raises UsageError for a version that it never had.

    Of a version that stands twice, since git merged two histories, that of the first is shown, and the note
    says how the other differs.
    """
    now = opened.codebook
    if version is None:
        return Version(now, "")
    if not 0 <= version <= now.version:
        raise UsageError(f"The codebook has versions 0 (nothing yet) to {now.version}, and no {version}.")
    known = history_told(opened.folder.path) if history is None else history
    found = ways(known.told, version)
    books = [book_of(now, known.told, way) for way in found]
    twice = _twice(found, books)
    if version == now.version:
        return Version(now, twice)
    gaps = _gaps(untold(now.version, known.changes, max(version, 1)))
    then = books[0] if books else codebook_at(now, known.changes, version)
    return Version(then, "\n".join(filter(None, (twice, gaps))))


def _twice(found: Sequence[Way], books: Sequence[Codebook]) -> str:
    """That a version stands twice, whose each is, and what they say of the codes in which they differ."""
    if not found:
        return ""
    if len(found) == 1:
        return (
            f"Version {books[0].version} was made in one copy alone ({HISTORY} {found[0].named}), before git "
            "merged it with another: what that had changed is not in it."
        )
    listed = " and ".join(f"in {way.named}" for way in found)
    told = [f"Version {books[0].version} stands more than once in {HISTORY}, since git merged two: {listed}."]
    for code in dict.fromkeys(code.id for book in books for code in book.codes):
        held = [said(book.by_id[code]) if code in book.by_id else {} for book in books]
        for name in dict.fromkeys(name for fields in held for name in fields):
            values = [fields.get(name, "") for fields in held]
            if any(value != values[0] for value in values):
                each = "; ".join(
                    f"«{_plain(value)}» ({way.named})" for value, way in zip(values, found, strict=True)
                )
                told.append(f"  {code}, {name}: {each}")
    return "\n".join(told)


def _plain(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)


def standing_twice(opened: OpenStudy, versions: Iterable[int]) -> list[str]:
    """What to know of those versions that stand twice in the history, a sentence each."""
    told = history_told(opened.folder.path).told
    found = {version: ways(told, version) for version in sorted(set(versions))}
    return [
        f"Version {version} of the codebook stands more than once, since git merged histories "
        f"({'; '.join(way.named for way in each)}): what was coded under it is taken together."
        for version, each in found.items()
        if len(each) > 1
    ]


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
    history, words = history_told(opened.folder.path), wording(opened.study.language)
    last = opened.codebook.version if other is None else other
    old, new = (at(opened, version, history) for version in sorted((one, last)))
    found = differences(old.codebook, new.codebook, history.changes)
    note = "\n".join(dict.fromkeys(filter(None, (old.note, new.note))))
    if not found:
        return [words("change.same", old=old.codebook.version, new=new.codebook.version)], note
    return [line for each in found for line in _told(opened, words, new.codebook, each)], note


def _told(opened: OpenStudy, words: Wording, book: Codebook, each: Difference) -> Iterable[str]:
    """A difference in words, what a text said before and says now, and why."""
    yield f"{told_change(words, book.labels, each.change)}."
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
            told_change(words, names, change),
            change.reason,
        ]
        for change, names in names_then(opened.codebook, history)
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
