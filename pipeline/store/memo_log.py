"""The log of the memos on the disk: ``codebooks/memos.jsonl``."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.logs import Log
from pipeline.coding.memo_log import EVENTS, MemoEvent
from pipeline.store.files import sha256
from pipeline.store.folder import StudyFolder
from pipeline.store.logs import MEMOS, append_log, read_log


def short_digest(data: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of a memo's bytes."""
    return sha256(data)[:16]


def memo_digests(folder: StudyFolder) -> dict[str, str]:
    """The digests of the memos' files as they are now, by their names; those nobody may read are left out."""
    found: dict[str, str] = {}
    for path in sorted((folder.codebooks / "memos").glob("*.md")):
        try:
            found[path.name] = short_digest(path.read_bytes())
        except OSError:
            continue
    return found


def read_memo_log(folder: StudyFolder) -> Log[MemoEvent]:
    """What was done with the memos, in the order in which it was logged."""
    return read_log(folder.path, MEMOS, MemoEvent, EVENTS)


def append_memo_log(folder: StudyFolder, events: Sequence[MemoEvent]) -> list[MemoEvent]:
    """The events as they are on the disk now."""
    return append_log(folder.path, MEMOS, events)
