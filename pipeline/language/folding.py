"""Text made alike for comparing: capitals, composed letters and invisible hyphens no longer matter.

Each folded character knows where in the original it came from, so that what is found in the folded text
is cut out of the words as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_PUNCTUATION = "–—…‘’‚“”„•€−"
_MOVING = (b"\xad", b"\xb5", b"\xdf")
"""Soft hyphen, micro sign and sharp s: of Western European text, what folding moves or takes out of it."""

_SMALL = bytes(
    ord(small) if len(small := chr(code).casefold()) == 1 and ord(small) < 256 else code
    for code in range(256)
)


class Folded(NamedTuple):
    """A folded text; ``places`` gives for each character (and the end) its place in the original.

    ``places`` is None where every character stayed at its place, which is nearly always.
    """

    text: str
    places: list[int] | None

    def start(self, position: int) -> int:
        """Where in the original the folded character at this position begins."""
        return position if self.places is None else self.places[position]

    def end(self, position: int) -> int:
        """Where in the original the last folded character before this position ends."""
        if self.places is None or position == 0:
            return position
        before = self.places[position - 1]
        return next((place for place in self.places[position:] if place > before), before + 1)


def fold(text: str) -> str:
    """The text case-folded, in composed letters (NFC), without soft hyphens and zero-width characters."""
    simple = _in_place(text)
    if simple is not None:
        return simple
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", composed.casefold())


def folded(text: str) -> Folded:
    """The text as ``fold`` gives it, with the place of each character in the original."""
    simple = _in_place(text)
    if simple is not None:
        return Folded(simple, None)
    characters: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        piece = fold(text[start:end])
        characters.append(piece)
        places.extend([start] * len(piece))
    return Folded("".join(characters), [*places, len(text)])


def _in_place(text: str) -> str | None:
    """The folded text where folding leaves each character at its place; None where something moves.

    Western European text is folded through a table of bytes, which is many times faster than by character.
    """
    if text.isascii():
        return text.lower()
    data = text.encode("latin-1", "replace")
    if any(mark in data for mark in _MOVING):
        return None
    beyond = data.count(b"?") - text.count("?")
    if not beyond:
        return data.translate(_SMALL).decode("latin-1")
    for mark in _PUNCTUATION:
        beyond -= text.count(mark)
        if not beyond:
            return text.casefold()
    return text.casefold() if _stays(text) else None


def _stays(text: str) -> bool:
    """Whether nothing in this text composes, expands or is invisible."""
    small = text.casefold()
    return (
        len(small) == len(text)
        and unicodedata.is_normalized("NFC", text)
        and unicodedata.is_normalized("NFC", small)
        and not _INVISIBLE.search(text)
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """The stretches of a letter with its combining marks and the invisible characters after it."""
    starts = [
        place
        for place, character in enumerate(text)
        if place == 0 or not (unicodedata.combining(character) or character in INVISIBLE)
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
