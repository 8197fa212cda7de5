"""A mark: one line of a coding as the coder made it, and the words that it is on."""

from __future__ import annotations

from typing import NamedTuple


class Quoted(NamedTuple):
    """Some words of one utterance: which one, where they begin in it, and the words."""

    utterance: str
    start: int
    quote: str


class Mark(NamedTuple):
    """One line of a coding as the coder made it: a code on a span of one utterance.

    ``place`` is the line in the coder's file; ``digest`` is that of the utterance's text at the time;
    ``answered`` tells that a person has said where it belongs.
    """

    coding: str
    coder: str
    utterance: str
    start: int
    end: int
    quote: str
    digest: str
    code: str
    codebook: int
    origin: str
    memo: str
    at: str
    place: str
    answered: bool = False

    @property
    def quoted(self) -> Quoted:
        """Its words, and where they are."""
        return Quoted(self.utterance, self.start, self.quote)
