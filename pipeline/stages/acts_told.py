"""What an act was, in a few words: the codes and the place, so that a coder knows it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.coding.events import Record
from pipeline.coding.undoing import Act
from pipeline.stages.desk import Desk

MOST = 3
"""So many codes are named; where there are more, dots stand for the rest."""


class Told(NamedTuple):
    """An act: ``Usikre på begrepet · INT-01:0002``, the document it happened in, and when."""

    what: str
    document: str
    at: str


NOTHING = Told("", "", "")


def told(desk: Desk, coder: str, act: Act) -> Told:
    """An act in words; of one that took another back, what that one did."""
    records = _first(desk, coder, act)
    first = records[0]
    document = desk.home_of(first)
    where = next((record.event.utterance for record in records if record.event.utterance), document)
    what = " · ".join(filter(None, (_codes(desk, records), where)))
    return Told(what, document, act.records[0].event.at)


def _first(desk: Desk, coder: str, act: Act) -> list[Record]:
    """The lines of the act that an act takes back, or does again, through any chain of these."""
    by_id = desk.acts_of(coder)
    passed: set[str] = set()
    while act.undoes in by_id and act.id not in passed:
        passed.add(act.id)
        act = by_id[act.undoes]
    return act.records


def _codes(desk: Desk, records: Iterable[Record]) -> str:
    """The labels of the codes that an act is about; where a coding was recoded, those it has since."""
    records = list(records)
    applied = [record for record in records if record.event.event == "apply"]
    codes = dict.fromkeys(filter(None, (_code(desk, record) for record in applied or records)))
    labels = [known.label if (known := desk.codebook.by_id.get(code)) else code for code in codes]
    return ", ".join([*labels[:MOST], *(["…"] if len(labels) > MOST else [])])


def _code(desk: Desk, record: Record) -> str:
    """The code that an event names, else that of its coding."""
    return record.event.code or desk.code_of(record.event.coding)
