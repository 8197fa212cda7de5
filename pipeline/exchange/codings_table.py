"""Takes in codings that were made elsewhere: a table of quotes, put on the words they quote."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.events import Event, new_coding, stamp
from pipeline.coding.live import LiveCodings
from pipeline.coding.quoted import Found, Span, Transcript
from pipeline.model import Utterance, digest, utterance_id
from pipeline.problems import Problem, error, warning
from pipeline.readers.encoding import Unreadable, decoded

NEEDED = ("document", "code", "quote")
COLUMNS = (*NEEDED, "utterance", "coder", "date", "memo")
MOST_ROWS = 200_000
SEPARATOR = re.compile(r"sep=([,;\t])")

Status = Literal["placed", "ambiguous", "not found", "already there", "not usable"]


class Row(NamedTuple):
    """One row of the table, as written; ``line`` is its row in the file."""

    line: int
    document: str
    code: str
    quote: str
    utterance: str = ""
    coder: str = ""
    date: str = ""
    memo: str = ""


class Placement(NamedTuple):
    """What became of a row: where its words are, and how they were found or why they were not.

    ``code`` is the id of its code. ``spans`` are empty unless it is placed or already there.
    """

    row: Row
    status: Status
    code: str
    spans: tuple[Span, ...]
    how: str


def read_rows(name: str, data: bytes, coder: str = "") -> tuple[list[Row], list[Problem]]:
    """The rows of a ``.csv`` (comma, semicolon or tab) or ``.xlsx`` table, and what is wrong with it.

    ``coder`` stands in where the table does not say who coded. Other columns are passed over.
    """
    try:
        cells, doubts = cells_of(name, data)
    except Unreadable as fault:
        return [], [error(name, "import-table", fault.message, fault.remedy)]
    header = [cell.strip().lower() for cell in cells[0]] if cells else []
    missing = [column for column in NEEDED if column not in header]
    if missing:
        message = f"The table has no column {', '.join(missing)}, so its codings cannot be placed."
        remedy = f"Name the columns in the first row: {', '.join(COLUMNS)} (the first three are needed)."
        return [], [error(f"{name}:1", "import-table", message, remedy)]
    rows = [
        _row(line, header, row, coder) for line, row in enumerate(cells[1:], 2) if any(map(str.strip, row))
    ]
    return rows, [doubt._replace(place=name) for doubt in doubts]


def cells_of(name: str, data: bytes) -> tuple[list[list[str]], list[Problem]]:
    """The rows of a ``.csv`` (comma, semicolon or tab) or ``.xlsx`` table; raises Unreadable.

    A first line ``sep=;``, as Excel understands it, names the mark between cells and is no row.
    """
    if name.lower().endswith((".xlsx", ".xlsm")):
        return _workbook(data), []
    text, doubts = decoded(data)
    first, _, below = text.partition("\n")
    named = SEPARATOR.fullmatch(first.strip())
    text, mark = (below, named[1]) if named else (text, max(",;\t", key=first.count))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)), doubts
    except csv.Error as trouble:
        message = f"The table is broken ({trouble}), most likely by a quotation mark that is never shut."
        raise Unreadable(message, "Open it in a spreadsheet and save it again as CSV.") from trouble


def _workbook(data: bytes) -> list[list[str]]:
    """The first sheet of a workbook, all cells as text."""
    from openpyxl import load_workbook

    from pipeline.readers.archive import Archive

    Archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS, max_col=60, values_only=True)
            return [["" if cell is None else _written(cell) for cell in row] for row in rows]
        finally:
            book.close()
    except Exception as trouble:
        raise Unreadable(
            "The workbook is damaged.", "Open it in a spreadsheet and save it again."
        ) from trouble


def _written(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _row(line: int, header: list[str], cells: Sequence[str], coder: str) -> Row:
    by_name = dict(zip(header, cells, strict=False))
    fields = {name: by_name.get(name, "").strip() for name in COLUMNS}
    fields["coder"] = fields["coder"] or coder
    return Row(line, **fields)


def place_rows(
    rows: Iterable[Row], utterances: Iterable[Utterance], codebook: Codebook, live: LiveCodings, table: str
) -> tuple[list[Placement], list[Problem]]:
    """Each row with the words it quotes; a row whose words stand in several places is placed in none.

    A coding that the same coder has on the same words already is not made again. Problems name the row of
    ``table``: unknown documents, codes and dates, rows without a coder, words that are not found.
    """
    by_document: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        by_document.setdefault(utterance.document, []).append(utterance)
    placer = _Placer(by_document, _codes(codebook), _standing(live), table)
    placements = [placer.place(row) for row in rows]
    return placements, placer.problems


def _codes(codebook: Codebook) -> dict[str, str]:
    """The ids of codes by id, label and path of labels (``group > code``), all case-folded."""
    known: dict[str, str] = {}
    for code in codebook.codes:
        path = [codebook.by_id[step].label for step in codebook.ancestors(code.id)][::-1]
        for depth in range(len(path)):
            known.setdefault(_plain(" > ".join(path[depth:])), code.id)
    known.update({_plain(code.id): code.id for code in codebook.codes})
    return known


def _plain(name: str) -> str:
    return " > ".join(" ".join(part.split()).casefold() for part in name.split(">"))


def _standing(live: LiveCodings) -> set[tuple[str, str, tuple[tuple[str, int, int], ...]]]:
    """What each coder has already coded: coder, code and spans."""
    passages: dict[str, list[tuple[str, int, int]]] = {}
    codes: dict[str, tuple[str, str]] = {}
    for mark in live.marks:
        passages.setdefault(mark.coding, []).append((mark.utterance, mark.start, mark.end))
        codes[mark.coding] = (mark.coder, mark.code)
    return {(*codes[coding], tuple(sorted(spans))) for coding, spans in passages.items()}


class _Placer:
    """Places one row after the other, and remembers what is there."""

    def __init__(
        self,
        utterances: Mapping[str, list[Utterance]],
        codes: Mapping[str, str],
        standing: set[tuple[str, str, tuple[tuple[str, int, int], ...]]],
        table: str,
    ) -> None:
        self.utterances, self.codes, self.standing, self.table = utterances, codes, standing, table
        self.transcripts: dict[str, Transcript] = {}
        self.problems: list[Problem] = []

    def place(self, row: Row) -> Placement:
        code = self.codes.get(_plain(row.code), "")
        faults = [*self._faults(row, code)]
        self.problems += faults
        if any(fault.level == "error" for fault in faults):
            return Placement(row, "not usable", code, (), "; ".join(fault.message for fault in faults))
        found = self._transcript(row.document).find(row.quote)
        meant = _full(row.document, row.utterance)
        places = [spans for spans in found.places if _is_there(meant, spans)]
        if len(places) != 1:
            return self._unplaced(row, code, found, places)
        key = (row.coder, code, tuple(sorted((span.utterance, span.start, span.end) for span in places[0])))
        status: Status = "already there" if key in self.standing else "placed"
        self.standing.add(key)
        return Placement(row, status, code, tuple(places[0]), found.how)

    def _transcript(self, document: str) -> Transcript:
        if document not in self.transcripts:
            self.transcripts[document] = Transcript(self.utterances[document])
        return self.transcripts[document]

    def _faults(self, row: Row, code: str) -> Iterable[Problem]:
        place = f"{self.table}:{row.line}"
        for name in NEEDED:
            if not getattr(row, name):
                yield error(
                    place, "import-row", f"The row has no {name}.", "Fill in the cell or take the row away."
                )
        if row.document and row.document not in self.utterances:
            message = f"The study has no document '{row.document}' (or one that was replaced)."
            remedy = _meant(row.document, self.utterances, "See data/raw/documents.csv.")
            yield error(place, "import-document", message, remedy)
        if row.code and not code:
            message = f"The codebook has no code '{row.code}'."
            remedy = _meant(row.code, self.codes, "") + 'Or add it: forankret codebook add "LABEL"'
            yield error(place, "import-code", message, remedy)
        if not row.coder:
            message = "The row does not say who coded."
            yield error(place, "import-coder", message, "Add a column coder, or type: --coder NAME")
        if row.date and moment(row.date) is None:
            message = f"'{row.date}' is no date that can be; the coding gets the time of the import."
            yield warning(place, "import-date", message, "Write dates as 2024-03-01.")

    def _unplaced(self, row: Row, code: str, found: Found, places: list[list[Span]]) -> Placement:
        all_places = ", ".join(spans[0].utterance for spans in found.places[:4])
        place = f"{self.table}:{row.line}"
        if places:
            how = f"stands {len(places)} times ({all_places})"
            remedy = "Add a column utterance that says which one is meant, or quote more words."
            self.problems.append(
                warning(place, "import-ambiguous", f"The quote {how}; not imported.", remedy)
            )
            return Placement(row, "ambiguous", code, (), how)
        how = (
            f"not in {row.utterance}, but in {all_places}"
            if found.places
            else "these words are not in the document"
        )
        remedy = "Compare the quote with the transcript: forankret show " + row.document
        self.problems.append(warning(place, "import-not-found", f"Not imported: {how}.", remedy))
        return Placement(row, "not found", code, (), how)


def _full(document: str, utterance: str) -> str:
    """The id of an utterance, of which people may write the number alone or without its zeros."""
    number = utterance.removeprefix(f"{document}:")
    return utterance_id(document, int(number)) if number.isdecimal() and len(number) < 10 else utterance


def _is_there(utterance: str, spans: list[Span]) -> bool:
    return not utterance or any(span.utterance == utterance for span in spans)


def _meant(name: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, list(known), 2)
    near = near or difflib.get_close_matches(_plain(name), list(known), 2)
    return f"Did you mean {' or '.join(near)}? " if near else otherwise


def moment(date: str) -> datetime | None:
    """A date or time as people and spreadsheets write it (2024-03-01, 01.03.2024); None for no date."""
    norwegian = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)", date.strip())
    if norwegian:
        day, month, year, rest = norwegian.groups()
        date = f"{year}-{int(month):02d}-{int(day):02d}{rest}"
    try:
        return datetime.fromisoformat(date.strip())
    except ValueError:
        return None


def events_for(
    placements: Iterable[Placement],
    utterances: Iterable[Utterance],
    version: int,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> dict[tuple[str, str], list[Event]]:
    """The events of the rows that were placed, by coder and document: one coding a row, one line a turn.

    ``version`` is the codebook's; ``at`` is the row's date, else ``now``; ``random_bytes`` makes the ids
    (``os.urandom``).
    """
    texts = {utterance.utterance: utterance.text for utterance in utterances}
    events: dict[tuple[str, str], list[Event]] = {}
    for placement in placements:
        if placement.status == "placed":
            row = placement.row
            lines = events.setdefault((row.coder, row.document), [])
            lines += _events(placement, texts, version, now, new_coding(now, random_bytes(10)))
    return events


def _events(
    placement: Placement, texts: Mapping[str, str], version: int, now: datetime, coding: str
) -> Iterable[Event]:
    row = placement.row
    made = moment(row.date) if row.date else None
    at = f"{made.date().isoformat()}T{made.time().isoformat('seconds')}Z" if made else stamp(now)
    for number, span in enumerate(placement.spans):
        yield Event(
            at=at,
            event="apply",
            coding=coding,
            utterance=span.utterance,
            start=span.start,
            end=span.end,
            quote=span.quote,
            digest=digest(texts[span.utterance]),
            code=placement.code,
            codebook=version,
            origin="imported",
            memo=row.memo if number == 0 else "",
        )
