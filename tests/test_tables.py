"""Tables on disk give back what was put in, whatever the words look like."""

import csv
import io

import pandas as pd
import pytest

from pipeline.store.tables import (
    arrow_where,
    columns_of,
    frame_csv,
    read_arrow,
    read_frame,
    write_csv,
    write_frame,
    write_parquet,
)

ODD = ["NA", "None", "null", "nan", "012", "", "=1+1", "-", "1e5", "true", "«æøå»", "a\nb", "😀", "\u00a0"]


def test_texts_that_look_like_nothing_or_numbers_stay_texts(tmp_path):
    write_parquet(tmp_path / "t.parquet", {"text": ODD})
    assert read_arrow(tmp_path / "t.parquet")["text"].to_pylist() == ODD
    assert read_frame(tmp_path / "t.parquet")["text"].tolist() == ODD


def test_a_kept_frame_is_read_back_just_as_it_was(tmp_path):
    frame = pd.DataFrame({"text": ODD, "count": range(len(ODD)), "ratio": [0.5, None] * (len(ODD) // 2)})
    write_frame(tmp_path / "t.parquet", frame)
    pd.testing.assert_frame_equal(read_frame(tmp_path / "t.parquet"), frame, check_dtype=False)


def test_a_table_without_rows_keeps_its_columns(tmp_path):
    write_parquet(tmp_path / "t.parquet", columns_of([], ("utterance", "number")))
    table = read_arrow(tmp_path / "t.parquet")
    assert table.column_names == ["utterance", "number"] and table.num_rows == 0
    assert str(table.schema.field("number").type) == "int64"


def test_a_csv_defuses_formulas_and_leaves_numbers_and_odd_texts(tmp_path):
    frame = pd.DataFrame({"text": [*ODD, "-x"], "change": [-1] * (len(ODD) + 1)})
    rows = list(csv.DictReader(io.StringIO(frame_csv(frame), newline="")))
    shown = [row["text"] for row in rows]
    assert shown == ["'" + text if text[:1] in ("=", "-", "+", "@") else text for text in [*ODD, "-x"]]
    assert {row["change"] for row in rows} == {"-1"}


def test_a_carriage_return_inside_a_cell_ends_no_row():
    frame = pd.DataFrame({"text": ["x\ry", "=1"], "n": [1, 2]})
    rows = list(csv.reader(io.StringIO(frame_csv(frame), newline="")))
    assert rows == [["text", "n"], ["x\ry", "1"], ["'=1", "2"]]


def test_a_csv_defuses_categories_too():
    frame = pd.DataFrame({"role": pd.Categorical(["=x", "OA"])})
    assert frame_csv(frame) == "role\n'=x\nOA\n"


def test_making_a_csv_leaves_the_frame_as_it_was():
    frame = pd.DataFrame({"text": ["=1"]})
    frame_csv(frame)
    assert frame["text"].tolist() == ["=1"]


def test_floats_have_six_decimals_and_missing_ones_nothing():
    frame = pd.DataFrame({"ratio": [1 / 3, None]})
    assert frame_csv(frame) == 'ratio\n0.333333\n""\n'


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_same_table_is_the_same_bytes(tmp_path, name):
    frame = pd.DataFrame({"text": ODD, "n": range(len(ODD))})
    for number in range(2):
        write_frame(tmp_path / f"{number}.parquet", frame)
        write_csv(tmp_path / f"{number}.csv", frame)
    assert (tmp_path / "0.parquet").read_bytes() == (tmp_path / "1.parquet").read_bytes()
    assert (tmp_path / "0.csv").read_bytes() == (tmp_path / "1.csv").read_bytes()


@pytest.mark.parametrize("together", [1, 3, 100])
@pytest.mark.parametrize(
    ("column", "values"), [("code", ["b"]), ("code", ["a", "c"]), ("code", []), ("number", [0, 7, 8, 12])]
)
def test_rows_are_found_wherever_they_lie_in_the_file(tmp_path, monkeypatch, together, column, values):
    monkeypatch.setattr("pipeline.store.tables.ROWS_TOGETHER", together)
    path = tmp_path / "t.parquet"
    codes = ["a", "x", "x", "b", "a", "x", "x", "b", "b", "c"]
    write_parquet(path, {"code": codes, "number": range(10)})
    rows = read_arrow(path).to_pylist()
    assert arrow_where(path, column, values).to_pylist() == [row for row in rows if row[column] in values]
    assert arrow_where(path, column, values, ["number"]).to_pylist() == [
        {"number": row["number"]} for row in rows if row[column] in values
    ]


def test_only_the_parts_of_a_file_in_which_something_was_found_are_read(tmp_path, monkeypatch):
    import pyarrow.parquet as pq

    monkeypatch.setattr("pipeline.store.tables.ROWS_TOGETHER", 3)
    write_parquet(tmp_path / "t.parquet", {"code": list("aabbbbaba"), "number": range(9)})
    read: list[list[int]] = []
    whole = pq.ParquetFile.read_row_groups
    monkeypatch.setattr(
        pq.ParquetFile,
        "read_row_groups",
        lambda file, parts, **rest: read.append(list(parts)) or whole(file, parts, **rest),
    )
    assert arrow_where(tmp_path / "t.parquet", "code", ["a"])["number"].to_pylist() == [0, 1, 6, 8]
    assert read == [[0, 2]]


def test_nothing_is_found_in_a_table_without_rows(tmp_path):
    write_parquet(tmp_path / "t.parquet", columns_of([], ("utterance", "number")))
    found = arrow_where(tmp_path / "t.parquet", "utterance", ["INT-01:0001"])
    assert found.column_names == ["utterance", "number"] and found.num_rows == 0
