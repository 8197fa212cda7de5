"""The one place in which ``codebook.yaml`` is changed: only what changed, and never over another's work."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.codebook import MOST_VERSIONS, Change
from pipeline.problems import StudyError, error
from pipeline.store.codebook_layout import Layout, layout
from pipeline.store.codebook_nodes import FILE, refused
from pipeline.store.codebook_splicing import apply, with_version
from pipeline.store.codebook_steps import Step, change_of, stepped
from pipeline.store.files import lock, sync_folder
from pipeline.store.history import (
    HISTORY,
    append_lines,
    chained,
    change_line,
    changes_of,
    highest_version,
    open_history,
    read_bytes,
)

LOCK = "data/processed/.codebook.lock"
BOM = b"\xef\xbb\xbf"
TRIES = 20
MOST_STEPS = 10**4
"""No act counts a codebook up by so many versions."""


class Changed(StudyError):
    """Somebody changed the code meanwhile: ``theirs`` are its fields now, ``mine`` those that were wanted."""

    def __init__(self, code: str, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
        what = "was changed" if theirs else "was taken out of the file"
        super().__init__(
            error(
                FILE,
                "changed-meanwhile",
                f"the code '{code}' {what} by somebody else since you saw it, so nothing was saved.",
                "Look at what stands there now, and make your change again where it is still needed.",
            )
        )
        self.code, self.theirs, self.mine = code, theirs, mine


class Saved(NamedTuple):
    """What was written: the codebook's version, its text, and the lines of the history."""

    version: int
    text: str
    changes: list[Change]


Decide = Callable[[Layout, bytes], list[Step]]
"""From the codebook and the history as they are now, what is to be changed; raises what speaks against it."""
Tell = Callable[[Layout, bytes], list[Change]]
"""From the codebook and the history as they are now, the lines that tell of what was changed by hand."""


def entry_digest(text: str, code: str) -> str:
    """The digest of what a code says in the text of a codebook; '' where the code is not in it."""
    return fields_digest(layout(text).fields(code))


def fields_digest(fields: dict[str, Any]) -> str:
    """The digest of the fields of a code, '' where there are none."""
    said = json.dumps(fields, sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16] if fields else ""


def entry_fields(text: str, code: str) -> dict[str, Any]:
    """The fields of a code as they stand in the text of a codebook; {} where the code is not in it."""
    return dict(layout(text).fields(code))


def read_text(study: Path) -> str:
    """The text of the study's codebook, '' where there is none; raises StudyError where it cannot be read."""
    return _decoded(_read(study / FILE))


def refuse_changed(now: Layout, code: str, seen: str, mine: dict[str, Any]) -> None:
    """Raise Changed where a code is not as it was seen; nothing where it was not said what was seen."""
    theirs = now.fields(code)
    if seen and fields_digest(theirs) != seen:
        raise Changed(code, theirs, mine)


def change_codebook(study: Path, who: str, at: str, decide: Decide, act: str = "") -> Saved:
    """The codebook with what was decided, as it is on the disk now, and the lines that tell of it.

    ``decide`` sees the file as it is, under a lock, and is asked again where an editor has saved meanwhile.
    An act that the history tells of already is not done again: what it did then comes back.
    """
    return _until_saved(study, lambda: _tried(study, who, at, decide, act))


def count_up(study: Path, tell: Tell) -> Saved:
    """The codebook with nothing changed but its version, and the lines that tell of what was changed by hand.

    ``tell`` sees the file and the history as they are; where it tells nothing, nothing is written.
    """

    def tried() -> Saved | None:
        path = (study / FILE).resolve()
        data = _read(path)
        now = layout(_decoded(data))
        changes = tell(now, read_bytes(study))
        version = max((change.version for change in changes), default=now.version)
        text = now.text if version == now.version else apply(now.text, with_version(now, version))
        return _saved(study, path, data, version, text, changes)

    return _until_saved(study, tried)


def _until_saved(study: Path, tried: Callable[[], Saved | None]) -> Saved:
    """What was saved, tried under the lock until no editor has saved in between."""
    try:
        with lock(study, LOCK):
            for _ in range(TRIES):
                if (saved := tried()) is not None:
                    return saved
    except OSError as trouble:
        message = f"The codebook could not be saved ({trouble.strerror or trouble}), and is as it was."
        remedy = "See that the disk is not full and that codebooks/ may be written to; then do it again."
        raise StudyError(error(FILE, "not-saved", message, remedy)) from trouble
    message = "is being saved by another program all the time, so nothing was changed."
    raise refused(message, "Do it again when the other program is done.")


def _tried(study: Path, who: str, at: str, decide: Decide, act: str) -> Saved | None:
    """One attempt; None where the file became another one while this one was made."""
    path = (study / FILE).resolve()
    data, told = _read(path), read_bytes(study)
    now = _counted_on(layout(_decoded(data)), told)
    if act and (before := changes_of(told, act)):
        return Saved(now.version, now.text, before)
    changes, text = [], now.text
    for step in decide(now, told):
        made = stepped(now, step)
        changes.append(change_of(now, made, step, who, at).model_copy(update={"act": act}))
        now, text = made, made.text
    return _saved(study, path, data, now.version, text, changes)


def _counted_on(now: Layout, told: bytes) -> Layout:
    """The codebook, counted on from the highest version that its history tells of; no number comes twice."""
    last = highest_version(told)
    if not now.version < last < MOST_VERSIONS - MOST_STEPS:
        return now
    return layout(apply(now.text, with_version(now, last)))


def _saved(
    study: Path, path: Path, data: bytes, version: int, text: str, changes: list[Change]
) -> Saved | None:
    """The text and the lines on the disk; None where the file became another one meanwhile."""
    if not changes:
        return Saved(version, text, [])
    handle = open_history(study)
    try:
        if not _swapped(path, data, (BOM if data.startswith(BOM) else b"") + text.encode("utf-8")):
            return None
        return Saved(version, text, _told(study, handle, changes))
    finally:
        os.close(handle)


def _told(study: Path, handle: int, changes: list[Change]) -> list[Change]:
    """The changes as they stand in the history; StudyError with the lines where they could not be written."""
    linked = changes
    try:
        data = read_bytes(study)
        linked = chained(changes, data)
        append_lines(handle, map(change_line, linked), bool(data) and not data.endswith(b"\n"))
    except OSError as trouble:
        lines = "\n".join(change_line(change).decode("utf-8") for change in linked)
        message = (
            f"The codebook was changed, but its history could not be written ({trouble.strerror or trouble})."
        )
        remedy = (
            f"Make room or allow writing, then put this at the end of the file, on a line of its own: {lines}"
        )
        raise StudyError(error(HISTORY, "history-not-written", message, remedy)) from trouble
    return linked


def _swapped(path: Path, before: bytes, after: bytes) -> bool:
    """Puts the new file in place of the old in one step; False where the old one is not what was read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o777)
        if _read(path) != before:
            return False
        partial.replace(path)
        sync_folder(path.parent)
        return True
    finally:
        partial.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        message = f"is not UTF-8 text (byte {fault.start})."
        raise refused(message, "Save it again as UTF-8.") from None
