"""The registers people keep: which documents there are, and who speaks in them."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import KINDS, Document, Speaker
from pipeline.problems import Problem, error, warning
from pipeline.readers.encoding import Unreadable, decoded
from pipeline.store.folder import StudyFolder

DOCUMENT_FIELDS = ("file", "document", "kind", "case", "wave", "date", "mode", "replaces")
SPEAKER_FIELDS = ("document", "label", "speaker", "role", "case")
UNSAFE = set('<>"|?*:/\\\x00')


def read_documents(folder: StudyFolder) -> tuple[list[Document], list[Problem]]:
    """The rows of ``documents.csv`` that can be used, and what is wrong with the others."""
    place = "data/raw/documents.csv"
    rows, problems = _rows(folder.raw / "documents.csv", place, ("file", "document", "kind"))
    documents: dict[str, Document] = {}
    for line, row in rows:
        document = _document(row, line)
        faults = list(_document_faults(document, f"{place}:{line}", documents))
        problems += faults
        if not any(fault.level == "error" for fault in faults):
            documents[document.document] = document
    problems += _replacement_faults(documents, place)
    return list(documents.values()), problems


def read_speakers(folder: StudyFolder) -> tuple[list[Speaker], list[Problem]]:
    """The rows of ``speakers.csv`` that can be used, and what is wrong with the others."""
    place = "data/raw/speakers.csv"
    if not (folder.raw / "speakers.csv").exists():
        return [], []
    rows, problems = _rows(folder.raw / "speakers.csv", place, ("document", "label", "role"))
    speakers = []
    for line, row in rows:
        speaker = Speaker(**{name: row.get(name, "") for name in SPEAKER_FIELDS}, line=line)
        if not speaker.document or not speaker.label:
            problems.append(
                error(
                    f"{place}:{line}",
                    "register",
                    "a speaker needs a document (or *) and a label.",
                    "Fill in both columns, or take the row away.",
                )
            )
            continue
        speakers.append(speaker)
    return speakers, problems


def _rows(
    path: Path, place: str, needed: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows of a register with their line numbers; cells stripped, unknown columns kept."""
    try:
        text, doubts = decoded(path.read_bytes())
    except OSError:
        return [], [
            error(
                place,
                "register",
                "is not there, so no document is read.",
                f"Make it with the header: {','.join(needed)}",
            )
        ]
    except Unreadable as fault:
        return [], [error(place, "register", fault.message, fault.remedy)]
    problems = [
        doubt._replace(place=place + (f":{doubt.place[5:]}" if doubt.place else "")) for doubt in doubts
    ]
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    header = [cell.strip().lower() for cell in next(reader, [])]
    missing = [name for name in needed if name not in header]
    if missing:
        return [], [
            *problems,
            error(
                f"{place}:1",
                "register",
                f"lacks the column {', '.join(missing)}.",
                "Name the columns in the first line; see docs/formats.md.",
            ),
        ]
    return list(_cells(reader, header)), problems


def _cells(reader: Iterator[list[str]], header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=False))  # type: ignore[attr-defined]


def _delimiter(text: str) -> str:
    """Comma, semicolon (as Norwegian Excel writes) or tab: whichever the first line has most of."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _document(row: dict[str, str], line: int) -> Document:
    extra = tuple((name, value) for name, value in row.items() if name and name not in DOCUMENT_FIELDS)
    values = {name: row.get(name, "") for name in DOCUMENT_FIELDS}
    return Document(**values, extra=extra, line=line)


def _document_faults(document: Document, place: str, seen: dict[str, Document]) -> Iterator[Problem]:
    if not document.document or not document.file:
        yield error(place, "register", "a document needs an id and a file.", "Fill in both columns.")
    elif set(document.document) & UNSAFE or document.document.startswith("."):
        yield error(
            place,
            "register",
            f"the id '{document.document}' cannot be used (no / \\ : * ? \" < > | in it).",
            "Use letters, digits and hyphens, such as INT-01.",
        )
    elif document.document in seen:
        yield error(
            place,
            "duplicate-id",
            f"the id '{document.document}' stands already in line "
            f"{seen[document.document].line}; an id means one document only.",
            "Give one of them another id.",
        )
    if ".." in Path(document.file).parts or Path(document.file).is_absolute():
        yield error(
            place,
            "register",
            f"the file '{document.file}' lies outside data/raw.",
            "Move it into data/raw and write its name only.",
        )
    if document.kind not in KINDS:
        yield error(
            place,
            "register",
            f"the kind '{document.kind}' is not one we know, so its turns cannot be told from narrative.",
            f"Use one of: {', '.join(KINDS)}.",
        )
    if document.date and not _is_date(document.date):
        yield warning(place, "date", f"'{document.date}' is not a date.", "Write it as 2024-02-14.")


def _is_date(text: str) -> bool:
    try:
        return 1900 <= datetime.date.fromisoformat(text).year <= 2200
    except ValueError:
        return False


def _replacement_faults(documents: dict[str, Document], place: str) -> Iterator[Problem]:
    heirs: dict[str, str] = {}
    for document in list(documents.values()):
        old, where = document.replaces, f"{place}:{document.line}"
        if not old:
            continue
        if old not in documents:
            yield error(
                where,
                "replaces",
                f"replaces '{old}', which is not a document here.",
                "Write the id of the older one.",
            )
        elif old in heirs:
            yield error(
                where,
                "replaces",
                f"'{old}' is replaced by both {heirs[old]} and {document.document}.",
                "Let each document be replaced by one only.",
            )
        elif _circular(document, documents):
            yield error(where, "replaces", "documents replace each other in a circle.", "Break the circle.")
        else:
            heirs[old] = document.document
            continue
        documents[document.document] = _without_replacement(document)


def _circular(document: Document, documents: dict[str, Document]) -> bool:
    seen, current = {document.document}, document.replaces
    while current in documents:
        if current in seen:
            return True
        seen.add(current)
        current = documents[current].replaces
    return False


def _without_replacement(document: Document) -> Document:
    from dataclasses import replace

    return replace(document, replaces="")
