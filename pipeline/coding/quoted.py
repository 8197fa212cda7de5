"""Finds the words of a quote in a transcript: as they stand, with white space folded, over several turns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from pipeline.model import Utterance

BREAK = "\0"
LONG = 20
"""A quote that begins or ends inside a word is taken at its word only if it is this long."""
LABEL = re.compile(r"[^\s:]{1,40}( \d{1,3})?:", re.UNICODE)


class Span(NamedTuple):
    """Some words of one utterance; positions as in the table of codings."""

    utterance: str
    start: int
    end: int
    quote: str


class Found(NamedTuple):
    """The places where a quote stands, each as spans over one turn or several, and how it was found."""

    places: list[list[Span]]
    how: str


class View(NamedTuple):
    """The turns of a document as one text, in some reading of white space, and where each turn begins."""

    text: str
    starts: list[int]
    letters: Callable[[str], list[int]]


class Transcript:
    """The utterances of one document, ready to be searched."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self.utterances = sorted(utterances, key=lambda row: row.number)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {row.utterance: row.text for row in self.utterances}

    @cached_property
    def _written(self) -> View:
        return self._view(lambda text: list(range(len(text))))

    @cached_property
    def _folded(self) -> View:
        return self._view(_folded)

    @cached_property
    def _squeezed(self) -> View:
        return self._view(_squeezed)

    def _view(self, letters: Callable[[str], list[int]]) -> View:
        """The turns with a break before, between and after them."""
        parts, starts, at = [BREAK], list[int](), 1
        for row in self.utterances:
            starts.append(at)
            text = row.text.replace(BREAK, " ")
            shown = "".join(" " if text[place].isspace() else text[place] for place in letters(text))
            parts += (text if len(shown) == len(text) else shown, BREAK)
            at += len(shown) + 1
        return View("".join(parts), starts, letters)

    def find(self, quote: str) -> Found:
        """Where the quote stands: exactly, else with white space folded, else without speaker labels."""
        if not quote.strip():
            return Found([], "")
        found = self._places(self._written, re.escape(quote))
        if found:
            return Found(found, "exactly")
        words = _words(quote)
        folded, squeezed = f"[ {BREAK}]", f"{BREAK}?"
        for how, view, pattern in (
            ("with white space folded", self._folded, _spoken(words, folded)),
            ("with speaker labels passed over", self._folded, _passing_labels(words, folded)),
            ("with white space left out", self._squeezed, _spoken(words, squeezed)),
            (
                "with white space and speaker labels left out",
                self._squeezed,
                _passing_labels(words, squeezed),
            ),
        ):
            found = self._places(view, pattern) if pattern else []
            if found:
                turns = len(found[0])
                return Found(found, how + (f", over {turns} turns" if turns > 1 else ""))
        return Found([], "")

    def _places(self, view: View, pattern: str) -> list[list[Span]]:
        """Where a pattern stands without cutting a word; if nowhere, where a long one cuts one."""
        hits = [match.span(1) for match in re.finditer(f"(?=({pattern}))", view.text)]
        places = [(spans, last - first) for first, last in hits if (spans := self._spans(view, first, last))]
        whole = [spans for spans, _ in places if not self._cuts(spans)]
        return whole or [spans for spans, length in places if length >= LONG]

    def _spans(self, view: View, first: int, last: int) -> list[Span]:
        """A stretch of a view as spans of the utterances as they are written."""
        found: list[Span] = []
        place = max(bisect_right(view.starts, first) - 1, 0)
        while place < len(view.starts) and view.starts[place] < last:
            row, base = self.utterances[place], view.starts[place]
            letters = view.letters(row.text)[max(first - base, 0) : last - base]
            if letters:
                start, end = letters[0], letters[-1] + 1
                found.append(Span(row.utterance, start, end, row.text[start:end]))
            place += 1
        return found

    def _cuts(self, spans: list[Span]) -> bool:
        """Whether the first or the last word of a passage is cut."""
        first, last = spans[0], spans[-1]
        return _cut(self._texts[first.utterance], first.start) or _cut(self._texts[last.utterance], last.end)


def _cut(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _folded(text: str) -> list[int]:
    """The places of the letters that are left when each run of white space is one space."""
    return [
        place
        for word in re.finditer(r"\S+", text)
        for place in range(
            word.start() - (1 if word.start() and text[: word.start()].strip() else 0), word.end()
        )
    ]


def _squeezed(text: str) -> list[int]:
    """The places of the letters that are left when all white space is taken out."""
    return [place for place, letter in enumerate(text) if not letter.isspace()]


def _words(quote: str) -> list[str]:
    """The words of a quote; a numbered label (``INN 3:``) is one."""
    words: list[str] = []
    for word in quote.split():
        if words and re.fullmatch(r"\d{1,3}:", word) and ":" not in words[-1]:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _spoken(words: list[str], gap: str) -> str:
    """The quote as it would be said, its words in one turn or in several."""
    return gap.join(map(re.escape, words))


def _passing_labels(words: list[str], gap: str) -> str:
    """The quote with what looks like a label (``Dan:``) either spoken or standing where a turn begins."""
    if not any(map(LABEL.fullmatch, words[:-1])):
        return ""
    pattern = ""
    glue = ""
    for place, word in enumerate(words):
        if not LABEL.fullmatch(word) or place == len(words) - 1:
            pattern, glue = pattern + glue + re.escape(word), gap
            continue
        begins = BREAK if pattern else f"(?<={BREAK})"
        pattern += f"(?:{glue}{re.escape(word)}{gap}|{begins})"
        glue = ""
    return pattern
