"""The table of COREQ: each item with what data and people answer, and what nobody has answered."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.coding.coreq import DATA, DOMAINS, ITEMS
from pipeline.report.blocks import Block, Heading, Listing, Paragraph, Row, Run, Runs, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import plain
from pipeline.report.sections.coreq_answers import TELLERS, Told

State = Literal["data", "part", "people", "both", "none"]
"""Answered by the data, by them in part, by people, by both, or by nobody."""


class Item(NamedTuple):
    """An item of COREQ with its name, its answer, what that stands on, and who gave it."""

    number: int
    name: str
    answer: Runs
    stands_on: str
    state: State


def items(evidence: Evidence) -> list[Item]:
    """The thirty-two items in order; one that nobody answered says so, and is never guessed at."""
    return [_item(evidence, number) for number in ITEMS]


def _item(evidence: Evidence, number: int) -> Item:
    words = evidence.wording
    teller, said = TELLERS.get(number), evidence.coreq.answers.get(number)
    told = teller(evidence) if teller else None
    answer: list[Run] = [*told.runs] if told else []
    bases = [words(f"coreq.on.{told.stands_on}")] if told else []
    if said:
        answer = [Text(evidence.shared(said.text)), *([Text(" "), *answer] if answer else [])]
        by = f" ({said.by})" if said.by and not evidence.public else ""
        bases = [f"{words('coreq.on.people')}{by}", *bases]
    if not answer:
        answer = [Text(words("coreq.not-reported"))]
    state = _state(number, told, said is not None)
    return Item(number, words(f"coreq.item.{number}"), tuple(answer), "; ".join(bases), state)


def _state(number: int, told: Told | None, said: bool) -> State:
    if said:
        return "both" if told else "people"
    if told is None:
        return "none"
    return "part" if told.partly or number not in DATA else "data"


def coreq(evidence: Evidence) -> list[Block]:
    """The table with its source, and by name the items that wait for the people's answer."""
    words = evidence.wording
    blocks: list[Block] = [Heading(2, words("coreq.heading"), "coreq")]
    blocks.append(Paragraph((Text(words("coreq.intro")),)))
    found = items(evidence)
    rows: list[Row] = []
    for item in found:
        if item.number in DOMAINS:
            rows.append(Row((plain(words(f"coreq.domain.{DOMAINS[item.number]}")),), strong=True))
        rows.append(Row((plain(f"{item.number}. {item.name}"), item.answer, plain(item.stands_on))))
    header = tuple(words(f"column.{name}") for name in ("item", "answer", "stands-on"))
    blocks.append(Table(header, tuple(rows), words("coreq.caption"), "", (), (0.27, 0.5, 0.23)))
    for state in ("none", "part"):
        waiting = [item for item in found if item.state == state]
        if waiting and not evidence.public:
            names = tuple(plain(item.name) for item in waiting)
            marks = tuple(f"{item.number}." for item in waiting)
            blocks += [Paragraph((Text(words(f"coreq.waiting.{state}")),)), Listing(names, marks)]
    return blocks
