"""Lines that people have the program write into the codebook's history without changing a code."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.codebook import Change
from pipeline.coding.by_hand import Unrecorded, unrecorded
from pipeline.coding.history_lines import parse_history
from pipeline.coding.recoding import openings
from pipeline.problems import UsageError
from pipeline.stages.changing import Act
from pipeline.stages.changing_codes import known_code
from pipeline.stages.changing_words import explained
from pipeline.stages.coding import now
from pipeline.stages.meant import the_coder
from pipeline.stages.opened import OpenStudy
from pipeline.store.codebook_file import count_up
from pipeline.store.codebook_layout import Layout
from pipeline.store.history import HISTORY, read_bytes
from pipeline.store.history_adding import tell


class Recorded(NamedTuple):
    """What was written down: the codebook's version now, what was changed, and what to know of it."""

    version: int
    found: list[Unrecorded]
    note: str


def record_by_hand(opened: OpenStudy, who: str, reason: str) -> Recorded:
    """What was changed in codebook.yaml by hand, written down.

    A line for each code and relation, all of one version: the next one, or that of the file where it was
    counted up by hand. Where the history does not tell how the codebook began, codes that no line tells of
    are written down as having been there before.
    """
    why, coder, at = explained(reason), the_coder(opened, who), now().isoformat(timespec="seconds")
    found: list[Unrecorded] = []
    notes: list[str] = []

    def lines(layout: Layout, data: bytes) -> list[Change]:
        history = parse_history(data, HISTORY).changes
        last = max((change.version for change in history), default=layout.version - 1)
        notes[:] = _missing(history, layout.version)
        found[:] = unrecorded(opened.codebook, history)
        version = layout.version if layout.version > last else last + 1
        return [
            Change(
                at=at, who=coder, version=version, event=one.event, code=one.code, reason=why,
                before=one.before, after=one.after,
            )
            for one in found
        ]  # fmt: skip

    saved = count_up(opened.folder.path, lines)
    return Recorded(saved.version, found, "".join(notes))


def _missing(history: list[Change], version: int) -> list[str]:
    """What to know where the history ended before the codebook, or was not there: lines may be lost."""
    last = max((change.version for change in history), default=0)
    if version <= max(last, 1):
        return []
    ended = f"The history ended at version {last}" if history else "There was no history"
    return [
        f"{ended}, and the codebook is at version {version}: what changed in between, by whom and why, is "
        f"not told. If lines of {HISTORY} were lost, get them back from git or a backup instead of this."
    ]


def review_code(
    opened: OpenStudy, who: str, code: str, reason: str, close: bool = False, act: str = ""
) -> Act:
    """A code whose codings are to be read again, or (``close``) need not be any more; the code stays.

    With ``act``, the id of an act, the same is asked for twice and written once.
    """
    why, coder, at = explained(reason), the_coder(opened, who), now().isoformat(timespec="milliseconds")
    known_code(opened.codebook, code)
    wanted, version = "closed" if close else "open", opened.codebook.version

    def line(data: bytes) -> list[Change]:
        history = parse_history(data, HISTORY).changes
        if act and any(change.act == act for change in history):
            return []
        before = "open" if _is_reviewed(opened, history, code) else "closed"
        if before == "closed" and close:
            raise UsageError(f"No new reading of '{code}' is open.")
        return [
            Change(
                at=at, who=coder, version=version, event="review", code=code, reason=why,
                before={"review": before}, after={"review": wanted}, act=act,
            )
        ]  # fmt: skip

    tell(opened.folder.path, line)
    said = "need not be read again" if close else "are to be read again: see forankret codebook queue"
    return Act(version, code, f"the codings of {code} {said}")


def _is_reviewed(opened: OpenStudy, history: list[Change], code: str) -> bool:
    """Whether codings that count under a code are to be read again, since it or what became it was opened."""
    opening = openings(opened.codebook, history).get(opened.codebook.heir(code))
    return opening is not None and opening.why == "review"


def mend_history(opened: OpenStudy) -> list[str]:
    """Join the histories of the codebook that git merged, with an event that says so; a line where it did."""
    if not parse_history(read_bytes(opened.folder.path), HISTORY).forks:
        return []
    at = now().isoformat(timespec="seconds")

    def line(data: bytes) -> list[Change]:
        held = parse_history(data, HISTORY)
        if not held.forks:
            return []
        version = max(change.version for change in held.changes)
        merged = tuple(fork.digest for fork in held.forks)
        why = "two histories of this file were merged"
        return [Change(at=at, who="", version=version, event="mend", code="", reason=why, merged=merged)]

    if not tell(opened.folder.path, line):
        return []
    return [f"{HISTORY}: two histories were joined; every line of both counts."]
