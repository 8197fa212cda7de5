"""Numbers as people type them, in figures or in words, bokmål, nynorsk and English."""

from __future__ import annotations

import re
from fractions import Fraction
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
    none = dict.fromkeys(("ingen", "inga", "aldri", "never", "none", "no"), 0)
    return found | none | dict.fromkeys(("én", "ett", "éin", "eitt", "ei", "én", "once"), 1)


WORDS = _words()
SOFT = frozenset(("en", "ein", "ei", "ett", "eitt", "one", "ingen", "inga", "aldri", "never", "none", "no"))
"""Words that may be a number and may be something else."""
_FIGURES = (
    rf"(?<![\w.,:/–-])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d\w])|(?<![\w.,:/–-])\d{{1,9}}(?![\w/:]|[.,–-]\d)"
)
_DECIMAL = r"(?<![\w.,:/–-])\d{1,9}[.,]\d{1,6}(?![\w/:]|[.,–-]\d)"
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_IN_WORDS = rf"(?<![\w-])(?!no known)(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w-])"
_WHOLE = re.compile(rf"{_FIGURES}|{_IN_WORDS}", re.IGNORECASE)
_ANY = re.compile(rf"{_DECIMAL}|{_FIGURES}|{_IN_WORDS}", re.IGNORECASE)


class Typed(NamedTuple):
    """A number that somebody typed, and where; a ``soft`` one may be no number at all.

    ``grouped`` is what one with three decimals is if its mark sets thousands apart: *1,234*.
    """

    number: int | Fraction
    start: int
    end: int
    soft: bool = False
    decimals: int = 0
    grouped: int | None = None


def typed_numbers(text: str, decimals: bool = False) -> list[Typed]:
    """The whole numbers in a text, in order, and those with decimals where these are asked for.

    Years, dates, spans and ids are not among them.
    """
    return [_typed(match) for match in (_ANY if decimals else _WHOLE).finditer(text)]


def _typed(match: re.Match[str]) -> Typed:
    word = match.group().casefold()
    if word in WORDS:
        return Typed(WORDS[word], *match.span(), word in SOFT)
    whole, mark, rest = word.replace(",", ".").partition(".")
    if not mark:
        return Typed(int(re.sub(rf"[{_SPACES}]", "", word)), *match.span())
    grouped = int(whole + rest) if _GROUPED.fullmatch(word) else None
    return Typed(Fraction(f"{whole}.{rest}"), *match.span(), False, len(rest), grouped)
