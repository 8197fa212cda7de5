"""From the files of ``data/raw`` to tables of documents and utterances."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import DOCUMENT_COLUMNS, UTTERANCE_COLUMNS, Document, Reading, Utterance
from pipeline.problems import Problem, StudyError, error, warning
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.files import sha256
from pipeline.store.tables import columns_of, write_parquet

if TYPE_CHECKING:
    from pipeline.segment import SpeakerMap

REGISTERS = ("documents.csv", "speakers.csv")


class Read(NamedTuple):
    """A document that was read: its row, digest, language, utterances, and the reading where it was kept."""

    document: Document
    sha256: str
    language: str
    utterances: list[Utterance]
    reading: Reading | None


def ingest(opened: OpenStudy) -> Ran:
    """Bring the tables of documents and utterances up to date; the record says how many there are."""
    return run(opened, "ingest", ingest_key(opened), lambda: _make(opened))


def ingest_key(opened: OpenStudy) -> str:
    """The digest of all that the tables of documents and utterances stand on."""
    study = opened.study
    settings = study.model_dump(mode="json", include={"roles", "cases", "waves"})
    return key_of(opened, *opened.folder.raw_digests.items(), settings=settings)


def _make(opened: OpenStudy) -> Made:
    read, problems = read_all(opened)
    replaced = {item.document.replaces for item in read} - {""}
    tables = opened.folder.processed
    current = [row for item in read if item.document.document not in replaced for row in item.utterances]
    old = [row for item in read if item.document.document in replaced for row in item.utterances]
    outputs = {
        tables / "documents.parquet": columns_of(map(_document_row, read), DOCUMENT_COLUMNS),
        tables / "utterances.parquet": columns_of(current, UTTERANCE_COLUMNS),
        tables / "replaced.parquet": columns_of(old, UTTERANCE_COLUMNS),
    }
    for path, columns in outputs.items():
        write_parquet(path, columns)
    facts = {
        "documents": len(read) - len(replaced),
        "replaced": len(replaced),
        "unread": len(opened.documents) - len(read),
        "utterances": len(current),
        "roles": _role_counts(current),
    }
    return Made(list(outputs), opened.register_problems + problems, facts)


def _document_row(item: Read) -> tuple[str, ...]:
    document = item.document
    return (
        document.document,
        document.file,
        item.sha256,
        document.kind,
        document.case,
        document.wave,
        document.date,
        document.mode,
        item.language,
        document.replaces,
    )


def _role_counts(utterances: list[Utterance]) -> dict[str, int]:
    return dict(sorted(Counter(row.role for row in utterances).items()))


def read_all(opened: OpenStudy, keep: bool = False) -> tuple[list[Read], list[Problem]]:
    """Every document of the register that can be read, and a problem for each that cannot.

    One bad document does not stop the others; a document that a bad one replaces stays in use. The
    readings themselves come back only where ``keep`` asks for them.
    """
    from pipeline.segment import SpeakerMap

    problems = _unlisted(opened)
    read: list[Read] = []
    speakers = SpeakerMap(opened.speakers)
    for document in opened.progress(opened.documents, "Reading documents"):
        try:
            item, doubts = _read_one(opened, document, speakers)
            read.append(item if keep else item._replace(reading=None))
            problems += doubts
        except StudyError as fault:
            problems += fault.problems
    there = {item.document.document for item in read}
    bridged = replacements(opened.documents, there)
    return [item._replace(document=bridged[item.document.document]) for item in read], problems


def replacements(documents: Iterable[Document], there: Set[str]) -> dict[str, Document]:
    """The documents that are there, by id, each naming the nearest older one that is there too.

    A correction of a correction that could not be read stands in for the transcript that was read.
    """
    by_id = {document.document: document for document in documents}
    found: dict[str, Document] = {}
    for document in by_id.values():
        older = document.replaces
        while older and older not in there:
            older = by_id[older].replaces if older in by_id else ""
        if document.document in there:
            found[document.document] = replace(document, replaces=older)
    return found


def _read_one(opened: OpenStudy, document: Document, speakers: SpeakerMap) -> tuple[Read, list[Problem]]:
    """One document, and what was doubtful in it; raises StudyError where it cannot be read."""
    from pipeline.language.detect import READ, language_of
    from pipeline.readers import Unreadable, read, unreadable
    from pipeline.segment import turns, utterances
    from pipeline.segment.labels import label_book

    place = f"data/raw/{document.file}"
    try:
        data = (opened.folder.raw / _name_there(opened, document.file)).read_bytes()
        reading, doubts = read(place, data)
    except OSError as fault:
        raise StudyError(_missing(document, fault)) from fault
    except Unreadable as fault:
        raise StudyError(unreadable(place, fault)) from fault
    labels = label_book(opened.study.roles, opened.speakers, document.document)
    found = utterances(document, turns(reading, document.kind, labels), speakers, opened.study)
    language = language_of(_sample(found, opened.study.asking, READ))
    return Read(document, sha256(data), language, found, reading), doubts


def _name_there(opened: OpenStudy, file: str) -> str:
    """The name as the file has it; a Mac writes the å of a file name otherwise than a register does."""
    if file in opened.folder.raw_digests:
        return file
    plain = unicodedata.normalize("NFC", file)
    alike = (name for name in opened.folder.raw_digests if unicodedata.normalize("NFC", name) == plain)
    return next(alike, file)


def _sample(utterances: list[Utterance], asking: frozenset[str], most: int) -> str:
    """The first words of those who answer, enough to tell the language by."""
    texts: list[str] = []
    size = 0
    for row in utterances:
        if row.role not in asking:
            texts.append(row.text)
            size += len(row.text)
            if size >= most:
                break
    return "\n".join(texts)


def _missing(document: Document, fault: OSError) -> Problem:
    why = "is not there" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault.strerror})"
    return error(
        f"data/raw/documents.csv:{document.line}",
        "missing-file",
        f"the file '{document.file}' of {document.document} {why}, so it is left out.",
        "Put the file into data/raw, or correct its name here.",
    )


def _unlisted(opened: OpenStudy) -> list[Problem]:
    """A warning for each file in ``data/raw`` that no row names, since nothing reads it."""
    from pipeline.store.register import files_named

    named = files_named(opened.folder)
    if named is None:
        return []
    listed = {_name_there(opened, Path(name).as_posix()) for name in named}
    return [
        warning(
            f"data/raw/{name}",
            "unlisted",
            "has no row in documents.csv, so it is not read.",
            "Add a row for it, or move it out of data/raw.",
        )
        for name in opened.folder.raw_digests
        if name not in listed | set(REGISTERS) and not name.lower().startswith(("readme", "les-meg"))
    ]
