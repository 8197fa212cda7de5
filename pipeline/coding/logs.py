"""Logs of what people did, line by line, in which each line names the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline.coding.chains import (
    NONE,
    Fork,
    Link,
    follow,
    is_marker,
    line_digest,
    unknown_event,
    unreadable,
    why,
)
from pipeline.coding.events import lines_of
from pipeline.halves import all_whole
from pipeline.problems import Problem, error, warning

MEND = "mend"
"""The event that says that git merged two histories of a log, and that no line is missing."""

Needs = Mapping[str, tuple[str, ...]]
"""The events that a log knows, each with the fields that it cannot do without."""


def told(value: Any) -> Any:
    """Nothing as an empty text."""
    return "" if value is None else value


def several(value: Any) -> Any:
    """Nothing as an empty list, one item as a list of one."""
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def subjects(value: Any) -> Any:
    """What something is about as a list of single pairs, also where several ids stand under one kind."""
    pairs: list[dict[str, str]] = []
    for part in several(value):
        for kind, ids in (part if isinstance(part, dict) else {"study": part}).items():
            pairs += [{str(kind): str(id)} for id in several(ids)]
    return pairs


Prose = Annotated[str, BeforeValidator(told)]
Several = Annotated[tuple[str, ...], BeforeValidator(several)]
Subjects = Annotated[tuple[dict[str, str], ...], BeforeValidator(subjects)]


class LogEvent(BaseModel):
    """One line of a log; fields we do not know are kept. ``merged`` stands in a ``mend`` event alone."""

    model_config = ConfigDict(frozen=True, extra="allow")

    at: str
    who: Prose = ""
    event: str
    merged: Several = ()
    previous: Prose = ""


Logged = TypeVar("Logged", bound=LogEvent)


class LogLine(NamedTuple, Generic[Logged]):
    """An event with the place of its line (``codebooks/sampling.jsonl:3``)."""

    event: Logged
    place: str


class Log(NamedTuple, Generic[Logged]):
    """What a log holds, what is wrong in it, and where git merged two histories that nobody has mended."""

    lines: list[LogLine[Logged]]
    problems: list[Problem]
    forks: list[Fork]

    @property
    def events(self) -> list[Logged]:
        """The events that can be read, in the order of the file."""
        return [line.event for line in self.lines]


def line_of(event: LogEvent) -> bytes:
    """An event as a line of JSON, without its line break; fields that are empty are left out."""
    fields = event.model_dump(mode="json")
    first = ("at", "who", "event")
    rest = [name for name, value in fields.items() if value and name not in (*first, "previous")]
    ordered = {name: fields[name] for name in (*first, *rest, "previous")}
    try:
        return json.dumps(ordered, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half a character: only its escape is text
        return json.dumps(ordered).encode("ascii")


def chained(events: Iterable[Logged], data: bytes) -> list[Logged]:
    """The events with ``previous`` filled in, as they follow upon what the file holds."""
    held = [line for _, line in lines_of(data) if not is_marker(line)]
    previous = line_digest(held[-1]) if held else NONE
    linked = []
    for event in events:
        linked.append(event.model_copy(update={"previous": previous}))
        previous = line_digest(line_of(linked[-1]))
    return linked


def parse_log(data: bytes, file: str, model: type[Logged], needs: Needs) -> Log[Logged]:
    """The events of a log in order; a line that cannot be read is a problem, and all others are read."""
    lines = list(lines_of(data))
    events = [_event(line, model) for _, line in lines]
    found: list[LogLine[Logged]] = []
    problems: list[Problem] = []
    for at, ((number, line), event) in enumerate(zip(lines, events, strict=True)):
        place = f"{file}:{number}"
        if isinstance(event, str):
            problems.append(unreadable(event, place, line, _is_torn(data, lines, events, at)))
            continue
        problems += _lacking(event, place, needs)
        found.append(LogLine(event, place))
    forks, faults = _chain(lines, events, file)
    return Log(found, problems + faults, forks)


def _event(line: bytes, model: type[Logged]) -> Logged | str:
    """The event of a line, else why it is none."""
    try:
        return model.model_validate(all_whole(json.loads(line)))
    except (ValueError, RecursionError) as trouble:
        return why(trouble)


def _is_torn(
    data: bytes, lines: Sequence[tuple[int, bytes]], events: Sequence[LogEvent | str], at: int
) -> bool:
    """Whether a line was cut off while it was written: nothing follows, or the next names its very bytes."""
    if at == len(lines) - 1:
        return not data.endswith(b"\n")
    after = events[at + 1]
    return isinstance(after, LogEvent) and after.previous == line_digest(lines[at][1])


def _lacking(event: LogEvent, place: str, needs: Needs) -> Iterator[Problem]:
    """Events that are not known, fields that are missing, and times that are none."""
    if event.event != MEND and event.event not in needs:
        yield unknown_event(event.event, place, needs)
        return
    missing = [name for name in needs.get(event.event, ()) if not getattr(event, name)]
    if missing:
        message = f"The event '{event.event}' lacks {', '.join(missing)}, so it has no effect."
        yield error(place, "incomplete-event", message, "Fill in what is missing, or do it once more.")
    try:
        datetime.fromisoformat(event.at)
    except ValueError:
        message = f"'{event.at}' is not a time, so the order of the analysis cannot be told from it."
        yield warning(place, "event-time", message, "Times are written like 2024-03-01T09:30:00Z.")


def _chain(
    lines: Sequence[tuple[int, bytes]], events: Sequence[LogEvent | str], file: str
) -> tuple[list[Fork], list[Problem]]:
    """The forks that nobody has mended, and the problems where a line does not follow the one before it."""
    mended = {one for event in events if isinstance(event, LogEvent) for one in event.merged}
    links = [
        Link(number, line_digest(line), event.previous if isinstance(event, LogEvent) else None)
        for (number, line), event in zip(lines, events, strict=True)
        if not is_marker(line)
    ]
    return follow(links, mended, file, "the log is complete")
