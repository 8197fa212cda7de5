"""The study's settings and its codebook, as people wrote them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pipeline.codebook import Codebook
from pipeline.problems import Problem
from pipeline.store.files import digest_of, sha256, write_atomic
from pipeline.store.folder import StudyFolder, program_digest
from pipeline.study import Study

Model = TypeVar("Model", bound=BaseModel)


def read_study(folder: StudyFolder) -> tuple[Study | None, list[Problem]]:
    """The study's settings, or None, and everything that is wrong with them."""
    return _read(folder, folder.settings_file, Study)


def read_codebook(folder: StudyFolder) -> tuple[Codebook | None, list[Problem]]:
    """The codebook, or None, and what is wrong with its form; a missing file is an empty codebook."""
    if not folder.codebook_file.exists():
        return Codebook(), []
    return _read(folder, folder.codebook_file, Codebook)


def _read(folder: StudyFolder, path: Path, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """What a file says. YAML reads slowly, so a copy of what was in order is kept as long as it holds."""
    copy = folder.processed / f"{path.stem}.copy.json"
    key = _key(path)
    held = _held(copy, key, model)
    if held is not None:
        return held, []
    from pipeline.store.yaml_files import read_yaml

    value, problems = read_yaml(path, folder.place(path), model)
    if value is not None and not problems:
        _hold(copy, key, value)
    return value, problems


def _key(path: Path) -> str:
    try:
        return digest_of([("file", sha256(path.read_bytes())), ("program", program_digest())])
    except OSError:
        return ""


def _held(copy: Path, key: str, model: type[Model]) -> Model | None:
    try:
        data = json.loads(copy.read_text(encoding="utf-8"))
        return model.model_validate(data["value"]) if key and data["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hold(copy: Path, key: str, value: BaseModel) -> None:
    try:
        text = json.dumps({"key": key, "value": value.model_dump(mode="json")}, ensure_ascii=False)
        write_atomic(copy, text.encode("utf-8", "surrogatepass"))
    except OSError:
        return
