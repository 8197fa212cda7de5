"""The coders' files, each read once until it changes, and sorted to the document that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.coding.events import Parsed, Record
from pipeline.problems import Problem
from pipeline.store.codings import FOLDER, coding_files, read_coding_file
from pipeline.store.stamps import Stamp, stamps


class Shelf:
    """The events of a study by the document that they are about.

    ``home`` tells under which document the work on a transcript and on its corrections is kept together.
    """

    def __init__(self, study: Path, home: Callable[[str], str]) -> None:
        self._study = study
        self._home = home
        self._stamps: dict[str, Stamp] = {}
        self._files: dict[Path, Parsed] = {}
        self._homes: dict[str, str] = {}
        self._on: dict[str, set[Path]] = {}
        self._astray: list[Problem] = []

    def look(self) -> set[str]:
        """Read what changed on the disk; the documents that it is about."""
        now = stamps(self._study / FOLDER)
        if now == self._stamps:
            return set()
        self._astray = []
        paths = coding_files(self._study, self._astray)
        touched = {path for path in paths if now.get(str(path)) != self._stamps.get(str(path))}
        gone = self._files.keys() - set(paths)
        changed = {home for path in touched | gone for home in self._forget(path)}
        for path in sorted(touched):
            changed |= self._read(path)
        self._stamps = now
        return changed

    def _forget(self, path: Path) -> set[str]:
        self._files.pop(path, None)
        homes = {home for home, files in self._on.items() if path in files}
        for home in homes:
            self._on[home].discard(path)
        return homes

    def _read(self, path: Path) -> set[str]:
        parsed = read_coding_file(path, self._study)
        self._files[path] = parsed
        for record in parsed.records:
            if record.event.event == "apply":
                self._homes[record.event.coding] = self._home(_document(record))
        homes = {self.home_of(record) for record in parsed.records}
        for home in homes:
            self._on.setdefault(home, set()).add(path)
        return homes

    def home_of(self, record: Record) -> str:
        """The document an event is about: that of its coding, else of its utterance, else of its file."""
        return self._homes.get(record.event.coding) or self._home(_document(record))

    def home_of_coding(self, coding: str) -> str:
        """The document that a coding is on; '' where nobody made it."""
        return self._homes.get(coding, "")

    def records(self, home: str) -> list[Record]:
        """The events about a document, in the order of the files."""
        return [
            record
            for path in sorted(self._on.get(home, ()))
            for record in self._files[path].records
            if self.home_of(record) == home
        ]

    def all_records(self) -> Iterator[Record]:
        """Every event of the study, in the order of the files."""
        for path in sorted(self._files):
            yield from self._files[path].records

    def of_coder(self, coder: str) -> list[Record]:
        """Every event that a coder wrote, in the order of the files."""
        return [
            record
            for path in sorted(self._files)
            for record in self._files[path].records
            if record.coder == coder
        ]

    def problems(self) -> list[Problem]:
        """What is wrong in the files, and what lies among them that is none of them."""
        return [
            *self._astray,
            *(problem for path in sorted(self._files) for problem in self._files[path].problems),
        ]


def _document(record: Record) -> str:
    """The document that an event names by its utterance, else that of the file it stands in."""
    return record.event.utterance.rpartition(":")[0] or record.document
