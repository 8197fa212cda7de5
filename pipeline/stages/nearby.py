"""The utterance at hand: what else carries each of its codes, from other roles and cases first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.analysis.comparison import in_order, passages, unlike_first
from pipeline.analysis.excerpts import Piece, pieces
from pipeline.codebook import Code
from pipeline.model import Utterance
from pipeline.stages.collecting import Item, Items
from pipeline.stages.comparing import MOST, the_known_code
from pipeline.stages.desk import Desk
from pipeline.stages.searching import values
from pipeline.stages.seeing import visible_codings


class SameCode(NamedTuple):
    """A code on the utterance, the nearest other passages that carry it, and how many more there are."""

    code: Code
    items: list[Item]
    more: int


class AtHand(NamedTuple):
    """An utterance with its coded words marked, and for each of its codes what else carries it."""

    utterance: Utterance
    pieces: list[Piece]
    codes: list[SameCode]


def at_hand(desk: Desk, reader: str, id: str) -> AtHand:
    """What else carries the codes of an utterance; raises StudyError where there is no such utterance."""
    utterance = desk.utterance(id)
    every = [row for _, row in visible_codings(desk, reader)]
    here = sorted((row for row in every if row.utterance == id), key=lambda row: (row.start, row.end))
    own = {row.coding for row in here}
    documents = [row.document for row in desk.documents]
    items, of = Items(desk, reader), Counter(row.coding for row in every)
    found = []
    for code in dict.fromkeys(row.code for row in here):
        others = passages((row for row in every if row.code == code and row.coding not in own), of)
        ordered = in_order(others, "text", documents, values(desk)["role"])
        nearest = unlike_first(ordered, utterance.role, utterance.case)
        shown = [items.of(one) for one in nearest[:MOST]]
        found.append(SameCode(the_known_code(desk, code), shown, max(len(nearest) - MOST, 0)))
    return AtHand(utterance, pieces(utterance.text, [(row.start, row.end) for row in here]), found)
