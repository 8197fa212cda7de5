"""The logs of a study, each a file of JSON lines to which people only add: read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.coding.events import lines_of

MEMOS = "codebooks/memos.jsonl"
SAMPLING = "codebooks/sampling.jsonl"


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
