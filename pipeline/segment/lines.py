"""Lines that open with something like a label, and who among the unknown ones is a speaker all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Reading
from pipeline.segment.labels import (
    LabelBook,
    Mark,
    folded,
    label_mark,
    named_time_mark,
    plain_mark,
    semicolon_mark,
    several,
    tabbed_mark,
    without_remark,
)
from pipeline.segment.unknown_labels import is_candidate, is_label_at_once

ENDS_OF_TIMES = frozenset("0123456789])*_#")


class Line(NamedTuple):
    """A line with its label: where it starts, and how many lines of its paragraph precede."""

    start: int
    above: int
    mark: Mark


def labelled_lines(reading: Reading, talk: bool) -> list[list[Line]]:
    """For each paragraph its lines that open with something like a label, known or not."""
    text = reading.text
    return [
        [] if part.label else list(_lines_with_marks(text[part.start : part.end], part.start, talk))
        for part in reading.paragraphs
    ]


def _lines_with_marks(block: str, at: int, talk: bool) -> Iterator[Line]:
    lines = block.split("\n")
    last = len(lines) - 1
    for above, line in enumerate(lines):
        mark = plain_mark(line) or _other_mark(line, talk, above < last)
        if mark is not None:
            yield Line(at, above, mark)
        at += len(line) + 1


def _other_mark(line: str, talk: bool, more: bool) -> Mark | None:
    """The label of a line that opens with no plain one; ``more`` tells that lines follow in its paragraph."""
    mark = named_time_mark(line) if talk and more and line[-1:] in ENDS_OF_TIMES else None
    if talk and ";" in line[:32]:
        mark = mark or semicolon_mark(line)
    mark = mark or label_mark(line)
    return tabbed_mark(line) if mark is None and talk and "\t" in line[:40] else mark


def labels_of_talk(reading: Reading, lines: list[list[Line]], labels: LabelBook) -> LabelBook:
    """The labels of a transcript: those that are known, in any capitals, and the unknown ones that count."""
    labels = labels.in_talk()
    return labels.with_names(_unknown_speakers(reading, lines, labels))


def overlooked(reading: Reading, labels: LabelBook) -> list[Line]:
    """Lines of a transcript that open with what may be a speaker, and are words of the turn before."""
    lines = labelled_lines(reading, True)
    book = labels_of_talk(reading, lines, labels)
    every = (line for part in lines for line in part)
    return [line for line in every if not book.knows(line.mark.label) and is_candidate(line.mark.label)]


def _unknown_speakers(reading: Reading, lines: list[list[Line]], labels: LabelBook) -> set[str]:
    """Labels that nobody mapped but that open two lines of a transcript or more.

    One line is enough for what is nothing but a label (``AO``, ``Informant 1``), for labels of several
    people at once (``OA/INN``), who are nobody alone, and in subtitles with a name in front of most
    cues, as Zoom writes them.
    """
    seen: dict[str, int] = {}
    enough = 1 if _named_cues(reading, lines) else 2
    for label, times in Counter(line.mark.label for part in lines for line in part).items():
        if labels.knows(label):
            continue
        bare = folded(without_remark(label))
        together = several(label)
        if together and all(labels.knows(one) or is_label_at_once(one, labels.roles) for one in together):
            seen[folded(label)] = enough
        elif is_label_at_once(label, labels.roles):
            seen[bare] = enough
        elif is_candidate(label):
            seen[bare] = seen.get(bare, 0) + times
    return {label for label, times in seen.items() if times >= enough}


def _named_cues(reading: Reading, lines: list[list[Line]]) -> bool:
    cues = sum(part.place.startswith("cue ") for part in reading.paragraphs[:1])
    named = sum(bool(found) and is_candidate(found[0].mark.label) for found in lines) if cues else 0
    return named > len(lines) / 2
