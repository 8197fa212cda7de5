"""Puts a text together from a file that is not plain text, and keeps where each paragraph stands."""

from __future__ import annotations

from pipeline.model import Paragraph, Reading
from pipeline.readers.encoding import Unreadable

MAX_LETTERS = 100_000_000
MAX_PARAGRAPHS = 1_000_000


class Composer:
    """Collects paragraphs, with what stands before each (label, time) as part of the text as read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._paragraphs: list[Paragraph] = []

    def write(self, words: str) -> None:
        """Adds letters that belong to no paragraph, such as a heading of a column."""
        self._parts.append(words)
        self._at += len(words)
        if self._at > MAX_LETTERS or len(self._paragraphs) > MAX_PARAGRAPHS:
            said = "The document holds more text than any transcript."
            raise Unreadable(said, "Split it, or take out what is no transcript.", check="too-large")

    def paragraph(self, words: str, place: str, *, time: str = "", label: str = "", level: int = 0) -> None:
        """Adds a paragraph, without a line break after it."""
        start = self._at
        self.write(words)
        self._paragraphs.append(Paragraph(start, self._at, place, time, label, level))

    def reading(self) -> Reading:
        """The text as read, and its paragraphs."""
        return Reading("".join(self._parts), self._paragraphs)
