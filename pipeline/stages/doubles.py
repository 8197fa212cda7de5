"""The documents that several people code: who has finished which, and what is to be done next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.coding.blind import Finished, double_coded, finished
from pipeline.model import Document
from pipeline.stages.agreeing import agreement, pairs_for
from pipeline.stages.desk import Desk
from pipeline.stages.sheet import Sheet

State = Literal["done", "begun", "not-begun"]
Next = Literal["choose", "code", "wait", "decide", "decided"]


class Seat(NamedTuple):
    """A coder at a document that several code, and how far: never what was coded."""

    coder: str
    state: State


class Double(NamedTuple):
    """A document that several code: who has finished, whose codings the reader may compare, what is next.

    ``undecided`` is the number of disagreements of the first pair that nobody has decided on.
    """

    document: Document
    seats: list[Seat]
    pairs: list[tuple[str, str]]
    undecided: int
    next: Next


class Overview(NamedTuple):
    """The documents that several code, and those that are coded by one."""

    double: list[Double]
    single: list[Document]


def overview(desk: Desk, reader: str) -> Overview:
    """Which documents several code, how far they are with each, and which are coded by one."""
    several = double_coded(desk.opened.study, desk.begun(), desk.all_documents)
    double = [_double(desk, row, reader) for row in desk.documents if row.document in several]
    return Overview(double, [row for row in desk.documents if row.document not in several])


def _double(desk: Desk, document: Document, reader: str) -> Double:
    sheet = desk.sheet(document.document)
    done = finished(sheet.records)
    seats = _seats(desk, sheet, done)
    pairs = pairs_for(done, reader, sheet.document)
    undecided = agreement(desk, reader, sheet.document, *pairs[0]).undecided if pairs else 0
    return Double(
        document, seats, pairs, undecided, _next(reader, (reader, sheet.document) in done, pairs, undecided)
    )


def _seats(desk: Desk, sheet: Sheet, done: Finished) -> list[Seat]:
    """Those who began on a document; where it is one alone, all coders of the study are waited for."""
    at_work = {record.coder for record in sheet.records if record.event.event == "apply"}
    ready = {coder for coder, document in done if document == sheet.document}
    named = [coder for coder in desk.coders if coder in at_work | ready]
    named += [coder for coder in desk.opened.study.coders if len(named) < 2 and coder not in named]
    states: dict[bool, State] = {True: "begun", False: "not-begun"}
    return [Seat(coder, "done" if coder in ready else states[coder in at_work]) for coder in named]


def _next(reader: str, ready: bool, pairs: Sequence[tuple[str, str]], undecided: int) -> Next:
    if not reader:
        return "choose"
    if not ready:
        return "code"
    if not pairs:
        return "wait"
    return "decide" if undecided else "decided"
