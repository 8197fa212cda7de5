"""Takes codings along to a corrected transcript, and lists those that wait for a person."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from pipeline.anchors import Moved, Status, move
from pipeline.coding.carrying import Edited, carried
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.coding.moved import Move, handed_over, waiting_problems
from pipeline.model import Document, Utterance, digest
from pipeline.problems import Problem

TURN_BREAK = "\0"
"""Parts the turns of a document where it is compared as one text; it does not occur in transcripts."""


class Moves(NamedTuple):
    """The codings as they stand after the corrections, what became of each, and the problems."""

    live: LiveCodings
    moves: list[Move]
    problems: list[Problem]


class _Side(NamedTuple):
    """A document as one text: its utterances and where each begins."""

    utterances: list[Utterance]
    text: str
    starts: list[int]


def move_codings(
    live: LiveCodings,
    documents: Iterable[Document],
    replaced: Iterable[Utterance],
    current: Iterable[Utterance],
) -> Moves:
    """The codings of replaced documents on the documents that replace them, through any chain of corrections.

    ``replaced`` are the utterances of the documents that were replaced, ``current`` those of all others.
    A coding waits, and is not among the codings that come back, when any of its lines is ambiguous or lost.
    """
    chain = _corrections(documents)
    if not chain:
        return Moves(live, [], [])
    concerned = {document for pair in chain for document in pair}
    sides = _sides([*replaced, *current], concerned)
    marks, report = list(live.marks), list[Move]()
    edited = dict(live.edited)
    for old, new in chain:
        marks, found = _one_correction(marks, old, new, sides)
        report += [line for _, _, line in found]
        _take_edits(edited, [(mark, moved_mark) for mark, moved_mark, _ in found])
    waiting = {line.coding for line in report if line.status in ("ambiguous", "lost")}
    report = [line._replace(waiting="yes" if line.coding in waiting else "") for line in report]
    standing = [mark for mark in marks if mark.coding not in waiting]
    return Moves(
        replace(live, marks=standing, edited=edited), report, waiting_problems(report) + handed_over(report)
    )


def _corrections(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """The corrections as (old, new), in the order in which they were made; a circle is left out."""
    successor: dict[str, str] = {}
    for document in documents:
        if document.replaces:
            successor.setdefault(document.replaces, document.document)
    chain: list[tuple[str, str]] = []
    for first in sorted(successor.keys() - set(successor.values())):
        old = first
        while old in successor:
            chain.append((old, successor[old]))
            old = successor[old]
    return chain


def _sides(utterances: Iterable[Utterance], concerned: set[str]) -> dict[str, _Side]:
    by_document: dict[str, list[Utterance]] = {document: [] for document in sorted(concerned)}
    for utterance in utterances:
        if utterance.document in concerned:
            by_document[utterance.document].append(utterance)
    return {document: _side(rows) for document, rows in by_document.items()}


def _side(rows: list[Utterance]) -> _Side:
    rows = sorted(rows, key=lambda row: row.number)
    starts: list[int] = []
    at = 0
    for row in rows:
        starts.append(at)
        at += len(row.text) + len(TURN_BREAK)
    return _Side(rows, TURN_BREAK.join(row.text.replace(TURN_BREAK, " ") for row in rows), starts)


def _one_correction(
    marks: list[Mark], old: str, new: str, sides: dict[str, _Side]
) -> tuple[list[Mark], list[tuple[Mark, Mark | None, Move]]]:
    """All marks after one correction, and what became of those that were on the old document."""
    before, after = sides[old], sides[new]
    numbers = {row.utterance: place for place, row in enumerate(before.utterances)}
    there = [mark for mark in marks if mark.utterance.rpartition(":")[0] == old]
    spans = [_span(mark, before, numbers) for mark in there]
    answers = iter(move(before.text, after.text, [span for span in spans if span], TURN_BREAK))
    found: list[tuple[Mark, Mark | None, Move]] = []
    for mark, span in zip(there, spans, strict=True):
        answer = next(answers) if span else Moved("lost", 0, 0)
        was = before.utterances[numbers[mark.utterance]] if mark.utterance in numbers else None
        found.append((mark, *_outcome(mark, was, answer, after, (old, new))))
    moved = {id(mark): moved_mark for mark, moved_mark, _ in found}
    kept = (moved.get(id(mark), mark) for mark in marks)
    return [mark for mark in kept if mark is not None], found


def _span(mark: Mark, side: _Side, numbers: dict[str, int]) -> tuple[int, int] | None:
    """Where a mark lies in its document as one text; None where its words were not there to begin with."""
    if mark.utterance not in numbers:
        return None
    place = numbers[mark.utterance]
    if not mark.quote or side.utterances[place].text[mark.start : mark.end] != mark.quote:
        return None
    if mark.digest and digest(side.utterances[place].text) != mark.digest:
        return None
    return side.starts[place] + mark.start, side.starts[place] + mark.end


def _outcome(
    mark: Mark, was: Utterance | None, answer: Moved, after: _Side, pair: tuple[str, str]
) -> tuple[Mark | None, Move]:
    """The mark on the new text, None where it waits; and its line in the report."""
    spans = _inside_turns(after, answer) if answer.status != "lost" else []
    status: Status = answer.status
    moved: Mark | None = None
    first = spans[0][0] if spans else None
    if status in ("kept", "moved") and len(spans) == 1 and first is not None:
        _, start, end = spans[0]
        moved = mark._replace(
            utterance=first.utterance,
            start=start,
            end=end,
            quote=first.text[start:end],
            digest=digest(first.text),
        )
        same = was is not None and (was.number, mark.start, mark.end) == (first.number, start, end)
        status = "kept" if same else "moved"
    elif status != "lost":
        status = "ambiguous"
    line = Move(
        coding=mark.coding,
        code=mark.code,
        coder=mark.coder,
        status=status,
        waiting="",
        old_document=pair[0],
        new_document=pair[1],
        old_utterance=mark.utterance,
        new_utterance=first.utterance if first else "",
        old_role=was.role if was else "",
        new_role=first.role if first else "",
        old_quote=mark.quote,
        new_quote=" / ".join(row.text[start:end] for row, start, end in spans),
        start=spans[0][1] if spans else 0,
        end=spans[0][2] if spans else 0,
        place=mark.place,
        old_speaker=was.speaker if was else "",
        new_speaker=first.speaker if first else "",
    )
    return moved, line


def _inside_turns(side: _Side, answer: Moved) -> list[tuple[Utterance, int, int]]:
    """A stretch of a document as stretches of its utterances."""
    found: list[tuple[Utterance, int, int]] = []
    place = max(bisect_right(side.starts, answer.start) - 1, 0)
    while place < len(side.starts) and side.starts[place] < answer.end:
        row, at = side.utterances[place], side.starts[place]
        start, end = max(answer.start - at, 0), min(answer.end - at, len(row.text))
        if start < end:
            found.append((row, start, end))
        place += 1
    return found


def _take_edits(edited: dict[tuple[str, str], Edited], pairs: list[tuple[Mark, Mark | None]]) -> None:
    """Takes the edits of quotes along with their words; edits made on the new text stand."""
    by_coding: dict[str, list[tuple[Mark, Mark | None]]] = {}
    concerned = {coding for coding, _ in edited}
    for mark, moved in pairs:
        if mark.coding in concerned:
            by_coding.setdefault(mark.coding, []).append((mark, moved))
    for coding, lines in by_coding.items():
        new = [moved.quoted for _, moved in lines if moved is not None]
        if len(new) < len(lines):
            continue
        utterances = {mark.utterance for mark, _ in lines}
        held = {there: edited.pop((coding, there)) for there in utterances if (coding, there) in edited}
        for utterance, taken in carried(held, [mark.quoted for mark, _ in lines], new).items():
            edited.setdefault((coding, utterance), taken)
