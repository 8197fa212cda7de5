"""What the page says, in bokmål, nynorsk and English, each saying beside its two translations."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.problems import Problem
from pipeline.study import Language
from pipeline.web.wording.keys import KEYS

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


class Words:
    """The sayings of one language; a number chooses between ``key.one`` and ``key`` where both are there."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.tag = TAGS[language]
        self._said = {key: said[LANGUAGES.index(language)] for key, said in _all().items()}

    def __call__(self, key: str, /, **values: Any) -> str:
        """A saying with its values put in; raises KeyError for one that is not there."""
        said = self._said[key]
        if values.get("n") == 1 and f"{key}.one" in self._said:
            said = self._said[f"{key}.one"]
        return said.format(**values) if values else said

    def has(self, key: str) -> bool:
        """Whether there is such a saying."""
        return key in self._said

    def problem(self, problem: Problem) -> str:
        """What is wrong, in this language where the page knows the problem, else as the program tells it."""
        key = f"problem.{problem.check}"
        if key in self._said:
            return self._said[key].replace("{message}", problem.message)
        place = f"{problem.place}: " if problem.place else ""
        return f"{place}{problem.message} {problem.remedy}".strip()

    def keys(self, part: str) -> list[tuple[tuple[str, ...], str]]:
        """The keys of one part of the cheat sheet, each with what it does."""
        at = LANGUAGES.index(self.language)
        return [(keys, said[at]) for keys, said in KEYS[part]]

    def of_script(self) -> dict[str, str]:
        """The sayings that the scripts of the page use, without their ``js.``."""
        return {key.removeprefix("js."): said for key, said in self._said.items() if key.startswith("js.")}


@cache
def words(language: Language) -> Words:
    """The sayings of a language."""
    return Words(language)


@cache
def _all() -> dict[str, tuple[str, str, str]]:
    from importlib import import_module

    found: dict[str, tuple[str, str, str]] = {}
    for name in PARTS:
        found |= import_module(f"pipeline.web.wording.{name}").TEXTS
    return found


PARTS = (
    "common",
    "reading",
    "codebook",
    "searching",
    "comparing",
    "memos",
    "coders",
    "copies",
    "quotes",
    "queue",
)
"""The modules of this package, one for each part of the page."""
