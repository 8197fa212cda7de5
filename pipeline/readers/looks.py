"""What a file really is, whatever its name says: told from its first bytes."""

from __future__ import annotations

import re

from pipeline.readers.encoding import Unreadable

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc or .xls), or one with a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"RIFF", "a sound or film recording"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
    (b"bplist00", "an Apple property list"),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]{0,200}>\s*<html)", re.IGNORECASE)
_INSIDE = (
    (b"word/", ".docx", "a Word document (.docx)"),
    (b"xl/", ".xlsx", "an Excel workbook (.xlsx)"),
    (b"ppt/", ".pptx", "a PowerPoint file (.pptx)"),
    (b"opendocument.text", ".odt", "an OpenDocument text (.odt)"),
    (b"opendocument.spreadsheet", ".ods", "an OpenDocument spreadsheet (.ods)"),
)
_ZIPPED = frozenset({".docx", ".xlsx", ".odt"})


def looks_like(data: bytes) -> str:
    """What the bytes look like, in words; '' where they could be text."""
    if data.startswith(b"PK\x03\x04"):
        return next((name for sign, _, name in _INSIDE if sign in data), "a zip archive")
    if data[4:8] == b"ftyp":
        return "a film or sound recording"
    found = next((name for sign, name in _SIGNATURES if data.startswith(sign)), "")
    return found or ("a web page (HTML)" if _HTML.match(data[:512]) else "")


def refuse_other_format(suffix: str, data: bytes) -> None:
    """Raises Unreadable where a file is not what its name says."""
    if suffix in _ZIPPED:
        _refuse_unzipped(suffix, data)
        return
    if suffix == ".rtf":
        if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
            raise _misnamed(suffix, data)
        return
    found = looks_like(data)
    if found and not found.startswith("a web page"):
        raise _misnamed(suffix, data)


def _refuse_unzipped(suffix: str, data: bytes) -> None:
    if not data.startswith(b"PK"):
        raise _misnamed(suffix, data)
    other = next((kind for sign, kind, _ in _INSIDE if sign in data), suffix)
    if other != suffix and _marker(suffix) not in data:
        raise _misnamed(suffix, data)


def _marker(suffix: str) -> bytes:
    return next(sign for sign, kind, _ in _INSIDE if kind == suffix)


def _misnamed(suffix: str, data: bytes) -> Unreadable:
    if not data.strip():
        return Unreadable(
            f"The file is empty, so it is no {suffix} file.", "Put the right file in its place."
        )
    found = looks_like(data) or (
        "plain text" if b"\x00" not in data[:1024] else "something else, or a damaged file"
    )
    said = f"The name ends in {suffix}, but the file looks like {found}."
    return Unreadable(said, f"Save it as a real {suffix} file, or give it the name that fits what it is.")
