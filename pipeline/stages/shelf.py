"""The coders' files, each read once until it changes, and sorted to the document that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pipeline.coding.copies import CoderFile, Copy, together
from pipeline.coding.diary import Diary
from pipeline.coding.events import Record
from pipeline.coding.moments import EARLIEST, moment
from pipeline.problems import Problem
from pipeline.store.codings import FOLDER, Held, coding_files, copies_of, read_coding_file_on, whose
from pipeline.store.stamps import Stamp, stamps


class Shelf:
    """The events of a study by the document that they are about.

    ``home`` tells under which document the work on a transcript and on its corrections is kept together.
    """

    def __init__(self, study: Path, home: Callable[[str], str]) -> None:
        self.left_out = ""
        self._study = study
        self._home = home
        self._stamps: dict[str, Stamp] = {}
        self._files: dict[Path, Held] = {}
        self._last: dict[Path, datetime] = {}
        self._homes: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._begun: dict[Path, dict[str, Record]] = {}
        self._diaries: dict[str, Diary] = {}
        self._on: dict[str, set[Path]] = {}
        self._astray: list[Problem] = []
        self._copies: list[Copy] | None = None
        self._in_copies: dict[Path, list[Record]] = {}

    def look(self) -> set[str]:
        """Read what changed on the disk; the documents that it is about."""
        now = stamps(self._study / FOLDER)
        if now == self._stamps:
            return set()
        self._astray = []
        paths = coding_files(self._study, self._astray)
        touched = {path for path in paths if now.get(str(path)) != self._stamps.get(str(path))}
        gone = self._files.keys() - set(paths)
        changed = {home for path in gone for home in self._forget(path)}
        new: dict[str, list[Record]] = {}
        for path in sorted(touched):
            homes, added = self._read(path)
            changed |= homes
            new.setdefault(whose(path)[0], []).extend(added)
        for coder, added in new.items():
            if coder in self._diaries and not self._diaries[coder].add(added):
                del self._diaries[coder]
        self._stamps = now
        self._copies = None
        return changed | self._sort_copies()

    def _sort_copies(self) -> set[str]:
        """Keep what only conflict copies have with the originals; the documents that it is about."""
        files = {copy.file: self._home(copy.document) for copy in self.copies()}
        found: dict[Path, list[Record]] = {self._study / file: [] for file in files}
        for record in together(self._as_read(), self.copies()).records if files else []:
            file = record.place.rpartition(":")[0]
            if file in files:
                found[self._study / file].append(record)
        for file, home in files.items():
            self._on.setdefault(home, set()).add(self._study / file)
        if found == self._in_copies:
            return set()
        self._in_copies = found
        self._diaries.clear()
        return set(files.values())

    def _events(self, path: Path) -> list[Record]:
        """The events of a file; of a conflict copy those that no other file has."""
        held = self._in_copies[path] if path in self._in_copies else self._files[path].told.records
        return [one for one in held if one.event.act != self.left_out] if self.left_out else held

    def _forget(self, path: Path) -> set[str]:
        for held in (self._files, self._last, self._begun):
            held.pop(path, None)
        self._diaries.pop(whose(path)[0], None)
        homes = {home for home, files in self._on.items() if path in files}
        for home in homes:
            self._on[home].discard(path)
        return homes

    def _read(self, path: Path) -> tuple[set[str], list[Record]]:
        """Read a file, as far as it is new: the documents that what changed is about, and the new lines."""
        before = None if path in self._in_copies else self._files.get(path)
        now = read_coding_file_on(path, self._study, before)
        passed = _still_held(before.told.records, now.told.records) if before else 0
        homes = set() if passed else self._forget(path)
        self._files[path] = now
        new = now.told.records[passed:]
        return homes | self._sort(path, new), new

    def _sort(self, path: Path, records: list[Record]) -> set[str]:
        """Put lines of a file to the documents that they are about; these documents."""
        begun = self._begun.setdefault(path, {})
        for record in records:
            if record.event.event == "apply":
                home = self._home(_document(record))
                self._homes[record.event.coding] = home
                self._codes[record.event.coding] = record.event.code
                begun.setdefault(home, record)
        moments = [moment(record.event.at) or EARLIEST for record in records]
        self._last[path] = max(moments, default=self._last.get(path, EARLIEST))
        homes = {self.home_of(record) for record in records}
        for home in homes:
            self._on.setdefault(home, set()).add(path)
        return homes

    def home_of(self, record: Record) -> str:
        """The document an event is about: that of its coding, else of its utterance, else of its file."""
        return self._homes.get(record.event.coding) or self._home(_document(record))

    def home_of_coding(self, coding: str) -> str:
        """The document that a coding is on; '' where nobody made it."""
        return self._homes.get(coding, "")

    def code_of(self, coding: str) -> str:
        """The code that a coding was made with; '' where nobody made it."""
        return self._codes.get(coding, "")

    def records(self, home: str) -> list[Record]:
        """The events about a document, in the order of the files."""
        return [
            record
            for path in sorted(self._on.get(home, ()))
            for record in self._events(path)
            if self.home_of(record) == home
        ]

    def all_records(self) -> Iterator[Record]:
        """Every event of the study, in the order of the files."""
        for path in sorted(self._files):
            yield from self._events(path)

    def of_coder(self, coder: str) -> list[Record]:
        """Every event that a coder wrote, in the order of the files."""
        return [
            record for path in sorted(self._files) for record in self._events(path) if record.coder == coder
        ]

    def diary(self, coder: str) -> Diary:
        """All that a coder did, in the order of time."""
        if self.left_out:
            return Diary(self.of_coder(coder))
        if coder not in self._diaries:
            self._diaries[coder] = Diary(self.of_coder(coder))
        return self._diaries[coder]

    @property
    def coders(self) -> set[str]:
        """All who wrote anything."""
        return {whose(path)[0] for path in self._files if self._events(path)}

    def begun(self) -> list[Record]:
        """For each file the first coding of each document in it: who has begun to code what."""
        return [record for path in sorted(self._begun) for record in self._begun[path].values()]

    def latest(self, until: datetime) -> datetime:
        """The moment of the last event; files with events after ``until`` are left out: a clock was wrong."""
        return max((last for last in self._last.values() if last <= until), default=EARLIEST)

    def copies(self) -> list[Copy]:
        """The conflict copies among the files; they are told anew only where a file changed."""
        if self._copies is None:
            self._copies = copies_of(self._study, self._as_read())
        return self._copies

    def problems(self) -> list[Problem]:
        """What is wrong in the files, and what lies among them that is none of them."""
        return [*self._astray, *together(self._as_read(), self.copies()).problems]

    def _as_read(self) -> list[CoderFile]:
        return [
            CoderFile(path.relative_to(self._study).as_posix(), *whose(path), self._files[path].told)
            for path in sorted(self._files)
        ]


def _still_held(before: list[Record], now: list[Record]) -> int:
    """How many lines were read before and not again."""
    passed = len(before)
    return passed if 0 < passed <= len(now) and now[passed - 1] is before[-1] else 0


def _document(record: Record) -> str:
    """The document that an event names by its utterance, else that of the file it stands in."""
    return record.event.utterance.rpartition(":")[0] or record.document
