"""What became of the codings of a corrected transcript: what to tell people, and what they can type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.anchors import Status
from pipeline.problems import Problem, warning


class Move(NamedTuple):
    """What became of one line of a coding when its transcript was corrected.

    ``waiting`` is ``yes`` where the coding as a whole is counted nowhere until a person decides: this line
    of it, or another, is ambiguous or lost. ``new_utterance``, ``start``, ``end`` and ``new_quote`` are the
    best guess of an ambiguous line; a guess that runs over several turns is at its first one, its turns
    parted by `` / ``. The roles and speakers tell where a correction gave the words to somebody else.
    """

    coding: str
    code: str
    coder: str
    status: Status
    waiting: str
    old_document: str
    new_document: str
    old_utterance: str
    new_utterance: str
    old_role: str
    new_role: str
    old_quote: str
    new_quote: str
    start: int
    end: int
    place: str
    old_speaker: str = ""
    new_speaker: str = ""


MOVE_COLUMNS = Move._fields


def waiting_problems(report: Sequence[Move]) -> list[Problem]:
    """One warning for each line that a person must decide on."""
    return [waiting_problem(line) for line in report if line.status in ("ambiguous", "lost")]


def waiting_problem(line: Move) -> Problem:
    """That a line waits for a person, and what to type."""
    return warning(line.place, "coding-waits", _message(line), _remedy(line))


def _message(line: Move) -> str:
    what = "cannot be placed with certainty in" if line.status == "ambiguous" else "is not found in"
    return (
        f"The transcript {line.old_document} was corrected, and «{_short(line.old_quote)}» "
        f"({line.old_utterance}) {what} {line.new_document}; the coding waits and is counted nowhere."
    )


def _remedy(line: Move) -> str:
    where = line.new_utterance or "UTTERANCE"
    place = f'forankret coding place {line.coding} {where} --words "..."'
    drop = f"forankret coding remove {line.coding} --coder {line.coder}"
    return f"Say where it belongs: {place}; or drop it: {drop}"


def handed_over(report: Sequence[Move]) -> list[Problem]:
    """One warning for each line that stands, and whose words the correction gave to somebody else."""
    problems: list[Problem] = []
    for line in report:
        gave = (line.old_role, line.new_role) if line.old_role != line.new_role else _speakers(line)
        if not line.waiting and gave:
            before, after = (who or "nobody known" for who in gave)
            problems.append(warning(line.place, "coding-speaker-changed", *_handing(line, before, after)))
    return problems


def _speakers(line: Move) -> tuple[str, str] | None:
    """Who spoke then and now, where that is another; a label says nothing of somebody who has a name now."""
    before = line.old_speaker.removeprefix(f"{line.old_document}/")
    after = line.new_speaker.removeprefix(f"{line.new_document}/")
    alike = (before == line.old_speaker) == (after == line.new_speaker)
    return (before, after) if alike and before and after and before != after else None


def _handing(line: Move, before: str, after: str) -> tuple[str, str]:
    """What to say of words that were somebody else's before, and what to do."""
    message = (
        f"The coding {line.coding} ([{line.code}] on «{_short(line.old_quote)}») counts for {after} now: "
        f"{line.old_document} gave these words to {before}, the corrected {line.new_document} to {after}."
    )
    place = f'forankret coding place {line.coding} {line.new_utterance} --words "..."'
    drop = f"forankret coding remove {line.coding} --coder {line.coder}"
    return message, f"If the code holds there too, say so: {place}; else drop it: {drop}"


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:57] + "..."
