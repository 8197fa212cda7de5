"""Cuts a document into utterances: who speaks, in which turn, under which heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.labels import (
    LabelBook,
    folded,
    is_time,
)
from pipeline.model import (
    NOTE,
    TALK_KINDS,
    Document,
    Paragraph,
    Reading,
    Turn,
    Utterance,
    utterance_id,
)
from pipeline.segment_lines import Line, labelled_lines, labels_of_talk
from pipeline.segment_lists import end_of_item, items, line_slices
from pipeline.segment_speakers import SpeakerMap, Spoken
from pipeline.segment_wrapping import Piece, trimmed, unwrapped, without_bullet

if TYPE_CHECKING:
    from pipeline.study import Study

__all__ = ["SpeakerMap", "Spoken", "between", "turns", "utterances"]


class _Open:
    """A turn that may still go on: what it has so far."""

    __slots__ = ("joiner", "label", "opened", "pieces", "place", "section", "time")

    def __init__(
        self, label: str, place: str, time: str, section: str, opened: tuple[str, ...], joiner: str
    ) -> None:
        self.label, self.place, self.time, self.section = label, place, time, section
        self.opened, self.joiner = opened, joiner
        self.pieces: list[Piece] = []


def turns(reading: Reading, kind: str, labels: LabelBook) -> list[Turn]:
    """The turns of a document in order; every letter of the text is in one of them, in a label or a time.

    In interviews and focus groups an unlabelled paragraph goes on with the speaker before; in other
    kinds it is narrative of its own. A heading is a turn without a label, with its level.
    """
    talk = kind in TALK_KINDS
    lines = labelled_lines(reading, talk)
    if talk:
        labels = labels_of_talk(reading, lines, labels)
    return _Cutter(reading, talk, labels, lines).turns()


def between(reading: Reading, turns: Iterable[Turn]) -> list[str]:
    """What lies before, between and after the pieces of the turns: labels, times, marks and white space."""
    gaps, at = [], 0
    for turn in turns:
        for start, end in turn.pieces:
            gaps.append(reading.text[at:start])
            at = end
    return [*gaps, reading.text[at:]]


class _Cutter:
    """Goes through the paragraphs of one document and keeps the turn that is open."""

    def __init__(self, reading: Reading, talk: bool, labels: LabelBook, lines: list[list[Line]]) -> None:
        self.text, self.paragraphs, self.lines = reading.text, reading.paragraphs, lines
        self.talk, self.labels = talk, labels
        self.open: _Open | None = None
        self.headings: list[tuple[int, str]] = []
        self.section = ""
        self.done: list[Turn] = []

    def turns(self) -> list[Turn]:
        """All turns of the document."""
        for part, lines in zip(self.paragraphs, self.lines, strict=True):
            if part.level:
                self._heading(part, lines)
            elif part.label:
                self._labelled_by_format(part)
            else:
                self._paragraph(part, lines)
        self._close()
        return self.done

    def _heading(self, part: Paragraph, lines: list[Line]) -> None:
        known = [line for line in lines if self.labels.knows(line.mark.label)]
        if known and not self.text[known[0].start + known[0].mark.body : part.end].strip(" *_"):
            self._paragraph(part, known)
            return
        label = self.open.label if self.open else ""
        self._close()
        piece = unwrapped(self.text, [trimmed(self.text, part.start, part.end)])
        title = "\n".join(self.text[start:end] for start, end in piece)
        self.done.append(Turn("", title, tuple(piece), part.place, part.time, self.section, part.level))
        self.headings = [above for above in self.headings if above[0] < part.level]
        self.headings.append((part.level, " ".join(title.split())))
        self.section = " > ".join(name for _, name in self.headings)
        if self.talk and label:
            self.open = self._opened(label, "", "", (), "\n")

    def _labelled_by_format(self, part: Paragraph) -> None:
        cue = part.place.startswith("cue ")
        if not (cue and self._goes_on(part.label)):
            self._close()
            self.open = self._opened(part.label, part.place, part.time, (), " " if cue else "\n")
        self._add(part.start, part.end, cue)

    def _paragraph(self, part: Paragraph, lines: list[Line]) -> None:
        """A paragraph without a label of its own, cut where its lines open with one."""
        known = [line for line in lines if self.labels.knows(line.mark.label)]
        first = known[0].start if known else part.end
        cue = part.place.startswith("cue ")
        if first > part.start:
            self._unlabelled(part, first, cue)
        ends = [*[line.start for line in known[1:]], part.end]
        first_line = int(part.place[5:]) if part.place.startswith("line ") else -1
        for line, end in zip(known, ends, strict=False):
            place = part.place if first_line < 0 else f"line {first_line + line.above}"
            stop = end if self.talk or cue else end_of_item(self.text, line.start, end)
            self._labelled(part, line, stop, place, cue)
            if stop < end:
                self._next_items(part, stop + 1, end, cue)

    def _next_items(self, part: Paragraph, start: int, end: int, cue: bool) -> None:
        """The items of a list after one with a label, which are not said by whom it names."""
        self._close()
        place = _place(part, self.text.count("\n", part.start, start))
        self._unlabelled(part._replace(start=start, place=place), end, cue)

    def _labelled(self, part: Paragraph, line: Line, end: int, place: str, cue: bool) -> None:
        mark = line.mark
        if not (cue and self._goes_on(mark.label)):
            time = mark.time or part.time or self._time_above()
            self._close()
            self.open = self._opened(mark.label, place, time, mark.opened, " " if cue else "\n")
        self._add(line.start + mark.body, end, cue)

    def _goes_on(self, label: str) -> bool:
        """Whether a cue with this label goes on with the open turn: a cue is no turn."""
        turn = self.open
        return turn is not None and turn.joiner == " " and folded(turn.label) == folded(label)

    def _time_above(self) -> str:
        """The time that stands on a line of its own before a label, taken out of the turn above."""
        pieces = self.open.pieces if self.open else []
        if not pieces or pieces[-1][1] - pieces[-1][0] > 40 or not is_time(self.text[slice(*pieces[-1])]):
            return ""
        return self.text[slice(*pieces.pop())].strip(" []()#")

    def _unlabelled(self, part: Paragraph, end: int, cue: bool) -> None:
        waiting = self.open is not None and bool(self.open.label) and not self.open.pieces
        if self.open is not None and self.open.label and (self.talk or waiting):
            self.open.place = self.open.place or part.place
            self._add(part.start, end, cue)
            return
        for start, stop, above in items(self.text, part.start, end):
            self._close()
            self.open = self._opened("", _place(part, above), part.time, (), "\n")
            self._add(without_bullet(self.text, *trimmed(self.text, start, stop)), stop, cue)

    def _opened(self, label: str, place: str, time: str, opened: tuple[str, ...], joiner: str) -> _Open:
        return _Open(label, place, time, self.section, opened, joiner)

    def _add(self, start: int, end: int, cue: bool) -> None:
        """Adds the words of a slice to the open turn; cues and replies (``>``) are cut at their lines."""
        if self.open is None:
            return
        apart = cue or self.text.find("\n>", start, end) >= 0
        for first, last in line_slices(self.text, start, end) if apart else ((start, end),):
            piece = trimmed(self.text, first, last)
            if piece[0] < piece[1]:
                self.open.pieces.append(piece)

    def _close(self) -> None:
        turn, self.open = self.open, None
        if turn is None or not turn.pieces:
            return
        text = self.text
        pieces = unwrapped(text, turn.pieces, turn.opened)
        words = turn.joiner.join([text[start:end] for start, end in pieces])
        if pieces:
            self.done.append(Turn(turn.label, words, tuple(pieces), turn.place, turn.time, turn.section, 0))


def _place(part: Paragraph, above: int) -> str:
    """The line inside a paragraph of plain text; elsewhere the paragraph, cue or row itself."""
    if not above or not part.place.startswith("line "):
        return part.place
    return f"line {int(part.place[5:]) + above}"


def utterances(
    document: Document, turns: Iterable[Turn], speakers: SpeakerMap, study: Study
) -> list[Utterance]:
    """The utterances of a document, numbered from 1, each with its role and the question it answers.

    ``answers`` is the last utterance before it by a role that asks; '' for those that ask and for
    narrative.
    """
    known: dict[str, Spoken] = {}
    asking, asked = study.asking, ""
    name, wave, kind = document.document, document.wave, document.kind
    found: list[Utterance] = []
    for number, turn in enumerate(turns, 1):
        label = turn.label
        spoken = known.get(label)
        if spoken is None:
            spoken = known[label] = speakers.spoken(document, label, study)
        role, speaker, case = spoken
        id_ = utterance_id(name, number)
        if role in asking:
            asked, answers = id_, ""
        else:
            answers = asked if role != NOTE else ""
        text, place, time, section = turn.text, turn.place, turn.time, turn.section
        found.append(
            Utterance(
                id_, name, number, role, speaker, label, case, wave, kind, section, text, place, time, answers
            )
        )
    return found
