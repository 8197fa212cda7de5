"""The coders' files: only ever added to, whole on the disk before anybody is told that it is saved."""

import string
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.events import Event
from pipeline.problems import StudyError, UsageError
from pipeline.store.codings import append, coding_file, read_codings
from pipeline.store.names import id_of, safe_name

AT = "2024-03-01T09:00:00Z"


def apply(coding: str) -> Event:
    return Event(
        at=AT,
        event="apply",
        coding=coding,
        utterance="INT-01:0001",
        start=0,
        end=3,
        quote="Ja.",
        code="tillit",
    )


def codings(study: Path) -> list[str]:
    return [record.event.coding for record in read_codings(study).records]


def test_what_was_appended_is_read_with_its_coder_document_and_line(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1"), apply("c2")])
    append(tmp_path, "anna", "INT-01", [apply("c3")])
    files = read_codings(tmp_path)
    assert not files.problems
    assert [(r.event.coding, r.coder, r.document) for r in files.records][-1] == ("c3", "anna", "INT-01")
    assert files.records[-1].place == "codebooks/codings/anna/INT-01.jsonl:3"


def test_what_was_written_stays_letter_for_letter(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1")])
    file = tmp_path / coding_file("anna", "INT-01")
    before = file.read_bytes()
    append(tmp_path, "anna", "INT-01", [apply("c2")])
    assert file.read_bytes().startswith(before)


def test_after_a_torn_line_writing_goes_on_in_a_new_one(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1"), apply("c2")])
    file = tmp_path / coding_file("anna", "INT-01")
    file.write_bytes(file.read_bytes()[:-30])
    append(tmp_path, "anna", "INT-01", [apply("c3")])
    assert codings(tmp_path) == ["c1", "c3"]
    assert [(p.check, p.level) for p in read_codings(tmp_path).problems] == [("torn-line", "warning")]


def test_a_last_line_longer_than_one_look_is_still_the_one_before(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1"), apply("c2").model_copy(update={"memo": "m" * 300_000})])
    append(tmp_path, "anna", "INT-01", [apply("c3")])
    assert not read_codings(tmp_path).problems


def test_appending_nothing_makes_no_file(tmp_path):
    assert append(tmp_path, "anna", "INT-01", []) == []
    assert not (tmp_path / "codebooks").exists()


def test_many_writers_lose_nothing_and_break_no_chain(tmp_path):
    def write(name: str) -> None:
        for number in range(20):
            append(tmp_path, "anna", "INT-01", [apply(f"{name}{number}")])

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(set(codings(tmp_path))) == 80
    assert not read_codings(tmp_path).problems


def test_the_lock_lies_outside_what_people_author(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1")])
    assert [path.name for path in (tmp_path / "codebooks").rglob("*") if path.is_file()] == ["INT-01.jsonl"]


def test_merged_files_are_listed_for_mending(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1")])
    file = tmp_path / coding_file("anna", "INT-01")
    mine = file.read_bytes()
    file.unlink()
    append(tmp_path, "anna", "INT-01", [apply("c2")])
    file.write_bytes(mine + file.read_bytes())
    assert [fork.line for fork in read_codings(tmp_path).forks["anna", "INT-01"]] == [2]


def test_a_foreign_file_among_the_codings_is_reported(tmp_path):
    append(tmp_path, "anna", "INT-01", [apply("c1")])
    (tmp_path / "codebooks/codings/anna/notes.txt").write_text("hei")
    (tmp_path / "codebooks/codings/loose.jsonl").write_text("{}")
    problems = read_codings(tmp_path).problems
    assert [(p.place, p.check) for p in problems] == [
        ("codebooks/codings/anna/notes.txt", "foreign-file"),
        ("codebooks/codings/loose.jsonl", "foreign-file"),
    ]


def test_a_folder_that_cannot_be_written_to_is_said_in_words(tmp_path):
    (tmp_path / "codebooks").write_text("a file where the folder should be")
    with pytest.raises(StudyError, match="could not be saved"):
        append(tmp_path, "anna", "INT-01", [apply("c1")])


@pytest.mark.parametrize(
    "id, name",
    [
        ("INT-01", "INT-01"),
        ("ås_2.b", "ås_2.b"),
        ("../../etc", "%2E.%2F..%2Fetc"),
        (".", "%2E"),
        ("a b", "a%20b"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("50%", "50%25"),
        ("fin.", "fin%2E"),
    ],
)
def test_an_id_is_never_a_path(id, name):
    assert (safe_name(id), id_of(name)) == (name, id)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=15))
def test_every_id_comes_back_from_its_file_name(id):
    name = safe_name(id)
    assert id_of(name) == id
    assert not set(name) & set('/\\:*?"<>|\0' + string.whitespace)
    assert not name.startswith(".")
    assert not name.endswith(".")


@pytest.mark.parametrize("id", ["", "å" * 300])
def test_an_id_that_can_be_no_file_name_is_refused(id):
    with pytest.raises(UsageError):
        safe_name(id)
