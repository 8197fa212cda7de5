"""What is compared is what each coder put alone: before the mark of done at which another's could be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from coders import done
from small_study import INT_01, forankret, opened, put, small_study

from pipeline.coding.alone import coded_alone
from pipeline.coding.events import Event, Record
from pipeline.coding.live import live
from pipeline.stages.agreement import study_agreement
from pipeline.store.codings import append

DAY = "2024-05-{:02}T10:00:00Z"


def line(day: int, coder: str, event: str, coding: str = "", document: str = "D", **more) -> Record:
    """An event of a day in May, in the coder's file of a document."""
    on = {"utterance": f"{document}:0001", "start": 0, "end": 2, "quote": "Ja", "code": more.pop("code", "x")}
    fields = {**(on if event in ("apply", "place") else {}), **more}
    made = Event.model_validate({"at": DAY.format(day), "event": event, "coding": coding, **fields})
    return Record(made, coder, document, f"{coder}/{document}")


def compared(*records: Record, last: dict[str, str] | None = None) -> set[str]:
    """The codings that are compared."""
    return {mark.coding for mark in live(coded_alone(records, last or {}).records).marks}


BOTH = (line(1, "a", "apply", "a1"), line(2, "b", "apply", "b1"), line(3, "a", "done"), line(4, "b", "done"))


def test_what_stood_when_both_were_done_is_compared():
    assert coded_alone(BOTH, {}).finished == {("a", "D"), ("b", "D")}
    assert compared(*BOTH) == {"a1", "b1"}


def test_what_was_removed_recoded_or_added_afterwards_does_not_count():
    later = (
        line(5, "a", "apply", "a2", code="y", instead_of="a1"),
        line(5, "a", "remove", "a1"),
        line(6, "b", "apply", "b2"),
    )
    assert compared(*BOTH, *later) == {"a1", "b1"}


def test_what_one_added_after_being_done_does_not_count_though_the_other_was_not():
    late = line(4, "a", "apply", "a2")
    assert compared(*BOTH[:3], late, line(5, "b", "done")) == {"a1", "b1"}


def test_what_was_removed_before_is_gone():
    assert compared(*BOTH, line(2, "a", "remove", "a1")) == {"b1"}


def test_nothing_is_compared_while_one_is_not_done():
    assert coded_alone(BOTH[:3], {}).finished == frozenset()
    assert compared(*BOTH[:3]) == set()


def test_a_document_opened_before_the_other_was_done_counts_as_it_was_the_second_time():
    again = (
        *BOTH[:3],
        line(4, "a", "done", withdrawn=True),
        line(5, "a", "apply", "a2"),
        line(6, "a", "done"),
        line(7, "b", "done"),
    )
    assert compared(*again) == {"a1", "a2", "b1"}
    assert coded_alone(again, {}).reopened == frozenset()


def test_a_document_opened_after_the_others_could_be_seen_counts_as_it_was_the_first_time():
    again = (
        *BOTH,
        line(5, "a", "done", withdrawn=True),
        line(6, "a", "apply", "a2"),
        line(7, "a", "done"),
    )
    assert compared(*again[:6]) == set()
    assert compared(*again) == {"a1", "b1"}
    assert coded_alone(again, {}).reopened == {("a", "D")}


def test_a_third_coder_is_alone_until_done_though_two_others_have_seen_each_other():
    third = (line(6, "c", "apply", "c1"), line(7, "c", "done"), line(8, "c", "apply", "c2"))
    assert compared(*BOTH, line(5, "a", "apply", "a2"), *third) == {"a1", "b1", "c1"}
    assert compared(*BOTH, third[0]) == {"a1", "b1"}


def test_the_order_of_the_files_is_of_no_matter():
    later = line(5, "a", "apply", "a2")
    assert compared(later, *reversed(BOTH)) == {"a1", "b1"}


LAST = {"D": "E", "E": "E"}


def test_placing_afterwards_is_not_recoding():
    placed = line(6, "b", "place", "a1", document="E", was="D:0001")
    found = live(coded_alone((*BOTH, placed), LAST).records).marks
    assert {(mark.coding, mark.utterance) for mark in found} == {("a1", "E:0001"), ("b1", "D:0001")}


def test_a_corrected_transcript_counts_as_the_one_before_was_done_until_two_mark_it_anew():
    anew = (line(6, "a", "apply", "a2", document="E"), line(7, "a", "done", document="E"))
    assert coded_alone((*BOTH, *anew), LAST).finished == {("a", "E"), ("b", "E")}
    assert compared(*BOTH, *anew, last=LAST) == {"a1", "b1"}
    both = (*BOTH, *anew, line(8, "b", "done", document="E"))
    assert compared(*both, last=LAST) == {"a1", "b1"}


def test_a_corrected_transcript_that_only_now_two_have_done_counts_whole():
    alone = (
        *BOTH[:3],
        line(5, "a", "apply", "a2", document="E"),
        line(6, "a", "done", document="E"),
        line(7, "b", "done", document="E"),
    )
    assert compared(*alone, last=LAST) == {"a1", "a2", "b1"}


def study(folder: Path) -> Path:
    made = small_study(folder)
    done(made, "hege", "ola")
    return made


def test_recoding_and_adding_after_done_change_no_number_and_are_told(tmp_path: Path):
    made = study(tmp_path)
    before = study_agreement(opened(made))
    text = "Vi er usikre alle sammen. Det er skummelt å slippe styringen."
    on = {"utterance": "INT-01:0004", "start": text.index("slippe"), "end": len(text) - 1}
    fields = {"code": "styring", "coding": "c9", "quote": "slippe styringen", "codebook": 9}
    added = Event.model_validate({"at": "2024-06-01T09:00:00Z", "event": "apply", **on, **fields})
    append(made, "ola", "INT-01", [added])
    assert forankret(made, "coding", "remove", "c3", "--coder", "hege", "--reason", "nei").code == 0
    after = study_agreement(opened(made))
    assert (after.by_code, after.disagreements) == (before.by_code, before.disagreements)
    assert [one.version for one in after.versions] == [3]
    assert after.since[:2] == (1, 1)
    said = " ".join(forankret(made, "agreement").out.split())
    assert "Since then 1 of these codings were removed or recoded, and 1 came" in said


def test_a_split_code_stands_as_it_was_and_a_merged_one_as_its_heir(tmp_path: Path):
    made = study(tmp_path)
    book = made / "codebooks/codebook.yaml"
    split = book.read_text("utf-8").replace(
        "    examples: [skummelt]\n",
        "    examples: [skummelt]\n    status: split\n    split_into: [uklart]\n",
    )
    book.write_text(split, "utf-8")
    assert "skummelt" in {row.code for row in study_agreement(opened(made)).by_code}


def test_codings_that_moved_with_a_corrected_transcript_are_compared(tmp_path: Path):
    made = study(tmp_path)
    before = study_agreement(opened(made))
    put(made, "data/raw/int-01b.txt", "F: Hei.\n\n" + INT_01)
    register = made / "data/raw/documents.csv"
    rows = register.read_text("utf-8") + "int-01b.txt,INT-01B,interview,nord,start,2024-02-14,,INT-01\n"
    register.write_text(rows, "utf-8")
    after = study_agreement(opened(made))
    assert after.double.documents == ("INT-01B",)
    assert [row.found for row in after.by_code] == [row.found for row in before.by_code]
    assert {one.utterance for one in after.disagreements} == {"INT-01B:0005"}


@pytest.mark.parametrize("odd", ["åse", "per-2", "o.k", "A"])
def test_coders_of_odd_names_and_a_document_with_nothing_put(tmp_path: Path, odd: str):
    made = small_study(tmp_path)
    done(made, "hege", odd, document="INT-02")
    said = forankret(made, "agreement")
    assert said.code == 0 and "Traceback" not in said.both, said.both
    assert "nan" not in said.out.lower() and "inf" not in said.out.lower().replace("information", "")


def test_that_a_document_was_done_again_is_told(tmp_path: Path):
    made = study(tmp_path)
    assert "Since then" not in forankret(made, "agreement").out
    done(made, "hege", withdrawn=True, at="2024-05-01T09:00:00Z")
    done(made, "hege", at="2024-05-02T09:00:00Z")
    assert "hege marked INT-01 as done again since" in forankret(made, "agreement").out


def test_without_a_code_that_counts_nothing_is_said_of_letters(tmp_path: Path):
    made = small_study(tmp_path, coded=False)
    done(made, "hege", "ola")
    said = forankret(made, "agreement").out
    assert "letters" not in said.lower() and "not defined: 3 more of the codes" in said
