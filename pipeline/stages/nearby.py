"""The utterance at hand: what else carries each of its codes, of other roles and cases and nearest first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.analysis.comparison import in_order, passages
from pipeline.analysis.excerpts import Piece, pieces
from pipeline.codebook import Code
from pipeline.model import Utterance
from pipeline.stages.alike import alike
from pipeline.stages.collecting import Item, Items
from pipeline.stages.comparing import MOST, the_known_code
from pipeline.stages.desk import Desk
from pipeline.stages.searching import values
from pipeline.stages.seeing import visible_codings


class SameCode(NamedTuple):
    """A code on the utterance, other passages that carry it, how many more there are, and the least alike."""

    code: Code
    items: list[Item]
    more: int
    farthest: list[Item]


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
        some = alike(desk, utterance, ordered, MOST)
        shown, farthest = ([items.of(one) for one in own] for own in some)
        found.append(SameCode(the_known_code(desk, code), shown, max(len(ordered) - MOST, 0), farthest))
    return AtHand(utterance, pieces(utterance.text, [(row.start, row.end) for row in here]), found)
