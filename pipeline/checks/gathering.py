"""Warnings of one kind in one file, gathered so that the others can still be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.checks import anonymity, roles
from pipeline.checks.acknowledging import file_of
from pipeline.problems import Problem

FIRST = 5
"""So many warnings of one kind in one file are told in full."""
NEVER = {
    name for one in (anonymity.identifiers, anonymity.names, roles.names_as_labels) for name in one.names
}
"""What may tell who somebody is: each one must be seen."""


class Further(NamedTuple):
    """How many more warnings of one kind a file has, after the first of them."""

    file: str
    check: str
    number: int

    def __str__(self) -> str:
        more = f"{self.file}: ... and {self.number} more such warnings;"
        return f"{more} see each with: forankret check --all [{self.check}]"


def gathered(problems: Iterable[Problem]) -> Iterator[Problem | Further]:
    """The problems in their order, and in place of the many of one kind in one file how many more there are.

    Errors are never gathered, nor what may tell who somebody is, nor one warning alone.
    """
    found = list(problems)
    kinds = [(file_of(one), one.check) for one in found]
    many = Counter(kinds)
    seen: Counter[tuple[str, str]] = Counter()
    for one, kind in zip(found, kinds, strict=True):
        seen[kind] += 1
        if one.level == "error" or one.check in NEVER or seen[kind] <= FIRST or many[kind] == FIRST + 1:
            yield one
        elif seen[kind] == FIRST + 1:
            yield Further(*kind, many[kind] - FIRST)
