"""Constant comparison: the words that carry a code, sorted, set side by side, the unlike ones first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.coding.moments import EARLIEST, moment
from pipeline.model import NOTE, Coding, Utterance

BY = ("role", "case", "wave", "coder")
"""What two values can be set side by side of."""
SORTS = ("text", "date", "coder", "role")
_AGAINST = re.compile(r"\b(?:tal[ea]r|snakk[ea]r|speak\w*)\s+i?(?:mot|against)\b|\bcontradict", re.IGNORECASE)


class Passage(NamedTuple):
    """The words of one coding that are compared, of the ``of`` utterances that the whole coding is on."""

    lines: tuple[Coding, ...]
    of: int

    @property
    def first(self) -> Coding:
        """Its first line, which tells whose it is and what it is about."""
        return self.lines[0]


class Extent(NamedTuple):
    """How much carries a code: codings, utterances and speakers, and out of how many it could be."""

    codings: int
    utterances: int
    speakers: int
    of_utterances: int
    of_speakers: int


def passages(lines: Iterable[Coding], of: Mapping[str, int]) -> list[Passage]:
    """The lines of each coding together, as they come; ``of`` tells how many lines each coding has."""
    found: dict[str, list[Coding]] = {}
    for line in lines:
        found.setdefault(line.coding, []).append(line)
    return [Passage(tuple(own), of.get(coding, len(own))) for coding, own in found.items()]


def in_order(
    found: Iterable[Passage], sort: str, documents: Sequence[str], roles: Sequence[str]
) -> list[Passage]:
    """The passages by their place in the texts, or by date, coder or role and then by their place."""
    document = {name: place for place, name in enumerate(documents)}
    role = {name: place for place, name in enumerate(roles)}

    def place(one: Passage) -> tuple[int, int, int, int, str]:
        first = one.first
        number = int(first.utterance.rpartition(":")[2])
        return document.get(first.document, len(document)), number, first.start, first.end, first.coding

    ordered = sorted(found, key=place)
    if sort == "date":
        return sorted(ordered, key=lambda one: moment(one.first.at) or EARLIEST)
    if sort == "coder":
        return sorted(ordered, key=lambda one: one.first.coder)
    if sort == "role":
        return sorted(ordered, key=lambda one: role.get(one.first.role, len(role)))
    return ordered


def unlike_first(found: Iterable[Passage], role: str, case: str) -> list[Passage]:
    """The passages of other roles and other cases first, since likeness across difference says most."""
    return sorted(found, key=lambda one: (one.first.role == role) + (one.first.case == case))


def extent(lines: Iterable[Coding], said: Iterable[Utterance]) -> Extent:
    """How much the lines are, out of these utterances; nobody is a speaker of what is only narrated."""
    lines = list(lines)
    of, speakers = 0, set()
    for row in said:
        of += 1
        if row.speaker and row.role != NOTE:
            speakers.add(row.speaker)
    return Extent(
        len({row.coding for row in lines}),
        len({row.utterance for row in lines}),
        len({row.speaker for row in lines if row.speaker and row.role != NOTE}),
        of,
        len(speakers),
    )


def says_against(note: str) -> bool:
    """Whether a note on a coding says in so many words that the words speak against something."""
    return bool(_AGAINST.search(note))
