"""The lines of the codebook's history: each is a change, chained to the line before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.codebook import Change
from pipeline.coding.chains import is_marker, unknown_event, unreadable, why
from pipeline.coding.events import NONE, Fork, line_digest, lines_of
from pipeline.coding.versions import changed_fields
from pipeline.problems import Problem, error, warning

EVENTS = (
    *("add", "edit", "rename", "move", "merge", "split", "retire", "restore"),
    *("record", "review", "mend", "relate", "unrelate"),
)
"""What may be done with a codebook; a line with another word is told of, and counts by what it says."""


class Told(NamedTuple):
    """A change with the line on which it stands, and that of the line it follows upon (0 for the start).

    ``beside`` tells that it stands in a second history that git merged with another one.
    """

    change: Change
    line: int
    after: int = 0
    beside: bool = False


class History(NamedTuple):
    """What the file tells, in its order, what is wrong in it, and the forks that no event has mended yet."""

    told: list[Told]
    problems: list[Problem]
    forks: list[Fork]

    @property
    def changes(self) -> list[Change]:
        """The changes alone."""
        return [one.change for one in self.told]


def parse_history(data: bytes, file: str) -> History:
    """The changes that a history tells of; a bad line is a problem, and hides none of the good ones."""
    lines = list(lines_of(data))
    read = [_change(line) for _, line in lines]
    told: list[Told] = []
    problems: list[Problem] = []
    forks: list[Fork] = []
    chain = _Chain({digest for change in read if isinstance(change, Change) for digest in change.merged})
    for at, ((number, line), change) in enumerate(zip(lines, read, strict=True)):
        place = f"{file}:{number}"
        known = change if isinstance(change, Change) else None
        after, fork = (0, None) if is_marker(line) else chain.follow(number, line, known)
        if isinstance(change, str):
            problems.append(unreadable(change, place, line, _is_torn(data, lines, at)))
            continue
        if change.event not in EVENTS:
            problems.append(
                unknown_event(change.event, place, EVENTS, "what it says of before and after counts")
            )
        told.append(Told(change, number, max(after, 0), chain.beside))
        if after < 0:
            problems.append(_broken(place))
        if fork:
            forks.append(fork)
    problems += [_merged(file, fork, told) for fork in forks]
    return History(told, sorted(problems, key=_line), forks)


def _line(problem: Problem) -> int:
    return int(problem.place.rpartition(":")[2])


class _Chain:
    """Where each line follows on; ``beside`` is set while lines of a second history go by."""

    def __init__(self, mended: set[str]) -> None:
        self.mended = mended
        self.seen = {NONE: 0}
        self.last, self.number = (NONE, NONE), 0
        self.beside = False

    def follow(self, number: int, line: bytes, change: Change | None) -> tuple[int, Fork | None]:
        """The number of the line it follows upon, -1 where that is not there, and the fork it begins."""
        digest, after, fork = line_digest(line), self.number, None
        if change is not None and change.previous not in ("", *self.last):
            after = self.seen.get(change.previous, -1)
            self.beside = after >= 0
            if self.beside and digest not in self.mended:
                fork = Fork(number, digest)
        if change is not None and change.event == "mend":
            self.beside = False
        self.last, self.number = (digest, line_digest(line + b"\r")), number
        for known in self.last:
            self.seen.setdefault(known, number)
        return after, fork


def _change(line: bytes) -> Change | str:
    """The change of a line, else why it is none."""
    try:
        return Change.model_validate_json(line)
    except (ValueError, RecursionError) as trouble:
        return why(trouble)


def _is_torn(data: bytes, lines: Sequence[tuple[int, bytes]], at: int) -> bool:
    """Whether a line was cut off: nothing follows it, or it was begun and the next line names its bytes."""
    line = lines[at][1]
    if at == len(lines) - 1:
        return not data.endswith(b"\n")
    return line.startswith(b"{") and line_digest(line).encode() in lines[at + 1][1]


def _broken(place: str) -> Problem:
    message = (
        "does not follow the line above: a line was removed or altered, so the history cannot be trusted."
    )
    return error(place, "chain", message, "Bring back the file from a copy.")


def _merged(file: str, fork: Fork, told: Sequence[Told]) -> Problem:
    """Two histories that meet, with what both of them changed."""
    first = next(one for one in told if one.line == fork.line)
    origin = f"line {first.after}" if first.after else "the start of the file"
    message = f"Two histories meet here: this line and another both follow {origin}, as after a git merge."
    if both := changed_by_both(told, first):
        message += f" Both changed {'; '.join(both)}: see that codebook.yaml says what you both want."
    remedy = "No change is missing. To say so in the file, type: forankret check --mend"
    return warning(f"{file}:{fork.line}", "merged-history", message, remedy)


def changed_by_both(told: Sequence[Told], fork: Told) -> list[str]:
    """What two merged histories both changed, each as the field, the code and who changed it."""
    ours = [one for one in told if fork.after < one.line < fork.line]
    theirs = []
    for one in told:
        if one.line >= fork.line:
            if one.line > fork.line and not one.beside:
                break
            theirs.append(one)
    before, now = _by_field(ours), _by_field(theirs)
    return [
        f"{field} of '{code}' ({before[code, field]} and {who})"
        for (code, field), who in now.items()
        if (code, field) in before
    ]


def _by_field(told: Iterable[Told]) -> dict[tuple[str, str], str]:
    """Who changed which field of which code last."""
    return {(one.change.code, name): one.change.who for one in told for name in changed_fields(one.change)}
