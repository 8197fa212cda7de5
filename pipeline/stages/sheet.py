"""The work on one document as it stands: its utterances, and what the coders put on them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pipeline.codebook import Codebook
from pipeline.coding.events import Record
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.moved import Move
from pipeline.coding.moves import Moves
from pipeline.coding.placing import place_codings
from pipeline.coding.succession import Succession
from pipeline.model import Coding, Utterance
from pipeline.problems import Problem


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
        self.standing: list[Mark] = placed.standing
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

    def marks_of(self, coding: str) -> list[Mark]:
        """The lines of a coding that stands, as they were put there."""
        return [mark for mark in self.live.marks if mark.coding == coding]

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many codings each coder has of each code, by (coder, code)."""
        each = {(row.coding, row.coder, row.code) for row in self.codings}
        return Counter((coder, code) for _, coder, code in each)
