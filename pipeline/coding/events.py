"""What a coder did, line by line: each line of a coder's file is one event, chained to the line before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.codebook import MOST_VERSIONS
from pipeline.coding.chains import NONE as NONE
from pipeline.coding.chains import Fork as Fork
from pipeline.coding.chains import Link, follow, is_marker, unknown_event, unreadable, why
from pipeline.coding.chains import line_digest as line_digest
from pipeline.halves import all_whole
from pipeline.problems import Problem, error, warning

REQUIRED: dict[str, tuple[str, ...]] = {
    "apply": ("coding", "utterance", "code", "quote"),
    "remove": ("coding",),
    "memo": ("coding", "memo"),
    "pin": ("coding",),
    "unpin": ("coding",),
    "edit": ("coding", "utterance"),
    "place": ("coding", "utterance", "quote"),
    "reject": ("utterance", "code"),
    "contradict": ("coding",),
    "keep": ("coding", "code"),
    "done": (),
    "settle": ("utterance", "code", "decision"),
    "mend": (),
}
"""The events we know, each with the fields that it cannot do without."""

SPANNED = ("apply", "place")


MOST_LETTERS = 2**62
"""No place in a text lies so far on; a number above it fits no table, and its line cannot be read."""
Place = Annotated[int, Field(ge=0, lt=MOST_LETTERS)]


class Edit(BaseModel):
    """One edit of a printed quote: cut or mask ``start:end`` of the utterance, or insert at ``start``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: Literal["cut", "mask", "insert"]
    start: Place
    end: Place
    text: str = ""


class Event(BaseModel):
    """One line of ``codings/<coder>/<document>.jsonl``; fields we do not know are kept as they are.

    ``edits`` is the whole list of edits that the quote has from now on. ``was`` names, in a ``place``
    event, the utterance of the line it answers for. ``merged`` holds, in a ``mend`` event, the digests of
    the lines that begin a second history. Lines that were written in one act share ``act``, and ``lines``
    tells how many there are where it is more than one; ``undoes`` is the act that this one takes back,
    ``instead_of`` the coding or hint whose place this one takes. With ``withdrawn`` a contradict, keep,
    reject, done or settle is taken back. ``decision`` and ``between`` are what was decided in a settle, and
    by whom.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    at: str
    event: str
    coding: str = ""
    utterance: str = ""
    start: Place | None = None
    end: Place | None = None
    quote: str = ""
    digest: str = ""
    code: str = ""
    codebook: Annotated[int, Field(gt=-MOST_VERSIONS, lt=MOST_VERSIONS)] = 0
    origin: str = "manual"
    memo: str = ""
    edits: tuple[Edit, ...] = ()
    was: str = ""
    merged: tuple[str, ...] = ()
    act: str = ""
    undoes: str = ""
    instead_of: str = ""
    lines: int = 0
    withdrawn: bool = False
    decision: str = ""
    between: tuple[str, ...] = ()
    previous: str = ""


FIRST = (
    "at",
    "event",
    "coding",
    "utterance",
    "start",
    "end",
    "quote",
    "digest",
    "code",
    "codebook",
    "origin",
    "memo",
)
"""The fields of a line in the order in which they are written; ``previous`` comes last."""


class Record(NamedTuple):
    """An event with whose it is and where it stands (``codebooks/codings/anna/INT-01.jsonl:12``)."""

    event: Event
    coder: str
    document: str
    place: str


class Parsed(NamedTuple):
    """What a file of events holds, what is wrong in it, and the forks that no event has mended yet."""

    records: list[Record]
    problems: list[Problem]
    forks: list[Fork]


def line_bytes(event: Event) -> bytes:
    """The event as one line of JSON, fields in a fixed order; empty ones are left out unless it applies.

    Fields we do not know are kept, empty ones too.
    """
    fields = event.model_dump(mode="json")
    unknown = event.model_extra or {}
    names = FIRST if event.event == "apply" else [name for name in FIRST if _filled(event, name)]
    after = [name for name in fields if name not in FIRST and name != "previous"]
    rest = [name for name in after if fields[name] or name in unknown]
    ordered = {name: fields[name] for name in (*names, *rest)} | {"previous": event.previous}
    try:
        return json.dumps(ordered, ensure_ascii=False, separators=(", ", ": ")).encode("utf-8")
    except UnicodeEncodeError:  # half a character, as other programs may write it: only its escape is text
        return json.dumps(ordered, separators=(", ", ": ")).encode("ascii")


def _filled(event: Event, name: str) -> bool:
    if name in ("at", "event"):
        return True
    if name == "origin":
        return False
    value = getattr(event, name)
    return value is not None and value != "" and not (name == "codebook" and value == 0)


def chain(events: Iterable[Event], previous: str) -> Iterator[tuple[Event, bytes]]:
    """The events with ``previous`` filled in, each with its line, starting after the line of that digest."""
    for event in events:
        linked = event.model_copy(update={"previous": previous})
        line = line_bytes(linked)
        previous = line_digest(line)
        yield linked, line


def uuid7(milliseconds: int, randomness: bytes) -> str:
    """A time-ordered id (RFC 9562, version 7) from a Unix time in milliseconds and ten random bytes."""
    bits = int.from_bytes(randomness[:10], "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | bits
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def new_coding(now: datetime, randomness: bytes) -> str:
    """The id of a coding made at this time."""
    return uuid7(int(now.timestamp() * 1000), randomness)


def stamp(now: datetime) -> str:
    """A time as events write it: UTC, whole milliseconds, ``2024-03-01T09:30:00.000Z``."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(data: bytes, file: str, coder: str, document: str) -> Parsed:
    """The events of one file in order; broken lines become problems and the rest is read all the same."""
    lines = list(lines_of(data))
    records: list[Record] = []
    problems: list[Problem] = []
    events: list[Event | None] = []
    for number, line in lines:
        place = f"{file}:{number}"
        event = event_of(line)
        if isinstance(event, Event):
            records.append(Record(event, coder, document, place))
            problems += lacking(event, place)
            events.append(event)
            continue
        events.append(None)
        problems.append(unreadable(event, place, line, _is_torn(data, lines, len(events) - 1)))
    forks, breaks = _chain(lines, events, file)
    return Parsed(records, problems + breaks + foreign(records), forks)


def foreign(records: list[Record]) -> list[Problem]:
    """One warning for a file in which codings of another document stand; at the first of them."""
    for event, _, document, place in records:
        other = event.utterance.rpartition(":")[0]
        if event.event == "apply" and other and other != document:
            message = (
                f"The coding is on {other}, but stands in the file of {document}; it counts all the same."
            )
            remedy = "Such a file is most often a copy that a sync program made: see whether it can go."
            return [warning(place, "foreign-line", message, remedy)]
    return []


def mend(forks: Iterable[Fork], at: str) -> Event | None:
    """The event that says that two histories were merged and nothing is missing; None without a fork."""
    merged = tuple(fork.digest for fork in forks)
    if not merged:
        return None
    return Event(at=at, event="mend", merged=merged, memo="two histories of this file were merged")


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, numbered; a mark at the start and Windows line breaks do not count."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = line.removesuffix(b"\r")
        if line.strip():
            yield number, line


def event_of(line: bytes) -> Event | str:
    """The event of a line, else why it is none."""
    try:
        return Event.model_validate_json(line)
    except ValidationError as trouble:
        return _leniently(line, trouble)


def _leniently(line: bytes, trouble: ValidationError) -> Event | str:
    """The event of a line in which empty fields were written as null, else why it is none."""
    try:
        fields: Any = all_whole(json.loads(line))
    except (ValueError, RecursionError) as fault:
        return why(fault)
    if not isinstance(fields, dict):
        return why(trouble)
    try:
        return Event.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError:
        return why(trouble)


def _is_torn(data: bytes, lines: list[tuple[int, bytes]], index: int) -> bool:
    """Whether a line was cut off while it was written.

    Either nothing follows it, not even a line break, or the next line names its very bytes: then it was
    already so when the program went on writing.
    """
    if index == len(lines) - 1:
        return not data.endswith(b"\n")
    after = event_of(lines[index + 1][1])
    return isinstance(after, Event) and after.previous == line_digest(lines[index][1])


def lacking(event: Event, place: str) -> Iterator[Problem]:
    """Unknown events, missing fields, spans that cannot be and dates that cannot be."""
    required = REQUIRED.get(event.event)
    if required is None:
        yield unknown_event(event.event, place, REQUIRED)
        return
    missing = [name for name in required if not getattr(event, name)]
    if event.event in SPANNED:
        missing += [name for name in ("start", "end") if getattr(event, name) is None]
    if missing:
        message = f"The event '{event.event}' lacks {', '.join(missing)}, so it has no effect."
        yield error(place, "incomplete-event", message, "Code the passage again: forankret coding add.")
    try:
        datetime.fromisoformat(event.at)
    except ValueError:
        message = f"'{event.at}' is not a time, so the order of the analysis cannot be told from it."
        yield warning(place, "event-time", message, "Times are written like 2024-03-01T09:30:00Z.")


def _chain(
    lines: list[tuple[int, bytes]], events: list[Event | None], file: str
) -> tuple[list[Fork], list[Problem]]:
    """The forks that are not mended, and the problems where a line does not follow the one before it."""
    mended = {digest for event in events if event and event.event == "mend" for digest in event.merged}
    links = [
        Link(number, line_digest(line), event.previous if event else None)
        for (number, line), event in zip(lines, events, strict=True)
        if not is_marker(line)
    ]
    return follow(links, mended, file, "the codings are complete")
