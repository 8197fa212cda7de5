"""Recognising what somebody copied from the report, or wrote from memory, among its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LIKE = 75.0
"""How alike words must be to count as recognised, of 100 (rapidfuzz: normalised indel similarity)."""
SHORTEST = 3
"""Fewer letters than this are like anything."""
CLEAR = 4.0
"""So much better than the next the best must be, to be the one that was meant."""

_SPACES = str.maketrans(dict.fromkeys("\xa0\u202f\u2009\t\n\r", " "))
_QUOTES = str.maketrans(dict.fromkeys("«»“”„", '"') | {"’": "'", "‘": "'", "–": "-", "—": "-"})


class Match(NamedTuple):
    """A line that is like what was asked: which (its place in the list), how much of 100, and where in it.

    ``same_numbers`` tells whether every number that was asked for stands there too.
    """

    line: int
    score: float
    same_numbers: bool
    start: int
    end: int


def recognised(asked: str, texts: Sequence[str]) -> list[Match]:
    """The texts like this one, the likest first; those with the same numbers before all others."""
    from rapidfuzz import fuzz

    wanted = " ".join(folded(asked).split()).strip(' ".')
    if len(wanted) < SHORTEST:
        return []
    numbers = Counter(re.findall(r"\d+", wanted))
    found = []
    for at, text in enumerate(texts):
        here = folded(text)
        if len(here) >= len(wanted):
            aligned = fuzz.partial_ratio_alignment(wanted, here, score_cutoff=LIKE)
            if aligned is None:
                continue
            score, (start, end) = aligned.score, _whole(here, aligned.dest_start, aligned.dest_end)
        else:
            score, start, end = fuzz.ratio(wanted, here, score_cutoff=LIKE), 0, len(here)
        if score >= LIKE:
            same = not numbers - Counter(re.findall(r"\d+", here[start:end]))
            found.append(Match(at, round(score, 1), same, start, end))
    return sorted(found, key=lambda one: (not one.same_numbers, -one.score, one.line))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that a stretch of text begins and ends in, whole."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def meant(matches: Sequence[Match]) -> list[Match]:
    """The one match that is clearly meant, or all that may be: as good as the best, or nearly."""
    if not matches:
        return []
    best = matches[0]
    return [
        one for one in matches if one.same_numbers == best.same_numbers and one.score > best.score - CLEAR
    ]


def folded(text: str) -> str:
    """A text in small letters, with one kind of space and of quotation marks, letter for letter."""
    plain = text.translate(_SPACES).translate(_QUOTES)
    small = plain.lower()
    return small if len(small) == len(plain) else plain


def holding(asked: str, texts: Iterable[str]) -> list[int]:
    """The places of the texts in which these very words stand, whatever their capitals and spaces."""
    wanted = " ".join(folded(asked).split()).strip('" ')
    return [at for at, text in enumerate(texts) if wanted and wanted in " ".join(folded(text).split())]


def rarest(asked: str) -> str:
    """The longest word of what is asked, in small letters: most often the one that stands in fewest texts."""
    return max(re.findall(r"\w+", folded(asked)) or [""], key=len)
