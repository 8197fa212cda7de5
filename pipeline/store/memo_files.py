"""The files of the memos: a new one is never put over another, and none is written that somebody changed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

from pipeline.coding.memo_form import about_line, framed, quoted, title_line
from pipeline.model import Memo
from pipeline.problems import StudyError, error
from pipeline.store.files import lock, sha256, write_atomic
from pipeline.store.folder import StudyFolder
from pipeline.store.memos import front_matter, memo_of, parted

FOLDER = "codebooks/memos"
LOCK = "data/processed/.memos.lock"


def memo_digest(data: bytes) -> str:
    """What tells one state of a memo's file from another."""
    return sha256(data)


def memo_path(folder: StudyFolder, file: str) -> Path:
    """The file of a memo by its name or its place; raises StudyError for what is not in the list of memos."""
    name = file.removeprefix(f"{FOLDER}/")
    for path in (folder.codebooks / "memos").glob("*.md"):
        if path.name == name and path.is_file():
            return path
    message = "there is no memo of this name in codebooks/memos (any more)."
    raise StudyError(error(file[:200], "unknown-memo", message, "See which there are in codebooks/memos."))


def create_memo(folder: StudyFolder, day: str, slug: str, text: str) -> str:
    """The place of a new memo, on the disk when this returns; a number follows where the name is taken."""
    memos = folder.codebooks / "memos"
    with _saving(folder, FOLDER):
        memos.mkdir(parents=True, exist_ok=True)
        number = 1
        while not _put(path := memos / _name(day, slug, number), text.encode("utf-8")):
            number += 1
    return folder.place(path)


def _name(day: str, slug: str, number: int) -> str:
    return f"{day}-{slug}.md" if number == 1 else f"{day}-{slug}-{number}.md"


def _put(path: Path, data: bytes) -> bool:
    """Whether the file could be made under this name: whole, on the disk, and over no other."""
    if os.path.lexists(path):
        return False
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return _named(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _named(partial: Path, path: Path) -> bool:
    try:
        os.link(partial, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links, such as a memory stick; the lock keeps other writers away
        partial.replace(path)
    return True


def replace_memo(
    folder: StudyFolder,
    file: str,
    seen: str,
    change: Callable[[bytes], bytes],
    changed: Callable[[bytes], Exception],
) -> str:
    """The place of a memo that was written anew, where it was still the one seen; else raises ``changed``."""
    path = memo_path(folder, file)
    with _saving(folder, folder.place(path)):
        data = path.read_bytes()
        if memo_digest(data) != seen:
            raise changed(data)
        new = change(data)
        if new != data:
            write_atomic(path, new)
    return folder.place(path)


@contextmanager
def _saving(folder: StudyFolder, place: str) -> Iterator[None]:
    """While this lasts no other part of the program writes memos; a disk that refuses is told in words."""
    try:
        with lock(folder.path, LOCK):
            yield
    except OSError as trouble:
        message = f"The memo could not be saved ({trouble.strerror or trouble})."
        remedy = "See that the disk is not full and that the folder may be written to; then do it again."
        raise StudyError(error(place, "not-saved", message, remedy)) from trouble


def read_memo(folder: StudyFolder, file: str) -> tuple[Memo, bytes]:
    """A memo with its file's bytes; raises StudyError where there is none, or it is no UTF-8 text."""
    path = memo_path(folder, file)
    place = folder.place(path)
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise _unreadable(place) from trouble
    return memo_of(place, _decoded(place, data))[0], data


def _decoded(place: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise _unreadable(place) from trouble


def _unreadable(place: str) -> StudyError:
    return StudyError(error(place, "memo", "cannot be read as UTF-8 text.", "Save it again as UTF-8."))


def rewritten(place: str, data: bytes, title: str, about: Sequence[tuple[str, str]], text: str) -> bytes:
    """A memo's file with another title, subject or text; all other facts stay letter for letter.

    Raises StudyError where its front matter cannot be read or changed by a program.
    """
    old = _decoded(place, data).replace("\r\n", "\n")
    head = _head(place, old, memo_of(place, old)[0], title, about)
    new = framed(head, text)
    after = memo_of(place, new)[0]
    if (after.title, after.about, after.text) != (title, tuple(about), text):
        raise _by_hand(place, "is written in a way that only people can change.")
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (new.replace("\n", "\r\n") if b"\r\n" in data else new).encode("utf-8")


def _head(place: str, old: str, memo: Memo, title: str, about: Sequence[tuple[str, str]]) -> str:
    head = parted(old)[0]
    if not head:
        return "".join(f"{line}\n" for line in (*_day(memo), title_line(title), *about_line(about)))
    facts, problems = front_matter(place, head)
    if problems:
        raise _by_hand(place, "cannot be read, and writing the memo would lose it.")
    wanted: dict[str, list[str]] = {}
    if "title" not in facts or memo.title != title:
        wanted["title"] = [title_line(title)]
    if memo.about != tuple(about):
        wanted["about"] = about_line(about)
    return _spliced(place, head, wanted)


def _spliced(place: str, head: str, wanted: dict[str, list[str]]) -> str:
    """The facts with the lines of some of them replaced, those that were not there at the end."""
    lines = head.split("\n")
    for name, (first, last) in reversed(_entries(place, head).items()):
        if name in wanted:
            lines[first:last] = wanted.pop(name)
    for added in wanted.values():
        lines += added
    return "".join(f"{line}\n" for line in lines)


def _entries(place: str, head: str) -> dict[str, tuple[int, int]]:
    """The lines of each fact, in their order; comments and empty lines below it are not among them."""
    from ruamel.yaml import YAML

    node = YAML(pure=True).compose(StringIO(head))
    if node.flow_style:
        raise _by_hand(place, "is written in one line in braces.")
    lines = head.split("\n")
    starts = [key.start_mark.line for key, _ in node.value] + [len(lines)]
    found = {}
    for (key, _), first, last in zip(node.value, starts[:-1], starts[1:], strict=True):
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        found[str(key.value)] = (first, last)
    return found


def _day(memo: Memo) -> list[str]:
    try:
        return [f"date: {quoted(date.fromisoformat(memo.date).isoformat())}"]
    except ValueError:
        return []


def _by_hand(place: str, why: str) -> StudyError:
    remedy = "Change it in an editor; what you wrote here is not lost yet, so copy it first."
    return StudyError(error(f"{place}:1", "memo", f"its front matter {why}", remedy))
