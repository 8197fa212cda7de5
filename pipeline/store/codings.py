"""The files in which the coders' work is kept: one for each coder and document, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipeline.coding.chains import is_marker
from pipeline.coding.copies import CoderFile, Copy, copies_among, may_be_copy, together
from pipeline.coding.events import NONE, Event, Fork, Parsed, Record, chain, line_digest, parse
from pipeline.coding.further_lines import parse_further
from pipeline.problems import Problem, StudyError, error, warning
from pipeline.store.files import append_bytes, lock, sync_folder
from pipeline.store.names import id_of, safe_name

FOLDER = "codebooks/codings"
LOCK = "data/processed/.codings.lock"
SUFFIX = ".jsonl"


class CodingFiles(NamedTuple):
    """All events of a study, by coder and document and in the order of each file, with what is wrong.

    ``forks`` are the files (coder, document) in which git merged two histories that no event has mended.
    """

    records: list[Record]
    problems: list[Problem]
    forks: dict[tuple[str, str], list[Fork]]


def coding_file(coder: str, document: str) -> str:
    """Where a coder's events on a document are kept, inside the study."""
    return f"{FOLDER}/{safe_name(coder)}/{safe_name(document)}{SUFFIX}"


def read_codings(study: Path) -> CodingFiles:
    """Every event under ``codebooks/codings``, coders and documents in alphabetical order.

    What a sync program left of a file in a conflict copy stands behind it; each line counts once.
    """
    problems: list[Problem] = []
    files = read_coding_files(study, problems)
    told = together(files, copies_of(study, files))
    return CodingFiles(told.records, problems + told.problems, told.forks)


def read_coding_files(study: Path, problems: list[Problem]) -> list[CoderFile]:
    """Each file of codings by itself; anything else in their folder is added to the problems."""
    return [
        CoderFile(path.relative_to(study).as_posix(), *whose(path), read_coding_file(path, study))
        for path in coding_files(study, problems)
    ]


def copies_of(study: Path, files: Sequence[CoderFile]) -> list[Copy]:
    """The conflict copies among the files, each with the place of its original, be it there or not."""
    if not any(may_be_copy(file.document) for file in files):
        return []
    from pipeline.store.folder import StudyFolder
    from pipeline.store.register import read_documents

    documents = {row.document for row in read_documents(StudyFolder(study))[0]}
    copies = copies_among(files, documents)
    return [
        copy if copy.original else copy._replace(original=coding_file(copy.coder, copy.document))
        for copy in copies
    ]


def whose(path: Path) -> tuple[str, str]:
    """The coder and the document that an event file is about, by its name."""
    return id_of(path.parent.name), id_of(path.name.removesuffix(SUFFIX))


def coders_with_files(study: Path) -> list[str]:
    """The coders who have a folder of codings, listed in study.yaml or not."""
    root = study / FOLDER
    folders = sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return [id_of(name) for name in folders if not name.startswith(".")]


def coding_files(study: Path, problems: list[Problem]) -> list[Path]:
    """The event files; anything else in their folder is added to the problems."""
    found: list[Path] = []
    root = study / FOLDER
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        parts = path.relative_to(root).parts
        depth = len(parts)
        if any(part.startswith(".") for part in parts) or (path.is_dir() and depth == 1):
            continue
        if depth == 2 and path.name.endswith(SUFFIX) and path.is_file():
            found.append(path)
            continue
        message = "This is not a file of codings (<coder>/<document>.jsonl), so it is not read."
        place = path.relative_to(study).as_posix()
        problems.append(warning(place, "foreign-file", message, "Move it out of codebooks/codings."))
    return found


class Held(NamedTuple):
    """A file of codings as it was read: what it tells, and its bytes."""

    told: Parsed
    data: bytes


def read_coding_file(path: Path, study: Path) -> Parsed:
    """The events of one file, and what is wrong in it; a file that cannot be read is a problem."""
    return read_coding_file_on(path, study, None).told


def read_coding_file_on(path: Path, study: Path, before: Held | None) -> Held:
    """The same of a file that was read before: where it was only added to, its old lines are as they were."""
    place = path.relative_to(study).as_posix()
    try:
        data = path.read_bytes()
    except OSError as trouble:
        message = f"The codings cannot be read ({trouble.strerror})."
        problem = error(place, "unreadable-file", message, "See that the file may be read.")
        return Held(Parsed([], [problem], []), b"")
    further = parse_further(*before, data, place) if before else None
    return Held(further or parse(data, place, *whose(path)), data)


def append(study: Path, coder: str, document: str, events: Iterable[Event]) -> list[Event]:
    """The events as written at the end of the coder's file, each chained to the line before.

    Written in one piece and on the disk before this returns; nothing in the file is ever rewritten. Where
    the last line was cut off by a crash, writing goes on in a new line.
    """
    file = coding_file(coder, document)
    path = study / file
    with alone(study):
        try:
            return _write(path, list(events))
        except OSError as trouble:
            raise _not_saved(file, trouble) from trouble


@contextmanager
def alone(study: Path) -> Iterator[None]:
    """While this lasts nobody else, in this program or another, adds to the coders' files.

    Raises StudyError where the lock cannot be had.
    """
    try:
        held = lock(study, LOCK)
        held.acquire()
    except OSError as trouble:
        raise _not_saved(FOLDER, trouble) from trouble
    try:
        yield
    finally:
        held.release()


def _write(path: Path, events: list[Event]) -> list[Event]:
    if not events:
        return []
    created = _make_folders(path.parent)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        previous, torn = _last_line(handle)
        linked = list(chain(events, previous))
        data = b"".join(line + b"\n" for _, line in linked)
        append_bytes(handle, (b"\n" if torn else b"") + data)
    finally:
        os.close(handle)
    for folder in (path.parent, *created) if is_new else ():
        sync_folder(folder)
    return [event for event, _ in linked]


def put_on_disk(study: Path, coder: str, document: str) -> None:
    """See to it that all that is in a coder's file is on the disk; raises StudyError where it is not."""
    file = coding_file(coder, document)
    try:
        handle = os.open(study / file, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as trouble:
        raise _not_saved(file, trouble) from trouble


def _not_saved(file: str, trouble: OSError) -> StudyError:
    message = f"The coding could not be saved ({trouble.strerror or trouble})."
    remedy = "See that the disk is not full and that the folder may be written to; then do it again."
    return StudyError(error(file, "not-saved", message, remedy))


def _last_line(handle: int) -> tuple[str, bool]:
    """The digest of the last line that a new one follows upon, and whether the file ends inside a line."""
    size = os.lseek(handle, 0, os.SEEK_END)
    reach = 1 << 16
    while True:
        reach = min(reach, size)
        os.lseek(handle, size - reach, os.SEEK_SET)
        tail = _read(handle, reach)
        lines = [line.removesuffix(b"\r") for line in tail.split(b"\n")]
        held = [place for place, line in enumerate(lines) if line.strip() and not is_marker(line)]
        if reach == size or (held and held[-1] > 0):
            break
        reach *= 8
    if not held:
        return NONE, bool(tail) and not tail.endswith(b"\n")
    last = lines[held[-1]]
    if reach == size and held[-1] == 0:
        last = last.removeprefix(b"\xef\xbb\xbf")
    return line_digest(last), not tail.endswith(b"\n")


def _read(handle: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := os.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _make_folders(folder: Path) -> list[Path]:
    """Makes the folder; gives the existing folders whose list of names this changed."""
    changed: list[Path] = []
    missing = folder
    while not missing.exists():
        missing = missing.parent
        changed.append(missing)
    folder.mkdir(parents=True, exist_ok=True)
    return changed
