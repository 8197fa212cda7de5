"""What a code meant when a coding was made: its definition under an earlier version of the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.codebook import SIX_FIELDS

Fields = dict[str, Any]
MEANING = SIX_FIELDS


def meaning_at(
    code: str, now: Mapping[str, Any] | None, lines: Iterable[Mapping[str, Any]], version: int
) -> Fields:
    """The six fields of a code under a version, told backward from what it is ``now``.

    ``lines`` are those of ``history.jsonl`` in their order. What was changed by hand and never logged reads
    as it does now. A code that did not exist yet has no fields.
    """
    fields: Fields = dict(now or {})
    told = [line for line in lines if line.get("code") == code and _version(line) > version]
    for line in reversed(told):
        before, after = line.get("before"), line.get("after")
        if line.get("event") == "add" and before is None:
            fields = {}
            continue
        for name in after if isinstance(after, dict) else ():
            fields.pop(name, None)
        fields |= before if isinstance(before, dict) else {}
    return {name: fields[name] for name in MEANING if fields.get(name)}


def _version(line: Mapping[str, Any]) -> int:
    version = line.get("version")
    return version if isinstance(version, int) else 0
