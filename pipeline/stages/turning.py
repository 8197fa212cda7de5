"""What a coder has before them who reads codings again: why they wait, and the one at hand in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from pipeline.codebook import Change, Code, Codebook
from pipeline.coding.recoding import Opening
from pipeline.model import Coding, Utterance
from pipeline.stages.consulting import Altered, altered
from pipeline.stages.desk import Desk
from pipeline.stages.rereading import Pile, history_of_codes, piles
from pipeline.stages.seeing import Beside
from pipeline.stages.sheet import Sheet

TOLD = ("brief", "definition", "use_when", "not_when")
"""The fields whose change can be a reason to read codings again."""
MOST = 12
"""So many of the codings that come next are shown."""


class Line(NamedTuple):
    """The words of a coding in one utterance, with what was said before and after them and around it.

    ``above`` and ``below`` are None at either end of the document, and where they are of the same coding.
    """

    said: Utterance
    before: str
    words: str
    after: str
    above: Utterance | None
    below: Utterance | None


class AtHand(NamedTuple):
    """The coding that is read again now: its lines, what was noted on it, its place among those that wait.

    ``following`` is the coding that comes next, '' where no other waits.
    """

    coding: str
    document: str
    at: str
    lines: list[Line]
    notes: list[str]
    place: int
    following: str


class Why(NamedTuple):
    """Why codings are read again: who said so, when and why, what the code says otherwise, and its heirs."""

    change: Change | None
    altered: list[Altered]
    edited: Change | None
    heirs: list[Code]


class Turning(NamedTuple):
    """What a coder has before them: all piles, the one chosen, why it is there, and the coding at hand.

    ``after`` are the first of those that come after it, ``MOST`` at the most.
    """

    piles: list[Pile]
    pile: Pile | None
    why: Why | None
    at_hand: AtHand | None
    after: list[Coding]


def turning(desk: Desk, coder: str, code: str = "", coding: str = "") -> Turning:
    """The queue of a coder, opened at a coding, else at a code, else where the first one waits."""
    with desk.lock:
        found = piles(desk, coder)
        pile = _chosen(found, code, coding)
        if pile is None:
            return Turning(found, None, None, None, [])
        at = pile.waiting.index(coding) if coding in pile.waiting else 0
        hand = _at_hand(desk, coder, pile.waiting, at) if pile.waiting else None
        others = (pile.waiting[at + 1 :] + pile.waiting[:at])[:MOST]
        rest = [desk.find_coding(one)[1][0] for one in others]
        return Turning(found, pile, _why(desk, pile), hand, rest)


def _chosen(found: Sequence[Pile], code: str, coding: str) -> Pile | None:
    with_coding = (pile for pile in found if coding in pile.waiting)
    with_code = (pile for pile in found if code == pile.code.id)
    waits = (pile for pile in found if pile.waiting)
    return next(with_coding, None) or next(with_code, None) or next(waits, None)


def _at_hand(desk: Desk, coder: str, waiting: Sequence[str], at: int) -> AtHand:
    coding = waiting[at]
    sheet, lines = desk.find_coding(coding)
    following = waiting[(at + 1) % len(waiting)] if len(waiting) > 1 else ""
    notes = Beside(desk, coder, sheet).notes.get(coding, [])
    shown = [_line(sheet, row, {row.utterance for row in lines}) for row in lines]
    return AtHand(coding, sheet.document, lines[0].at, shown, notes, at + 1, following)


def _line(sheet: Sheet, row: Coding, own: Set[str]) -> Line:
    at = next(place for place, said in enumerate(sheet.utterances) if said.utterance == row.utterance)
    said = sheet.utterances[at]
    around = [
        sheet.utterances[near] if 0 <= near < len(sheet.utterances) else None for near in (at - 1, at + 1)
    ]
    above, below = (one if one and one.utterance not in own else None for one in around)
    text = said.text
    return Line(said, text[: row.start], text[row.start : row.end], text[row.end :], above, below)


def _why(desk: Desk, pile: Pile) -> Why:
    book, opening = desk.codebook, pile.opening
    heirs = [book.by_id[id] for id in opening.heirs if book.by_id[id].status == "active"]
    if opening.why == "split" or opening.change is None:
        return Why(opening.change, [], None, heirs)
    history = history_of_codes(desk)
    edited, fields = _last_edit(book, history[: history.index(opening.change)], opening)
    return Why(opening.change, fields, edited, heirs)


def _last_edit(
    book: Codebook, before: Iterable[Change], opening: Opening
) -> tuple[Change | None, list[Altered]]:
    """The last change of what the code says, before its codings were to be read again."""
    assert opening.change
    for change in reversed(list(before)):
        if change.code in (opening.code, opening.change.code) and change.before and change.after:
            fields = [one for one in altered(book, change) if one.name in TOLD]
            if fields:
                return change, fields
    return None, []
