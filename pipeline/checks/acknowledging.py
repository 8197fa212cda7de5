"""Problems that the researchers have seen and let stand, each with the reason they gave in study.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from pipeline.problems import Problem, warning
from pipeline.study import Acknowledged, Study

_LINE = re.compile(r": ?(?:\d+(?::\d+)?|(?:line|paragraph|cue|row|table|sheet)\b[^:]*)$")


NOT_TO_STAND = frozenset(("manuscript-expression",))
"""Errors that would print something wrong, so that nobody can let them stand."""


def acknowledged(
    problems: Iterable[Problem], study: Study
) -> tuple[list[Problem], list[tuple[Problem, str]]]:
    """The problems that stand, and those that study.yaml acknowledges, each with its reason."""
    standing: list[Problem] = []
    seen: list[tuple[Problem, str]] = []
    for problem in problems:
        reason = _reason(problem, study.privacy.acknowledged)
        if reason:
            seen.append((problem, reason))
        else:
            standing.append(problem)
    return standing, seen


def _reason(problem: Problem, entries: Iterable[Acknowledged]) -> str:
    if problem.check in NOT_TO_STAND:
        return ""
    return next((entry.reason for entry in entries if covers(entry, problem)), "")


def covers(entry: Acknowledged, problem: Problem) -> bool:
    """Whether an entry is about a problem: the same check, and its place with or without the line."""
    if entry.check != problem.check:
        return False
    places = {problem.place, file_of(problem)}
    return entry.place in places or any(fnmatchcase(place, entry.place) for place in places)


def file_of(problem: Problem) -> str:
    """The file that a problem is in: its place without line, paragraph, cue or row."""
    return _LINE.sub("", problem.place)


def unneeded(problems: Iterable[Problem], study: Study) -> list[Problem]:
    """A warning for each acknowledgement that is about nothing any more."""
    found = list(problems)
    return [_unneeded(entry) for entry in study.privacy.acknowledged if not _needed(entry, found)]


def _needed(entry: Acknowledged, found: Iterable[Problem]) -> bool:
    return entry.check not in NOT_TO_STAND and any(covers(entry, problem) for problem in found)


def _unneeded(entry: Acknowledged) -> Problem:
    why = "cannot be let stand" if entry.check in NOT_TO_STAND else "is not found (any more)"
    return warning(
        "study.yaml",
        "acknowledged-nothing",
        f"the acknowledged '{entry.check}' at '{entry.place}' {why}.",
        "Take it out of privacy.acknowledged, or correct its check and place.",
    )
