"""The agreement in a table of ratings: read, counted and told, also where it is odd."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_study import Said, forankret

from pipeline.exchange.ratings_table import read_ratings
from pipeline.problems import errors

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "agreement.csv"
KEYS = ["n_units", "percent", "cohen_kappa", "fleiss_kappa", "brennan_prediger", "ac1", "alpha_nominal"]
AB = "unit,coder,value\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n3,a,y\n3,b,y\n4,a,x\n4,b,y\n"


def asked(folder: Path, data: str | bytes, *more: str, name: str = "t.csv") -> Said:
    table = folder / name
    table.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return forankret(None, "agreement", "--table", str(table), *more)


def told(folder: Path, data: str | bytes, *more: str, name: str = "t.csv") -> dict[str, float | None]:
    said = asked(folder, data, "--format", "json", *more, name=name)
    assert said.code == 0, said.both
    found: dict[str, float | None] = json.loads(said.out)
    return found


def test_the_example_gives_what_is_printed_in_the_literature(tmp_path: Path) -> None:
    found = told(tmp_path, EXAMPLE.read_bytes())
    assert list(found) == KEYS
    assert found["alpha_nominal"] == pytest.approx(0.743, abs=5e-4)
    assert found["n_units"] == 12 and found["cohen_kappa"] is None


def test_scales_add_one_alpha(tmp_path: Path) -> None:
    for scale, alpha in (("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)):
        found = told(tmp_path, EXAMPLE.read_bytes(), "--scale", scale)
        assert list(found) == [*KEYS, f"alpha_{scale}"]
        assert found[f"alpha_{scale}"] == pytest.approx(alpha, abs=5e-4)


def test_a_scale_needs_numbers(tmp_path: Path) -> None:
    said = asked(tmp_path, AB, "--scale", "interval")
    assert said.code == 1
    assert "t.csv:2: error: 'x' is not a number" in said.err


def test_a_ratio_scale_has_nothing_below_zero(tmp_path: Path) -> None:
    rows = "unit,coder,value\n1,a,-1\n1,b,1\n2,a,0\n2,b,0\n"
    said = asked(tmp_path, rows, "--scale", "ratio")
    assert said.code == 1 and "t.csv:2: error: '-1' is below zero" in said.err
    assert asked(tmp_path, rows, "--scale", "interval").code == 0


@pytest.mark.parametrize(
    "option",
    [
        ("--coder", "a"),
        ("--code", "x"),
        ("--document", "INT-01"),
        ("--part", "codes"),
        ("--rounds", "5"),
        ("--all-disagreements",),
        ("--codebook", "1"),
    ],
    ids=lambda option: option[0],
)
def test_an_option_on_the_study_is_not_passed_over_where_a_table_is_asked_about(
    tmp_path: Path, option: tuple[str, ...]
) -> None:
    said = asked(tmp_path, AB, *option)
    assert said.code == 2 and f"{option[0]} is about the study" in said.err


def test_two_coders_by_hand(tmp_path: Path) -> None:
    found = told(tmp_path, AB)
    assert (found["percent"], found["cohen_kappa"], found["fleiss_kappa"], found["ac1"]) == (0.5, 0, 0, 0)
    assert found["alpha_nominal"] == pytest.approx(1 - 7 * 4 / 32)


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in line.split(",")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", "\ufeff" + AB.replace(",", ";").replace("unit", "Unit").replace("\n", "\r\n")),
        ("t.csv", AB.replace(",", "\t")),
        ("t.csv", "sep=;\r\n" + AB.replace(",", ";").replace("\n", "\r\n")),
        ("t.csv", AB.replace("\n", ",note\n") + "\n,,,\n5,a,\n"),
        ("t.csv", AB.encode("utf-16")),
        ("t.xlsx", workbook(AB)),
    ],
    ids=["semicolons", "tabs", "Excel's sep", "more columns", "utf-16", "xlsx"],
)
def test_every_way_to_save_the_table_gives_the_same(tmp_path: Path, name: str, data: str | bytes) -> None:
    assert told(tmp_path, data, name=name) == told(tmp_path, AB)


UNDEFINED = dict.fromkeys(KEYS[2:])


@pytest.mark.parametrize(
    ("rows", "units", "percent"),
    [
        ("1,a,\n1,b,\n", 0, None),
        ("1,a,x\n1,b,x\n2,a,x\n2,b,x\n", 2, 1),
        ("1,a,x\n2,a,y\n", 2, None),
        ("1,a,x\n2,b,y\n", 2, None),
    ],
    ids=["nobody coded", "everybody the same", "one coder", "no unit by two"],
)
def test_what_is_not_defined_is_null(tmp_path: Path, rows: str, units: int, percent: float | None) -> None:
    found = told(tmp_path, f"unit,coder,value\n{rows}")
    assert found == {"n_units": units, "percent": percent, **UNDEFINED}
    assert "not defined" in asked(tmp_path, f"unit,coder,value\n{rows}").out


def test_csv_has_one_row_with_empty_cells(tmp_path: Path) -> None:
    said = asked(tmp_path, "unit,coder,value\n1,a,x\n1,b,x\n", "--format", "csv")
    assert said.out == ",".join(KEYS) + "\n1,1.0,,,,,\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("unit,coder\n1,a\n", "t.csv:1: error: the table needs exactly one column named value"),
        ("unit,coder,value,value\n1,a,x,y\n", "t.csv:1: error: the table needs exactly one column"),
        ("unit,coder,value\n", "the table has no rows"),
        ("", "the table needs exactly one column named unit and one named coder and one named value"),
        ("unit,coder,value\n1,a,x\n1,a,y\n", "t.csv:3: error: a has coded the unit 1 in row 2 already, as x"),
        ("unit,coder,value\n,a,x\n", "t.csv:2: error: this row names no unit"),
        ("unit,coder,value\n1,,x\n", "t.csv:2: error: this row names no coder"),
        ('unit,coder,value\n1,"a,x\n', "is broken"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, data: str, words: str) -> None:
    said = asked(tmp_path, data)
    assert said.code == 1 and words in said.err and "[agreement-table]" in said.err


def test_a_value_given_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    said = asked(tmp_path, AB + "4,b,y\n", "--format", "json")
    assert "t.csv:10: warning: b has coded the unit 4 in row 9 already, with the same value" in said.err
    assert json.loads(said.out) == told(tmp_path, AB)


def test_one_number_written_in_two_ways_is_told(tmp_path: Path) -> None:
    said = asked(tmp_path, "unit,coder,value\n1,a,1\n1,b,1.0\n")
    assert "t.csv:3: warning: 1.0 here and 1 in row 2 count as two different values." in said.err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    said = forankret(None, "agreement", "--table", str(tmp_path / "nope.csv"))
    assert said.code == 1 and "cannot be read" in said.err


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='unitcodervalue,;\t\n\r"1x', max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"unit,coder,value\n"):
        rows, problems = read_ratings("t.csv", start + data)
        assert rows or problems or not data.strip() or start
        assert all(fault.remedy and fault.place.startswith("t.csv") for fault in errors(problems))
