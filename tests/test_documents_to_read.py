"""The documents of a study as a list, and each to be read in the terminal, blind where two code it."""

from __future__ import annotations

from pathlib import Path

import pytest
from coders import done
from small_study import DOCUMENTS, INT_01, answered, code_words, forankret, put, small_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


def test_the_list_says_how_much_is_coded_and_who_has_done_it(study: Path) -> None:
    done(study, "hege", "ola")
    done(study, "ola", document="INT-02")
    rows = answered(study, "documents")
    assert [(row["document"], row["utterances"], row["coded"], row["done"]) for row in rows] == [
        ("INT-01", 4, 2, "hege ola"),
        ("INT-02", 2, 1, "ola"),
        ("FN-01", 4, 1, ""),
    ]
    assert rows[0]["file"] == "int-01.txt" and rows[0]["case"] == "nord" and rows[0]["date"] == "2024-02-14"


def test_a_document_that_was_replaced_counts_nothing(study: Path) -> None:
    put(study, "data/raw/int-01b.txt", INT_01)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    counted = {row["document"]: row["utterances"] for row in answered(study, "documents")}
    assert counted["INT-01"] == 0 and counted["INT-01B"] == 4


def test_a_document_is_read_whole_with_its_codes(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = forankret(study, "show", "FN-01").out.splitlines()
    at = lines.index("  FN-01:0003  INN: Vi vil bli spurt før")
    assert lines[at + 1 : at + 3] == ["    alt er bestemt.", "      [styring] Slippe styringen – hege"]


def test_a_part_of_an_utterance_is_shown_with_its_code(study: Path) -> None:
    assert (
        "      [uklart] Usikre på begrepet – hege – «usikkerheten er der»\n"
        in forankret(study, "show", "INT-02").out
    )


HEGE, OLA = "– hege – «usikker på hva ordet betyr»", "– ola"


@pytest.mark.parametrize("id", ["INT-01", "INT-01:0002"])
def test_what_two_code_is_hidden_until_both_have_done_it(study: Path, id: str) -> None:
    said = forankret(study, "show", id).out
    assert HEGE not in said and OLA not in said and "Codings of hege, ola are hidden" in said
    own = forankret(study, "show", id, "--coder", "ola").out
    assert HEGE not in own and OLA in own and "Codings of hege are hidden" in own
    both = forankret(study, "show", id, "--all").out
    assert HEGE in both and OLA in both and "hidden" not in both
    done(study, "hege")
    assert HEGE not in forankret(study, "show", id).out
    done(study, "ola")
    said = forankret(study, "show", id).out
    assert HEGE in said and OLA in said and "hidden" not in said


def test_a_coding_is_shown_to_who_has_its_id(study: Path) -> None:
    assert "[uklart]" in forankret(study, "show", "c6").out


def test_what_one_codes_is_never_hidden(study: Path) -> None:
    assert "hidden" not in forankret(study, "show", "INT-02").out
    code_words(study, "ola", "c9", "INT-02:0004", "uklart", "rett og slett")
    assert "Codings of hege, ola are hidden" in forankret(study, "show", "INT-02").out


@pytest.mark.parametrize(
    ("id", "near"), [("uklar", "uklart"), ("Usikre på begreppet", "uklart"), ("INT-1", "INT-01")]
)
def test_what_is_not_there_names_what_was_meant(study: Path, id: str, near: str) -> None:
    said = forankret(study, "show", id)
    assert said.code == 1 and f"Did you mean {near}" in said.err and "forankret documents" in said.err


def test_a_code_is_shown_by_its_label(study: Path) -> None:
    assert forankret(study, "show", "skummelt").out == forankret(study, "show", "Skummelt").out
