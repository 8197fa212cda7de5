"""What can be wrong in people's data, as values that are collected and shown all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class Problem(NamedTuple):
    """One thing that is wrong in a study: where, how bad, what it is and what to do about it.

    ``place`` is the file inside the study, with its line, paragraph, cue or row where there is one
    (``data/raw/int-01.txt:12``). ``check`` is the short, stable name that ``study.yaml`` uses to
    acknowledge it.
    """

    place: str
    level: Level
    check: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.level}: {self.message} {self.remedy} [{self.check}]"


def error(place: str, check: str, message: str, remedy: str) -> Problem:
    """A problem that stops the stage that must read this place."""
    return Problem(place, "error", check, message, remedy)


def warning(place: str, check: str, message: str, remedy: str) -> Problem:
    """A problem that a person should look at, and that stops nothing."""
    return Problem(place, "warning", check, message, remedy)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems among these that are errors."""
    return [problem for problem in problems if problem.level == "error"]


_BASIC = ("study.yaml", "data/raw/documents.csv", "codebooks/codebook.yaml")


def spoils_others(problem: Problem) -> bool:
    """Whether a problem is an error in a file that others are judged by, so that it is to be mended first."""
    return problem.level == "error" and problem.place.startswith(_BASIC)


# ForankretError
# ├── StudyError      what must be read is wrong, or an id is not in the study (exit code 1)
# └── UsageError      the command was asked for something that makes no sense (exit code 2)


class ForankretError(Exception):
    """Base of every error that the program expects and explains in words."""

    exit_code = 1


class StudyError(ForankretError):
    """The study cannot be used as it is; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


class UsageError(ForankretError):
    """The question itself makes no sense, such as an unknown option value."""

    exit_code = 2
