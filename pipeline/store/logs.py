"""The files of the logs: read whole, and only ever added to, each line on the disk before one is told so."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.coding.events import lines_of
from pipeline.coding.logs import MEND, Log, LogEvent, Logged, Needs, chained, line_of, parse_log
from pipeline.problems import StudyError, error
from pipeline.store.files import append_bytes, lock, sync_folder

MEMOS = "codebooks/memos.jsonl"
SAMPLING = "codebooks/sampling.jsonl"
LOCK = "data/processed/.logs.lock"


def read_log(study: Path, file: str, model: type[Logged], needs: Needs) -> Log[Logged]:
    """What a log holds; without the file it is empty, and a file that cannot be read is a problem."""
    try:
        return parse_log(_bytes(study / file), file, model, needs)
    except OSError as trouble:
        message = f"cannot be read ({trouble.strerror})."
        problem = error(file, "unreadable-file", message, "See that the file may be read.")
        return Log([], [problem], [])


def append_log(study: Path, file: str, events: Sequence[Logged]) -> list[Logged]:
    """The events as they were written at the end of a log, each chained to the line before.

    After a line that was cut off a new one is begun. Raises StudyError where the disk takes them not.
    """
    if not events:
        return []
    try:
        with lock(study, LOCK):
            return _append(study / file, events)
    except OSError as trouble:
        message = f"What was done could not be logged ({trouble.strerror or trouble})."
        remedy = "See that the disk is not full and that the folder may be written to; then do it again."
        raise StudyError(error(file, "not-saved", message, remedy)) from trouble


def _append(path: Path, events: Sequence[Logged]) -> list[Logged]:
    held = _bytes(path)
    linked = chained(events, held)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        torn = b"\n" if held and not held.endswith(b"\n") else b""
        append_bytes(handle, torn + b"".join(line_of(event) + b"\n" for event in linked))
    finally:
        os.close(handle)
    if not held:
        sync_folder(path.parent)
    return linked


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def mend_log(study: Path, file: str, at: str) -> bool:
    """Whether two histories of a log, which git merged, were joined by an event that says so."""
    forks = read_log(study, file, LogEvent, {}).forks
    merged = tuple(fork.digest for fork in forks)
    if merged:
        append_log(study, file, [LogEvent(at=at, event=MEND, merged=merged)])
    return bool(merged)


def log_lines(study: Path, file: str) -> list[tuple[int, dict[str, Any]]]:
    """The lines of a log that can be read, each with its number; [] where there is no such file."""
    try:
        data = (study / file).read_bytes()
    except OSError:
        return []
    return list(_mappings(data))


def _mappings(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines_of(data):
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(fields, dict):
            yield number, fields
