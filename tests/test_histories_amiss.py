"""Histories that are cut off, doubled or written by hand: what cannot be known is told, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_study import answered, forankret, opened, put, small_study

from pipeline.stages.changing import add_code, edit_code, merge_code, rename_code
from pipeline.stages.queueing import queue
from pipeline.stages.recording import review_code
from pipeline.store.history import read_bytes

BOOK = "codebooks/codebook.yaml"
HISTORY = "codebooks/history.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_study(tmp_path)


def said(folder: Path, *arguments: str) -> str:
    answer = forankret(folder, *arguments)
    assert answer.code == 0, answer.both
    return answer.out


def checks(folder: Path, *names: str) -> list[str]:
    lines = forankret(folder, "check").out.splitlines()
    return [line for line in lines if any(f"[{name}]" in line for name in names)]


def count(folder: Path, code: str, *arguments: str) -> int:
    (row,) = answered(folder, "mentions", code, *arguments)
    return int(row["codings"])


def by_hand(folder: Path, old: str, new: str) -> None:
    path = folder / BOOK
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def begun(folder: Path) -> None:
    """The history of the small study, with what was there before it."""
    said(folder, "codebook", "record", "--coder", "hege", "--reason", "Loggen begynner her.")


def waiting(folder: Path) -> list[str]:
    return sorted(one.coding for one in queue(opened(folder)).queued)


def test_a_code_merged_into_one_that_is_not_there_counts_as_itself(folder: Path) -> None:
    by_hand(folder, "id: uklart", "id: uklart\n    status: merged\n    merged_into: borte")
    assert count(folder, "uklart") == 2
    (line,) = checks(folder, "merged-into")
    assert "error" in line and "its codings count as its own" in line


def test_what_an_older_codebook_leaves_out_is_said_of_the_whole_study(folder: Path) -> None:
    add_code(opened(folder), "hege", "Ny", parent="uklart")
    words = ("--words", "oppskrift", "--coder", "hege")
    said(folder, "coding", "add", "INT-02:0004", "ny", *words)
    answer = forankret(folder, "mentions", "styring", "--codebook", "3")
    assert answer.err == (
        "In the whole study, 1 coding is left out, whose code version 3 of the codebook did not have.\n"
    )


def test_a_code_that_was_split_by_hand_and_left_without_heirs_is_told(folder: Path) -> None:
    by_hand(folder, "id: uklart", "id: uklart\n    status: split")
    (line,) = checks(folder, "split-into")
    assert line.startswith(f"{BOOK}:3: ") and "'uklart' is split, but not told into which codes" in line
    assert "[uklart]  (finding, split)" in said(folder, "codebook", "show")
    by_hand(folder, "status: split", "status: split\n    split_into: [styring, borte]")
    (line,) = checks(folder, "split-into")
    assert "'borte', which is not there" in line


def test_line_breaks_of_windows_begin_no_second_history(folder: Path) -> None:
    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    put(folder, HISTORY, read_bytes(folder).replace(b"\n", b"\r\n"))
    rename_code(opened(folder), "hege", "styring", "Tvang", "Sterkere.")
    assert checks(folder, "merged-history", "chain") == []


def test_a_history_that_a_window_editor_and_an_older_program_wrote_is_read(folder: Path) -> None:
    """A line that follows the bytes of the one above, its carriage return among them, follows it."""
    from pipeline.coding.events import line_digest

    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    first = read_bytes(folder).rstrip(b"\n") + b"\r"
    line = json.loads(first) | {"version": 5, "previous": line_digest(first)}
    put(folder, HISTORY, first + b"\n" + json.dumps(line).encode() + b"\n")
    assert checks(folder, "merged-history", "chain") == []


def test_what_is_merged_into_a_code_under_review_is_not_to_be_read_again(folder: Path) -> None:
    review_code(opened(folder), "hege", "styring", "Videre nå.")
    before = waiting(folder)
    assert before == ["c2", "c5"]
    merge_code(opened(folder), "hege", "uklart", "styring", "Det samme.")
    assert waiting(folder) == before


def test_a_review_goes_on_when_its_code_is_merged_and_takes_none_of_the_heirs_codings(folder: Path) -> None:
    review_code(opened(folder), "hege", "styring", "Videre nå.")
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    assert waiting(folder) == ["c2", "c5"]
    review_code(opened(folder), "hege", "styring", "Lest.", close=True)
    assert waiting(folder) == []


def test_two_reviews_that_meet_in_one_code_both_go_on(folder: Path) -> None:
    review_code(opened(folder), "hege", "uklart", "Videre nå.")
    review_code(opened(folder), "hege", "styring", "Denne også.")
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    assert waiting(folder) == ["c1", "c2", "c4", "c5", "c6"]
    review_code(opened(folder), "hege", "uklart", "Lest.", close=True)
    assert waiting(folder) == []


def test_what_had_become_the_code_when_its_review_was_opened_is_read_again(folder: Path) -> None:
    merge_code(opened(folder), "hege", "uklart", "styring", "Det samme.")
    review_code(opened(folder), "hege", "styring", "Videre nå.")
    assert waiting(folder) == ["c1", "c2", "c4", "c5", "c6"]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_history_that_ends_before_the_codebook_is_told(cut: int, folder: Path) -> None:
    for label in ("Makt", "Tvang"):
        rename_code(opened(folder), "hege", "styring", label, "Bedre navn.")
    rename_code(opened(folder), "hege", "styring", "Slippe styringen", "Likevel ikke.")
    lines = read_bytes(folder).splitlines(keepends=True)
    put(folder, HISTORY, b"".join(lines[:-cut]))
    (line,) = checks(folder, "history-behind", "unrecorded-change")
    assert line.startswith(f"{BOOK}: warning: is version 6, and ") and "[history-behind]" in line
    ends = f"its history ends at version {6 - cut}" if cut < 3 else f"{HISTORY} is empty or not there"
    assert ends in line and "older copy of the history" in line


def test_a_study_that_never_had_a_history_is_told_of_no_loss_while_its_version_is_one(folder: Path) -> None:
    by_hand(folder, "version: 3", "version: 1")
    assert checks(folder, "history-behind") == []


def test_recording_over_a_history_that_was_cut_off_says_what_is_not_told(folder: Path) -> None:
    begun(folder)
    for label in ("Makt", "Tvang", "Kontroll"):
        rename_code(opened(folder), "hege", "styring", label, "Bedre navn.")
    put(folder, HISTORY, b"".join(read_bytes(folder).splitlines(keepends=True)[:-2]))
    answer = forankret(folder, "codebook", "record", "--coder", "hege", "--reason", "Ser slik ut nå.")
    assert answer.code == 0 and answer.out == "version 6  styring: label\n"
    assert "The history ended at version 4, and the codebook is at version 6" in answer.err
    assert len(checks(folder, "history-version")) == 1


def test_where_only_the_version_is_ahead_recording_says_that_too(folder: Path) -> None:
    begun(folder)
    rename_code(opened(folder), "hege", "styring", "Makt", "Bedre navn.")
    by_hand(folder, "version: 4", "version: 9")
    answer = forankret(folder, "codebook", "record", "--coder", "hege", "--reason", "x")
    assert answer.code == 0 and "Nothing to write down" in answer.out
    assert "ended at version 4, and the codebook is at version 9" in answer.err
    (line,) = checks(folder, "history-behind")
    assert "write version: 4 in codebook.yaml" in line


def told_of(folder: Path, *arguments: str) -> list[str]:
    return [row["what"] for row in answered(folder, "codebook", "log", *arguments)]


def test_the_log_names_codes_as_they_were_called_then(folder: Path) -> None:
    begun(folder)
    edit_code(opened(folder), "hege", "styring", {"brief": "Noe annet."}, "Klarere.")
    merge_code(opened(folder), "hege", "uklart", "styring", "Det samme.")
    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    edit_code(opened(folder), "hege", "styring", {"brief": "Enda noe."}, "Klarere.")
    told = told_of(folder, "styring")
    assert told[1:] == [
        "«Slippe styringen»: endret kort",
        "«Usikre på begrepet» slått sammen med «Slippe styringen»",
        "«Slippe styringen» heter nå «Makt»",
        "«Makt»: endret kort",
    ]
    shown = said(folder, "codebook", "show", "styring")
    assert all(line in shown for line in told[1:])


def test_a_code_that_was_deleted_by_hand_is_called_what_the_history_calls_it(folder: Path) -> None:
    begun(folder)
    edit_code(opened(folder), "hege", "gammel", {"brief": "Noe annet."}, "Klarere.")
    path = folder / BOOK
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: gammel")
    path.write_text(text[:start] + text[text.index("  - id: redd") :], encoding="utf-8", newline="\n")
    assert "«Gammel kode»" in told_of(folder, "gammel")[-1]
    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    assert "label: Gammel kode" in said(folder, "codebook", "at", "3")
    assert "brief: Noe annet." in said(folder, "codebook", "at", "4")
    assert "gammel" not in said(folder, "codebook", "at", "5")


def test_a_late_line_on_a_code_that_nobody_knows_lists_none_at_older_versions(folder: Path) -> None:
    begun(folder)
    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    last = json.loads(read_bytes(folder).splitlines()[-1])
    line = last | {"event": "retire", "code": "nope", "before": {"status": "active"}, "version": 5}
    line |= {"after": {"status": "retired"}, "previous": ""}
    put(folder, HISTORY, read_bytes(folder) + json.dumps(line).encode() + b"\n")
    by_hand(folder, "version: 4", "version: 5")
    assert "nope" not in said(folder, "codebook", "at", "4")
