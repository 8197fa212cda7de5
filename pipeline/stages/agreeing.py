"""Where two coders agree and where not, utterance by utterance, for those who may see both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from pipeline.analysis.side_by_side import CodeMeeting, Meeting, Side, Tally, side_by_side, tally
from pipeline.coding.blind import Finished, finished
from pipeline.coding.settling import Decisions, Settlement, settlements, with_settlements
from pipeline.model import Document, Utterance, digest
from pipeline.problems import StudyError, error
from pipeline.stages.desk import Desk
from pipeline.stages.sheet import Sheet


class Words(NamedTuple):
    """Some words of an utterance, from ``start`` to ``end``; ``whole`` where they are all of it."""

    start: int
    end: int
    text: str
    whole: bool


class Point(NamedTuple):
    """A code on an utterance as two coders have it; ``who`` is '' where neither has it any more.

    ``shared`` is the share of marked letters that both marked, in per cent. ``void`` is a decision that has
    no effect, since the words are others now.
    """

    code: str
    label: str
    who: Literal["both", "first", "second", ""]
    first: list[Words]
    second: list[Words]
    shared: int
    decision: Settlement | None
    void: bool

    @property
    def open(self) -> bool:
        """Whether only one has the code, and nothing was decided."""
        return self.who != "both" and (self.decision is None or self.void)


class Piece(NamedTuple):
    """A stretch of an utterance, with the codes that each coder has on it."""

    text: str
    first: tuple[str, ...]
    second: tuple[str, ...]


class Line(NamedTuple):
    """An utterance with its stretches and the codes that one of the coders put there."""

    utterance: Utterance
    digest: str
    asks: bool
    pieces: list[Piece]
    points: list[Point]

    @property
    def differs(self) -> bool:
        """Whether a code stands there that not both have."""
        return any(point.who != "both" for point in self.points)

    @property
    def open(self) -> bool:
        """Whether something there is still to be decided."""
        return any(point.open for point in self.points)


class Agreement(NamedTuple):
    """A document as two coders have coded it; ``counts`` are utterances by what can be shown."""

    document: Document
    first: str
    second: str
    pairs: list[tuple[str, str]]
    lines: list[Line]
    tally: Tally
    counts: dict[str, int]
    settled: int
    undecided: int
    may_decide: bool


def pairs_for(done: Finished, reader: str, document: str) -> list[tuple[str, str]]:
    """The pairs of coders whose codings a reader may compare, own ones first."""
    ready = sorted((coder for coder, name in done if name == document), key=lambda one: (one != reader, one))
    return list(combinations(ready, 2)) if reader in ready else []


def agreement(desk: Desk, reader: str, document: str, first: str = "", second: str = "") -> Agreement:
    """How two coders have coded a document; where none are named, the reader and another.

    Raises StudyError where not both have marked it as done, or the reader has not.
    """
    about, sheet = desk.document(document), desk.sheet(document)
    pairs = pairs_for(finished(sheet.records), reader, sheet.document)
    one, other = _chosen(sheet, pairs, first, second)
    settled = settlements(sheet.records, desk.codebook)
    joint = with_settlements(sheet.codings, settled, desk.codebook, sheet.utterances)
    theirs = {
        key: decision
        for key, decision in settled.items()
        if decision.concerns(one) and decision.concerns(other)
    }
    meetings = side_by_side(sheet.codings, one, other, sheet.utterances, theirs)
    lines = _lines(desk, sheet, meetings, theirs, joint.decisions)
    points = [point for line in lines for point in line.points]
    return Agreement(
        about,
        one,
        other,
        pairs,
        lines,
        tally(meetings),
        {name: len(shown(lines, name)) for name in SHOWN},
        sum(point.decision is not None for point in points),
        sum(point.open for point in points),
        reader in (one, other),
    )


def _chosen(sheet: Sheet, pairs: Sequence[tuple[str, str]], first: str, second: str) -> tuple[str, str]:
    """The pair that is asked for, in the order asked for; the first there is where none was named."""
    asked = (first, second) if first and second else pairs[0] if pairs else ("", "")
    if asked in pairs or asked[::-1] in pairs:
        return asked
    message = "not both coders have marked the document as done."
    raise StudyError(error(sheet.document, "blind", message, "See who has on the page of coders."))


SHOWN = ("all", "different", "same", "open")


def shown(lines: Sequence[Line], which: str, first: bool = False) -> list[Line]:
    """The utterances that are wanted: all, those that differ, agree or are to be decided on.

    With ``first`` those that differ come before the rest.
    """
    found = {
        "different": [line for line in lines if line.differs],
        "same": [line for line in lines if line.points and not line.differs],
        "open": [line for line in lines if line.open],
    }.get(which, list(lines))
    return sorted(found, key=lambda line: not line.differs) if first else found


def _lines(
    desk: Desk, sheet: Sheet, meetings: Iterable[Meeting], settled: Decisions, in_effect: Decisions
) -> list[Line]:
    asking = desk.opened.study.asking
    found: list[Line] = []
    for said, meeting in zip(sheet.utterances, meetings, strict=True):
        there = {met.code for met in meeting.codes}
        alone = [_alone(key[1]) for key in settled if key[0] == said.utterance and key[1] not in there]
        points = [
            _point(desk, said, met, settled.get((said.utterance, met.code)), in_effect)
            for met in (*meeting.codes, *alone)
        ]
        found.append(Line(said, digest(said.text), said.role in asking, _pieces(said.text, meeting), points))
    return found


def _alone(code: str) -> CodeMeeting:
    """A code that was decided on and that neither coder has any more."""
    return CodeMeeting(code, "both", Side(), Side(), 0.0)


def _point(
    desk: Desk, said: Utterance, met: CodeMeeting, decision: Settlement | None, in_effect: Decisions
) -> Point:
    known = desk.codebook.by_id.get(met.code)
    first, second = _words(said.text, met.first), _words(said.text, met.second)
    return Point(
        met.code,
        known.label if known else met.code,
        met.who if first or second else "",
        first,
        second,
        round(met.overlap * 100),
        decision,
        decision is not None and in_effect.get((said.utterance, met.code)) != decision,
    )


def _words(text: str, side: Side) -> list[Words]:
    return [Words(start, end, text[start:end], (start, end) == (0, len(text))) for start, end in side.spans]


def _pieces(text: str, meeting: Meeting) -> list[Piece]:
    """The text cut where a coding of either begins or ends."""
    spans = [span for met in meeting.codes for side in (met.first, met.second) for span in side.spans]
    cuts = sorted({0, len(text), *(at for span in spans for at in span)})
    return [
        Piece(
            text[start:end],
            tuple(met.code for met in meeting.codes if _covers(met.first, start, end)),
            tuple(met.code for met in meeting.codes if _covers(met.second, start, end)),
        )
        for start, end in pairwise(cuts)
    ]


def _covers(side: Side, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in side.spans)


def choices(found: Agreement, point: Point) -> list[tuple[list[str], Words]]:
    """The words on which a code may stand, each once, with the coders who put it on them."""
    every = dict.fromkeys((*point.first, *point.second))
    sides = ((found.first, point.first), (found.second, point.second))
    return [([coder for coder, words in sides if one in words], one) for one in every]
