"""From the files of ``data/raw`` to tables of documents and utterances."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipeline.model import DOCUMENT_COLUMNS, UTTERANCE_COLUMNS, Document, Utterance
from pipeline.problems import ForankretError, Problem, error, warning
from pipeline.stages.opened import OpenStudy
from pipeline.stages.running import Made, Ran, key_of, run
from pipeline.store.files import sha256
from pipeline.store.tables import columns_of, write_parquet

REGISTERS = ("documents.csv", "speakers.csv")


class Read(NamedTuple):
    """A document that was read: its row, digest and language, and its utterances."""

    document: Document
    sha256: str
    language: str
    utterances: list[Utterance]


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
    return (document.document, document.file, item.sha256, document.kind, document.case, document.wave,
            document.date, document.mode, item.language, document.replaces)


def _role_counts(utterances: list[Utterance]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in utterances:
        counts[row.role] = counts.get(row.role, 0) + 1
    return dict(sorted(counts.items()))


def read_all(opened: OpenStudy) -> tuple[list[Read], list[Problem]]:
    """Every document of the register that can be read, and a problem for each that cannot.

    One bad document does not stop the others; a document that a bad one replaces stays in use.
    """
    from pipeline.segment import LabelBook, SpeakerMap

    problems = _unlisted(opened)
    read: list[Read] = []
    labels = LabelBook(opened.study, opened.speakers)
    speakers = SpeakerMap(opened.study, opened.speakers)
    for document in opened.progress(opened.documents, "Leser dokumenter"):
        item, faults = _read_one(opened, document, labels, speakers)
        problems += faults
        if item is not None:
            read.append(item)
    return read, problems


def _read_one(opened: OpenStudy, document: Document, labels: object, speakers: object) -> tuple[Read | None, list[Problem]]:
    from pipeline.language import language_of
    from pipeline.readers import read
    from pipeline.segment import turns, utterances

    path = opened.folder.raw / document.file
    place = f"data/raw/{document.file}"
    try:
        data = path.read_bytes()
        reading, problems = read(place, data)
    except OSError as fault:
        return None, [_missing(document, fault)]
    except ForankretError as fault:
        return None, list(getattr(fault, "problems", [])) or [error(place, "unreadable", str(fault), "Save it again from the program it was made in.")]
    found = utterances(document, turns(reading, document.kind, labels), speakers, opened.study)
    if not found:
        problems.append(warning(place, "empty", "holds no words, so it adds nothing to the study.",
                                "Check that this is the right file, or take its row out of documents.csv."))
    spoken = "\n".join(_sample(found, opened.study.asking))
    return Read(document, sha256(data), language_of(spoken), found), problems


def _sample(utterances: list[Utterance], asking: frozenset[str], most: int = 2000) -> list[str]:
    """The first words of those who answer, enough to tell the language by."""
    texts: list[str] = []
    size = 0
    for row in utterances:
        if row.role not in asking:
            texts.append(row.text)
            size += len(row.text)
            if size >= most:
                break
    return texts


def _missing(document: Document, fault: OSError) -> Problem:
    why = "is not there" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault.strerror})"
    return error(f"data/raw/documents.csv:{document.line}", "missing-file",
                 f"the file '{document.file}' of {document.document} {why}, so it is left out.",
                 "Put the file into data/raw, or correct its name here.")


def _unlisted(opened: OpenStudy) -> list[Problem]:
    """A warning for each file in ``data/raw`` that no row names, since nothing reads it."""
    listed = {Path(document.file).as_posix() for document in opened.documents} | set(REGISTERS)
    return [
        warning(f"data/raw/{name}", "unlisted", "has no row in documents.csv, so it is not read.",
                "Add a row for it, or move it out of data/raw.")
        for name in opened.folder.raw_digests
        if name not in listed and not name.lower().startswith(("readme", "les-meg"))
    ]
