"""Copies of coders' files that sync programs leave where two machines wrote at once, told by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from pipeline.coding.events import Event, Fork, Parsed, Record, line_bytes
from pipeline.problems import Problem, warning

_MARKS = (
    r"\s*\(.*(?:conflict|konflikt|motstrid).*\)",  # Dropbox, Nextcloud, Seafile, in many languages
    r"\s*\(\d{1,3}\)",  # OneDrive, Google Drive
    r" \d{1,2}",  # iCloud
    r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?",  # Syncthing
    r"_conflict-\d{8}-\d{6}",  # ownCloud
    r"(?: -)? (?:copy|kopi|kopia)(?: \(?\d{1,3}\)?)?",  # Windows Explorer, the Finder
    r"-[\w-]*(?:macbook|imac|mac-mini)[\w-]*",  # OneDrive, with the name of the machine
)
_MARK = re.compile("|".join(_MARKS), re.IGNORECASE)
_MACHINE = re.compile(r"-(?=.*[A-Z])[A-Z0-9][A-Z0-9-]{2,13}[A-Z0-9]")
"""A name as Windows machines have it; ``INT-01-B`` is more likely a document."""

OWN_HISTORY = ("foreign-line", "merged-history")
"""What is told of a file's own history, and means nothing in a copy that is to be taken in."""
UNREADABLE = ("torn-line", "broken-line", "conflict-marker")


class CoderFile(NamedTuple):
    """A file of codings as it was read; ``document`` is what its name says."""

    place: str
    coder: str
    document: str
    parsed: Parsed


class Copy(NamedTuple):
    """A conflict copy: its file, the file it is a copy of, whose and on what.

    ``new`` are the events that are not in the original, in their order; ``unreadable`` are the numbers of
    the lines that cannot be read.
    """

    file: str
    original: str
    coder: str
    document: str
    new: tuple[Event, ...]
    unreadable: tuple[int, ...]


class Together(NamedTuple):
    """What all files of codings hold, each line once, with what is wrong and what is to be mended."""

    records: list[Record]
    problems: list[Problem]
    forks: dict[tuple[str, str], list[Fork]]


def original_of(name: str, known: Set[str]) -> str | None:
    """The known name, without its ending, of which this one is a copy; None for a name that is known itself.

    A copy of a copy is one of the original; of several known names the longest is meant.
    """
    return None if name in known else next((stem for stem in _stems(name) if stem in known), None)


def may_be_copy(name: str) -> bool:
    """Whether a name ends as sync programs let the names of copies end."""
    return next(_stems(name), None) is not None


def _stems(name: str) -> Iterator[str]:
    """What may have been the name of the original, the longest first."""
    ends = [len(name)]
    for cut in range(len(name) - 1, 0, -1):
        if any(_marks(name[cut:end]) for end in ends):
            ends.append(cut)
            yield name[:cut]


def _marks(tail: str) -> bool:
    return tail[0] in " \t(._-" and bool(_MARK.fullmatch(tail) or _MACHINE.fullmatch(tail))


def originals(names: Iterable[str], documents: Set[str]) -> dict[str, str]:
    """The original of each name that is a copy of a document or of another name here."""
    beside = set(names)
    found: dict[str, str] = {}
    for name in sorted(beside - documents, key=lambda name: (len(name), name)):
        stem = next((stem for stem in _stems(name) if stem in documents or stem in beside), None)
        if stem is not None:
            found[name] = found.get(stem, stem)
    return found


def copies_among(files: Sequence[CoderFile], documents: Set[str]) -> list[Copy]:
    """The conflict copies among the files of codings; the original of one may be missing (empty)."""
    copies = []
    for coder in dict.fromkeys(file.coder for file in files):
        theirs = [file for file in files if file.coder == coder]
        doubtful = {file.document for file in theirs if not _speaks_of_itself(file)}
        beside = {file.document for file in theirs}
        found = originals(doubtful, documents | (beside - doubtful))
        for file in theirs:
            if file.document in found:
                copies.append(_copy(file, [one for one in theirs if one.document == found[file.document]]))
                copies[-1] = copies[-1]._replace(document=found[file.document])
    return copies


def _speaks_of_itself(file: CoderFile) -> bool:
    """Whether a file has lines about the very document that its name says; then it is no copy."""
    return any(record.event.utterance.rpartition(":")[0] == file.document for record in file.parsed.records)


def _copy(file: CoderFile, of: Sequence[CoderFile]) -> Copy:
    new = tuple(record.event for record in only_in(file.parsed.records, _lines(of)))
    unreadable = [p.place for p in file.parsed.problems if p.check in UNREADABLE]
    numbers = tuple(int(place.rpartition(":")[2]) for place in unreadable)
    return Copy(file.place, of[0].place if of else "", file.coder, file.document, new, numbers)


def only_in(records: Iterable[Record], seen: set[bytes]) -> list[Record]:
    """The records whose lines were not seen, each once; what a copy says of its own history is left out."""
    found = []
    for record in records:
        line = same_line(record.event)
        if line not in seen and record.event.event != "mend":
            seen.add(line)
            found.append(record)
    return found


def same_line(event: Event) -> bytes:
    """What two lines have in common that are the same event, wherever they stand in a chain."""
    return line_bytes(event.model_copy(update={"previous": ""}))


def _lines(files: Iterable[CoderFile]) -> set[bytes]:
    return {same_line(record.event) for file in files for record in file.parsed.records}


def together(files: Sequence[CoderFile], copies: Sequence[Copy]) -> Together:
    """What the files hold when each copy stands behind its original, and each line counts once."""
    copied = {copy.file: copy for copy in copies}
    behind: dict[tuple[str, str], list[CoderFile]] = {}
    for file in files:
        if file.place in copied:
            behind.setdefault((file.coder, copied[file.place].document), []).append(file)
    own = [file for file in files if file.place not in copied]
    last = {(file.coder, file.document): file.place for file in own}
    told = Together([], [], {})
    for file in own:
        _tell(file, told)
        key = file.coder, file.document
        if last[key] == file.place and key in behind:
            originals = [one for one in own if (one.coder, one.document) == key]
            _tell_copies(behind.pop(key), _lines(originals), copied, told)
    for rest in behind.values():
        _tell_copies(rest, set(), copied, told)
    return told


def _tell(file: CoderFile, told: Together) -> None:
    told.records.extend(file.parsed.records)
    told.problems.extend(file.parsed.problems)
    if file.parsed.forks:
        told.forks[file.coder, file.document] = file.parsed.forks


def _tell_copies(
    files: Iterable[CoderFile], seen: set[bytes], copied: Mapping[str, Copy], told: Together
) -> None:
    for file in files:
        copy = copied[file.place]
        new = only_in(file.parsed.records, seen)
        told.records.extend(record._replace(document=copy.document) for record in new)
        told.problems.append(conflict_copy(copy))
        places = {record.place for record in file.parsed.records} - {record.place for record in new}
        told.problems.extend(
            problem
            for problem in file.parsed.problems
            if problem.check not in OWN_HISTORY
            and (problem.place not in places or problem.check == "broken-chain")
        )


def conflict_copy(copy: Copy) -> Problem:
    """What to know of a conflict copy, and what to do with it."""
    number = len(copy.new)
    holds = {
        0: "none of its lines is missing there",
        1: "one of its lines is not in that file, and counts all the same",
    }.get(number, f"{number} of its lines are not in that file, and count all the same")
    broken = f"; {len(copy.unreadable)} cannot be read" if copy.unreadable else ""
    message = f"is a copy of {copy.original} that a sync program left behind: {holds}{broken}."
    remedy = (
        "Take it in on the page (forankret serve): what is missing is added to the original, and the copy is "
        "kept aside."
    )
    return warning(copy.file, "conflict-copy", message, remedy)
