"""What one coder may see of what others did: nothing on a document that not both have finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.coding.blind import finished, may_see
from pipeline.coding.contradicting import NegativeCase, negative_cases
from pipeline.model import Coding
from pipeline.stages.desk import Desk, no_such_coding
from pipeline.stages.sheet import Sheet


def visible_codings(desk: Desk, reader: str) -> Iterator[tuple[Sheet, Coding]]:
    """Every line of a coding that a coder may see: own ones, and others' where both have finished."""
    for sheet in desk.sheets():
        done = finished(sheet.records)
        seen = {
            who: may_see(done, reader, who, sheet.document) for who in {row.coder for row in sheet.codings}
        }
        for row in sheet.codings:
            if seen[row.coder]:
                yield sheet, row


def find_visible(desk: Desk, reader: str, coding: str) -> tuple[Sheet, list[Coding]]:
    """A coding that stands, with the sheet it is on.

    Raises StudyError where there is none that the reader may see, in the same words for both.
    """
    sheet, lines = desk.find_coding(coding)
    if not may_see(finished(sheet.records), reader, lines[0].coder, sheet.document):
        raise no_such_coding(coding)
    return sheet, lines


class Beside:
    """What a reader may know of the codings of a document: what was noted on them, what they speak against.

    What others said stays unseen until both have finished the document. ``notes`` are by coding, oldest
    first; ``cases`` are the negative cases by finding.
    """

    def __init__(self, desk: Desk, reader: str, sheet: Sheet) -> None:
        done = finished(sheet.records)
        coders = {record.coder for record in sheet.records}
        seen = {who for who in coders if may_see(done, reader, who, sheet.document)}
        self.notes: dict[str, list[str]] = {}
        for mark in sheet.live.marks:
            if mark.memo and mark.coder in seen and mark.memo not in self.notes.get(mark.coding, ()):
                self.notes.setdefault(mark.coding, []).append(mark.memo)
        for coding, written in sheet.live.memos.items():
            own = [note.text for note in written if note.coder in seen]
            self.notes.setdefault(coding, []).extend(own)
        said = [record for record in sheet.live.contradicted if record.coder in seen]
        standing = negative_cases(replace(sheet.live, contradicted=said), desk.codebook)
        self.cases: dict[str, list[NegativeCase]] = {
            finding: [case for case in cases if case.owner in seen] for finding, cases in standing.items()
        }
        self.against: dict[str, list[str]] = {}
        for finding, cases in self.cases.items():
            for case in cases:
                self.against.setdefault(case.coding, []).append(finding)
