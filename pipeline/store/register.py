"""The registers people keep: which documents there are, and who speaks in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import KINDS, Document, Speaker
from pipeline.problems import Problem, UsageError, error, errors, warning
from pipeline.readers.encoding import Unreadable, decoded
from pipeline.store.folder import StudyFolder
from pipeline.store.names import safe_name
from pipeline.store.register_words import columns_as_ours, date_as_ours, kind_as_ours

DOCUMENT_FIELDS = ("file", "document", "kind", "case", "wave", "date", "mode", "replaces")
DOCUMENT_NEEDS = ("file", "document", "kind")
SPEAKER_FIELDS = ("document", "label", "speaker", "role", "case")
UNSAFE = set('<>"|?*:/\\')


def read_documents(folder: StudyFolder) -> tuple[list[Document], list[Problem]]:
    """The rows of ``documents.csv`` that can be used, and what is wrong with the others."""
    place = "data/raw/documents.csv"
    rows, problems = _rows(folder.raw / "documents.csv", place, DOCUMENT_FIELDS, DOCUMENT_NEEDS)
    documents: dict[str, Document] = {}
    for line, row in rows:
        document = _document(row, line)
        faults = list(_document_faults(document, f"{place}:{line}", documents))
        problems += faults
        if not any(fault.level == "error" for fault in faults):
            documents[document.document] = document
    problems += _replacement_faults(documents, place)
    return list(documents.values()), problems


def files_named(folder: StudyFolder) -> set[str] | None:
    """The files that ``documents.csv`` names, also in faulty rows; None where it cannot be read."""
    place = "data/raw/documents.csv"
    rows, problems = _rows(folder.raw / "documents.csv", place, DOCUMENT_FIELDS, DOCUMENT_NEEDS)
    return None if errors(problems) else {_file(row) for _, row in rows}


def read_speakers(folder: StudyFolder) -> tuple[list[Speaker], list[Problem]]:
    """The rows of ``speakers.csv`` that can be used, and what is wrong with the others."""
    place = "data/raw/speakers.csv"
    if not (folder.raw / "speakers.csv").exists():
        return [], []
    rows, problems = _rows(folder.raw / "speakers.csv", place, SPEAKER_FIELDS, ("document", "label", "role"))
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


Rows = list[tuple[int, dict[str, str]]]


def _rows(
    path: Path, place: str, ours: tuple[str, ...], needed: tuple[str, ...]
) -> tuple[Rows, list[Problem]]:
    """The rows of a register with their line numbers; cells stripped, unknown columns kept."""
    try:
        text, doubts = decoded(path.read_bytes())
    except OSError as fault:
        return [], [_not_there(place, needed, fault)]
    except Unreadable as fault:
        return [], [error(place, "register", fault.message, fault.remedy)]
    problems = [
        doubt._replace(place=place + (f":{doubt.place[5:]}" if doubt.place else "")) for doubt in doubts
    ]
    lines, broken = _lines(text, place)
    number, first = lines[0] if lines else (1, [])
    header = columns_as_ours([cell.strip().lower() for cell in first], ours)
    faults = [*_header_faults(header, needed, f"{place}:{number}")]
    if faults:
        return [], [*problems, *faults]
    rows = [(line, dict(zip(header, map(str.strip, cells), strict=False))) for line, cells in lines[1:]]
    return rows, [*problems, *broken]


def _not_there(place: str, needed: tuple[str, ...], fault: OSError) -> Problem:
    why = "is not there" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault.strerror})"
    return error(
        place, "register", f"{why}, so no document is read.", f"Make it with the header: {','.join(needed)}"
    )


def _lines(text: str, place: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows that hold something, each with its first line; those after a broken one are not read."""
    rows: list[tuple[int, list[str]]] = []
    mark, skipped = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begins = 1
    try:
        for cells in reader:
            if begins > skipped and any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as fault:
        message = f"the row that begins here is broken ({fault}), so it and those below it are not read."
        remedy = "Look for a quotation mark that is never shut, or save the table again from a spreadsheet."
        return rows, [error(f"{place}:{begins}", "register", message, remedy)]
    return rows, []


def _header_faults(header: list[str], needed: tuple[str, ...], place: str) -> Iterator[Problem]:
    missing = [name for name in needed if name not in header]
    if missing:
        yield error(
            place,
            "register",
            f"lacks the column {', '.join(missing)}.",
            "Name the columns in the first line; see docs/formats.md.",
        )
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        yield error(
            place,
            "register",
            f"has two columns named {name}, so it is not known which one counts.",
            "Take one of them away, or give it another name.",
        )


def _delimiter(text: str) -> tuple[str, int]:
    """Comma, semicolon (as Norwegian Excel writes) or tab, and how many lines only say which (``sep=;``)."""
    first = text.partition("\n")[0]
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(",;\t", key=first.count), 0


def _document(row: dict[str, str], line: int) -> Document:
    extra = tuple((name, value) for name, value in row.items() if name and name not in DOCUMENT_FIELDS)
    values = {name: row.get(name, "") for name in DOCUMENT_FIELDS}
    date = date_as_ours(values["date"]) or values["date"]
    values |= {"file": _file(row), "kind": kind_as_ours(values["kind"]), "date": date}
    return Document(**values, extra=extra, line=line)


def _file(row: dict[str, str]) -> str:
    return row.get("file", "").replace("\\", "/")


def _document_faults(document: Document, place: str, seen: dict[str, Document]) -> Iterator[Problem]:
    if not document.document or not document.file:
        yield error(place, "register", "a document needs an id and a file.", "Fill in both columns.")
    elif not _can_be_id(document.document):
        yield error(
            place,
            "register",
            f"the id {document.document[:60]!r} cannot be used: it begins with a dot, holds a line break or "
            'one of / \\ : * ? " < > |, or is too long for the name of a file.',
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
            f"Use one of: {', '.join(KINDS)}, or its Norwegian name; see docs/formats.md.",
        )
    if document.date and not date_as_ours(document.date):
        yield warning(
            place, "date", f"'{document.date}' is not a date.", "Write it as 2024-02-14 or 14.02.2024."
        )


def _can_be_id(id: str) -> bool:
    """Whether files can be named after an id, and utterances be numbered below it."""
    try:
        safe_name(id)
    except UsageError:
        return False
    return id.isprintable() and not set(id) & UNSAFE and not id.startswith(".")


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
