"""Conflict copies of coders' files on the disk: found, their lines taken in, and then put aside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.coding.copies import Copy
from pipeline.problems import StudyError, error
from pipeline.store.codings import FOLDER, append, copies_of, read_coding_files
from pipeline.store.files import lock, sync_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

ASIDE = ".taken-in"
LOCK = "data/processed/.copies.lock"


def find_copies(study: Path) -> list[Copy]:
    """The conflict copies that lie among the coders' files now, by coder and name."""
    return copies_of(study, read_coding_files(study, []))


def take_lines(study: Path, copy: Copy) -> int:
    """Add to the original what only the copy has; how many lines are on the disk when this returns.

    Everything but ``previous`` is as it was, so that the same lines are never added again.
    """
    return len(append(study, copy.coder, copy.document, copy.new))


def put_aside(study: Path, copy: Copy, seen: bytes) -> str:
    """Move the copy to where it is no longer read, never over another file; its new place.

    Raises StudyError where it is not what was seen any more, or cannot be moved.
    """
    unchanged(study, copy.file, seen)
    path = study / copy.file
    try:
        target = _free(study / FOLDER / ASIDE / path.parent.name, path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        for folder in (target.parent, path.parent):
            sync_folder(folder)
    except OSError as trouble:
        message = f"All its lines are in {copy.original} now, but it could not be moved ({trouble.strerror})."
        remedy = "See that its folder may be written to; then take it in again, which adds nothing twice."
        raise StudyError(error(copy.file, "not-saved", message, remedy)) from trouble
    return target.relative_to(study).as_posix()


def read_copy(study: Path, file: str) -> bytes:
    """A copy byte for byte; raises StudyError where it cannot be read."""
    try:
        return (study / file).read_bytes()
    except OSError as trouble:
        message = f"The copy cannot be read ({trouble.strerror}), so nothing was taken in."
        raise StudyError(
            error(file, "unreadable-file", message, "See that the file is there and may be read.")
        ) from trouble


def unchanged(study: Path, file: str, seen: bytes) -> None:
    """Raises StudyError where the copy is not what was seen any more."""
    if read_copy(study, file) != seen:
        message = "The copy was changed meanwhile, most likely by the sync program."
        remedy = "Wait until it is done, and take it in again."
        raise StudyError(error(file, "conflict-copy", message, remedy))


def _free(folder: Path, name: str) -> Path:
    """The first name in a folder that nothing has: its own, or one with a number before its ending."""
    stem, dot, ending = name.rpartition(".")
    number, target = 1, folder / name
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}.{number}{dot}{ending}"
    return target


def one_at_a_time(study: Path) -> BaseFileLock:
    """While this lock is held nobody else takes copies in; coders go on writing."""
    return lock(study, LOCK)
