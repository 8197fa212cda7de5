"""The good lines of conflict copies, which a synchronised folder leaves behind, taken into the originals."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from pipeline.checks.copies import MEMOS, SINGLE
from pipeline.coding.copies import Copy
from pipeline.problems import StudyError, error
from pipeline.stages.opened import OpenStudy


class Taken(NamedTuple):
    """What was taken in: from which copy, into which file, how many lines, and where the copy is kept.

    ``unreadable`` are the numbers of the lines that nobody can read; they stay in the copy.
    """

    file: str
    original: str
    lines: int
    kept: str
    unreadable: tuple[int, ...]


def conflict_copies(opened: OpenStudy) -> list[Copy]:
    """The conflict copies of coders' files, as they lie there now."""
    from pipeline.store.copies import find_copies

    return find_copies(opened.folder.path)


def take_in(opened: OpenStudy, file: str) -> Taken:
    """Add to the original what only a conflict copy has, and then keep the copy where it is not read.

    Interrupted between the two, it can be done again and adds nothing twice. Raises StudyError for a file
    that is no conflict copy, that changed meanwhile, or where the disk refuses.
    """
    from pipeline.store.copies import one_at_a_time, put_aside, read_copy, take_lines, unchanged

    study = opened.folder.path
    with one_at_a_time(study):
        _the_copy(opened, file)
        seen = read_copy(study, file)
        copy = _the_copy(opened, file)
        unchanged(study, file, seen)
        lines = take_lines(study, copy)
        kept = put_aside(study, copy, seen)
    return Taken(copy.file, copy.original, lines, kept, copy.unreadable)


def _the_copy(opened: OpenStudy, file: str) -> Copy:
    found = [copy for copy in conflict_copies(opened) if copy.file == file]
    if not found:
        message = "this is not a conflict copy that lies among the codings now; it may be taken in already."
        raise StudyError(error(file[:200], "conflict-copy", message, "See what there is: forankret check"))
    return found[0]


def names_beside(study: Path) -> list[str]:
    """The files that lie directly where settings, registers, codebook and memos do."""
    found: list[str] = []
    for folder in sorted({*(folder for folder, _ in SINGLE), MEMOS}):
        try:
            with os.scandir(study / folder) as there:
                found += [f"{folder}{entry.name}" for entry in there if not entry.is_dir()]
        except OSError:
            continue
    return sorted(found)
