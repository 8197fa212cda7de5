"""Doubts numbers that were typed without a mark, where a sentence names one code and no count of it fits.

It would rather say nothing than be wrong: a sentence must name exactly one code, by its id, by ``[[id]]`` or
by a label of several words (a shorter label in quotation marks), and the number must stand by a word for what
is counted. Shares, rounded numbers (*nearly 20*) and tables are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.counted import number_of
from pipeline.language import sentences
from pipeline.model import Narrow
from pipeline.report.manuscript.filling import Filled
from pipeline.report.manuscript.finding import replaced
from pipeline.report.manuscript.grammar import Fault
from pipeline.report.manuscript.naming import Names
from pipeline.report.manuscript.nouns import OF, noun_after, nouns
from pipeline.report.manuscript.plain_numbers import Typed, typed_numbers
from pipeline.report.manuscript.possible import Possible

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence

_ROUGH = re.compile(
    r"\b(?:ca\.?|cirka|omtrent|omkring|om lag|rundt|nesten|bortimot|drøyt|knapt|inntil|over|"
    r"under|minst|høyst|enn|about|around|nearly|almost|least|most|than|some|roughly)\s+$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:av|of|alle|all|de|dei|the)\s+$", re.IGNORECASE)
UNITS = {
    "times": "times",
    "utterances": "times",
    "codings": "times",
    "documents": "documents",
    "speakers": "speakers",
}
"""Among which numbers of a code that of each noun is looked for; per cent are left alone."""
_LETTER = "X"
"""What stands in a sentence for each letter of a live number, so that it may begin one."""
_ID = re.compile(r"`[\w.-]+`")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def doubtful(evidence: Evidence, found: Filled) -> list[Fault]:
    """The typed numbers that no count of the code in their sentence gives."""
    names, counts = Names(evidence.codebook, found), Possible(evidence)
    units = nouns(evidence.study)
    doubts: list[Fault] = []
    for start, sentence in _prose(found):
        spans = names.named(start, sentence)
        codes = {code for _, _, code in spans}
        if len(codes) == 1:
            bare = replaced(sentence, [(a, b, " " * (b - a)) for a, b, _ in spans])
            doubts += _in_sentence(start, bare, codes.pop(), counts, units)
    return doubts


def _in_sentence(
    start: int, sentence: str, code: str, counts: Possible, units: dict[str, str]
) -> Iterator[Fault]:
    typed = typed_numbers(sentence)
    for at, one in enumerate(typed):
        if one.soft or _ROUGH.search(sentence[: one.start]):
            continue
        unit, whole = _unit(sentence, typed, at, units)
        if unit and one.number not in getattr(counts.of(code), unit) | (
            getattr(counts.all, unit) if whole else set()
        ):
            yield _doubt(start + one.start, one.number, code, counts)


def _unit(sentence: str, typed: list[Typed], at: int, units: dict[str, str]) -> tuple[str, bool]:
    """What a number counts, and whether it may be all there are of that: *6 of 8 people*."""
    rest = sentence[typed[at].end :]
    following = typed[at + 1] if at + 1 < len(typed) else None
    if following and OF.fullmatch(sentence, typed[at].end, following.start):
        return _unit(sentence, typed, at + 1, units)[0], False
    return UNITS.get(noun_after(rest, units), ""), bool(_WHOLE.search(sentence[: typed[at].start]))


def _doubt(at: int, number: int | Fraction, code: str, counts: Possible) -> Fault:
    stood = counts.counting.stood(code, Narrow())
    return Fault(
        at,
        f"{number} is typed here, and no count of '{code}' gives it: it has "
        f"{number_of(stood.utterances, 'utterance')}, {number_of(stood.codings, 'coding')}, "
        f"{number_of(stood.documents, 'document')} and {number_of(stood.speakers, 'known speaker')}.",
        f'Let the program write it: {{{{ utterances("{code}") }}}}, say. docs/manuscript.md has the ways.',
    )


def _prose(found: Filled) -> Iterator[tuple[int, str]]:
    """The sentences of the manuscript with where each begins; live numbers and tables are blank in them."""
    text = found.manuscript.text
    blank = list(found.manuscript.unseen)
    blank += (span for span in found.manuscript.code if not _ID.fullmatch(text[slice(*span)]))
    pieces = [(start, end, " " * (end - start)) for start, end in _apart(blank)]
    lives = [live.claim for live in found.live]
    pieces += [(one.start, one.end, _LETTER * (one.end - one.start)) for one in lives]
    text = replaced(text, pieces)
    reached = 0
    for paragraph in _PARAGRAPH.split(text):
        at = text.index(paragraph, reached)
        reached = at + len(paragraph)
        if not paragraph.lstrip().startswith("|"):
            yield from ((at + start, paragraph[start:end]) for start, end in sentences(paragraph))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches in order, without what another covers already."""
    reached = 0
    for start, end in sorted(spans):
        if end > max(start, reached):
            yield max(start, reached), end
            reached = end
