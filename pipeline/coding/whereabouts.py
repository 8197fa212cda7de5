"""Where a coding is that does not stand under its id: under another, waiting, or gone, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from pipeline.coding.events import Record
from pipeline.coding.fates import GONE, Fate, fates
from pipeline.coding.succession import Succession

FEWEST = 6
"""So many letters at least begin the id of a coding, where the whole is not written."""


class Whereabouts(NamedTuple):
    """The id under which a coding stands, '' where it stands nowhere, and then what became of it."""

    now: str
    told: str = ""


def whereabouts(records: Sequence[Record], standing: Set[str]) -> dict[str, Whereabouts]:
    """Each coding that people made and that does not stand under its own id; ``standing`` do."""
    chain, made = Succession(records), {one.coding: one for one in fates(records, standing)}
    return {id: _where(id, made, chain, standing) for id in made if id not in standing}


def _where(id: str, made: Mapping[str, Fate], chain: Succession, standing: Set[str]) -> Whereabouts:
    now = chain.stands_as(id, standing)
    return Whereabouts(now) if now in standing else Whereabouts("", "; ".join(_told(id, made)))


def _told(id: str, made: Mapping[str, Fate]) -> Iterable[str]:
    """What became of a coding, and of those that came in its place."""
    passed: set[str] = set()
    one = made.get(id)
    while one is not None and one.coding not in passed:
        passed.add(one.coding)
        named = "it" if one.coding == id else one.coding
        if not one.became:
            yield f"{named} {_end(one)}"
            return
        yield f"{named} was recoded, as {one.became}"
        one = made.get(one.became)


def _end(one: Fate) -> str:
    if one.state != GONE:
        return "is counted nowhere until a person says where it belongs (forankret check tells how)"
    act = next(act for act in reversed(one.acts) if act.event == "remove" and act.who == one.coder)
    return f"was removed by {act.who}, {act.at}" + (f": {act.why}" if act.why else "")


def beginning(typed: str, ids: Iterable[str]) -> list[str]:
    """The ids that begin as was typed, each once in their order; none where too little was typed."""
    begins = typed.strip().lower()
    return sorted({id for id in ids if id.startswith(begins)}) if len(begins) >= FEWEST else []
