"""What the answers to COREQ are made of: numbers with what is behind them, lists and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.model import TALK_KINDS
from pipeline.report.blocks import Run, Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number
from pipeline.report.sections.suppression import LEAST, hidden_alone, hidden_in


class Told(NamedTuple):
    """What the data say on an item, what that stands on (a key of the wording), and whether it is a part."""

    runs: Runs
    stands_on: str
    partly: bool = False


Teller = Callable[[Evidence], "Told | None"]


def printed(evidence: Evidence, value: int, utterances: Iterable[str] = (), about: str = "") -> Runs:
    """A number as this edition prints it."""
    return number(evidence, Part(value, tuple(utterances), about))


def said_in(evidence: Evidence, documents: Iterable[str]) -> tuple[str, ...]:
    """The utterances of some documents."""
    said = evidence.utterances
    return tuple(said.loc[said["document"].isin(set(documents)), "utterance"].tolist())


def among(evidence: Evidence, part: int, whole: int, utterances: Iterable[str]) -> Runs:
    """A number beside the whole that it is of: outside not printed where the rest could be told from it."""
    hidden = hidden_in([part, whole - part], whole)[0] if part != whole else hidden_alone(part)
    if hidden and part < LEAST:
        hidden = "small"
    return number(evidence, Part(part, tuple(utterances)), hidden if evidence.public else None)


def counted_as(evidence: Evidence, name: str, value: int, documents: Iterable[str] = ()) -> Runs:
    """A number with its noun: *12 intervjuer*."""
    return (
        *printed(evidence, value, said_in(evidence, documents)),
        Text(f" {noun(evidence, name, value)}"),
    )


def in_a_row(evidence: Evidence, parts: list[Runs]) -> Runs:
    """Parts as a running list."""
    made: list[Run] = []
    for at, part in enumerate(parts):
        if at:
            made.append(Text(f" {evidence.wording('and')} " if at == len(parts) - 1 else ", "))
        made += part
    return tuple(made)


def sentences(parts: list[Runs]) -> Runs:
    """Sentences with a space between."""
    made: list[Run] = []
    for at, part in enumerate(parts):
        made += [Text(" "), *part] if at else part
    return tuple(made)


def talks_of(evidence: Evidence) -> list[str]:
    """The interviews and focus groups that stand."""
    return evidence.current.loc[evidence.current["kind"].isin(TALK_KINDS), "document"].tolist()
