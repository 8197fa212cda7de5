"""The study as it lies open on a desk: kept in memory, and read again only where its files have changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from pipeline.checks.copies import copies_among
from pipeline.codebook import Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import live
from pipeline.coding.moves import Moves, move_codings
from pipeline.model import Coding, Document, Memo, Utterance
from pipeline.problems import Problem, StudyError, error, errors
from pipeline.stages.coders_work import CodersWork
from pipeline.stages.copies import names_beside
from pipeline.stages.keeping import Keeping, Kept
from pipeline.stages.opened import OpenStudy, open_study
from pipeline.stages.sheet import Sheet
from pipeline.stages.shelf import Shelf
from pipeline.stages.texts import Texts, read_texts
from pipeline.store.codebook_reading import codebook_again
from pipeline.store.stamps import Stamp, stamp, stamps

PATIENCE = 0.1
"""How many seconds pass before the files are looked at again, unless the program itself wrote."""


class Version(NamedTuple):
    """A number for each part of the study that grows when the part changes, for those who look on."""

    study: int
    codebook: int
    memos: int
    codings: int


class Desk(CodersWork):
    """One study, open: ask it for documents, utterances, codings; it sees to it that they are of now.

    What cannot be read any more (a codebook with a slip of the pen) stays as it was read last, and
    ``troubles`` tells what is wrong. All of it may be asked from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self.lock = RLock()
        self._study_troubles: list[Problem] = []
        self._book_troubles: list[Problem] = []
        self._looked = 0.0
        self._memo_stamps: dict[str, Stamp] = {}
        self._memos: list[Memo] | None = None
        self._sheets: dict[str, Sheet] = {}
        self._kept = Keeping()
        self._beside: list[str] = []
        self._other_copies: list[Problem] = []
        self._seen: Counter[str] = Counter()
        self._version = Version(0, 0, 0, 0)
        self.opened: OpenStudy = open_study(folder)
        self._book_stamp = stamp(self.opened.folder.codebook_file)
        if not self.opened.has_codebook:
            raise StudyError(*self.opened.codebook_problems)
        self._study_stamps = self._stamps_of_study()
        self._take(read_texts(self.opened))
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
        self._book_troubles = []
        try:
            opened = self._opened_again(anew)
            if not opened.has_codebook:
                self._book_troubles = errors(opened.codebook_problems)
                opened = opened.with_codebook(self.codebook, opened.codebook_problems)
            self.opened = opened
        except StudyError as fault:
            self._book_troubles = errors(fault.problems)
        if anew:
            self._study_stamps = self._stamps_of_study()
            try:
                self._take(read_texts(self.opened))
            except StudyError as fault:
                self._study_troubles = list(fault.problems)
        self._sheets, self._kept = {}, Keeping()
        self._version = self._version._replace(
            study=self._version.study + anew, codebook=self._version.codebook + 1
        )

    def _opened_again(self, anew: bool) -> OpenStudy:
        """The study opened anew; where nothing but the codebook changed, only that is read."""
        book = None if anew else codebook_again(self.opened.folder)
        return self.opened.with_codebook(book) if book else open_study(self.opened.folder.path)

    def _take(self, texts: Texts) -> None:
        """Work on these texts from now on, the coders' files sorted to them."""
        self._texts = texts
        self._study_troubles = list(texts.problems)
        self._shelf = Shelf(self.opened.folder.path, texts.home)
        self._sheets = {}

    # What it tells

    @property
    def codebook(self) -> Codebook:
        """The codebook as it could be read last."""
        return self.opened.codebook

    @property
    def troubles(self) -> list[Problem]:
        """What cannot be read any more, or is wrong in the raw files."""
        return list(dict.fromkeys((*self._study_troubles, *self._book_troubles)))

    @property
    def documents(self) -> list[Document]:
        """The documents that can be read and were not replaced, in the order of the register."""
        return self._texts.documents

    @property
    def all_documents(self) -> list[Document]:
        """The documents that can be read, replaced ones too."""
        return list(self._texts.every.values())

    def kept(self, what: str, about: str, make: Callable[[Desk, str], Kept]) -> Kept:
        """What was made of a document's text (or of a coder) and the codebook, until one of them changes.

        It is made while others go on; whoever asks for the same meanwhile waits for it.
        """
        return self._kept.get(what, about, lambda: make(self, about))

    def document(self, id: str) -> Document:
        """One of these documents; raises StudyError for an id that is none."""
        return self._texts.document(id)

    def utterances(self, document: str) -> list[Utterance]:
        """The utterances of a document, in order."""
        return self._texts.utterances(document)

    def utterance(self, id: str) -> Utterance:
        """The utterance of an id; raises StudyError where the current transcripts have none."""
        return self._texts.utterance(id)

    def language(self, document: str) -> str:
        """The language that a document is written in."""
        return self._texts.languages.get(document, "")

    def sheet(self, document: str) -> Sheet:
        """The work on a document as it stands now."""
        with self.lock:
            home = self.document(document).document
            if home not in self._sheets:
                records = self._shelf.records(home)
                rows = self._texts.utterances(home)
                self._sheets[home] = Sheet(home, rows, records, self.moved(home, records), self.codebook)
            return self._sheets[home]

    def sheets(self) -> list[Sheet]:
        """The work on every document, in the order of the register."""
        with self.lock:
            return [self.sheet(row.document) for row in self.documents]

    def moved(self, home: str, records: Iterable[Record]) -> Moves:
        """What stands after these events on the current transcript of a document."""
        standing, texts = live(records), self._texts
        chain = texts.chain(home)
        if len(chain) < 2 or not standing.marks:
            return Moves(standing, [], [])
        older = [row for document in chain for row in texts.older.get(document.document, [])]
        return move_codings(standing, chain, older, texts.utterances(home))

    def find_coding(self, coding: str) -> tuple[Sheet, list[Coding]]:
        """A coding that stands, with the sheet it is on; raises StudyError where there is none."""
        sheet = self._sheet_of(coding)
        lines = sheet.by_coding.get(coding) if sheet else None
        if sheet is None or not lines:
            raise no_such_coding(coding)
        return sheet, lines

    def _sheet_of(self, coding: str) -> Sheet | None:
        """The sheet that a coding is or was on; None where nobody made it, or its document is gone."""
        with self.lock:
            home = self._shelf.home_of_coding(coding)
            return self.sheet(home) if home in self._texts.every else None

    @contextmanager
    def leaving_out(self, act: str) -> Iterator[None]:
        """The study as if an act had never begun, to be done again where it was cut off."""
        with self.lock:
            self._shelf.left_out, self._sheets = act, {}
            try:
                yield
            finally:
                self._shelf.left_out, self._sheets = "", {}

    def stands_as(self, coding: str) -> str:
        """The id under which a coding stands now, which was recoded or came back; its own where none does."""
        sheet = self._sheet_of(coding)
        return sheet.stands_as(coding) if sheet else coding

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
