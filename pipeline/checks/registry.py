"""What a check is: a function from the evidence to problems, with the names of the problems it can find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.checks.evidence import Evidence
from pipeline.problems import Problem

Finder = Callable[[Evidence], Iterable[Problem]]


class Check(NamedTuple):
    """One check; ``names`` are what its problems are called in ``study.yaml`` and ``docs/checks.md``."""

    find: Finder
    names: tuple[str, ...]

    def __call__(self, evidence: Evidence) -> Iterable[Problem]:
        """The problems of this kind in the evidence."""
        return self.find(evidence)


def check(*names: str) -> Callable[[Finder], Check]:
    """Makes a function a check that finds problems of these names."""

    def made(find: Finder) -> Check:
        return Check(find, names)

    return made
