"""Derived tables on disk: Parquet for programs, CSV for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.store.files import FORMULA_STARTS, write_atomic

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

REPEATING = frozenset(
    (
        "document",
        "role",
        "speaker",
        "label",
        "case",
        "wave",
        "kind",
        "section",
        "time",
        "coder",
        "code",
        "finding",
        "origin",
        "at",
        "quote",
        "fired",
        "settled",
    )
)
NUMBERS = frozenset(("number", "start", "end", "codebook"))
ROWS_TOGETHER = 10_000
"""So many rows of a table lie together on the disk: the fewest that are read where one is asked for."""


def columns_of(records: Iterable[tuple[Any, ...]], names: Sequence[str]) -> dict[str, Sequence[Any]]:
    """Records turned on their side: one sequence a column, empty ones where there are no records."""
    turned = list(zip(*records, strict=True)) or [()] * len(names)
    return dict(zip(names, turned, strict=True))


def write_parquet(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write columns of text (and whole numbers where the name says so) as a Parquet file."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    repeating = [name for name in columns if name in REPEATING]
    pq.write_table(
        arrow_table(columns),
        sink,
        compression="lz4",
        use_dictionary=repeating,
        row_group_size=ROWS_TOGETHER,
    )
    write_atomic(path, sink.getvalue())


def arrow_table(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Columns of text, and of whole numbers where the name says so, as an Arrow table."""
    import pyarrow as pa

    from pipeline.columns import numbers, texts

    return pa.table(
        {name: (numbers if name in NUMBERS else texts)(values) for name, values in columns.items()}
    )


def read_arrow(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A Parquet file as an Arrow table, all its columns or those named."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:  # pq.read_table would load pandas
        return file.read(columns=None if columns is None else list(columns), use_threads=False)


def arrow_where(
    path: Path, column: str, values: Collection[Any], columns: Sequence[str] | None = None
) -> pa.Table:
    """The rows of a Parquet file in which a column has one of these values, all their columns or those named.

    The column is looked through first; then only those parts of the file are read in which it was found.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from pipeline.columns import numbers, texts

    with pq.ParquetFile(path) as file:
        looked = file.read(columns=[column], use_threads=False)[column]
        wanted = (numbers if pa.types.is_integer(looked.type) else texts)(list(values))
        found = pc.is_in(looked, value_set=wanted)
        masks = [found.slice(start, length) for start, length in _parts(file.metadata)]
        having = [at for at, mask in enumerate(masks) if pc.any(mask).as_py()]
        names = None if columns is None else list(columns)
        table = file.read_row_groups(having, columns=names, use_threads=False)
    return table.filter(pa.chunked_array([part for at in having for part in masks[at].chunks], pa.bool_()))


def _parts(metadata: pq.FileMetaData) -> Iterator[tuple[int, int]]:
    """Where each part of a Parquet file begins among its rows, and how many it has."""
    start = 0
    for at in range(metadata.num_row_groups):
        length = metadata.row_group(at).num_rows
        yield start, length
        start += length


def rows_where(path: Path, column: str, value: str) -> list[dict[str, Any]]:
    """The rows of a Parquet file in which a column has this text, each as a mapping."""
    rows: list[dict[str, Any]] = arrow_where(path, column, [value]).to_pylist()
    return rows


def read_frame(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A Parquet file as a data frame, texts as text and never missing."""
    return read_arrow(path, columns).to_pandas()


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Keep a data frame as Parquet, so that it is read back just as it was."""
    sink = io.BytesIO()
    frame.to_parquet(sink, index=False, compression="zstd")
    write_atomic(path, sink.getvalue())


def frame_csv(frame: pd.DataFrame) -> str:
    """A data frame as CSV: comma, line feed, floats to 6 decimals, missing as nothing, formulas defused."""
    safe = frame.copy(deep=False)
    quoting: Literal[0, 2] = csv.QUOTE_MINIMAL
    for name in safe.columns:
        if safe[name].dtype.kind in "OU" or str(safe[name].dtype) in ("str", "string", "category"):
            texts = safe[name].astype("str")
            if texts.str.contains("\r", regex=False, na=False).any():
                quoting = csv.QUOTE_NONNUMERIC  # else a carriage return would end the row
            hot = texts.str.startswith(FORMULA_STARTS, na=False)
            if hot.any():
                safe[name] = texts.mask(hot, "'" + texts)
    return safe.to_csv(index=False, lineterminator="\n", float_format="%.6f", quoting=quoting)


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a data frame as CSV in UTF-8; see frame_csv."""
    write_atomic(path, frame_csv(frame).encode("utf-8", "surrogatepass"))
