"""Keeping people's own words out of what researchers wrote, where a report is to be shared.

Definitions, reasons and titles of memos are researchers' prose, but they may quote. In the public edition any
stretch of five words or more that stands in the material is left out of them, and so are ids of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

LEFT_OUT = "[…]"
STRETCH = 5
"""So many words in a row are no longer a turn of phrase that anybody may use."""
_WORD = re.compile(r"\w+")


class Guard:
    """What of the researchers' prose may be shared; in the internal edition all of it."""

    def __init__(self, evidence: Evidence) -> None:
        self._public = evidence.public
        ids = sorted(evidence.documents["document"], key=lambda id: (-len(id), id)) if self._public else []
        self._ids = re.compile(r"\b(?:" + "|".join(map(re.escape, ids)) + r")(?::\d+)?\b") if ids else None
        self._said = _in_material(evidence, _prose(evidence)) if self._public else frozenset()

    def __call__(self, text: str) -> str:
        """The text with what must not be shared left out of it."""
        if not self._public:
            return text
        made, reached = "", 0
        for start, end in self._stretches(text):
            made += text[reached:start] + LEFT_OUT
            reached = end
        made += text[reached:]
        return self._ids.sub(LEFT_OUT, made) if self._ids else made

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text has words of the material, stretches that touch or overlap made one."""
        places = [match.span() for match in _WORD.finditer(text)]
        current: tuple[int, int] | None = None
        for at, gram in enumerate(_grams(text)):
            if gram not in self._said:
                continue
            start, end = places[at][0], places[at + STRETCH - 1][1]
            if current and start <= current[1]:
                current = (current[0], end)
                continue
            if current:
                yield current
            current = (start, end)
        if current:
            yield current


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return (tuple(words[at : at + STRETCH]) for at in range(len(words) - STRETCH + 1))


def _prose(evidence: Evidence) -> Iterator[str]:
    """All that the report prints of what researchers wrote, apart from labels."""
    for code in evidence.codebook.codes:
        yield from (code.brief, code.definition, code.use_when, code.not_when)
    yield from (relation.memo for relation in evidence.codebook.relations)
    yield from (change.reason for change in evidence.history)
    yield from (memo.title for memo in evidence.memos)
    yield from (reason for _, reason in evidence.acknowledged)


def _in_material(evidence: Evidence, prose: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The stretches of the prose that somebody said or wrote in the material."""
    wanted = {gram for text in prose for gram in _grams(text)}
    if not wanted:
        return frozenset()
    return frozenset(gram for text in evidence.utterances["text"] for gram in _grams(text) if gram in wanted)
