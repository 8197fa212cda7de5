"""Theoretical sampling: what is to be asked next, of whom and why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pipeline.coding.logs import LogEvent, LogLine, Prose, Several, Subjects

EVENTS: dict[str, tuple[str, ...]] = {
    "plan": ("sampling", "question"),
    "outcome": ("sampling", "outcome"),
    "drop": ("sampling", "outcome"),
}
"""What may be done with a plan, and what a line on it must hold."""
ABOUT = ("code", "memo", "document", "role", "case")
"""What a plan may be about."""

State = Literal["open", "answered", "dropped"]


class SamplingEvent(LogEvent):
    """One line of ``sampling.jsonl``: a plan, what came of it, or that it was given up and why."""

    sampling: Prose = ""
    question: Prose = ""
    whom: Prose = ""
    why: Prose = ""
    about: Subjects = ()
    outcome: Prose = ""
    documents: Several = ()


class Sampling(NamedTuple):
    """A plan as it stands: ``outcomes`` and ``documents`` are all that came of it, ``settled`` when it did.

    ``state`` is that of the last event: open, answered or dropped.
    """

    sampling: str
    at: str
    who: str
    question: str
    whom: str
    why: str
    about: tuple[tuple[str, str], ...]
    state: State
    settled: str
    outcomes: tuple[str, ...]
    documents: tuple[str, ...]
    place: str


SAMPLING_COLUMNS = (
    "sampling",
    "at",
    "who",
    "question",
    "whom",
    "why",
    "about",
    "state",
    "settled",
    "outcome",
    "documents",
)
"""The columns of the table ``sampling.csv``."""


class Plans(NamedTuple):
    """The plans in the order in which they were made; lines on a plan that is not there, and second plans."""

    plans: list[Sampling]
    unplanned: list[LogLine[SamplingEvent]]
    twice: list[LogLine[SamplingEvent]]


def plans_of(lines: Sequence[LogLine[SamplingEvent]]) -> Plans:
    """The plans that a log tells of; also where git put what came of one before it."""
    whole = [line for line in lines if _is_whole(line.event)]
    first: dict[str, LogLine[SamplingEvent]] = {}
    twice, unplanned = [], []
    after: dict[str, list[SamplingEvent]] = {}
    for line in whole:
        if line.event.event == "plan" and first.setdefault(line.event.sampling, line) is not line:
            twice.append(line)
    for line in whole:
        if line.event.event == "plan":
            continue
        if line.event.sampling in first:
            after.setdefault(line.event.sampling, []).append(line.event)
        else:
            unplanned.append(line)
    return Plans([_plan(line, after.get(id, [])) for id, line in first.items()], unplanned, twice)


def _is_whole(event: SamplingEvent) -> bool:
    return event.event in EVENTS and all(getattr(event, name) for name in EVENTS[event.event])


def _plan(line: LogLine[SamplingEvent], after: Sequence[SamplingEvent]) -> Sampling:
    plan = line.event
    last = after[-1] if after else plan
    states: dict[str, State] = {"plan": "open", "outcome": "answered", "drop": "dropped"}
    return Sampling(
        plan.sampling,
        plan.at,
        plan.who,
        plan.question,
        plan.whom,
        plan.why,
        tuple(pair for one in plan.about for pair in one.items()),
        states[last.event],
        last.at if after else "",
        tuple(event.outcome for event in after),
        tuple(dict.fromkeys(id for event in after for id in event.documents)),
        line.place,
    )


def sampling_rows(plans: Iterable[Sampling]) -> list[tuple[str, ...]]:
    """The plans as rows of a table with the columns ``SAMPLING_COLUMNS``; several are parted by ``;``."""
    return [
        (
            *plan[:6],
            "; ".join(f"{kind}:{id}" for kind, id in plan.about),
            plan.state,
            plan.settled,
            "; ".join(plan.outcomes),
            "; ".join(plan.documents),
        )
        for plan in plans
    ]
