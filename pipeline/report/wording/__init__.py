"""All words of the report that no person of the study wrote, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from pipeline.report.blocks import Run, Runs, Text
from pipeline.study import Study

LANGUAGES = ("nb", "nn", "en")
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""The language of the report as Word and web pages name it."""

THEMES: tuple[str, ...] = (
    "agreement",
    "audit",
    "codebook_changes",
    "comparing",
    "coreq",
    "lists",
    "manuscript",
    "memos",
    "relations",
    "saturation",
)
"""The modules of ``themes``, each with the texts of one part of the report in the three languages."""

_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Wording:
    """The texts of one language; called with a key and what goes into the holes of the text."""

    language: str
    texts: dict[str, str]

    def __call__(self, key: str, **holes: object) -> str:
        """The text of a key with its holes filled; numbers are written as the language writes them."""
        return self.texts[key].format(**{name: self._plain(value) for name, value in holes.items()})

    def _plain(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return self.number(value) if isinstance(value, int) else self.decimal(value)

    def runs(self, key: str, **holes: Run | Runs | str | int) -> Runs:
        """The text of a key as runs, its holes filled with runs, words or numbers."""
        made: list[Run] = []
        for at, part in enumerate(_HOLE.split(self.texts[key])):
            if at % 2:
                made += self._filled(holes[part])
            elif part:
                made.append(Text(part))
        return tuple(made)

    def _filled(self, value: Run | Runs | str | int) -> Runs:
        if isinstance(value, tuple):
            return value
        if isinstance(value, int):
            return (Text(self.number(value)),)
        return (Text(value),) if isinstance(value, str) else (value,)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:,}".replace(",", "," if self.language == "en" else "\u00a0")

    def small_number(self, value: int) -> str:
        """A whole number in words where it is small enough to be read so, else in figures."""
        small = self.texts["numbers"].split()
        return small[value] if 0 <= value < len(small) else self.number(value)

    def decimal(self, value: float, places: int = 1) -> str:
        """A number with decimals, with the language's decimal sign and a true minus."""
        text = f"{value:,.{places}f}".replace("-", "\N{MINUS SIGN}")
        return text if self.language == "en" else text.replace(",", "\u00a0").replace(".", ",")

    def percent(self, part: int, whole: int) -> str:
        """A share as a whole per cent; a dash where there is nothing to share."""
        if not whole:
            return "–"
        return f"{part * 100 / whole:.0f}" + ("%" if self.language == "en" else "\u00a0%")

    def counted(self, noun: str, number: int) -> str:
        """The noun in the form that goes with a number: *1 ytring*, *2 ytringer* (the noun alone)."""
        return self.texts[f"{noun}.one" if number == 1 else f"{noun}.many"]

    def quoted(self, label: str) -> str:
        """A label in the quotation marks of the language; one that stands in such marks already, as it is."""
        marked = len(label) > 1 and label[0] in '«“”"' and label[-1] in '»”“"'
        return label if marked else self.texts["quoted"].format(label=label)

    def listed(self, items: list[str]) -> str:
        """Items as a running list: *a, b og c*."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + f" {self.texts['and']} " + items[-1]

    def date(self, iso: str) -> str:
        """A date (or the date of a moment) as people write it; what is not a date stays as it is."""
        match = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso)
        if not match or not 1 <= int(match[2]) <= 12:
            return iso
        day = str(int(match[3])) + ("" if self.language == "en" else ".")
        return f"{day} {self.texts['months'].split()[int(match[2]) - 1]} {match[1]}"


@cache
def wording(language: str) -> Wording:
    """The texts of a language: nb (bokmål), nn (nynorsk) or en (English)."""
    texts: dict[str, str] = dict(import_module(f"{__name__}.{language}").TEXTS)
    for theme in THEMES:
        sayings = import_module(f"{__name__}.themes.{theme}").TEXTS
        texts |= {key: said[LANGUAGES.index(language)] for key, said in sayings.items()}
    return Wording(language, texts)


def role_label(study: Study, role: str, words: Wording) -> str:
    """A role as a word for one who has it: *offentlig ansatt*; narrative and unknown roles have words too."""
    if role in study.roles:
        return study.roles[role].label or role
    return words("role.note") if role == "NOTE" else (role or words("unknown"))


def role_plural(study: Study, role: str, words: Wording) -> str:
    """A role as a word for several who have it: *offentlig ansatte*."""
    if role in study.roles:
        return study.roles[role].plural or study.roles[role].label or role
    return words("role.note") if role == "NOTE" else (role or words("unknown"))


def capital(text: str) -> str:
    """A text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
