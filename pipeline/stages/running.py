"""Running a stage only when what it stands on has changed, and keeping a record of how it ended."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from pipeline.problems import Problem, StudyError, error
from pipeline.stages.opened import OpenStudy
from pipeline.store.files import digest_of, sweep_partials
from pipeline.store.freshness import StageRecord, begin, is_fresh, output_digests, read_record, write_record

LOCK = ".build.lock"
LONGEST_WAIT = 900
"""How many seconds a command waits for another one that builds the same study."""


DOING = {
    "ingest": "Reading documents",
    "code": "Placing codings",
    "check": "Looking for problems",
    "analyse": "Counting",
    "report": "Writing the report",
}
"""What a person who watches is told while a stage runs."""


class Made(NamedTuple):
    """What a stage made: its files, what was wrong in what it read, and the figures it reports."""

    outputs: list[Path]
    problems: list[Problem]
    facts: dict[str, Any]


class Ran(NamedTuple):
    """How a stage ended, and whether it had to run."""

    record: StageRecord
    fresh: bool


def key_of(
    opened: OpenStudy, *parts: tuple[str, str], settings: BaseModel | dict[str, Any] | None = None
) -> str:
    """One digest over all that a stage stands on: the program, its inputs, its settings in their order."""
    if isinstance(settings, BaseModel):
        settings = settings.model_dump(mode="json")
    return digest_of([("program", opened.program), ("settings", json.dumps(settings)), *parts])


def run(opened: OpenStudy, stage: str, key: str, make: Callable[[], Made]) -> Ran:
    """The record of a stage as it lies on the disk: where anything changed, after making it anew.

    One process at a time makes anything in a study; another that waited takes over what was made meanwhile.
    """
    record = _made_from(opened, stage, key)
    if record is not None:
        return Ran(record, True)
    with _alone(opened):
        record = _made_from(opened, stage, key)
        if record is not None:
            return Ran(record, True)
        return Ran(_remade(opened, stage, key, make), False)


def _made_from(opened: OpenStudy, stage: str, key: str) -> StageRecord | None:
    record = read_record(opened.folder, stage)
    return record if is_fresh(opened.folder, record, key) else None


def _remade(opened: OpenStudy, stage: str, key: str, make: Callable[[], Made]) -> StageRecord:
    before = begin(opened.folder, stage)
    with uninterrupted(), opened.working(DOING.get(stage, stage)):
        made = make()
    promised = read_record(opened.folder, stage) or before
    outputs = output_digests(opened.folder, made.outputs)
    _take_away(opened, (promised.outputs.keys() if promised else set()) - outputs.keys())
    record = StageRecord(key, outputs, made.problems, made.facts)
    write_record(opened.folder, stage, record)
    return read_record(opened.folder, stage) or record


@contextmanager
def _alone(opened: OpenStudy) -> Iterator[None]:
    """While this lasts no other process builds here; what one that was cut off left half-written is gone."""
    from filelock import FileLock, Timeout

    path = opened.folder.processed / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=LONGEST_WAIT, is_singleton=True)
    try:
        lock.acquire()
    except Timeout as fault:
        raise StudyError(
            error(opened.folder.place(path), "busy", "another command builds this study.", "Try again later.")
        ) from fault
    try:
        if lock.lock_counter == 1:
            for folder in (opened.folder.processed, opened.folder.reports):
                sweep_partials(folder)
        yield
    finally:
        lock.release()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Python's search for circular garbage rested: large tables hold none, and it costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_away(opened: OpenStudy, outputs: Iterable[str]) -> None:
    """Remove what the stage wrote last time and does not write any more."""
    for name in outputs:
        (opened.folder.path / name).unlink(missing_ok=True)
