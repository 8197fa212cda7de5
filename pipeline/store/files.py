"""Writing a file so that it is either the old one or the new one, never half of each."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from filelock import BaseFileLock

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_STARTS = frozenset(FORMULA_STARTS)


def write_atomic(path: Path, data: bytes) -> None:
    """Put the bytes in place in one step, on disk before the name points to them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def append_bytes(handle: int, data: bytes) -> None:
    """Put bytes at the end of an open file and on the disk.

    Where the disk takes only a part, that part is taken back and OSError raised: nobody was told of it.
    """
    size = os.fstat(handle).st_size
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(study: Path, place: str) -> BaseFileLock:
    """A lock that all writers of something in a study share; it lies among the derived files.

    Who has it may take it again.
    """
    from filelock import FileLock

    path = study / place
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path, poll_interval=0.01, timeout=30, is_singleton=True)


def sweep_partials(folder: Path) -> None:
    """Remove what an interrupted build left half-written under a folder of derived files."""
    for partial in folder.rglob(".*.part"):
        partial.unlink(missing_ok=True)


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(parts: Iterable[tuple[str, str]]) -> str:
    """One digest over named parts, whatever order they come in."""
    lines = "".join(f"{name}\0{value}\n" for name, value in sorted(parts))
    return sha256(lines.encode("utf-8", "surrogatepass"))


def defused(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula with an apostrophe before it; else the cell itself."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV: comma, line feed, formulas defused, any line break inside a cell in quotation marks."""
    cells = [[*header]]
    cells += [
        [defused(cell) if isinstance(cell, str) and cell[:1] in _STARTS else cell for cell in row]
        for row in rows
    ]
    text = _written(cells)
    if text.count("\r") == len(cells):
        return text.replace("\r\n", "\n")
    return "".join(_written([row])[:-2] + "\n" for row in cells)  # some cell holds a carriage return


def _written(cells: list[list[Any]]) -> str:
    """Rows that end in CR LF, since only then both characters are quoted inside a cell."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue()
