"""Cuts a document into utterances: who speaks, in which turn, under which heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
from pipeline.segment.labels import (
    LabelBook,
    folded,
    is_time,
)
from pipeline.segment.lines import ENDS_OF_TIMES, Line, labelled_lines, labels_of_talk
from pipeline.segment.lists import end_of_item, items, line_slices
from pipeline.segment.speakers import SpeakerMap, Spoken
from pipeline.segment.wrapping import OPENERS, Piece, trimmed, unwrapped, without_bullet

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
        self.replies = "\n>" in reading.text
        self.headings: list[tuple[int, str]] = []
        self.section = ""
        self.done: list[Turn] = []

    def turns(self) -> list[Turn]:
        """All turns of the document."""
        labels = {line.mark.label for lines in self.lines for line in lines}
        ours = {label for label in labels if self.labels.knows(label)}
        known = [[line for line in lines if line.mark.label in ours] for lines in self.lines]
        following = [*map(_opens, self.paragraphs[1:], known[1:]), False]
        for part, lines, over in zip(self.paragraphs, known, following[: len(known)], strict=True):
            if part.level:
                self._heading(part, lines)
            elif part.label:
                self._labelled_by_format(part)
            else:
                self._paragraph(part, lines, over)
        self._close()
        return self.done

    def _heading(self, part: Paragraph, known: list[Line]) -> None:
        if known and not self.text[known[0].start + known[0].mark.body : part.end].strip(" *_"):
            self._paragraph(part, known, False)
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

    def _paragraph(self, part: Paragraph, known: list[Line], over: bool) -> None:
        """A paragraph without a label of its own, cut where its known lines open with one.

        ``over`` tells that the next paragraph opens with a label, so that nothing goes on into it.
        """
        first = known[0].start if known else part.end
        cue = part.place.startswith("cue ")
        if first > part.start:
            self._unlabelled(part, first, cue)
        ends = [*[line.start for line in known[1:]], part.end]
        first_line = int(part.place[5:]) if part.place.startswith("line ") else -1
        for line, end in zip(known, ends, strict=False):
            place = part.place if first_line < 0 else f"line {first_line + line.above}"
            if self.talk and not cue and (over or end < part.end) and self._at_once(part, line, end, place):
                continue
            stop = end if self.talk or cue else end_of_item(self.text, line.start, end)
            self._labelled(part, line, stop, place, cue)
            if stop < end:
                self._next_items(part, stop + 1, end, cue)

    def _at_once(self, part: Paragraph, line: Line, end: int, place: str) -> bool:
        """Adds a turn that is over where its words end and has no marks round it, as nearly every one.

        False for all others, which the general way makes the same of, in twice the time.
        """
        text, (label, time, body, opened) = self.text, line.mark
        start = line.start + body
        if self.replies and text.find("\n>", start, end) >= 0:
            return False
        if text[start : start + 1] == " ":
            start += 1
        if text[end - 1] == "\n":
            end -= 1
        start, end = trimmed(text, start, end)
        if start == end or opened or text[start] in OPENERS or text[end - 1] in ENDS_OF_TIMES:
            return False
        time = time or part.time
        if self.open:
            time = time or self._time_above()
            self._close()
        self.done.append(Turn(label, text[start:end], ((start, end),), place, time, self.section, 0))
        return True

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


def _opens(part: Paragraph, known: list[Line]) -> bool:
    """Whether a paragraph begins with a label, so that a turn before it is over."""
    return bool(known) and known[0].start == part.start and not part.level


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
    known: dict[str, tuple[Spoken, bool]] = {}
    asked = ""
    name, wave, kind = document.document, document.wave, document.kind
    found: list[Utterance] = []
    for number, (label, text, _, place, time, section, _) in enumerate(turns, 1):
        if label not in known:
            spoken = speakers.spoken(document, label, study)
            known[label] = (spoken, spoken.role in study.asking)
        (role, speaker, case), asks = known[label]
        id_ = utterance_id(name, number)
        if asks:
            asked = id_
        answers = "" if asks or role == NOTE else asked
        found.append(
            Utterance(
                id_, name, number, role, speaker, label, case, wave, kind, section, text, place, time, answers
            )
        )
    return found
