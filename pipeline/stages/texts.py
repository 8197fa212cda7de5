"""The texts of a study as they were read at one moment: documents, utterances, and what corrects what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.coding.corrections import last_corrections
from pipeline.model import Document, Utterance
from pipeline.problems import Problem, StudyError, error, errors
from pipeline.stages.code import documents_read, utterances_of
from pipeline.stages.ingest import ingest
from pipeline.stages.opened import OpenStudy


@dataclass(frozen=True)
class Texts:
    """The documents that can be read, and their utterances.

    ``homes`` has for each the last of its chain of corrections, under which all work on them is kept.
    ``older`` are the utterances of transcripts that were replaced.
    """

    every: Mapping[str, Document]
    homes: Mapping[str, str]
    rows: Mapping[str, list[Utterance]]
    older: Mapping[str, list[Utterance]]
    languages: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> list[Document]:
        """Those that were not replaced, in the order of the register."""
        return [row for name, row in self.every.items() if self.homes[name] == name]

    def home(self, document: str) -> str:
        """The document under which the work on a document is kept; itself where it cannot be read."""
        return self.homes.get(document, document)

    def chain(self, home: str) -> list[Document]:
        """A document and those that it replaces."""
        return [self.every[name] for name, last in self.homes.items() if last == home]

    def document(self, id: str) -> Document:
        """The last correction of a document; raises StudyError for an id that is none."""
        if id not in self.every:
            message = f"the study has no document '{id[:80]}'."
            raise StudyError(error("data/raw/documents.csv", "unknown-document", message, ""))
        return self.every[self.homes[id]]

    def utterances(self, document: str) -> list[Utterance]:
        """The utterances of a document, in order."""
        return self.rows.get(self.document(document).document, [])

    def utterance(self, id: str) -> Utterance:
        """The utterance of an id; raises StudyError where the current transcripts have none."""
        document, _, number = id.rpartition(":")
        rows = self.rows.get(document, [])
        at = int(number) - 1 if number.isdecimal() and len(number) < 10 else -1
        if 0 <= at < len(rows) and rows[at].utterance == id:
            return rows[at]
        for row in rows:
            if row.utterance == id:
                return row
        raise StudyError(
            error("data/raw", "unknown-utterance", f"the study has no utterance '{id[:80]}'.", "")
        )


def read_texts(opened: OpenStudy) -> Texts:
    """The texts of a study as its raw files are now, and the errors in them.

    Raises StudyError where they cannot be read at all.
    """
    problems = errors(ingest(opened).record.problems)
    every = {row.document: row for row in documents_read(opened)}
    last = last_corrections(every.values())
    return Texts(
        every,
        {document: last[document] for document in every},
        _by_document(utterances_of(opened, "utterances")),
        _by_document(utterances_of(opened, "replaced")),
        _languages(opened),
        tuple(problems),
    )


def _languages(opened: OpenStudy) -> dict[str, str]:
    from pipeline.store.tables import read_arrow

    table = read_arrow(opened.folder.processed / "documents.parquet", ("document", "language"))
    return dict(zip(*(table[name].to_pylist() for name in ("document", "language")), strict=True))


def _by_document(utterances: Iterable[Utterance]) -> dict[str, list[Utterance]]:
    found: dict[str, list[Utterance]] = {}
    for row in utterances:
        found.setdefault(row.document, []).append(row)
    return found
