"""Codings of a split code, or of one that was opened for review, wait until a person has decided on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import answered, code_words, forankret, opened, small_study

from pipeline.coding.recoding import Progress
from pipeline.stages.changing import merge_code, split_code
from pipeline.stages.queueing import keep, queue, recode
from pipeline.stages.recording import review_code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_study(tmp_path)


def waiting(folder: Path, **which: str) -> list[str]:
    return [one.coding for one in queue(opened(folder), **which).queued]


def far(folder: Path) -> list[tuple[int, int, int, int]]:
    found: list[Progress] = queue(opened(folder)).progress
    return [(one.waiting, one.kept, one.recoded, one.removed) for one in found]


def split(folder: Path) -> None:
    split_code(opened(folder), "hege", "uklart", ["Ordet", "Arbeidet"], "Rommer begge.")


def test_nothing_waits_where_nothing_was_split_or_opened(folder: Path) -> None:
    assert (waiting(folder), far(folder)) == ([], [])
    said = forankret(folder, "codebook", "queue")
    assert (said.code, said.out) == (0, "Nothing is to be read again.\n")


def test_all_codings_of_a_split_code_wait_whoever_made_them(folder: Path) -> None:
    split(folder)
    assert waiting(folder) == ["c6", "c1", "c4"]
    assert waiting(folder, coder="ola") == ["c6"]
    assert waiting(folder, document="INT-02") == ["c4"]
    assert waiting(folder, code="styring") == []


def test_the_table_of_the_queue_says_why_and_what_a_coding_could_be(folder: Path) -> None:
    split(folder)
    (row,) = answered(folder, "codebook", "queue", "--document", "INT-02")
    assert row == {
        "coding": "c4",
        "coder": "hege",
        "utterance": "INT-02:0002",
        "code": "uklart",
        "why": "split",
        "since": 6,
        "could_be": "ordet arbeidet",
        "quote": "usikkerheten er der",
    }


def test_a_coding_leaves_when_it_is_recoded_kept_or_removed(folder: Path) -> None:
    split(folder)
    recode(opened(folder), "hege", "c1", "ordet", "Det er ordet.")
    assert (waiting(folder), far(folder)) == (["c6", "c4"], [(2, 0, 1, 0)])
    keep(opened(folder), "ola", "c6", "Begge deler.")
    assert (waiting(folder), far(folder)) == (["c4"], [(1, 1, 1, 0)])
    assert forankret(folder, "coding", "remove", "c4", "--coder", "hege").code == 0
    assert (waiting(folder), far(folder)) == ([], [(0, 1, 1, 1)])


def test_a_coding_that_waits_counts_where_it_counted(folder: Path) -> None:
    before = answered(folder, "mentions", "uklart")
    split(folder)
    assert answered(folder, "mentions", "uklart") == before


def test_what_was_decided_on_a_coding_goes_along_when_it_is_recoded(folder: Path) -> None:
    assert forankret(folder, "coding", "pin", "c1", "--coder", "hege").code == 0
    split(folder)
    done = recode(opened(folder), "hege", "c1", "ordet")
    said = forankret(folder, "show", "c1")
    assert f"it is {done.coding} now" in said.out and "inned" in said.out
    assert [row["coding"] for row in answered(folder, "quotes", "ordet")] == [done.coding]


ACTS = (
    ("recode", "ordet"),
    ("keep", "--reason", "x"),
    ("remove",),
    ("pin",),
    ("unpin",),
    ("edit",),
    ("place", "INT-01:0002"),
    ("contradict", "--memo", "x"),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_of_a_coding_that_was_recoded_the_one_in_its_place_is_named(
    act: tuple[str, ...], folder: Path
) -> None:
    split(folder)
    done = recode(opened(folder), "hege", "c1", "ordet")
    said = forankret(folder, "coding", act[0], "c1", *act[1:], "--coder", "hege")
    assert said.code == 1 and f"c1 was recoded: {done.coding} (ordet) stands in its place." in said.err


@pytest.mark.parametrize("act", ["recode", "keep", "remove"])
def test_only_the_coder_who_made_a_coding_decides_on_it(act: str, folder: Path) -> None:
    split(folder)
    given = {"recode": ["c6", "ordet"], "keep": ["c6"], "remove": ["c6"]}[act]
    said = forankret(folder, "coding", act, *given, "--coder", "hege", "--reason", "x")
    assert said.code == 1 and "this coding is ola's" in said.err and "--coder ola" in said.err
    assert "c6" in waiting(folder)


def test_a_coding_is_not_kept_without_a_reason(folder: Path) -> None:
    split(folder)
    said = forankret(folder, "coding", "keep", "c1", "--coder", "hege")
    assert said.code == 2 and "Say why" in said.err
    assert "c1" in waiting(folder)


def test_a_coding_that_was_kept_by_another_still_waits(folder: Path) -> None:
    from pipeline.coding.events import Event
    from pipeline.store.codings import append

    split(folder)
    event = Event(at="2030-01-01T00:00:00Z", event="keep", coding="c6", code="uklart", codebook=9, memo="x")
    append(folder, "hege", "INT-01", [event])
    assert "c6" in waiting(folder)
    append(folder, "ola", "INT-01", [event])
    assert "c6" not in waiting(folder)
    append(folder, "ola", "INT-01", [event.model_copy(update={"withdrawn": True})])
    assert "c6" in waiting(folder)


def test_a_code_that_is_split_again_puts_what_was_kept_into_the_queue_again(folder: Path) -> None:
    split(folder)
    keep(opened(folder), "hege", "c1", "Begge deler.")
    assert "c1" not in waiting(folder)
    forankret(folder, "codebook", "restore", "uklart", "--coder", "hege", "--reason", "Feil.")
    assert waiting(folder) == []
    split_code(opened(folder), "hege", "uklart", ["styring", "skummelt"], "Likevel.")
    assert "c1" in waiting(folder)


def test_codings_of_a_code_that_was_merged_into_the_split_one_wait_too(folder: Path) -> None:
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    split(folder)
    assert set(waiting(folder)) == {"c1", "c2", "c4", "c5", "c6"}


def test_what_was_coded_before_a_review_waits_and_what_came_after_does_not(folder: Path) -> None:
    review_code(opened(folder), "hege", "styring", "Definisjonen ble videre.")
    at_once = waiting(folder)
    assert (
        forankret(
            folder, "coding", "add", "INT-02:0004", "styring", "--words", "oppskrift", "--coder", "hege"
        ).code
        == 0
    )
    assert waiting(folder) == at_once == ["c5", "c2"]
    keep(opened(folder), "hege", "c2", "Passer fortsatt.")
    assert waiting(folder) == ["c5"]
    review_code(opened(folder), "hege", "styring", "Nei, ingen av dem.", close=True)
    assert waiting(folder) == []


def test_a_review_changes_neither_the_codebook_nor_its_version(folder: Path) -> None:
    path = folder / "codebooks/codebook.yaml"
    before = path.read_bytes()
    act = review_code(opened(folder), "hege", "styring", "Definisjonen ble videre.")
    assert (path.read_bytes(), act.version) == (before, 3)
    said = forankret(folder, "codebook", "review", "styring", "--close", "--coder", "hege", "--reason", "x")
    assert said.code == 0
    again = forankret(folder, "codebook", "review", "styring", "--close", "--coder", "hege", "--reason", "x")
    assert again.code == 2 and "No new reading" in again.err


def test_the_queue_is_worked_off_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    code_words(folder, "hege", "c7", "INT-01:0004", "uklart", "usikre alle sammen")
    code_words(folder, "hege", "c8", "FN-01:0004", "uklart", "Ingen spør oss.")
    split(folder)
    typed = "\n".join(["2", "r", "1", "Om arbeidet.", "x", "k", "", "Begge.", "s", "r", "Feil ord.", "q", ""])
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    said = forankret(folder, "codebook", "queue", "--work", "--coder", "hege")
    assert said.code == 0, said.both
    assert said.out.count("That is a choice and no reason.") == 2
    assert said.out.count("What is kept needs its reason.") == 1
    assert "1 Ordet [ordet]" in said.out and "[Ingen spør oss.]" in said.out
    assert "1 of yours are still to be read again." in said.out
    assert far(folder) == [(2, 1, 1, 1)]


def warned(folder: Path) -> list[str]:
    return [line for line in forankret(folder, "check", "--all").out.splitlines() if "[retired-code]" in line]


def test_what_waits_in_a_file_is_told_with_the_way_to_the_queue_and_what_was_kept_is_not(
    folder: Path,
) -> None:
    code_words(folder, "hege", "c7", "INT-01:0004", "uklart", "Vi er usikre alle sammen.")
    split(folder)
    one = next(line for line in warned(folder) if "hege/INT-01" in line)
    assert "is split; 2 codings in this file wait to be read again and count under it until then." in one
    assert "forankret codebook queue --work --coder hege" in one
    keep(opened(folder), "hege", "c1", "Den rommer begge.")
    one = next(line for line in warned(folder) if "hege/INT-01" in line)
    assert "1 coding in this file waits to be read again and counts" in one
    keep(opened(folder), "hege", "c7", "Den også.")
    assert not [line for line in warned(folder) if "hege/INT-01" in line] and len(warned(folder)) == 2


def test_what_was_kept_before_its_code_was_split_waits_again(folder: Path) -> None:
    review_code(opened(folder), "hege", "uklart", "Definisjonen er ny.")
    keep(opened(folder), "hege", "c4", "Passer.")
    split(folder)
    assert any("hege/INT-02" in line for line in warned(folder))


def test_a_code_that_sends_off_a_part_stays_in_use_and_its_older_codings_wait(folder: Path) -> None:
    why = ("--coder", "hege", "--reason", "Rommer to ting.")
    told = forankret(folder, "codebook", "split", "uklart", "uklart", "Arbeidet", *why)
    assert told.code == 0 and "split uklart into uklart, arbeidet" in told.out
    assert waiting(folder) == ["c6", "c1", "c4"]
    (row,) = answered(folder, "codebook", "queue", "--document", "INT-02")
    assert (row["why"], row["could_be"]) == ("split", "arbeidet")
    made = forankret(folder, "coding", "add", "INT-01:0006", "uklart", "--coder", "hege")
    assert made.code == 0 and waiting(folder) == ["c6", "c1", "c4"]
    keep(opened(folder), "hege", "c1", "Det er ordet.")
    recode(opened(folder), "hege", "c4", "arbeidet", "Det er arbeidet.")
    assert (waiting(folder), far(folder)) == (["c6"], [(1, 1, 1, 0)])
    diff = forankret(folder, "codebook", "diff", "3").out
    assert "«Usikre på begrepet» delt i «Usikre på begrepet» og «Arbeidet»." in diff
    checked = forankret(folder, "check").out
    assert not any(f"[{one}]" in checked for one in ("split-into", "history-status", "history-fields"))
    (then,) = answered(folder, "mentions", "uklart", "--codebook", "3")
    assert then["codings"] == 3
