"""Negative cases: for each finding all that speaks against it, nothing too, as one coder may see them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.analysis.comparison import in_order, passages, says_against
from pipeline.codebook import Code
from pipeline.coding.contradicting import NegativeCase
from pipeline.stages.collecting import Item, Items
from pipeline.stages.desk import Desk
from pipeline.stages.seeing import Beside, visible_codings


class Against(NamedTuple):
    """Words that speak against a finding: who said so, when and why, and the passage."""

    case: NegativeCase
    item: Item


class Opposed(NamedTuple):
    """A finding, what speaks against it, and what a note says may do so but is not marked."""

    finding: Code
    against: list[Against]
    noted: list[Item]


def opposed(desk: Desk, reader: str) -> list[Opposed]:
    """Every finding and cross-cutting theme in the order of the codebook, with what speaks against it."""
    book = desk.codebook
    lines = [row for _, row in visible_codings(desk, reader)]
    of = Counter(row.coding for row in lines)
    documents = [row.document for row in desk.documents]
    whole = {one.first.coding: one for one in in_order(passages(lines, of), "text", documents, [])}
    items = Items(desk, reader)
    beside = [Beside(desk, reader, sheet) for sheet in desk.sheets()]
    cases: dict[str, list[NegativeCase]] = {}
    marked: set[str] = set()
    for one in beside:
        marked |= one.against.keys()
        for finding, said in one.cases.items():
            cases.setdefault(finding, []).extend(case for case in said if case.coding in whole)
    notes = {coding: said for one in beside for coding, said in one.notes.items()}
    noted: dict[str, list[Item]] = {}
    for coding, passage in whole.items():
        if coding not in marked and any(map(says_against, notes.get(coding, ()))):
            finding = passage.first.finding or passage.first.code
            noted.setdefault(finding, []).append(items.of(passage))
    found = [*book.findings, *book.cross_cutting]
    others = [book.by_id[id] for id in cases if id in book.by_id and book.by_id[id] not in found]
    return [
        Opposed(
            code,
            [Against(case, items.of(whole[case.coding])) for case in cases.get(code.id, ())],
            noted.get(code.id, []),
        )
        for code in (*found, *others)
    ]


def findings(desk: Desk) -> list[Code]:
    """What words can speak against: findings and themes; where there are none, the topmost codes in use."""
    book = desk.codebook
    topmost = [book.by_id[id] for id in book.children()]
    return [*book.findings, *book.cross_cutting] or [code for code in topmost if code.status == "active"]
