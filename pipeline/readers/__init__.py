"""Reads the documents of a study, each format in a module of its own, all into the same kind of reading."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from pipeline.model import Reading
from pipeline.problems import Problem, warning
from pipeline.readers.encoding import Unreadable, decoded
from pipeline.readers.looks import refuse_other_format

__all__ = ["READERS", "Unreadable", "read", "unreadable"]

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 1_000_000

# A format is one module with a function `read`: of text for those in TEXT, of bytes for those in PACKED. One
# of the latter that leaves something out also has `read_with_doubts`, which says what.
TEXT = {".txt": "txt", ".md": "md", ".vtt": "vtt", ".srt": "srt", ".csv": "csv"}
PACKED = {".docx": "docx", ".odt": "odt", ".xlsx": "xlsx", ".rtf": "rtf"}


def _read_text(module: str, data: bytes) -> tuple[Reading, list[Problem]]:
    text, problems = decoded(data)
    if text.count("\n") > MAX_LINES:
        raise _too_large(f"The file has more than {MAX_LINES} lines")
    reading: Reading = import_module(f"pipeline.readers.{module}").read(text)
    return reading, problems


def _read_packed(module: str, data: bytes) -> tuple[Reading, list[Problem]]:
    reader = import_module(f"pipeline.readers.{module}")
    if hasattr(reader, "read_with_doubts"):
        doubtful: tuple[Reading, list[Problem]] = reader.read_with_doubts(data)
        return doubtful
    reading: Reading = reader.read(data)
    return reading, []


def _reading(suffix: str, data: bytes) -> tuple[Reading, list[Problem]]:
    _refuse_too_large(data)
    refuse_other_format(suffix, data)
    try:
        if suffix in TEXT:
            return _read_text(TEXT[suffix], data)
        return _read_packed(PACKED[suffix], data)
    except (RecursionError, MemoryError) as trouble:
        said = "The file is nested too deeply or too large to be read."
        raise Unreadable(said, "Open it in the program it was made with and save it again.") from trouble


def _reader(suffix: str) -> Callable[[bytes], Reading]:
    return lambda data: _reading(suffix, data)[0]


READERS: dict[str, Callable[[bytes], Reading]] = {suffix: _reader(suffix) for suffix in (*TEXT, *PACKED)}


def read(name: str, data: bytes) -> tuple[Reading, list[Problem]]:
    """What a document says, and what was doubtful in reading it, with ``name`` as the place.

    Line endings in the text as read are line feeds. Raises Unreadable, with message, remedy and
    the place inside the file, for a file that cannot be read; it never raises anything else.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in READERS:
        known = ", ".join(READERS)
        said = f"Files that end in {suffix or 'nothing'} are not transcripts that the program can read."
        raise Unreadable(said, f"Save it in one of the formats {known}.", check="unknown-format")
    reading, problems = _reading(suffix, data)
    placed = [problem._replace(place=_place(name, problem.place)) for problem in problems]
    if not any(reading.text[part.start : part.end].strip() for part in reading.paragraphs):
        said = "The document holds no words, so it adds nothing to any count."
        placed.append(
            warning(name, "empty-document", said, "Put the right file in its place, or take its row away.")
        )
    return reading, placed


def unreadable(name: str, trouble: Unreadable) -> Problem:
    """The problem that says why a document could not be read."""
    return Problem(_place(name, trouble.place), "error", trouble.check, trouble.message, trouble.remedy)


def _place(name: str, inside: str) -> str:
    """``data/raw/int-01.txt:12`` for a line, ``data/raw/int-01.docx: paragraph 3`` for other places."""
    if not inside:
        return name
    return f"{name}:{inside[5:]}" if inside.startswith("line ") else f"{name}: {inside}"


def _refuse_too_large(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise _too_large(
            f"The file has {len(data) // 1048576} MB, more than the {MAX_BYTES // 1048576} MB that are read"
        )


def _too_large(said: str) -> Unreadable:
    remedy = "Take pictures, recordings and what else is no transcript out of it, or split it."
    return Unreadable(f"{said}; no transcript is that long.", remedy, check="too-large")
