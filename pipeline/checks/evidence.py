"""All that the checks look at: a study as it was read, with the problems that reading has found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.events import Record
from pipeline.coding.history_lines import Told
from pipeline.coding.logs import LogLine
from pipeline.coding.memo_log import MemoEvent
from pipeline.coding.sampling import SamplingEvent
from pipeline.model import TALK_KINDS, Coding, Document, Memo, Reading, Speaker, Turn, Utterance
from pipeline.problems import Problem
from pipeline.segment import turns
from pipeline.segment.labels import LabelBook, label_book
from pipeline.segment.lines import overlooked
from pipeline.study import Study

STUDY_FILE = "study.yaml"
CODEBOOK_FILE = "codebooks/codebook.yaml"
DOCUMENTS_FILE = "data/raw/documents.csv"
SPEAKERS_FILE = "data/raw/speakers.csv"


@dataclass(frozen=True)
class Evidence:
    """A study as the checks see it; an empty one has no problems.

    ``codebook`` is None where it could not be read. ``readings`` are by file (``data/raw/int-01.txt``),
    ``memo_log`` and ``sampling`` are the lines of the two logs, ``memo_digests`` those of the memos' files.
    ``utterances`` by document id, those of replaced documents too. ``history`` are the lines of the
    codebook's history that can be read. ``texts`` are the files that people
    write as text, by file: study.yaml, both registers, codebook.yaml, history.jsonl, manuscript.md,
    coreq.yaml, stop words; not the memos.
    ``files`` are the names of all files in the study folder. ``found`` are the problems that reading has
    already found (settings, registers, readers, events, placing); they are passed on as they are.
    """

    study: Study = field(default_factory=Study)
    codebook: Codebook | None = field(default_factory=Codebook)
    documents: Sequence[Document] = ()
    speakers: Sequence[Speaker] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    utterances: Mapping[str, Sequence[Utterance]] = field(default_factory=dict)
    records: Sequence[Record] = ()
    codings: Sequence[Coding] = ()
    memos: Sequence[Memo] = ()
    memo_log: Sequence[LogLine[MemoEvent]] = ()
    memo_digests: Mapping[str, str] = field(default_factory=dict)
    sampling: Sequence[LogLine[SamplingEvent]] = ()
    history: Sequence[Told] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()
    found: Sequence[Problem] = ()

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """The documents by their ids."""
        return {document.document: document for document in self.documents}

    def place_of(self, utterance: Utterance) -> str:
        """The place of an utterance in its file: ``data/raw/int-01.txt:12``, ``...docx: paragraph 3``."""
        document = self.by_id.get(utterance.document)
        return at(f"data/raw/{document.file}" if document else utterance.document, utterance.place)

    def labels_of(self, document: Document) -> LabelBook:
        """The labels that a document may use."""
        return label_book(self.study.roles, self.speakers, document.document)

    def speakers_of(self, document: str) -> list[Speaker]:
        """The rows of ``speakers.csv`` for a document and for all."""
        return [row for row in self.speakers if row.document in ("*", document)]

    def reading_of(self, document: Document) -> Reading | None:
        """The document as it was read, None where it could not be."""
        return self.readings.get(f"data/raw/{document.file}")

    def turns_of(self, document: Document) -> list[Turn]:
        """The turns of which the utterances of a document were made, with their places in the text."""
        if document.document not in self._turns:
            reading = self.reading_of(document)
            found = turns(reading, document.kind, self.labels_of(document)) if reading else []
            self._turns[document.document] = found
        return self._turns[document.document]

    def may_be_labels(self, document: Document) -> dict[int, str]:
        """What looks like a label in a transcript and is not taken for one, by its place in the text."""
        reading = self.reading_of(document)
        if reading is None or document.kind not in TALK_KINDS:
            return {}
        if document.document not in self._overlooked:
            lines = overlooked(reading, self.labels_of(document))
            found = {reading.text.index(line.mark.label, line.start): line.mark.label for line in lines}
            self._overlooked[document.document] = found
        return self._overlooked[document.document]

    def offset_of(self, utterance: Utterance, start: int) -> int:
        """Where a letter of an utterance stands in the document's text as read; -1 where nobody knows."""
        document = self.by_id.get(utterance.document)
        turns = self.turns_of(document) if document else []
        if len(turns) < utterance.number or turns[utterance.number - 1].text != utterance.text:
            return -1
        for first, last in turns[utterance.number - 1].pieces:
            if start <= last - first:
                return first + start
            start -= last - first + 1
        return -1

    def place_at(self, document: Document, offset: int) -> str:
        """The place of a letter of the document's text as read: its own line, paragraph, cue or row."""
        if document.document not in self._passages:
            reading = self.reading_of(document) or Reading("", [])
            self._passages[document.document] = reading_passage(f"data/raw/{document.file}", reading)
        return self._passages[document.document].place(offset)

    @cached_property
    def _turns(self) -> dict[str, list[Turn]]:
        return {}

    @cached_property
    def _overlooked(self) -> dict[str, dict[int, str]]:
        return {}

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {}

    def line_in(self, file: str, pattern: str, nth: int = 0) -> str:
        """The place of the nth match of a pattern in a text; the file alone where there is none."""
        text = self.texts.get(file, "")
        hits = [match.start() for match in re.finditer(pattern, text, re.MULTILINE)]
        return at(file, f"line {text.count(chr(10), 0, hits[nth]) + 1}") if nth < len(hits) else file


def at(file: str, place: str) -> str:
    """A file with a place inside it: a line as its number, anything else in words."""
    if not place:
        return file
    return f"{file}:{place[5:]}" if place.startswith("line ") else f"{file}: {place}"


class Passage(NamedTuple):
    """A text that is looked through, and how to name the place of a character in it."""

    text: str
    place: Callable[[int], str]


def reading_passage(file: str, reading: Reading) -> Passage:
    """A raw document; places are its lines, paragraphs, cues or rows."""
    starts = [paragraph.start for paragraph in reading.paragraphs]

    def place(offset: int) -> str:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return at(file, f"line {reading.text.count(chr(10), 0, offset) + 1}")
        paragraph = reading.paragraphs[index]
        if not paragraph.place.startswith("line "):
            return at(file, paragraph.place)
        lines = reading.text.count("\n", paragraph.start, offset)
        return at(file, f"line {int(paragraph.place[5:]) + lines}")

    return Passage(reading.text, place)


def text_passage(file: str, text: str, first: int = 1) -> Passage:
    """A text file, or the part of one that begins in the line ``first``; places are its lines."""
    return Passage(text, lambda offset: at(file, f"line {first + text.count(chr(10), 0, offset)}"))


def fixed_passage(place: str, text: str) -> Passage:
    """A text that has one place only, such as the quote in a line of codings."""
    return Passage(text, lambda offset: place)


def guarded(evidence: Evidence) -> Iterator[Passage]:
    """Everything in which an identifier could stand: raw text, registers, memos, quotes, authored text."""
    for file, reading in evidence.readings.items():
        yield reading_passage(file, reading)
    for file, text in evidence.texts.items():
        yield text_passage(file, text)
    yield from memo_passages(evidence.memos)
    for line in evidence.memo_log:
        yield fixed_passage(line.place, line.event.reason)
    for step in evidence.sampling:
        said = step.event
        for text in (said.question, said.whom, said.why, said.outcome):
            yield fixed_passage(step.place, text)
    for record in evidence.records:
        event = record.event
        words = [event.quote, event.memo, *(edit.text for edit in event.edits)]
        for text in words:
            if text:
                yield fixed_passage(record.place, text)


def memo_passages(memos: Iterable[Memo]) -> Iterator[Passage]:
    """The memos: their titles and their texts."""
    for memo in memos:
        yield fixed_passage(f"{memo.file}:1", memo.title)
        yield text_passage(memo.file, memo.text, memo.line)
