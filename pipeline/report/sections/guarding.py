"""Keeping people's own words out of what researchers wrote, where a report is to be shared.

Definitions and titles of memos are researchers' prose, but they may quote. In the public edition what stands
in quotation marks and in the material, and any stretch of five words or more that stands there, is left out
of them, unless it is the label of a code or part of a printed quote; and so are ids of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

LEFT_OUT = "[…]"
STRETCH = 5
"""So many words in a row are no longer a turn of phrase that anybody may use."""
_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|\"([^\"]*)\"")

Words = tuple[str, ...]


class Guard:
    """What of the researchers' prose may be shared; in the internal edition all of it."""

    def __init__(self, evidence: Evidence) -> None:
        self._public = evidence.public
        self._ids = _ids(evidence) if self._public else None
        self._said = _in_material(evidence) if self._public else frozenset()
        self._open = list(_told_anyway(evidence)) if self._public else []

    def __call__(self, text: str) -> str:
        """The text with what must not be shared left out of it."""
        made, reached = "", 0
        for start, end in self.hidden(text):
            made += text[reached:start] + LEFT_OUT
            reached = end
        return made + text[reached:]

    def hidden(self, text: str) -> list[tuple[int, int]]:
        """The places of what must not be shared, in order and apart from each other."""
        if not self._public:
            return []
        ids = self._ids.finditer(text) if self._ids else ()
        return _joined([*self._marked(text), *self._stretches(text), *(match.span() for match in ids)])

    def _marked(self, text: str) -> Iterator[tuple[int, int]]:
        """What stands in quotation marks and was said or written in the material."""
        for match in _MARKED.finditer(text):
            start, end = match.span(match.lastindex or 0)
            words = _folded(text[start:end])
            if words in self._said and not self._is_open(words):
                yield start, end

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where five words in a row were said or written in the material."""
        places = [match.span() for match in _WORD.finditer(text)]
        for at, gram in enumerate(_runs_of(_folded(text), STRETCH)):
            if gram in self._said and not self._is_open(gram):
                yield places[at][0], places[at + STRETCH - 1][1]

    def _is_open(self, words: Words) -> bool:
        """Whether the report prints these words as a label or in a quote."""
        return any(words in _runs_of(one, len(words)) for one in self._open)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _folded(text: str) -> Words:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _runs_of(words: Words, length: int) -> Iterator[Words]:
    """All stretches of so many words."""
    if not length:
        return iter(())
    return zip(*(islice(words, at, None) for at in range(length)), strict=False)


def _ids(evidence: Evidence) -> re.Pattern[str] | None:
    ids = sorted(evidence.documents["document"], key=lambda id: (-len(id), id))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ids)) + r")(?::\d+)?\b") if ids else None


def _told_anyway(evidence: Evidence) -> Iterator[Words]:
    """The words that the report prints openly: labels of codes, now and before, and printed quotes."""
    from pipeline.report.sections.printed import quote_blocks

    for code in evidence.codebook.codes:
        yield _folded(code.label)
    for change in evidence.history:
        yield from (_folded(str(one.get("label", ""))) for one in (change.before or {}, change.after or {}))
    for theme in (*evidence.codebook.findings, *evidence.codebook.cross_cutting):
        for block in quote_blocks(evidence, theme.id):
            yield from (_folded(getattr(run, "text", "")) for run in getattr(block, "runs", ()))


def paragraphs(evidence: Evidence) -> Iterator[str]:
    """What the researchers wrote in their own chapter, piece by piece, as it would be printed."""
    from pipeline.report.sections.manuscript import written

    yield from written(evidence)


def _prose(evidence: Evidence) -> Iterator[str]:
    """All that the report prints of what researchers wrote, apart from labels."""
    yield evidence.study.description
    for code in evidence.codebook.codes:
        yield from (code.brief, code.definition, code.use_when, code.not_when)
    yield from (relation.memo for relation in evidence.codebook.relations)
    yield from (memo.title for memo in evidence.memos)
    yield from (text for plan in evidence.sampling for text in (plan.question, plan.why))
    yield from (answer.text for answer in evidence.coreq.answers.values())
    yield from (reason for _, reason in evidence.acknowledged)
    yield from paragraphs(evidence)


def _in_material(evidence: Evidence) -> frozenset[Words]:
    """The marked and the long stretches of the prose that somebody said or wrote in the material."""
    wanted: set[Words] = set()
    for text in _prose(evidence):
        wanted |= set(_runs_of(_folded(text), STRETCH))
        wanted |= {_folded(match[match.lastindex or 0]) for match in _MARKED.finditer(text)}
    wanted.discard(())
    lengths = sorted({len(words) for words in wanted})
    said = (_folded(text) for text in evidence.utterances["text"])
    return frozenset(run for words in said for n in lengths for run in _runs_of(words, n) if run in wanted)
