"""Whether each line of a file follows the line above it: nothing was taken out, and nothing was altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from difflib import get_close_matches
from hashlib import sha256
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.problems import Problem, error, warning

NONE = "none"
"""What the first line of a file has as its ``previous``."""


MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def is_marker(line: bytes) -> bool:
    """Whether git put the line where two sides did not fit; no link of the chain, as people take it out."""
    return line.startswith(MARKERS)


def line_digest(line: bytes) -> str:
    """The first 16 hex digits of the SHA-256 of a line's bytes, without its line break."""
    return sha256(line).hexdigest()[:16]


class Link(NamedTuple):
    """A line: its number, the digest of its bytes, and what it says is the digest of the line above.

    ``previous`` is None where the line cannot be read, so that it says nothing.
    """

    line: int
    digest: str
    previous: str | None


class Break(NamedTuple):
    """A line that does not follow the one above it.

    ``after`` is the earlier line that it does follow (0: the start of the file), as where git merged two
    histories; None where no line of the file is the one that it followed.
    """

    line: int
    digest: str
    previous: str
    after: int | None


def breaks(links: Iterable[Link], mended: Set[str] = frozenset()) -> Iterator[Break]:
    """Where the chain of a file breaks; lines whose digests are among the ``mended`` are accounted for."""
    seen = {NONE: 0}
    before = NONE
    for line, digest, previous in links:
        if previous is not None and previous != before and digest not in mended:
            yield Break(line, digest, previous, seen.get(previous))
        seen.setdefault(digest, line)
        before = digest


class Fork(NamedTuple):
    """A line that begins a second history, because git merged two files: its place and its digest."""

    line: int
    digest: str


def follow(
    links: Iterable[Link], mended: Set[str], file: str, complete: str
) -> tuple[list[Fork], list[Problem]]:
    """The forks that nobody has mended, and the problems where a line does not follow the one before it.

    ``complete`` says what cannot be shown where the chain breaks: *the log is complete*.
    """
    forks: list[Fork] = []
    problems: list[Problem] = []
    for found in breaks(links, mended):
        if found.after is None:
            problems.append(_broken(f"{file}:{found.line}", found.previous, complete))
        else:
            forks.append(Fork(found.line, found.digest))
            problems.append(_merged(f"{file}:{found.line}", found.after))
    return forks, problems


def _merged(place: str, after: int) -> Problem:
    origin = f"line {after}" if after else "the start of the file"
    message = f"Two histories meet here: this line and another both follow {origin}, as after a git merge."
    remedy = "No line is missing. To say so in the file, type: forankret check --mend"
    return warning(place, "merged-history", message, remedy)


def _broken(place: str, previous: str, complete: str) -> Problem:
    what = "was removed or altered" if previous else "was written by hand or by another program"
    where = "A line before this one" if previous else "This line"
    message = f"{where} {what}: the chain breaks here, so it cannot be shown that {complete}."
    remedy = "Get the file back as the program wrote it, or acknowledge 'broken-chain' in study.yaml."
    return error(place, "broken-chain", message, remedy)


def why(trouble: ValueError | RecursionError) -> str:
    """Why a line cannot be read, of what went wrong when it was."""
    if not isinstance(trouble, ValidationError):
        return "it is not JSON"
    first = trouble.errors()[0]
    if not first["loc"]:
        return "it is not JSON" if first["type"] == "json_invalid" else "it is not an event"
    return f"its field '{'.'.join(map(str, first['loc']))}' is wrong ({first['msg']})"


def unknown_event(event: str, place: str, known: Iterable[str], effect: str = "it has no effect") -> Problem:
    """What to know of a line whose event we do not know: what comes of it, and which one it may have been."""
    near = get_close_matches(event, sorted(known), 1)
    message = f"The event '{event[:40]}' is not known to this version; the line is kept, and {effect}."
    meant = (
        f"If '{near[0]}' was meant, leave the line as it is and do it once more. Else use" if near else "Use"
    )
    return warning(place, "unknown-event", message, f"{meant} the version of forankret that wrote it.")


def unreadable(why: str, place: str, line: bytes, torn: bool) -> Problem:
    """What is wrong with a line that cannot be read: a conflict of git, cut off while written, or broken."""
    if is_marker(line):
        message = "git left both sides of a conflict here; the line is no event."
        remedy = "Delete the marker lines (<<<<<<<, =======, >>>>>>>), keep all others, then type: "
        return error(place, "conflict-marker", message, remedy + "forankret check --mend")
    if torn:
        message = "The line was cut off while it was written (crash or full disk); it is not counted."
        return warning(place, "torn-line", message, "Do it once more. Leave the line as it is.")
    message = f"The line cannot be read: {why}. What was done there is not counted."
    remedy = "Get the line back from the last version of the file that was whole (git or a backup)."
    return error(place, "broken-line", message, remedy)
