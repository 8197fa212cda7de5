"""Subtitles as meeting programs write them: cues with a time, and often a name, in each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Reading
from pipeline.readers.composing import Composer
from pipeline.readers.encoding import Unreadable
from pipeline.segment.labels import UNNAMED, label_mark

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"[ \t]*(?P<time>{_TIME})[ \t]*-{{1,2}}>[ \t]*{_TIME}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]+)>|</v>")
_TAG = re.compile(
    r"</?(?:b|i|u|c|v|ruby|rt|lang|font)(?:[.\s][^<>\n]*)?>|<\d+:[\d:.]+>|\{\\an?\d\}", re.IGNORECASE
)


class Cue(NamedTuple):
    """One cue: its number in the file, when it begins, and its lines as they stand there."""

    number: int
    time: str
    words: str


def cues(text: str) -> Iterator[Cue]:
    """The cues of a file in order; lines after a blank one that have no time go on with the cue before."""
    number, time = 0, ""
    lines: list[str] = []
    within = False
    for line in _lines_of_cues(text):
        timing = TIMING.fullmatch(line) if "->" in line else None
        if timing is None:
            if within:
                lines.append(line)
            continue
        if within:
            yield Cue(number, time, _words(lines))
        number, time, lines, within = number + 1, timing["time"], [], True
    if within:
        yield Cue(number, time, _words(lines))


def _lines_of_cues(text: str) -> Iterator[str]:
    """The lines without those that name or comment a cue (its number, NOTE, STYLE and REGION blocks)."""
    lines = text.split("\n")
    skipping = False
    for at, line in enumerate(lines):
        fresh = at == 0 or not lines[at - 1].strip()
        if fresh and re.match(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t]|$)", line.lstrip("\ufeff")):
            skipping = True
        if not line.strip():
            skipping = False
        if TIMING.fullmatch(line):
            skipping = False
        elif skipping or (fresh and at + 1 < len(lines) and TIMING.fullmatch(lines[at + 1])):
            continue
        yield line


def _words(lines: list[str]) -> str:
    """The lines of a cue without blank ones."""
    return "\n".join(line.strip() for line in lines if line.strip())


def reading_of_cues(text: str) -> Reading:
    """The cues as lines of time, name and words; marks of layout are left out, ``&amp;`` is read as ``&``.

    A cue without a voice tag in a file where others have one is nobody's, and not the speaker's before.
    """
    composer = Composer()
    found = list(cues(text))
    named = any(_is_named(cue) for cue in found)
    for cue in found:
        nobody = UNNAMED if named and not _is_named(cue) and label_mark(cue.words) is None else ""
        for name, words in _voices(cue.words):
            composer.write(f"{cue.time} {name}: " if name else f"{cue.time} ")
            composer.paragraph(words, f"cue {cue.number}", time=cue.time, label=name or nobody)
            composer.write("\n")
    if not found and text.strip():
        said = "It holds no cue with a time such as 00:00:01.000 --> 00:00:04.000."
        raise Unreadable(said, "If it is plain text, name it .txt; otherwise export it again.", "line 1")
    return composer.reading()


def _is_named(cue: Cue) -> bool:
    """Whether a voice tag says whose words a cue holds."""
    return any((tag[1] or "").strip() for tag in _VOICE.finditer(cue.words))


def _voices(words: str) -> Iterator[tuple[str, str]]:
    """The words of a cue by who says them: '' where no voice tag names anybody."""
    name, at = "", 0
    for tag in _VOICE.finditer(words):
        yield from _said(name, words[at : tag.start()])
        name, at = html.unescape((tag[1] or "").strip()), tag.end()
    yield from _said(name, words[at:])


def _said(name: str, words: str) -> Iterator[tuple[str, str]]:
    bare = html.unescape(_TAG.sub("", words)).replace("\r", " ").strip()
    if bare:
        yield name, bare
