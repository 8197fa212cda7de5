"""Derived tables on disk: Parquet for programs, CSV for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.store.files import FORMULA_STARTS, write_atomic

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

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


def columns_of(records: Iterable[tuple[Any, ...]], names: Sequence[str]) -> dict[str, Sequence[Any]]:
    """Records turned on their side: one sequence a column, empty ones where there are no records."""
    turned = list(zip(*records, strict=True)) or [()] * len(names)
    return dict(zip(names, turned, strict=True))


def write_parquet(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write columns of text (and whole numbers where the name says so) as a Parquet file."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    repeating = [name for name in columns if name in REPEATING]
    pq.write_table(arrow_table(columns), sink, compression="lz4", use_dictionary=repeating)
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


def rows_where(path: Path, column: str, value: str) -> list[dict[str, Any]]:
    """The rows of a Parquet file in which a column has this text, each as a mapping."""
    import pyarrow.compute as pc

    from pipeline.columns import texts

    table = read_arrow(path)
    rows: list[dict[str, Any]] = table.filter(pc.is_in(table[column], value_set=texts([value]))).to_pylist()
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
