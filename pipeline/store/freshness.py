"""What each stage was last made from, so that it runs again only when that has changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.problems import Problem
from pipeline.store.files import sha256, write_atomic
from pipeline.store.folder import StudyFolder


@dataclass
class StageRecord:
    """How a stage ended: the digest of what it was made from, its outputs with theirs, its problems and figures."""

    key: str
    outputs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


def record_path(folder: StudyFolder, stage: str) -> Path:
    """Where the record of a stage lies."""
    return folder.processed / f"{stage}.stage.json"


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
    """Keep the record of a stage; written last, so that a broken stage never looks finished."""
    data = {"key": record.key, "outputs": record.outputs, "problems": record.problems, "facts": record.facts}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(record_path(folder, stage), text.encode("utf-8", "surrogatepass"))


def forget(folder: StudyFolder, stage: str) -> None:
    """Let a stage count as not made, before its outputs are written anew."""
    record_path(folder, stage).unlink(missing_ok=True)


def is_fresh(folder: StudyFolder, record: StageRecord | None, key: str) -> bool:
    """Whether a stage was made from exactly this, and its outputs still are what it wrote."""
    if record is None or record.key != key:
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
