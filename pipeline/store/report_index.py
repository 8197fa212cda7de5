"""The index of the report on the disk: its lines, the numbers in them, and the utterances behind each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.store.files import write_atomic
from pipeline.store.tables import ROWS_TOGETHER, arrow_where, read_arrow

FILES = (
    *("report_lines.parquet", "report_numbers.parquet"),
    *("report_lists.parquet", "report_utterances.parquet"),
)
LINE_COLUMNS = ("line", "kind", "chapter", "anchor", "label", "text", "quote", "name")
NUMBER_COLUMNS = (
    *("line", "at", "start", "end", "number", "column", "about", "code"),
    *("codes", "coders", "pairs", "list"),
)
LIST_COLUMNS = ("list", "place")
WHOLE = frozenset(("line", "at", "start", "end", "quote", "pairs", "list", "place"))
Row = dict[str, Any]


class IndexedLine(NamedTuple):
    """A line with its number in the report, from 1."""

    line: int
    kind: str
    chapter: str
    anchor: str
    label: str
    text: str
    quote: int
    name: str


def write_index(folder: Path, lines: Iterable[Any]) -> list[Path]:
    """Keep the lines of a report (``report.lines.Line``) in four tables; the same list is kept once.

    ``list`` is 0 for a number with no utterances behind it; lists hold the places of utterances among those
    of the report, since numbers are read much quicker than ids. ``pairs`` is 1 where a list holds neighbours,
    two and two; ``codes`` are those that meet, with a space between, ``coders`` whose codings
    are counted where the report counts those of others, with a tab between.
    """
    rows: list[tuple[Any, ...]] = []
    numbers: list[tuple[Any, ...]] = []
    lists: dict[tuple[str, ...], int] = {(): 0}
    for number, line in enumerate(lines, 1):
        rows.append((number, *line[:-1]))
        for at, one in enumerate(line.counts, 1):
            behind = lists.setdefault(one.utterances, len(lists))
            numbers.append((number, at, *one[:-1], behind))
    every = {id: at for at, id in enumerate(dict.fromkeys(id for ids in lists for id in ids))}
    members = [(number, every[id]) for ids, number in lists.items() for id in ids]
    parts: tuple[tuple[Sequence[tuple[Any, ...]], Sequence[str]], ...] = (
        *((rows, LINE_COLUMNS), (numbers, NUMBER_COLUMNS)),
        *((members, LIST_COLUMNS), ([(id,) for id in every], ("utterance",))),
    )
    for name, (records, columns) in zip(FILES, parts, strict=True):
        _write(folder / name, records, columns)
    return [folder / name for name in FILES]


def _write(path: Path, records: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipeline.columns import numbers, texts

    turned = list(zip(*records, strict=True)) or [()] * len(columns)
    arrays = {
        name: (numbers if name in WHOLE else texts)(values)
        for name, values in zip(columns, turned, strict=True)
    }
    sink = io.BytesIO()
    repeating = [name for name in columns if name not in (*WHOLE, "text")]
    pq.write_table(
        pa.table(arrays), sink, compression="lz4", use_dictionary=repeating, row_group_size=ROWS_TOGETHER
    )
    write_atomic(path, sink.getvalue())


def is_indexed(folder: Path) -> bool:
    """Whether there is an index of a report, with the columns that this program looks for."""
    import pyarrow.parquet as pq

    there = all((folder / name).is_file() for name in FILES)
    return there and {*NUMBER_COLUMNS} <= {*pq.read_schema(folder / FILES[1]).names}


def read_lines(folder: Path) -> list[IndexedLine]:
    """Every line of the report."""
    columns = read_arrow(folder / FILES[0]).to_pydict()
    return [IndexedLine(*row) for row in zip(*(columns[name] for name in LINE_COLUMNS), strict=True)]


def numbers_in(folder: Path, line: int) -> list[Row]:
    """The numbers in a line, in their order."""
    return _where(folder / FILES[1], "line", [line])


def numbers_that_read(folder: Path, texts: Sequence[str]) -> list[Row]:
    """The numbers of the report that are printed so."""
    return _where(folder / FILES[1], "number", texts)


def numbers_about(folder: Path, code: str) -> list[Row]:
    """The numbers of the report that are about a code."""
    return _where(folder / FILES[1], "code", [code])


def utterances_behind(folder: Path, lists: Iterable[int]) -> dict[int, list[str]]:
    """The utterances of some lists, in their order."""
    found: dict[int, list[str]] = {number: [] for number in lists}
    members = arrow_where(folder / FILES[2], "list", list(found))
    ids = read_arrow(folder / FILES[3])["utterance"].take(members["place"])
    for number, id in zip(members["list"].to_pylist(), ids.to_pylist(), strict=True):
        found[number].append(id)
    return found


def numbers_counting(folder: Path, utterance: str) -> list[Row]:
    """The numbers of the report behind which an utterance stands."""
    import pyarrow.compute as pc

    from pipeline.columns import texts

    ids = read_arrow(folder / FILES[3])["utterance"]
    places = pc.indices_nonzero(pc.is_in(ids, value_set=texts([utterance]))).to_pylist()
    found = arrow_where(folder / FILES[2], "place", places, ("list",))["list"].to_pylist()
    return _where(folder / FILES[1], "list", found)


def _where(path: Path, column: str, values: Sequence[Any]) -> list[Row]:
    rows: list[Row] = arrow_where(path, column, values).to_pylist()
    return rows
