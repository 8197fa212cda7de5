"""Tables of speech: which column says who speaks, which holds the words, which the time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.readers.composing import Composer
from pipeline.segment.labels import is_time

# Names of columns in Norwegian and English; the earlier name wins where a table has several.
_SPEAKER = (
    "label merkelapp etikett speaker taler talar snakker hvem kven who speakername talernavn navn namn name"
)
_PERSON = "person deltaker deltakar participant informant pseudonym rolle role"
_TEXT = "text tekst utterance ytring utsagn transcript transkripsjon transkript replikk innhold content"
_SAID = "sitat quote tale words ord kommentar comment svar answer"
_TIME = "time tid tidspunkt tidskode klokkeslett timestamp timecode start starttime begin fra from"
SPEAKER_NAMES = f"{_SPEAKER} {_PERSON}".split()
TEXT_NAMES = f"{_TEXT} {_SAID}".split()
TIME_NAMES = _TIME.split()

_ROLE_LIKE = re.compile(r"[A-ZÆØÅ]{1,5}[ _-]?\d{0,3}:?")
_NOT_LETTERS = re.compile(r"[\W_]+")


# People put a title above the names of the columns.
HEADER_WITHIN = 10


class Columns(NamedTuple):
    """The numbers of the columns, -1 where there is none, and of the row that names them, -1 for none."""

    speaker: int
    text: int
    time: int
    header: int


def columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Which columns hold speech: named in one of the first rows, or labels in front; None where neither."""
    if not rows:
        return None
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        found = _named(row)
        if found is not None and (number == 0 or found.speaker >= 0):
            return found._replace(header=number)
    return _labels_in_front(rows)


def _named(header: Sequence[str]) -> Columns | None:
    names = [_NOT_LETTERS.sub("", cell).casefold() for cell in header]
    text = _first(names, TEXT_NAMES)
    if text < 0:
        return None
    return Columns(_first(names, SPEAKER_NAMES), text, _first(names, TIME_NAMES), 0)


def _first(names: list[str], wanted: Sequence[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def _labels_in_front(rows: Sequence[Sequence[str]]) -> Columns | None:
    """A table without names of columns: labels (and times) first, words last."""
    width = max(len(row) for row in rows)
    if not 2 <= width <= 3:
        return None
    first = [row[0].strip() for row in rows if row and row[0].strip()]
    if width == 3 and first and all(is_time(cell) for cell in first):
        speaker, time = 1, 0
    else:
        speaker, time = 0, 1 if width == 3 else -1
    if time == 1 and not all(is_time(row[1]) for row in rows if len(row) > 1 and row[1].strip()):
        return None
    cells = [row[speaker].strip() for row in rows if len(row) > speaker and row[speaker].strip()]
    return Columns(speaker, width - 1, time, -1) if _are_labels(cells) else None


def _are_labels(cells: list[str]) -> bool:
    """Whether all cells are short and look like roles, end with a colon, or come again and again."""
    if not cells or any(len(cell) > 40 or cell[-1] in ".?!" for cell in cells):
        return False
    if all(_ROLE_LIKE.fullmatch(cell) or cell.endswith(":") for cell in cells):
        return True
    return len(cells) >= 4 and len(set(cells)) * 2 <= len(cells) and all(cell[0].isupper() for cell in cells)


def compose_speech(
    composer: Composer, rows: Sequence[Sequence[str]], found: Columns, place: str = "row"
) -> None:
    """Adds the rows of a table of speech, all its cells as text and those of the words as paragraphs."""
    for number, row in enumerate(rows, 1):
        if number <= found.header + 1:
            composer.write("\t".join(row) + "\n")
            continue
        label = _cell(row, found.speaker).strip().rstrip(":").strip()
        time = _cell(row, found.time).strip().strip("[]()#")
        for at, cell in enumerate(row):
            if at:
                composer.write("\t")
            if at == found.text and cell.strip():
                composer.paragraph(cell, f"{place} {number}", time=time, label=label)
            else:
                composer.write(cell)
        composer.write("\n")


def compose_narrative(composer: Composer, rows: Sequence[Sequence[str]], place: str = "row") -> None:
    """Adds the rows of any other table, each as one paragraph with its cells apart by tabs."""
    for number, row in enumerate(rows, 1):
        words = "\t".join(row)
        if words.strip():
            composer.paragraph(words, f"{place} {number}")
            composer.write("\n")


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""
