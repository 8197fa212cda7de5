"""The history of the codebook as it is written: a line for each change, chained to the one before."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.codebook import Change
from pipeline.coding.chains import is_marker
from pipeline.coding.events import NONE, line_digest, lines_of
from pipeline.coding.history_lines import History, parse_history
from pipeline.store.files import append_bytes

HISTORY = "codebooks/history.jsonl"
SOMETIMES = ("act", "scope", "merged")
"""The fields that are written only where they hold something."""
FIELDS = ("at", "who", "version", "event", "code", "reason", "before", "after", "previous")


def change_line(change: Change) -> bytes:
    """A change as a line of the file, without its line break."""
    fields: dict[str, Any] = change.model_dump(mode="json")
    ordered = {name: fields[name] for name in FIELDS}
    ordered |= {name: fields[name] for name in SOMETIMES if fields[name]}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def chained(changes: Iterable[Change], data: bytes) -> list[Change]:
    """The changes with ``previous`` filled in, as they follow upon what the file holds."""
    held = [line for _, line in lines_of(data) if not is_marker(line)]
    previous = line_digest(held[-1]) if held else NONE
    linked = []
    for change in changes:
        linked.append(change.model_copy(update={"previous": previous}))
        previous = line_digest(change_line(linked[-1]))
    return linked


def read_bytes(study: Path) -> bytes:
    """What the file holds, nothing where there is none."""
    path = study / HISTORY
    return path.read_bytes() if path.exists() else b""


def history_told(study: Path) -> History:
    """What the history of a study tells; nothing where there is none."""
    return parse_history(read_bytes(study), HISTORY)


def append_lines(handle: int, lines: Iterable[bytes], torn: bool) -> None:
    """Puts lines at the end of the open file and on the disk; after a torn line a new one is begun.

    Where the disk takes only a part of them, that part is taken back and OSError raised.
    """
    append_bytes(handle, (b"\n" if torn else b"") + b"".join(line + b"\n" for line in lines))


def open_history(study: Path) -> int:
    """The file, open for adding to its end; raises OSError where that is not allowed."""
    path = study / HISTORY
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)


def ever_used(data: bytes, id: str) -> bool:
    """Whether the history tells of a code with this id, also one that is no longer in the codebook."""
    if not any(json.dumps(id, ensure_ascii=ascii).encode("utf-8") in data for ascii in (True, False)):
        return False
    return any(_code_of(line) == id for line in data.split(b"\n"))


def _code_of(line: bytes) -> str:
    try:
        change = json.loads(line)
        return str(change["code"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def changes_of(data: bytes, act: str) -> list[Change]:
    """The changes that one act made, in order; none where the history does not tell of it."""
    if act.encode("utf-8") not in data:
        return []
    return [change for change in map(_change, data.split(b"\n")) if change and change.act == act]


def highest_version(data: bytes) -> int:
    """The highest version that the history tells of; 0 where it tells of none."""
    return max((change.version for change in map(_change, data.split(b"\n")) if change), default=0)


def codes_as_they_came(data: bytes) -> list[str]:
    """The codes that the history tells were added, in the order in which they were."""
    changes = map(_change, (line for line in data.split(b"\n") if b'"add"' in line))
    return list(dict.fromkeys(change.code for change in changes if change and change.event == "add"))


def history_of(data: bytes, code: str) -> list[Change]:
    """What happened to a code, and to others that have become it, the last first.

    Lines that cannot be read are left out.
    """
    quoted = [json.dumps(code, ensure_ascii=ascii).encode("utf-8") for ascii in (True, False)]
    lines = [line for line in data.split(b"\n") if any(id in line for id in quoted)]
    changes = filter(None, map(_change, reversed(lines)))
    return [change for change in changes if change.code == code or code in _heirs(change)]


def _heirs(change: Change) -> list[str]:
    """The codes that another has become by a change."""
    after, before = change.after or {}, change.before or {}
    split = [*(after.get("split_into") or [])] if after.get("split_into") != before.get("split_into") else []
    merged = after.get("merged_into") if after.get("merged_into") != before.get("merged_into") else ""
    return [str(id) for id in (*split, merged) if id]


def _change(line: bytes) -> Change | None:
    try:
        return Change.model_validate_json(line)
    except ValueError:
        return None
