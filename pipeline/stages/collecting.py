"""All words that carry a code, as one coder may see them: filtered, sorted, and two groups side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.analysis.comparison import (
    BY,
    SORTS,
    Extent,
    Passage,
    extent,
    in_order,
    passages,
)
from pipeline.analysis.excerpts import Piece, pieces
from pipeline.coding.blind import finished, may_see
from pipeline.model import Coding, Utterance
from pipeline.stages.comparing import the_known_code
from pipeline.stages.desk import Desk
from pipeline.stages.searching import values
from pipeline.stages.seeing import Beside, visible_codings

PAGE = 100
"""So many passages stand in a column of one page."""


class Wanted(NamedTuple):
    """Which words are compared and how; '' means all. Roles that ask are left out unless ``asking``.

    With ``by``, those of ``left`` and those of ``right`` stand side by side.
    """

    code: str = ""
    role: str = ""
    case: str = ""
    wave: str = ""
    coder: str = ""
    asking: bool = False
    by: str = ""
    left: str = ""
    right: str = ""
    sort: str = "text"
    page: int = 1


class Line(NamedTuple):
    """One utterance of a passage: the whole of its words in pieces, those that were coded marked."""

    coding: Coding
    pieces: list[Piece]


class Item(NamedTuple):
    """A passage as it is shown: with what was noted on it and what it speaks against, and whose it is."""

    passage: Passage
    lines: list[Line]
    label: str
    mine: bool
    notes: list[str]
    against: list[str]


class Column(NamedTuple):
    """The words of one value of what is compared by ('' for all), how much they are, and a page of them."""

    value: str
    extent: Extent
    items: list[Item]
    passages: int


class Comparison(NamedTuple):
    """What is compared: the choice as it could be followed, the columns, and what there is to choose.

    ``table`` is the extent of every value of what is compared by, and of all under ''. ``left_out``
    codings are only on words of roles that ask.
    """

    wanted: Wanted
    columns: list[Column]
    table: dict[str, Extent]
    choices: dict[str, list[str]]
    left_out: int
    pages: int


def compare(desk: Desk, reader: str, wanted: Wanted) -> Comparison:
    """The words of a code and those below it that the reader may see; raises StudyError for no such code."""
    code = the_known_code(desk, wanted.code)
    below = set(desk.codebook.descendants(code.id))
    lines = [row for _, row in visible_codings(desk, reader) if row.code in below]
    choices = _choices(desk, reader, lines)
    wanted = _possible(wanted._replace(code=code.id), choices)
    asking = desk.opened.study.asking
    asked = [row for row in lines if _is_wanted(wanted, asking, row) and wanted.coder in ("", row.coder)]
    table = _table(desk, reader, wanted, asked, choices)
    wanted = _sides(wanted, table)
    groups = _groups(desk, wanted, asked, Counter(row.coding for row in lines))
    pages = max([1, *(-(-len(group) // PAGE) for group in groups.values())])
    wanted = wanted._replace(page=min(max(wanted.page, 1), pages))
    items = Items(desk, reader)
    here = slice((wanted.page - 1) * PAGE, wanted.page * PAGE)
    columns = [
        Column(value, table[value], [items.of(one) for one in group[here]], len(group))
        for value, group in groups.items()
    ]
    shown = {row.coding for row in asked}
    asks = {row.coding for row in lines if row.role in asking and _is_wanted(wanted, frozenset(), row)}
    return Comparison(wanted, columns, table, choices, len(asks - shown), pages)


def _is_wanted(wanted: Wanted, asking: frozenset[str], row: Coding | Utterance) -> bool:
    """Whether a line or an utterance is of the role, case and wave that are asked for."""
    if row.role in asking and not (wanted.asking or wanted.role == row.role):
        return False
    return wanted.role in ("", row.role) and wanted.case in ("", row.case) and wanted.wave in ("", row.wave)


def _choices(desk: Desk, reader: str, lines: Iterable[Coding]) -> dict[str, list[str]]:
    here = values(desk)
    coders = {row.coder for row in lines} | ({reader} if reader else set())
    return {
        **{name: here[name] for name in ("role", "case", "wave")},
        "coder": [coder for coder in desk.coders if coder in coders],
    }


def _possible(wanted: Wanted, choices: dict[str, list[str]]) -> Wanted:
    """The choice without what the study does not have."""
    by = wanted.by if wanted.by in BY else ""
    kept = {name: value for name in BY if (value := getattr(wanted, name)) in choices[name]}
    sides = {
        side: value for side in ("left", "right") if by and (value := getattr(wanted, side)) in choices[by]
    }
    empty = dict.fromkeys((*BY, "left", "right"), "")
    sort = wanted.sort if wanted.sort in SORTS else "text"
    return wanted._replace(**{**empty, **kept, **sides, "by": by, "sort": sort})


def _table(
    desk: Desk, reader: str, wanted: Wanted, asked: list[Coding], choices: dict[str, list[str]]
) -> dict[str, Extent]:
    """The extent of every value of what is compared by, and of all together under ''."""
    said = _said(desk, reader, wanted, wanted.coder)
    told = {"": extent(asked, said)}
    if not wanted.by:
        return told
    own: dict[str, list[Coding]] = {}
    for row in asked:
        own.setdefault(getattr(row, wanted.by), []).append(row)
    possible: dict[str, list[Utterance]] = {}
    for one in said if wanted.by != "coder" else ():
        possible.setdefault(getattr(one, wanted.by), []).append(one)
    for value in choices[wanted.by]:
        could = possible.get(value, []) if wanted.by != "coder" else _said(desk, reader, wanted, value)
        told[value] = extent(own.get(value, []), could)
    return told


def _said(desk: Desk, reader: str, wanted: Wanted, coder: str) -> list[Utterance]:
    """All that was said under the same choice, and that the reader could see codings of the coder on."""
    asking = desk.opened.study.asking
    return [
        row
        for document in desk.documents
        if not coder or _sees(desk, reader, coder, document.document)
        for row in desk.utterances(document.document)
        if _is_wanted(wanted, asking, row)
    ]


def _sees(desk: Desk, reader: str, coder: str, document: str) -> bool:
    """Whether the reader could see codings of a coder on a document, so that its words count as possible."""
    return coder == reader or may_see(finished(desk.sheet(document).records), reader, coder, document)


def _sides(wanted: Wanted, table: dict[str, Extent]) -> Wanted:
    """The two values that stand side by side: those chosen, else the first that have words."""
    if not wanted.by:
        return wanted
    most = [value for value, one in table.items() if value and one.codings] + list(table)
    left = wanted.left or next((value for value in most if value != wanted.right), "")
    right = wanted.right or next((value for value in most if value != left), "")
    return wanted._replace(left=left, right=right)


def _groups(desk: Desk, wanted: Wanted, asked: list[Coding], of: Counter[str]) -> dict[str, list[Passage]]:
    """The passages of each column, in order."""
    documents = [row.document for row in desk.documents]
    roles = values(desk)["role"]

    def ordered(keep: Callable[[Coding], bool]) -> list[Passage]:
        return in_order(passages(filter(keep, asked), of), wanted.sort, documents, roles)

    if not wanted.by:
        return {"": ordered(lambda row: True)}
    sides = dict.fromkeys(side for side in (wanted.left, wanted.right) if side)
    return {side: ordered(lambda row, side=side: getattr(row, wanted.by) == side) for side in sides}  # type: ignore[misc]


class Items:
    """Passages as they are shown to one reader."""

    def __init__(self, desk: Desk, reader: str) -> None:
        self._desk, self._reader = desk, reader
        self._beside: dict[str, Beside] = {}

    def of(self, passage: Passage) -> Item:
        """A passage with its words, notes and what it speaks against."""
        first, desk = passage.first, self._desk
        if first.document not in self._beside:
            self._beside[first.document] = Beside(desk, self._reader, desk.sheet(first.document))
        beside = self._beside[first.document]
        known = desk.codebook.by_id.get(first.code)
        return Item(
            passage,
            [
                Line(row, pieces(desk.utterance(row.utterance).text, [(row.start, row.end)]))
                for row in passage.lines
            ],
            known.label if known else first.code,
            first.coder == self._reader,
            beside.notes.get(first.coding, []),
            beside.against.get(first.coding, []),
        )
