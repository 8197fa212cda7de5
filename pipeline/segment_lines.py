"""Lines that open with something like a label, and who among the unknown ones is a speaker all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.labels import (
    LabelBook,
    Mark,
    folded,
    is_candidate,
    label_mark,
    named_time_mark,
    several,
    tabbed_mark,
)
from pipeline.model import Reading

_ENDS_OF_TIMES = frozenset("0123456789])*_#")


class Line(NamedTuple):
    """A line with its label: where it starts and ends, and how many lines of its paragraph precede."""

    start: int
    end: int
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
        mark = named_time_mark(line) if talk and above < last and line[-1:] in _ENDS_OF_TIMES else None
        mark = mark or label_mark(line)
        if mark is None and talk and "\t" in line[:40]:
            mark = tabbed_mark(line)
        if mark is not None:
            yield Line(at, at + len(line), above, mark)
        at += len(line) + 1


def unknown_speakers(reading: Reading, lines: list[list[Line]], labels: LabelBook) -> set[str]:
    """Labels that nobody mapped but that open two lines of a transcript or more.

    Labels of several people at once (``OA/INN``) are nobody's alone, and count from the first.
    In subtitles with a name in front of most cues, as Zoom writes them, one cue is enough.
    """
    seen: dict[str, int] = {}
    enough = 1 if _named_cues(reading, lines) else 2
    for line in (line for part in lines for line in part):
        label = line.mark.label
        if labels.knows(label):
            continue
        together = several(label)
        if together and all(labels.knows(name) for name in together):
            seen[folded(label)] = enough
        elif is_candidate(label):
            seen[folded(label)] = seen.get(folded(label), 0) + 1
    return {label for label, times in seen.items() if times >= enough}


def _named_cues(reading: Reading, lines: list[list[Line]]) -> bool:
    cues = sum(part.place.startswith("cue ") for part in reading.paragraphs[:1])
    named = sum(bool(found) and is_candidate(found[0].mark.label) for found in lines) if cues else 0
    return named > len(lines) / 2
