"""Copies of people's files that a sync program left where two machines wrote at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import check
from pipeline.coding.copies import originals
from pipeline.model import Memo
from pipeline.problems import Problem, warning

SINGLE = {
    ("", ".yaml"): ("study",),
    ("data/raw/", ".csv"): ("documents", "speakers"),
    ("codebooks/", ".yaml"): ("codebook", "coreq"),
    ("codebooks/", ".jsonl"): ("history", "memos", "sampling"),
    ("codebooks/", ".md"): ("manuscript",),
}
"""The files of which a study has one each, by folder and ending."""

MEMOS = "codebooks/memos/"
_SAID = re.compile(r"conflict|konflikt|motstrid", re.IGNORECASE)
ALIKE = 40
"""How many letters at the start of two memos are compared."""


@check("conflict-copy")
def copies_of_files(evidence: Evidence) -> Iterator[Problem]:
    """Copies of settings, registers, codebook, history, manuscript and memos (not of codings)."""
    yield from copies_among(evidence.files, evidence.memos)


def copies_among(files: Iterable[str], written: Iterable[Memo]) -> Iterator[Problem]:
    """The copies among the names of a study's files; ``written`` are its memos, whose beginnings tell."""
    files = list(files)
    for (folder, ending), names in SINGLE.items():
        there = _stems(files, folder, ending)
        for name, original in sorted(originals(there, frozenset(names)).items()):
            if original in names:
                means = "nothing of it counts"
                yield _copy(f"{folder}{name}{ending}", f"{folder}{original}{ending}", means)
    memos = {memo.file: memo for memo in written}
    for name, original in sorted(originals(_stems(files, MEMOS, ".md"), frozenset()).items()):
        file, of = f"{MEMOS}{name}.md", f"{MEMOS}{original}.md"
        if _SAID.search(name) or _alike(memos.get(file), memos.get(of)):
            yield _copy(file, of, "it is read as a memo of its own")


def _stems(files: Iterable[str], folder: str, ending: str) -> list[str]:
    """The names without their ending of the files that lie directly in a folder."""
    inside = [name.removeprefix(folder) for name in files if name.startswith(folder)]
    return [name.removesuffix(ending) for name in inside if name.endswith(ending) and "/" not in name]


def _alike(one: Memo | None, other: Memo | None) -> bool:
    """Whether two memos begin as one; people, too, number their memos."""
    if one is None or other is None:
        return False
    return one.title == other.title or (bool(one.text) and one.text[:ALIKE] == other.text[:ALIKE])


def _copy(file: str, original: str, means: str) -> Problem:
    message = f"is a copy of {original} that a sync program left behind where two machines wrote; {means}."
    remedy = f"Compare the two, write what is missing into {original}, and move the copy out of the study."
    return warning(file, "conflict-copy", message, remedy)
