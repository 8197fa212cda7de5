"""Files are the old one or the new one, never half of each; and a table runs nothing in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.files import FORMULA_STARTS, csv_text, defused, digest_of, sweep_partials, write_atomic
from pipeline.store.folder import StudyFolder, file_digests, find_study


def test_a_file_is_written_whole_with_its_folders(tmp_path):
    write_atomic(tmp_path / "a" / "b.txt", b"hei")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"hei"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    write_atomic(tmp_path / "a.txt", b"gammel")

    def full_disk(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError):
        write_atomic(tmp_path / "a.txt", b"ny")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"gammel")]


def test_what_a_killed_build_left_half_written_is_swept_and_nothing_else(tmp_path):
    for name in (".a.txt.0a1b2c3d.part", "sub/.b.csv.00000000.part", "c.part", ".d.txt", "e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    sweep_partials(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        ".d.txt",
        "c.part",
        "e.txt",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\t=1", "\r=1", "-", "=cmd|'/c calc'!A1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert defused(text) == "'" + text


@pytest.mark.parametrize("cell", ["NA", "012", "", "a=1", " =1", "«=1»", -3, -2.5, None])
def test_other_cells_stay_as_they_are(cell):
    assert defused(cell) == cell


def test_a_carriage_return_inside_a_cell_ends_no_row():
    text = csv_text(("a", "b"), [("x\ry", 1), ("x\r\ny", 2)])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ["x\ry", "1"], ["x\r\ny", "2"]]
    assert text.endswith("\n") and not text.endswith("\r\n")


@given(st.lists(st.tuples(st.text(), st.integers() | st.none()), min_size=1))
def test_csv_gives_back_every_text_and_no_formula(rows):
    read = list(csv.reader(io.StringIO(csv_text(("text", "number"), rows), newline="")))
    assert read[0] == ["text", "number"]
    for (text, number), (shown, shown_number) in zip(rows, read[1:], strict=True):
        assert shown.removeprefix("'") == text.removeprefix("'") or shown == text
        assert not shown.startswith(FORMULA_STARTS)
        assert shown_number == ("" if number is None else str(number))


def test_a_digest_does_not_depend_on_the_order_of_its_parts():
    assert digest_of([("a", "1"), ("b", "2")]) == digest_of([("b", "2"), ("a", "1")])
    assert digest_of([("a", "1"), ("b", "2")]) != digest_of([("a", "2"), ("b", "1")])


def test_hidden_files_are_not_part_of_a_study(tmp_path):
    for name in ("a.txt", ".b.txt", ".git/c.txt", "d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(file_digests(tmp_path)) == ["a.txt", "d/e.txt"]


def test_the_study_is_the_nearest_folder_with_a_study_yaml(tmp_path):
    (tmp_path / "study.yaml").touch()
    below = tmp_path / "data" / "raw"
    below.mkdir(parents=True)
    assert find_study(None, below) == StudyFolder(tmp_path.resolve())
