"""Numbers as people type them, in figures or in words, bokmål, nynorsk and English."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

_SPACES = "\u00a0\u2009\u202f "
_FROM_TWO = (
    "to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
)
_NB, _NN = f"null en {_FROM_TWO}", f"null ein {_FROM_TWO}"
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {
    "": "tjue tretti førti femti seksti sytti åtti nitti",
    "-": "twenty thirty forty fifty sixty seventy eighty ninety",
}


def _words() -> dict[str, int]:
    found: dict[str, int] = {"syv": 7, "tyve": 20, "tredve": 30, "hundre": 100, "hundred": 100}
    for line in (_NB, _NN, _EN):
        found |= {word: number for number, word in enumerate(line.split())}
    for joint, tens in _TENS.items():
        for (at, ten), line in product(enumerate(tens.split(), 2), (_NB, _NN) if not joint else (_EN,)):
            found[ten] = at * 10
            found |= {f"{ten}{joint}{one}": at * 10 + n for n, one in enumerate(line.split()[1:10], 1)}
    none = dict.fromkeys(("ingen", "inga", "aldri", "never", "none"), 0)
    return found | none | dict.fromkeys(("én", "ett", "éin", "eitt", "ei", "én", "once"), 1)


WORDS = _words()
SOFT = frozenset(("en", "ein", "ei", "ett", "eitt", "one", "ingen", "inga", "aldri", "never", "none"))
"""Words that may be a number and may be something else."""
_FIGURES = (
    rf"(?<![\w.,:/–-])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d\w])|(?<![\w.,:/–-])\d{{1,9}}(?![\w/:]|[.,–-]\d)"
)
_NUMBER = re.compile(
    rf"{_FIGURES}|(?<![\w-])(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)


class Typed(NamedTuple):
    """A number that somebody typed, and where; a ``soft`` one may be no number at all."""

    number: int
    start: int
    end: int
    soft: bool


def typed_numbers(text: str) -> list[Typed]:
    """The whole numbers in a text, in order; years, dates, decimals, spans and ids are not among them."""
    found = []
    for match in _NUMBER.finditer(text):
        word = match.group().casefold()
        number = WORDS[word] if word in WORDS else int(re.sub(rf"[{_SPACES}]", "", word))
        found.append(Typed(number, match.start(), match.end(), word in SOFT))
    return found


def agrees(text: str, numbers: tuple[int, ...]) -> bool | None:
    """Whether the numbers in a text are those that an expression gives, in their order, some left out.

    None where the text holds no number to compare, or the expression gives none.
    """
    typed = typed_numbers(text)
    sure = [one for one in typed if not one.soft] or typed
    if not sure or not numbers:
        return None
    left = iter(numbers)
    return all(one.number in left for one in sure)
