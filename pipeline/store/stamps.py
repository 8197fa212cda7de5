"""Whether a file was touched since it was read, told from its time, size and number on the disk."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int]
NO_FILE: Stamp = (0, -1, 0)


def stamp(path: Path) -> Stamp:
    """The stamp of a file; a file that is not there, or that nobody may see, has one of its own."""
    try:
        return _of(path.stat())
    except OSError:
        return NO_FILE


def stamps(folder: Path) -> dict[str, Stamp]:
    """The stamp of every visible file below a folder, by its path; {} where there is none."""
    found: dict[str, Stamp] = {}
    _collect(os.fspath(folder), found)
    return found


def _collect(folder: str, found: dict[str, Stamp]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            _collect(entry.path, found)
        else:
            found[entry.path] = stamp(Path(entry.path))


def _of(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
