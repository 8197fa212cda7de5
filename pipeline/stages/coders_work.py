"""What the coders' files tell of their work, asked by several at once."""

from __future__ import annotations

from datetime import datetime
from threading import RLock

from pipeline.coding.copies import Copy
from pipeline.coding.events import Record
from pipeline.coding.undoing import Act, Stacks
from pipeline.problems import Problem
from pipeline.stages.shelf import Shelf


class CodersWork:
    """The part of a desk that the coders' files lie on; while one asks, nobody reads them anew."""

    lock: RLock
    _shelf: Shelf

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
        with self.lock:
            return self._shelf.home_of(record)

    def home_of_coding(self, coding: str) -> str:
        """The document that a coding is or was on; '' where nobody made it."""
        with self.lock:
            return self._shelf.home_of_coding(coding)

    def code_of(self, coding: str) -> str:
        """The code that a coding was made with; '' where nobody made it."""
        with self.lock:
            return self._shelf.code_of(coding)

    def file_problems(self) -> list[Problem]:
        """What is wrong in the coders' files."""
        with self.lock:
            return self._shelf.problems()

    @property
    def copies(self) -> list[Copy]:
        """The conflict copies of coders' files that lie among the codings now."""
        with self.lock:
            return self._shelf.copies()
