"""Coders at a desk: what each does on a small study, and what stands after it, told from the files afresh."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import NamedTuple

from small_study import DOCUMENTS, INT_01, code_words, opened, put, small_study

from pipeline.coding.blind import finished
from pipeline.model import digest
from pipeline.stages.code import people_codings
from pipeline.stages.desk import Desk
from pipeline.stages.doing import Doing, Done
from pipeline.stages.places import Place

SKUMMELT = "Det er skummelt å slippe styringen."
CORRECTED = INT_01.replace(SKUMMELT, "Slikt lar vi heller være med.")
_NUMBERS = count(1)


class Stood(NamedTuple):
    """What stands in a study: everything that an act can change, and that taking it back brings again.

    ``codings`` are coder, code and words of each; the other parts name a coding by these, since one that
    came back has another id.
    """

    codings: tuple[str, ...]
    pinned: tuple[str, ...]
    edits: tuple[str, ...]
    against: tuple[str, ...]
    refused: tuple[str, ...]
    finished: tuple[str, ...]
    waiting: tuple[str, ...]


def stood(desk: Desk) -> Stood:
    """What stands at a desk."""
    parts: list[list[object]] = [[] for _ in Stood._fields]
    for sheet in desk.sheets():
        named = {
            id: (rows[0].coder, rows[0].code, tuple((row.utterance, row.start, row.end) for row in rows))
            for id, rows in sheet.by_coding.items()
        }
        live = sheet.live
        parts[0] += named.values()
        parts[1] += [named[id] for id in live.pinned if id in named]
        parts[2] += [
            (named[id], where, held.edits)
            for (id, where), held in live.edited.items()
            if id in named and held.edits
        ]
        said = {(one.event.coding, one.event.code): one.event for one in live.contradicted}
        parts[3] += [
            (named[id], code, event.memo)
            for (id, code), event in said.items()
            if id in named and not event.withdrawn
        ]
        last = {
            (one.coder, one.event.utterance, one.event.code): one.event.withdrawn for one in live.rejected
        }
        parts[4] += [which for which, withdrawn in last.items() if not withdrawn]
        parts[5] += finished(sheet.records)
        parts[6] += [(move.coder, move.code, move.old_utterance, move.old_quote) for move in sheet.waiting]
    return Stood(*(tuple(sorted(map(repr, part))) for part in parts))


def told_afresh(folder: Path) -> tuple[list[tuple[object, ...]], list[str]]:
    """The codings that the stage of codes tells from the files, and the errors it finds in them."""
    people = people_codings(opened(folder))
    rows = sorted(
        (row.coding, row.coder, row.utterance, row.start, row.end, row.code) for row in people.codings
    )
    return rows, [problem.check for problem in people.problems if problem.level == "error"]


def shown(desk: Desk) -> list[tuple[object, ...]]:
    """The codings as the desk has them, in the form of ``told_afresh``."""
    return sorted(
        (row.coding, row.coder, row.utterance, row.start, row.end, row.code)
        for sheet in desk.sheets()
        for row in sheet.codings
    )


def doing(desk: Desk, coder: str = "hege", act: str = "") -> Doing:
    """A coder at a desk who begins an act."""
    return Doing(desk, coder, act or f"act-{next(_NUMBERS):08}")


def words(desk: Desk, utterance: str, chosen: str = "") -> Place:
    """Some words of an utterance as a person sees them; the whole of it where none are named."""
    text = desk.utterance(utterance).text
    start = text.index(chosen)
    return Place(utterance, start, start + len(chosen or text), digest(text))


def only(done: Done) -> str:
    """The one coding that an act made."""
    (coding,) = done.codings
    return coding


def corrected_study(folder: Path) -> Path:
    """The small study with its first interview corrected: two of hege's codings wait, and one of ola's."""
    study = small_study(folder)
    code_words(study, "ola", "c7", "INT-01:0004", "styring", "slippe styringen")
    put(study, "data/raw/int-01b.txt", CORRECTED)
    put(
        study,
        "data/raw/documents.csv",
        DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,2024-02-14,,INT-01\n",
    )
    put(
        study,
        "data/raw/speakers.csv",
        "document,label,speaker,role,case\nINT-01,OA,OA-7,OA,\nINT-01B,OA,OA-7,OA,\n",
    )
    return study
