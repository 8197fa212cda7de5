"""A code is meant by its id or its label; where there is none such, the nearest are named."""

import pytest
from small_study import answered, forankret, opened, small_study

from pipeline.codebook import Codebook
from pipeline.coding.code_meant import code_meant
from pipeline.problems import StudyError


def book(*codes):
    return Codebook.model_validate(
        {"codes": [dict(zip(("id", "label", "status"), one, strict=False)) for one in codes]}
    )


BOOK = book(("sky", "Dårlig samvittighet"), ("tid", "Tida"), ("tid-2", "Tida"), ("tid-3", "Tidas", "merged"))


@pytest.mark.parametrize(
    ("typed", "id"), [("sky", "sky"), ("dårlig  SAMVITTIGHET", "sky"), ("Tidas", "tid-3")]
)
def test_a_code_is_meant_by_its_id_or_by_the_label_that_is_its_alone(typed, id):
    assert code_meant(BOOK, typed) == id


def test_a_label_of_two_codes_is_no_answer():
    with pytest.raises(StudyError, match=r"2 codes are called «tida».*tid, tid-2"):
        code_meant(BOOK, "Tida")


def test_the_nearest_are_named_and_none_that_was_merged():
    with pytest.raises(StudyError, match=r"Did you mean tid-2 or tid\?"):
        code_meant(BOOK, "tid-3x")
    with pytest.raises(StudyError, match=r"Did you mean sky\?"):
        code_meant(BOOK, "daarlig samvittighet")


def test_what_is_near_nothing_leads_to_the_list_of_codes():
    with pytest.raises(StudyError) as fault:
        code_meant(BOOK, "xxxxxx")
    assert "Did you mean" not in str(fault.value)
    assert "forankret codebook show" in str(fault.value) and "forankret codebook add" in str(fault.value)


ASKED = (
    ("coding", "add", "INT-02:4", "Usikre på begrepet", "--coder", "hege"),
    ("quotes", "usikre på begrepet"),
    ("mentions", "Usikre på begrepet"),
    ("compare", "Usikre på begrepet", "--by", "role"),
    ("codebook", "show", "Usikre på begrepet"),
    ("codebook", "log", "Usikre på begrepet"),
    ("codebook", "edit", "Usikre på begrepet", "--brief", "Ny.", "--coder", "hege", "--reason", "Klarere."),
    ("codebook", "move", "Skummelt", "Usikre på begrepet", "--coder", "hege", "--reason", "Hører hit."),
    ("codebook", "merge", "Skummelt", "Usikre på begrepet", "--coder", "hege", "--reason", "Det samme."),
    ("agreement", "--code", "Usikre på begrepet"),
)


@pytest.mark.parametrize("command", ASKED, ids=lambda command: " ".join(command[:2]))
def test_commands_take_the_label_of_a_code(tmp_path, command):
    said = forankret(small_study(tmp_path), *command)
    assert said.code == 0, said.both


def test_the_label_counts_as_the_id(tmp_path):
    study = small_study(tmp_path)
    assert answered(study, "mentions", "Usikre på begrepet") == answered(study, "mentions", "uklart") != []
    assert code_meant(opened(study).codebook, "Redd") == "redd"
