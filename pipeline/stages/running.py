"""Running a stage only when what it stands on has changed, and keeping a record of how it ended."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from pipeline.problems import Problem
from pipeline.stages.opened import OpenStudy
from pipeline.store.files import digest_of
from pipeline.store.freshness import StageRecord, forget, is_fresh, output_digests, read_record, write_record


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
    """One digest over all that a stage stands on: the program, its inputs and its settings."""
    if isinstance(settings, BaseModel):
        settings = settings.model_dump(mode="json")
    return digest_of(
        [("program", opened.program), ("settings", json.dumps(settings, sort_keys=True)), *parts]
    )


def run(opened: OpenStudy, stage: str, key: str, make: Callable[[], Made]) -> Ran:
    """The record of a stage: the last one where nothing changed, else a new one after making it."""
    record = read_record(opened.folder, stage)
    if record is not None and is_fresh(opened.folder, record, key):
        return Ran(record, True)
    forget(opened.folder, stage)
    with _uninterrupted():
        made = make()
    outputs = output_digests(opened.folder, made.outputs)
    _take_away(opened, (record.outputs.keys() if record else set()) - outputs.keys())
    record = StageRecord(key, outputs, made.problems, made.facts)
    write_record(opened.folder, stage, record)
    return Ran(record, False)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Python's search for circular garbage rested: the tables of a large study hold none, and it costs a third."""
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
