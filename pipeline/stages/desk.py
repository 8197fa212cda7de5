"""The study as it lies open on a desk: kept in memory, and read again only where its files have changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, TypeVar

from pipeline.checks.copies import copies_among
from pipeline.codebook import Codebook
from pipeline.coding.copies import Copy
from pipeline.coding.corrections import last_corrections
from pipeline.coding.events import Record
from pipeline.coding.live import LiveCodings, live
from pipeline.coding.marks import Mark
from pipeline.coding.moves import Move, Moves, move_codings
from pipeline.coding.placing import place_codings
from pipeline.coding.succession import Succession
from pipeline.coding.undoing import Act, Stacks
from pipeline.model import Coding, Document, Memo, Utterance
from pipeline.problems import Problem, StudyError, error, errors
from pipeline.stages.code import documents_read, utterances_of
from pipeline.stages.copies import names_beside
from pipeline.stages.ingest import ingest
from pipeline.stages.opened import OpenStudy, open_study
from pipeline.stages.shelf import Shelf
from pipeline.store.codebook_reading import codebook_again
from pipeline.store.stamps import NO_FILE, Stamp, stamp, stamps

Kept = TypeVar("Kept")
PATIENCE = 0.1
"""How many seconds pass before the files are looked at again, unless the program itself wrote."""


class Sheet:
    """The work on one document as it stands: its utterances, and what the coders put on them."""

    def __init__(
        self, document: str, utterances: list[Utterance], records: list[Record], moved: Moves, book: Codebook
    ) -> None:
        placed = place_codings(moved.live, book, utterances, {document})
        self.document = document
        self.utterances = utterances
        self.records = records
        self.live: LiveCodings = moved.live
        self.codings: list[Coding] = placed.codings
        self.astray: list[Mark] = placed.astray
        self.waiting: list[Move] = [move for move in moved.moves if move.waiting]
        self.problems: list[Problem] = [*moved.live.problems, *moved.problems, *placed.problems]

    @cached_property
    def on_utterance(self) -> dict[str, list[Coding]]:
        """The codings by the utterance they are on, in the order of the text."""
        found: dict[str, list[Coding]] = {}
        for coding in sorted(self.codings, key=lambda one: (one.utterance, one.start, one.end, one.at)):
            found.setdefault(coding.utterance, []).append(coding)
        return found

    @cached_property
    def by_coding(self) -> dict[str, list[Coding]]:
        """The lines of each coding, in the order of the text."""
        found: dict[str, list[Coding]] = {}
        for codings in self.on_utterance.values():
            for coding in codings:
                found.setdefault(coding.coding, []).append(coding)
        return found

    @cached_property
    def succession(self) -> Succession:
        """Who made each coding, and which came in the place of which."""
        return Succession(self.records)

    @cached_property
    def _standing(self) -> set[str]:
        return {mark.coding for mark in self.live.marks} | {move.coding for move in self.waiting}

    def stands_as(self, coding: str) -> str:
        """The id under which a coding of this document stands or waits now; its own where none does."""
        return self.succession.stands_as(coding, self._standing)

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many codings each coder has of each code, by (coder, code)."""
        each = {(row.coding, row.coder, row.code) for row in self.codings}
        return Counter((coder, code) for _, coder, code in each)


class Version(NamedTuple):
    """A number for each part of the study that grows when the part changes, for those who look on."""

    study: int
    codebook: int
    memos: int
    codings: int


class Desk:
    """One study, open: ask it for documents, utterances, codings; it sees to it that they are of now.

    What cannot be read any more (a codebook with a slip of the pen) stays as it was read last, and
    ``troubles`` tells what is wrong. All of it may be asked from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self.lock = RLock()
        self.troubles: list[Problem] = []
        self._looked = 0.0
        self._study_stamps: dict[str, Stamp] = {}
        self._book_stamp: Stamp = NO_FILE
        self._memo_stamps: dict[str, Stamp] = {}
        self._memos: list[Memo] | None = None
        self._sheets: dict[str, Sheet] = {}
        self._kept: dict[tuple[str, str], Any] = {}
        self._beside: list[str] = []
        self._other_copies: list[Problem] = []
        self._seen: Counter[str] = Counter()
        self._version = Version(0, 0, 0, 0)
        self.opened: OpenStudy = open_study(folder)
        self._book_stamp = stamp(self.opened.folder.codebook_file)
        self.codebook: Codebook = self.opened.codebook
        self._read_study()
        self.look(now=True)

    # What is looked at

    def look(self, now: bool = False) -> Version:
        """Read again what changed on the disk since the last look; the version of what is there now."""
        with self.lock:
            if now or time.monotonic() - self._looked > PATIENCE:
                self._look()
                self._looked = time.monotonic()
            return self._version

    def _look(self) -> None:
        folder = self.opened.folder
        if self._stamps_of_study() != self._study_stamps:
            self._reopen(anew=True)
        elif stamp(folder.codebook_file) != self._book_stamp:
            self._reopen(anew=False)
        memos = stamps(folder.codebooks / "memos")
        if memos != self._memo_stamps:
            self._memo_stamps, self._memos = memos, None
            self._version = self._version._replace(memos=self._version.memos + 1)
        changed = self._shelf.look()
        for home in changed:
            self._sheets.pop(home, None)
            self._seen[home] += 1
        if changed:
            self._version = self._version._replace(codings=self._version.codings + 1)

    def _stamps_of_study(self) -> dict[str, Stamp]:
        folder = self.opened.folder
        return {**stamps(folder.raw), "study.yaml": stamp(folder.settings_file)}

    def _reopen(self, anew: bool) -> None:
        """Read the settings and the codebook again; what is broken stays as it was read last."""
        self._book_stamp = stamp(self.opened.folder.codebook_file)
        self.troubles = []
        try:
            opened = self._opened_again(anew)
            if not opened.has_codebook:
                self.troubles += errors(opened.codebook_problems)
                opened = opened.with_codebook(self.codebook, opened.codebook_problems)
            self.opened, self.codebook = opened, opened.codebook
        except StudyError as fault:
            self.troubles += errors(fault.problems)
        if anew:
            try:
                self._read_study()
            except StudyError as fault:
                self.troubles += fault.problems
        self._sheets, self._kept = {}, {}
        self._version = self._version._replace(
            study=self._version.study + anew, codebook=self._version.codebook + 1
        )

    def _opened_again(self, anew: bool) -> OpenStudy:
        """The study opened anew; where nothing but the codebook changed, only that is read."""
        book = None if anew else codebook_again(self.opened.folder)
        return self.opened.with_codebook(book) if book else open_study(self.opened.folder.path)

    def _read_study(self) -> None:
        """The utterances and documents as they are now, and the coders' files sorted to them."""
        self._study_stamps = self._stamps_of_study()
        record = ingest(self.opened).record
        self.troubles += errors(record.problems)
        self._documents = {row.document: row for row in documents_read(self.opened)}
        last = last_corrections(self._documents.values())
        self._homes = {document: last[document] for document in self._documents}
        self._rows = _by_document(utterances_of(self.opened, "utterances"))
        self._older = _by_document(utterances_of(self.opened, "replaced"))
        self._languages = self._read_languages()
        self._shelf = Shelf(self.opened.folder.path, lambda document: self._homes.get(document, document))
        self._sheets = {}

    def _read_languages(self) -> dict[str, str]:
        from pipeline.store.tables import read_arrow

        table = read_arrow(self.opened.folder.processed / "documents.parquet", ("document", "language"))
        return dict(zip(*(table[name].to_pylist() for name in ("document", "language")), strict=True))

    # What it tells

    @property
    def documents(self) -> list[Document]:
        """The documents that can be read and were not replaced, in the order of the register."""
        return [row for name, row in self._documents.items() if self._homes[name] == name]

    @property
    def all_documents(self) -> list[Document]:
        """The documents that can be read, replaced ones too."""
        return list(self._documents.values())

    def kept(self, what: str, about: str, make: Callable[[Desk, str], Kept]) -> Kept:
        """What was made of a document's text (or of a coder) and the codebook, until one of them changes."""
        with self.lock:
            if (what, about) not in self._kept:
                self._kept[what, about] = make(self, about)
            held: Kept = self._kept[what, about]
            return held

    def document(self, id: str) -> Document:
        """One of these documents; raises StudyError for an id that is none."""
        if id not in self._documents:
            raise StudyError(
                error(
                    "data/raw/documents.csv",
                    "unknown-document",
                    f"the study has no document '{id[:80]}'.",
                    "",
                )
            )
        return self._documents[self._homes[id]]

    def utterances(self, document: str) -> list[Utterance]:
        """The utterances of a document, in order."""
        return self._rows.get(self.document(document).document, [])

    def utterance(self, id: str) -> Utterance:
        """The utterance of an id; raises StudyError where the current transcripts have none."""
        document = id.rpartition(":")[0]
        rows = self._rows.get(document, [])
        number = id.rpartition(":")[2]
        at = int(number) - 1 if number.isdecimal() and len(number) < 10 else -1
        if 0 <= at < len(rows) and rows[at].utterance == id:
            return rows[at]
        found = [row for row in rows if row.utterance == id]
        if not found:
            raise StudyError(
                error("data/raw", "unknown-utterance", f"the study has no utterance '{id[:80]}'.", "")
            )
        return found[0]

    def language(self, document: str) -> str:
        """The language that a document is written in."""
        return self._languages.get(document, "")

    def sheet(self, document: str) -> Sheet:
        """The work on a document as it stands now."""
        home = self.document(document).document
        with self.lock:
            if home not in self._sheets:
                records = self._shelf.records(home)
                self._sheets[home] = Sheet(
                    home, self._rows.get(home, []), records, self.moved(home, records), self.codebook
                )
            return self._sheets[home]

    def sheets(self) -> list[Sheet]:
        """The work on every document, in the order of the register."""
        return [self.sheet(row.document) for row in self.documents]

    def moved(self, home: str, records: Iterable[Record]) -> Moves:
        """What stands after these events on the current transcript of a document."""
        standing = live(records)
        chain = [self._documents[name] for name, last in self._homes.items() if last == home]
        if len(chain) < 2 or not standing.marks:
            return Moves(standing, [], [])
        older = [row for document in chain for row in self._older.get(document.document, [])]
        return move_codings(standing, chain, older, self._rows.get(home, []))

    def find_coding(self, coding: str) -> tuple[Sheet, list[Coding]]:
        """A coding that stands, with the sheet it is on; raises StudyError where there is none."""
        home = self._shelf.home_of_coding(coding)
        sheet = self.sheet(home) if home in self._documents else None
        lines = sheet.by_coding.get(coding) if sheet else None
        if sheet is None or not lines:
            raise no_such_coding(coding)
        return sheet, lines

    def records_of(self, coder: str) -> list[Record]:
        """Every event that a coder wrote."""
        with self.lock:
            return self._shelf.of_coder(coder)

    def acts_of(self, coder: str) -> dict[str, Act]:
        """The acts of a coder by their ids, in the order of time."""
        with self.lock:
            return self._shelf.diary(coder).acts

    def stacks_of(self, coder: str) -> Stacks:
        """What a coder can take back and do again."""
        with self.lock:
            return self._shelf.diary(coder).stacks

    def codes_put(self, coder: str) -> list[str]:
        """The code of each line by which a coder put one on words, in the order of time."""
        with self.lock:
            return self._shelf.diary(coder).codes

    def begun(self) -> list[Record]:
        """A coding by each coder of each document that the coder has begun on, as it was first made."""
        with self.lock:
            return self._shelf.begun()

    @contextmanager
    def leaving_out(self, act: str) -> Iterator[None]:
        """The study as if an act had never begun, to be done again where it was cut off."""
        with self.lock:
            self._shelf.left_out, self._sheets = act, {}
            try:
                yield
            finally:
                self._shelf.left_out, self._sheets = "", {}

    def all_records(self) -> list[Record]:
        """Every event of the study."""
        with self.lock:
            return list(self._shelf.all_records())

    def latest(self, until: datetime) -> datetime:
        """The moment of the last event of the study; files with events after ``until`` are left out."""
        with self.lock:
            return self._shelf.latest(until)

    def home_of(self, record: Record) -> str:
        """The document that an event is about."""
        return self._shelf.home_of(record)

    def home_of_coding(self, coding: str) -> str:
        """The document that a coding is or was on; '' where nobody made it."""
        with self.lock:
            return self._shelf.home_of_coding(coding)

    def code_of(self, coding: str) -> str:
        """The code that a coding was made with; '' where nobody made it."""
        with self.lock:
            return self._shelf.code_of(coding)

    def stands_as(self, coding: str) -> str:
        """The id under which a coding stands now, which was recoded or came back; its own where none does."""
        home = self.home_of_coding(coding)
        return self.sheet(home).stands_as(coding) if home in self._documents else coding

    def file_problems(self) -> list[Problem]:
        """What is wrong in the coders' files."""
        with self.lock:
            return self._shelf.problems()

    @property
    def copies(self) -> list[Copy]:
        """The conflict copies of coders' files that lie among the codings now."""
        with self.lock:
            return self._shelf.copies()

    @property
    def other_copies(self) -> list[Problem]:
        """The copies of codebook, settings, registers and memos, of which only the place is told."""
        with self.lock:
            names = names_beside(self.opened.folder.path)
            if names != self._beside:
                self._beside, self._other_copies = names, list(copies_among(names, self.memos))
            return self._other_copies

    @property
    def memos(self) -> list[Memo]:
        """The memos, by date."""
        from pipeline.store.memos import read_memos

        with self.lock:
            if self._memos is None:
                self._memos = read_memos(self.opened.folder)[0]
            return self._memos

    @property
    def coders(self) -> list[str]:
        """The coders that study.yaml names, and then those who coded under other names."""
        named = list(self.opened.study.coders)
        with self.lock:
            return named + sorted(self._shelf.coders.difference(named))

    def seen(self, document: str) -> str:
        """A word that changes whenever the work on a document, or the codebook, changes."""
        return f"{self._version.study}.{self._version.codebook}.{self._seen[document]}"


def no_such_coding(coding: str) -> StudyError:
    """What is told where no coding that stands has an id."""
    message = f"no coding that stands has the id '{coding[:80]}'."
    return StudyError(error("codebooks/codings", "unknown-coding", message, ""))


def _by_document(utterances: Iterable[Utterance]) -> dict[str, list[Utterance]]:
    found: dict[str, list[Utterance]] = {}
    for row in utterances:
        found.setdefault(row.document, []).append(row)
    return found
