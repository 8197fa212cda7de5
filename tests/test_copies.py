"""Conflict copies: known by their names, counted once, told of, and taken in without losing a line."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_study import forankret, opened, put, small_study

from pipeline.checks.copies import copies_of_files
from pipeline.checks.evidence import Evidence
from pipeline.coding.copies import original_of, originals, same_line
from pipeline.coding.events import Event, chain, parse
from pipeline.coding.live import live
from pipeline.model import Memo
from pipeline.problems import StudyError
from pipeline.stages.copies import conflict_copies, take_in
from pipeline.store.codings import append, read_codings
from pipeline.store.copies import find_copies, put_aside, read_copy, take_lines

KNOWN = {"INT-01", "INT-01-B", "INT 02"}
HEGE = "codebooks/codings/hege"
ORIGINAL = f"{HEGE}/INT-01.jsonl"
DROPBOX = "INT-01 (Karis motstridende kopi 2026-01-02).jsonl"
REGISTER = "file,document,kind\nint-01.txt,INT-01,interview\n"


def apply(coding: str, number: int = 1, **fields: object) -> Event:
    place = {"utterance": f"INT-01:{number:04d}", "start": 0, "end": 3, "quote": "Ja.", "code": "tillit"}
    return Event.model_validate(
        {"at": "2024-03-01T09:00:00Z", "event": "apply", "coding": coding} | place | fields
    )


def note(coding: str, memo: str, at: str = "2024-03-02T09:00:00Z") -> Event:
    return Event(at=at, event="memo", coding=coding, memo=memo)


def file_of(*events: Event, previous: str = "none") -> bytes:
    return b"".join(line + b"\n" for _, line in chain(events, previous))


def study(folder: Path, **files: bytes) -> Path:
    """A study with INT-01 in its register, and files of Hege's; the original holds c1 and c2."""
    put(folder, "study.yaml", "coders: [hege]\n")
    put(folder, "data/raw/documents.csv", REGISTER)
    put(folder, ORIGINAL, file_of(apply("c1"), apply("c2", 2)))
    return folder


def codings(folder: Path) -> list[str]:
    return sorted(mark.coding for mark in live(read_codings(folder).records).marks)


def checks(folder: Path) -> list[tuple[str, str]]:
    return [(problem.place.rpartition("/")[2], problem.check) for problem in read_codings(folder).problems]


# Names


@pytest.mark.parametrize(
    "name, original",
    [
        ("INT-01 (Karis motstridende kopi 2026-01-02)", "INT-01"),
        ("INT-01 (Kari sin motstridande kopi 2026-01-02)", "INT-01"),
        ("INT-01 (conflicted copy 2026-01-02)", "INT-01"),
        ("INT-01 (Kari's conflicted copy 2026-01-02)", "INT-01"),
        ("INT-01 (Kari (jobb) conflicted copy 2026-01-02)", "INT-01"),
        ("INT-01 (conflicted copy 2026-01-02 101112)", "INT-01"),
        ("INT-01 (SFConflict kari@uni.no 2026-01-02-10-11-12)", "INT-01"),
        ("INT-01_conflict-20260102-101112", "INT-01"),
        ("INT-01.sync-conflict-20260102-101112-ABCDEFG", "INT-01"),
        ("INT-01-LAPTOP-AB12", "INT-01"),
        ("INT-01-Karis-MacBook-Pro", "INT-01"),
        ("INT-01 (1)", "INT-01"),
        ("INT-01(1)", "INT-01"),
        ("INT-01 2", "INT-01"),
        ("INT-01 - kopi", "INT-01"),
        ("INT-01 - Copy (2)", "INT-01"),
        ("INT 02 2", "INT 02"),
        ("INT-01-B (1)", "INT-01-B"),
        ("INT-01 (1) (conflicted copy 2026-01-02)", "INT-01"),
    ],
)
def test_a_copy_leads_to_its_original(name, original):
    assert original_of(name, KNOWN) == original


@pytest.mark.parametrize(
    "name", ["INT-01", "INT-01-B", "INT-01-C", "INT-012", "INT-01R", "INT-01-2", "INT-03 (1)", ""]
)
def test_another_document_is_no_copy(name):
    assert original_of(name, KNOWN) is None


def test_a_document_that_is_in_the_register_is_never_a_copy_whatever_its_name():
    assert original_of("INT-01 (1)", KNOWN | {"INT-01 (1)"}) is None


def test_a_copy_of_a_copy_is_one_of_the_original():
    names = ["INT-01", "INT-01 (1)", "INT-01 (1) (1)", "INT-01 (1)-LAPTOP-AB12"]
    assert originals(names, frozenset()) == dict.fromkeys(names[1:], "INT-01")


def test_a_name_made_to_be_slow_is_not():
    assert original_of("INT-01 " + "(conflict) " * 400 + "x", KNOWN) is None


# What counts


def test_a_line_that_stands_in_both_files_counts_once(tmp_path):
    study(tmp_path)
    shared = [apply("c1"), apply("c2", 2)]
    put(tmp_path, ORIGINAL, file_of(*shared, note("c1", "Se på dette.")))
    put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(*shared, note("c1", "Se på dette."), apply("c3", 3)))
    standing = live(read_codings(tmp_path).records)
    assert codings(tmp_path) == ["c1", "c2", "c3"]
    assert [note.text for note in standing.memos["c1"]] == ["Se på dette."]
    assert [note.place for note in standing.memos["c1"]] == [f"{ORIGINAL}:3"]


def test_what_a_coder_did_in_a_copy_is_about_the_document_itself(tmp_path):
    study(tmp_path)
    put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(Event(at="2024-03-03T09:00:00Z", event="done")))
    done = [record for record in read_codings(tmp_path).records if record.event.event == "done"]
    assert [(record.coder, record.document) for record in done] == [("hege", "INT-01")]
    assert done[0].place == f"{HEGE}/{DROPBOX}:1"


def test_what_was_removed_in_the_copy_stays_removed(tmp_path):
    study(tmp_path)
    gone = Event(at="2024-03-03T09:00:00Z", event="remove", coding="c2")
    put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(apply("c1"), apply("c2", 2), gone))
    assert codings(tmp_path) == ["c1"]


@pytest.mark.parametrize("name", ["INT-01-B", "INT-01 (1)", "INT-01-DEL2"])
def test_a_file_of_a_listed_document_is_read_as_its_own(name, tmp_path):
    study(tmp_path)
    put(tmp_path, "data/raw/documents.csv", f"{REGISTER}annen.txt,{name},interview\n")
    put(tmp_path, f"{HEGE}/{name}.jsonl", file_of(Event(at="2024-03-03T09:00:00Z", event="done")))
    files = read_codings(tmp_path)
    assert {record.document for record in files.records} == {"INT-01", name}
    assert not files.problems and not find_copies(tmp_path)


def test_a_file_whose_lines_are_about_its_own_document_is_no_copy_though_the_document_is_gone(tmp_path):
    study(tmp_path)
    own = apply("c9", utterance="INT-01-DEL2:0001")
    put(tmp_path, f"{HEGE}/INT-01-DEL2.jsonl", file_of(own))
    assert find_copies(tmp_path) == []
    assert "INT-01-DEL2" in {record.document for record in read_codings(tmp_path).records}


# What is told


def test_check_tells_of_a_copy_with_the_number_of_its_own_lines_and_what_to_do(tmp_path):
    folder = small_study(tmp_path)
    held = (folder / ORIGINAL).read_bytes()
    more = apply("c8", utterance="INT-01:0005", quote="Ja?", code="uklart")
    put(folder, f"{HEGE}/{DROPBOX}", held + file_of(more, apply("c9", 5, code="styring", quote="Ja?")))
    said = forankret(folder, "check")
    (line,) = [line for line in said.both.splitlines() if "[conflict-copy]" in line]
    assert DROPBOX in line and f"copy of {ORIGINAL}" in line
    assert "2 of its lines are not in that file, and count all the same" in line and "Take it in" in line
    assert "foreign-line" not in said.both


def test_a_copy_that_holds_nothing_new_says_so(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c1")))
    (problem,) = read_codings(tmp_path).problems
    assert (problem.level, problem.check) == ("warning", "conflict-copy")
    assert "none of its lines is missing there" in problem.message


def test_a_copy_whose_original_is_missing_is_told_and_counts(tmp_path):
    study(tmp_path)
    (tmp_path / ORIGINAL).rename(tmp_path / HEGE / DROPBOX)
    assert checks(tmp_path) == [(DROPBOX, "conflict-copy")]
    assert codings(tmp_path) == ["c1", "c2"]
    assert find_copies(tmp_path)[0].original == ORIGINAL


def test_copies_of_other_files_are_told_with_their_place():
    files = [
        "study-LAPTOP-AB12.yaml",
        "data/raw/documents (1).csv",
        "codebooks/codebook (conflicted copy 2026-01-02).yaml",
        "codebooks/history.sync-conflict-20260102-101112-ABCDEFG.jsonl",
        "codebooks/memos/2024-03-01-ordet (Kari's conflicted copy 2026-01-02).md",
    ]
    originals = ["study.yaml", "codebooks/memos/2024-03-01-ordet.md", "codebooks/memos/2024-03-01-ordet-2.md"]
    found = list(copies_of_files(Evidence(files=[*originals, *files])))
    assert [problem.place for problem in found] == files
    assert {problem.check for problem in found} == {"conflict-copy"}


def test_memos_that_people_numbered_are_no_copies_unless_they_begin_alike():
    names = ("codebooks/memos/møte.md", "codebooks/memos/møte 2.md")
    memos = [
        Memo(name, "2024-03-01", name[-6:], (), "hege", text) for name, text in zip(names, "ab", strict=True)
    ]
    assert list(copies_of_files(Evidence(files=names, memos=memos))) == []
    same = [Memo(name, "2024-03-01", "Møte", (), "hege", "Tekst") for name in names]
    assert [problem.place for problem in copies_of_files(Evidence(files=names, memos=same))] == [names[1]]


# Taking in


def test_the_lines_that_only_the_copy_has_are_added_in_order_and_letter_for_letter(tmp_path):
    study(tmp_path)
    before = (tmp_path / ORIGINAL).read_bytes()
    new = [apply("c3", 3, tune="Kråkevisa", loud=False, act="a1"), note("c3", "Ny.")]
    put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(apply("c1"), apply("c2", 2), *new))
    taken = take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    after = (tmp_path / ORIGINAL).read_bytes()
    assert after.startswith(before) and taken.lines == 2
    added = [json.loads(line) for line in after.removeprefix(before).splitlines()]
    wanted = [json.loads(line) for line in file_of(*new).splitlines()]
    assert [{**line, "previous": ""} for line in added] == [{**line, "previous": ""} for line in wanted]
    assert added[0]["loud"] is False
    assert read_codings(tmp_path).problems == []


def test_the_copy_is_kept_byte_for_byte_where_it_is_not_read(tmp_path):
    data = file_of(apply("c3", 3))
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", data)
    taken = take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    assert taken.kept == f"codebooks/codings/.taken-in/hege/{DROPBOX}"
    assert (tmp_path / taken.kept).read_bytes() == data
    assert not (tmp_path / HEGE / DROPBOX).exists()
    assert codings(tmp_path) == ["c1", "c2", "c3"] and conflict_copies(opened(tmp_path)) == []


def test_nothing_that_was_kept_is_overwritten(tmp_path):
    study(tmp_path)
    for coding in ("c3", "c4"):
        put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(apply(coding)))
        taken = take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    kept = sorted((tmp_path / taken.kept).parent.iterdir())
    assert [path.name for path in kept] == [DROPBOX.replace(".jsonl", ".2.jsonl"), DROPBOX]
    assert b"c3" in (kept[1]).read_bytes()


def test_interrupted_between_the_two_steps_nothing_is_added_twice(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c1"), apply("c3", 3), note("c3", "Ny.")))
    assert take_lines(tmp_path, find_copies(tmp_path)[0]) == 2
    after = (tmp_path / ORIGINAL).read_bytes()
    taken = take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    assert taken.lines == 0 and (tmp_path / ORIGINAL).read_bytes() == after
    assert not (tmp_path / HEGE / DROPBOX).exists()


def test_cut_off_while_the_lines_were_written_all_of_them_are_there_in_the_end(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c3", 3), apply("c4", 4)))
    take_lines(tmp_path, find_copies(tmp_path)[0])
    whole = (tmp_path / ORIGINAL).read_bytes()
    for length in range(len(file_of(apply("c1"), apply("c2", 2))), len(whole), 37):
        put(tmp_path, ORIGINAL, whole[:length])
        put(tmp_path, f"{HEGE}/{DROPBOX}", file_of(apply("c3", 3), apply("c4", 4)))
        take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
        assert codings(tmp_path) == ["c1", "c2", "c3", "c4"], length


def test_a_torn_line_stays_in_the_copy_and_is_told(tmp_path):
    torn = file_of(apply("c1"), apply("c3", 3), apply("c4", 4))[:-40]
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", torn)
    copy = conflict_copies(opened(tmp_path))[0]
    assert ([event.coding for event in copy.new], copy.unreadable) == (["c3"], (3,))
    assert (DROPBOX + ":3", "torn-line") in checks(tmp_path)
    taken = take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    assert (taken.lines, taken.unreadable) == (1, (3,))
    assert (tmp_path / taken.kept).read_bytes() == torn
    assert codings(tmp_path) == ["c1", "c2", "c3"] and checks(tmp_path) == []


def test_the_original_may_end_in_a_torn_line_itself(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c1"), apply("c2", 2)))
    put(tmp_path, ORIGINAL, file_of(apply("c1"), apply("c2", 2))[:-40])
    assert take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}").lines == 1
    assert codings(tmp_path) == ["c1", "c2"]


def test_both_files_may_have_new_lines(tmp_path):
    study(tmp_path)
    put(tmp_path, f"{HEGE}/{DROPBOX}", (tmp_path / ORIGINAL).read_bytes())
    append(tmp_path, "hege", "INT-01", [apply("c3", 3)])
    with (tmp_path / HEGE / DROPBOX).open("ab") as file:
        file.write(file_of(apply("c4", 4)))
    assert codings(tmp_path) == ["c1", "c2", "c3", "c4"]
    assert take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}").lines == 1
    assert codings(tmp_path) == ["c1", "c2", "c3", "c4"] and checks(tmp_path) == []


def test_copies_of_copies_are_taken_in_one_by_one(tmp_path):
    study(tmp_path)
    put(tmp_path, f"{HEGE}/INT-01 (1).jsonl", file_of(apply("c1"), apply("c3", 3)))
    put(tmp_path, f"{HEGE}/INT-01 (1)-LAPTOP-AB12.jsonl", file_of(apply("c3", 3), apply("c4", 4)))
    copies = conflict_copies(opened(tmp_path))
    assert {copy.original for copy in copies} == {ORIGINAL}
    assert [take_in(opened(tmp_path), copy.file).lines for copy in copies] in ([1, 1], [2, 0])
    assert codings(tmp_path) == ["c1", "c2", "c3", "c4"] and checks(tmp_path) == []


def test_a_copy_alone_becomes_the_original(tmp_path):
    study(tmp_path)
    (tmp_path / ORIGINAL).rename(tmp_path / HEGE / DROPBOX)
    assert take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}").lines == 2
    assert (tmp_path / ORIGINAL).read_bytes() == file_of(apply("c1"), apply("c2", 2))


def test_what_a_copy_says_of_its_own_history_is_not_taken_in(tmp_path):
    mended = Event(at="2024-03-02T09:00:00Z", event="mend", merged=("0" * 16,))
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c1"), mended))
    assert conflict_copies(opened(tmp_path))[0].new == ()


@pytest.mark.parametrize(
    "file",
    [ORIGINAL, "study.yaml", f"{HEGE}/../../../study.yaml", "/etc/passwd", "", f"{HEGE}/borte (1).jsonl"],
)
def test_a_file_that_is_no_copy_is_refused_and_stays(file, tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c3", 3)))
    with pytest.raises(StudyError, match="not a conflict copy"):
        take_in(opened(tmp_path), file)
    assert (tmp_path / ORIGINAL).exists() and (tmp_path / HEGE / DROPBOX).exists()


def test_a_copy_that_the_sync_program_still_writes_is_not_put_aside(tmp_path):
    path = put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c3", 3)))
    copy, seen = find_copies(tmp_path)[0], read_copy(tmp_path, f"{HEGE}/{DROPBOX}")
    path.write_bytes(seen + file_of(apply("c4", 4)))
    with pytest.raises(StudyError, match="changed meanwhile"):
        put_aside(tmp_path, copy, seen)
    assert path.exists()


def test_where_the_copy_cannot_be_moved_it_is_said_and_nothing_is_lost(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(apply("c3", 3)))
    put(tmp_path, "codebooks/codings/.taken-in", "a file where the folder should be")
    with pytest.raises(StudyError, match="could not be moved"):
        take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}")
    assert codings(tmp_path) == ["c1", "c2", "c3"]


def test_two_who_take_it_in_at_once_add_it_once(tmp_path):
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", file_of(*(apply(f"c{n}", n) for n in range(3, 60))))

    def attempt(_: int) -> int:
        try:
            return take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}").lines
        except StudyError:
            return 0

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 57
    assert (tmp_path / ORIGINAL).read_bytes().count(b"\n") == 59


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6), lambda inner: st.lists(inner, max_size=2)
)
KNOWN_FIELDS = st.fixed_dictionaries(
    {"at": st.text(max_size=5), "event": st.sampled_from(["apply", "memo", "done", "sing"])},
    optional={
        "coding": st.text(max_size=4),
        "start": st.integers(0, 9),
        "withdrawn": st.booleans(),
        "origin": st.sampled_from(["", "suggested"]),
        "memo": st.text(max_size=6),
        "codebook": st.integers(0, 3),
    },
)
UNKNOWN_FIELDS = st.dictionaries(st.sampled_from(["tune", "loud", "æ", "model_x"]), JSON, max_size=3)
EVENTS = st.builds(
    lambda known, unknown: Event.model_validate({**unknown, **known}), KNOWN_FIELDS, UNKNOWN_FIELDS
)


@given(st.lists(EVENTS, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_line_that_was_taken_in_is_known_again_whatever_it_holds(events):
    read = parse(file_of(*events, previous="0123456789abcdef"), "f", "hege", "INT-01").records
    assert [same_line(record.event) for record in read] == [same_line(event) for event in events]


def test_half_a_character_that_another_program_wrote_is_taken_in_too(tmp_path):
    odd = b'{"at": "2024-03-01", "event": "memo", "coding": "c1", "memo": "\\ud83d", "previous": "none"}\n'
    put(study(tmp_path), f"{HEGE}/{DROPBOX}", odd)
    assert take_in(opened(tmp_path), f"{HEGE}/{DROPBOX}").lines == 1
    assert live(read_codings(tmp_path).records).memos["c1"][0].text == "�"
