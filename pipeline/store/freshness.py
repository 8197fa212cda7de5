"""What each stage was last made from, so that it runs again only when that has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.problems import Problem
from pipeline.store.files import sha256, write_atomic
from pipeline.store.folder import StudyFolder

SUFFIX = ".stage.json"
UNFINISHED = ""
"""The key of a stage that began and has not come to its end."""


@dataclass
class StageRecord:
    """How a stage ended: what it was made from and its outputs, as digests; its problems and its figures."""

    key: str
    outputs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_finished(self) -> bool:
        """Whether the stage came to its end; else only the names of its outputs are known."""
        return self.key != UNFINISHED


def record_path(folder: StudyFolder, stage: str) -> Path:
    """Where the record of a stage lies."""
    return folder.processed / f"{stage}{SUFFIX}"


def read_record(folder: StudyFolder, stage: str) -> StageRecord | None:
    """The last record of a stage; None where there is none that can be read."""
    try:
        data = json.loads(record_path(folder, stage).read_text(encoding="utf-8"))
        return StageRecord(
            data["key"], data["outputs"], [Problem(*row) for row in data["problems"]], data["facts"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(folder: StudyFolder, stage: str, record: StageRecord) -> None:
    """Keep the record of a stage, all in the order in which it was made.

    It is written last, so that a broken stage never looks finished.
    """
    data = {"key": record.key, "outputs": record.outputs, "problems": record.problems, "facts": record.facts}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_atomic(record_path(folder, stage), text.encode("utf-8", "surrogatepass"))


def begin(folder: StudyFolder, stage: str) -> StageRecord | None:
    """Let a stage count as not made before it is made anew; what it wrote so far is remembered."""
    before = read_record(folder, stage)
    if before is not None and before.is_finished:
        write_record(folder, stage, StageRecord(UNFINISHED, before.outputs))
    return before


def promise(folder: StudyFolder, stage: str, paths: Iterable[Path]) -> None:
    """Remember what a stage is about to write, so that a build that breaks off leaves nothing nobody owns."""
    before = read_record(folder, stage)
    known = before.outputs if before is not None else {}
    promised = {folder.place(path): "" for path in paths}
    write_record(folder, stage, StageRecord(UNFINISHED, {**promised, **known}))


def recorded(folder: StudyFolder) -> set[str]:
    """Every output that a stage has written here, by its place in the study."""
    stages = [path.name.removesuffix(SUFFIX) for path in folder.processed.glob(f"*{SUFFIX}")]
    records = [read_record(folder, stage) for stage in stages]
    return {name for record in records if record is not None for name in record.outputs}


def is_fresh(folder: StudyFolder, record: StageRecord | None, key: str) -> bool:
    """Whether a stage was made from exactly this, and its outputs still are what it wrote."""
    if record is None or not record.is_finished or record.key != key:
        return False
    return all(_is(folder.path / name, digest) for name, digest in record.outputs.items())


def _is(path: Path, digest: str) -> bool:
    try:
        return sha256(path.read_bytes()) == digest
    except OSError:
        return False


def output_digests(folder: StudyFolder, paths: list[Path]) -> dict[str, str]:
    """The outputs of a stage by their place in the study, each with its SHA-256."""
    return {folder.place(path): sha256(path.read_bytes()) for path in sorted(paths)}
