"""Compares the numbers that people typed between brackets with those that the expression gives.

A claim is read as parts, bokmål, nynorsk and English alike::

    claim = part {part}
    part  = ["alle"] number ["av" number] [noun]

A part with a noun (*ganger*, *ansatte*, *prosent*) is compared with what the expression gives of that, one
without with what comes next in its order; so the first number is the first that is given. What follows
*av* is compared with all there are of the same. Parts may be left out; none may change places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipeline.report.manuscript.nouns import OF, noun_after
from pipeline.report.manuscript.plain_numbers import Typed, typed_numbers
from pipeline.report.manuscript.saying import Part

_COUNTED = {
    "times": ("utterances", "codings", "words", "negative"),
    "codings": ("codings", "negative"),
}
"""What else a noun may stand for; any other stands for what it names."""
_BESIDES = {
    "unknown": re.compile(r"\b(?:uten kjent|utan kjend|no known)\b", re.IGNORECASE),
    "narrative": re.compile(r"\b(?:fortellende|forteljande|narrative)\b", re.IGNORECASE),
}
_ALL = re.compile(r"\b(?:alle|all)\s+(?:(?:de|dei|the|kjente|kjende|known)\s+)*\Z", re.IGNORECASE)
_WHOLE = ("speakers", "documents")
"""What *alle* is said of: all six employees are six of six."""


class Compared(NamedTuple):
    """Whether a claim agrees; None, and why, where it could not be compared."""

    agrees: bool | None
    why: str = ""


class _Claimed(NamedTuple):
    """A part of a claim: a number, what it counts ('' untold), the number it is of, whether it is all."""

    number: Typed
    what: str = ""
    of: Typed | None = None
    all: bool = False


def compared(text: str, parts: Sequence[Part], nouns: Mapping[str, str]) -> Compared:
    """Whether what people typed is what an expression gives."""
    if not parts:
        return Compared(None, "the expression gives no number to compare it with")
    typed = typed_numbers(text, decimals=True)
    claimed = [*_claimed(text, typed, nouns)]
    if not claimed:
        return Compared(None, "no number can be read in it")
    if not _agree(claimed, parts):
        return Compared(False)
    if _unread(text, typed):
        return Compared(None, "not all of its figures can be read as numbers")
    return Compared(True)


def _agree(claimed: list[_Claimed], parts: Sequence[Part]) -> bool:
    left = iter(parts)
    return all((part := _meant(one, left)) is not None and _fits(one, part) for one in claimed)


def _meant(one: _Claimed, left: Iterator[Part]) -> Part | None:
    """The part that a claim is about, of those that are left: the next one, or the next one counted so."""
    counted = _COUNTED.get(one.what, (one.what,))
    return next((part for part in left if not one.what or part.what in counted), None)


def _fits(one: _Claimed, part: Part) -> bool:
    if not _same(one.number, part.number):
        return False
    if one.of is not None:
        return part.of is not None and _same(one.of, part.of)
    whole = one.all and part.what in _WHOLE and part.of is not None
    return not whole or part.number == part.of


def _same(typed: Typed, number: int | Fraction) -> bool:
    """Whether a number is what was typed, when it is rounded to as many decimals."""
    near = abs(Fraction(typed.number) - number) <= Fraction(1, 2 * 10**typed.decimals)
    return near or typed.grouped == number


def _claimed(text: str, typed: list[Typed], nouns: Mapping[str, str]) -> Iterator[_Claimed]:
    """The parts of a claim; a word that may be no number is one where it is counted, or stands alone."""
    sure = any(not one.soft for one in typed)
    at = 0
    while at < len(typed):
        one = typed[at]
        of = typed[at + 1] if at + 1 < len(typed) and _is_of(text, one, typed[at + 1]) else None
        at += 2 if of else 1
        following = typed[at].start if at < len(typed) else len(text)
        what = _what(text[(of or one).end : following], nouns)
        if not one.soft or what or of or (not sure and at == 1):
            yield _Claimed(one, what, of, bool(_ALL.search(text[: one.start])))


def _is_of(text: str, one: Typed, other: Typed) -> bool:
    return OF.fullmatch(text, one.end, other.start) is not None


def _what(rest: str, nouns: Mapping[str, str]) -> str:
    """What a number counts, told by the words after it."""
    besides = (what for what, words in _BESIDES.items() if words.search(rest))
    return noun_after(rest, nouns) or next(besides, "")


def _unread(text: str, typed: list[Typed]) -> bool:
    """Whether figures are left that are no part of a number."""
    read = {at for one in typed for at in range(one.start, one.end)}
    return any(letter.isdecimal() and at not in read for at, letter in enumerate(text))
