"""study.yaml and codebook.yaml as people write them, each fault with its line."""

from pathlib import Path

import pytest
from small_study import CODEBOOK, STUDY, forankret, put, small_study

from pipeline.codebook import Codebook
from pipeline.problems import Problem
from pipeline.store.folder import StudyFolder
from pipeline.store.settings import read_codebook, read_study
from pipeline.study import Study


def study(folder: Path, text: str | bytes) -> tuple[Study | None, list[Problem]]:
    put(folder, "study.yaml", text)
    return read_study(StudyFolder(folder))


def codebook(folder: Path, text: str) -> tuple[Codebook | None, list[Problem]]:
    put(folder, "codebooks/codebook.yaml", text)
    return read_codebook(StudyFolder(folder))


def faults(folder: Path, text: str | bytes) -> list[str]:
    found, problems = study(folder, text)
    assert found is None and all(problem.level == "error" for problem in problems)
    return [f"{problem.place}: {problem.message}" for problem in problems]


def test_an_empty_file_is_a_study_with_the_default_roles(tmp_path):
    found, problems = study(tmp_path, "")
    assert not problems
    assert list(found.roles) == ["INN", "OA", "F"] and found.asking == {"F"}


def test_fields_left_blank_are_as_if_they_were_not_there(tmp_path):
    blank = "title:\nlanguage:\nroles:\ncases:\nwaves:\ncoders:\nprivacy:\nreport:\n  seed:\n  coders:\n"
    found, problems = study(tmp_path, blank)
    assert not problems
    assert found == Study()


def test_a_role_without_a_description_is_its_own_label(tmp_path):
    found, _ = study(tmp_path, "roles: {INN: , OA: ansatt}\n")
    assert [role.label for role in found.roles.values()] == ["INN", "ansatt"]


def test_lists_stand_for_mappings_and_numbers_for_ids(tmp_path):
    found, problems = study(
        tmp_path, "cases: [nord, 2]\nwaves: {1: start}\ncoders: [hege]\nreport: {coders: hege}\n"
    )
    assert not problems
    assert list(found.cases) == ["nord", "2"] and list(found.waves) == ["1"]
    assert found.counted_coders == ("hege",)


def test_broken_yaml_is_told_with_its_line(tmp_path):
    (said,) = faults(tmp_path, "title: [a\nb: c\n")
    assert said.startswith("study.yaml:2: ")


def test_a_key_that_stands_twice_is_told_with_its_line(tmp_path):
    (said,) = faults(tmp_path, "title: a\nlanguage: nb\ntitle: b\n")
    assert said.startswith("study.yaml:3: ") and "title" in said


def test_wrong_types_are_all_told_each_with_its_line(tmp_path):
    said = faults(tmp_path, "title: 3\nroles: 5\nreport:\n  seed: abc\n  edition: x\nlanguage: svensk\n")
    assert [line.split(": ")[0] for line in sorted(said)] == [f"study.yaml:{n}" for n in (1, 2, 4, 5, 6)]


@pytest.mark.parametrize("text", ["- a\n- b\n", "hei", "3"])
def test_what_is_no_mapping_is_refused(tmp_path, text):
    assert "name: value" in faults(tmp_path, text)[0]


@pytest.mark.parametrize(
    "data", ["title: Å\n".encode("cp1252"), "title: Å\n".encode("utf-16"), bytes(range(256))]
)
def test_what_is_not_utf8_is_refused(tmp_path, data):
    assert "not UTF-8" in faults(tmp_path, data)[0]


def test_a_byte_order_mark_is_passed_over(tmp_path):
    found, problems = study(tmp_path, "title: Å\n".encode("utf-8-sig"))
    assert not problems and found.title == "Å"


def test_two_documents_in_one_file_are_refused(tmp_path):
    assert faults(tmp_path, "title: a\n---\ntitle: b\n")


def test_a_tag_that_would_run_code_is_text_at_most(tmp_path):
    assert faults(tmp_path, "title: !!python/object/apply:os.system [exit]\n")


def test_a_few_aliases_that_stand_for_millions_of_values_are_refused(tmp_path):
    layers = "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    assert "500000 values" in faults(tmp_path, "a: &a [x,x,x,x,x,x,x,x,x]\n" + layers)[0]


def test_lists_within_lists_without_end_are_refused(tmp_path):
    assert faults(tmp_path, "a: " + "[" * 1500)


def test_an_unknown_field_is_a_warning_with_its_line_and_nothing_more(tmp_path):
    found, (problem,) = study(tmp_path, "title: a\nreport:\n  sed: 3\n")
    assert found.report.seed == Study().report.seed
    assert (problem.level, problem.place) == ("warning", "study.yaml:3")
    assert "report.sed" in problem.message


def test_an_unknown_field_is_warned_about_each_time_though_a_copy_is_kept(tmp_path):
    folder = small_study(tmp_path, coded=False, study__yaml=STUDY + "colour: x\n")
    assert ["'colour'" in forankret(folder, "check").out for _ in range(2)] == [True, True]


def test_the_copy_that_is_kept_does_not_outlive_a_change(tmp_path):
    assert study(tmp_path, "title: a\n")[0].title == "a"
    assert (tmp_path / "data/processed/study.copy.json").exists()
    assert study(tmp_path, "title: b\n")[0].title == "b"


def test_a_copy_that_was_spoilt_is_not_believed(tmp_path):
    study(tmp_path, "title: a\n")
    put(tmp_path, "data/processed/study.copy.json", b'{"key": "')
    assert study(tmp_path, "title: a\n")[0].title == "a"


def test_an_acknowledged_error_needs_a_reason(tmp_path):
    text = "privacy:\n  acknowledged:\n    - {check: e-mail, place: data/raw/a.txt, reason: ''}\n"
    assert "reason" in faults(tmp_path, text)[0]


def test_a_codebook_that_is_not_there_or_empty_has_no_codes(tmp_path):
    assert read_codebook(StudyFolder(tmp_path)) == (Codebook(), [])
    assert codebook(tmp_path, "") == (Codebook(), [])
    assert codebook(tmp_path, "version:\ncodes:\nrelations:\n") == (Codebook(), [])


def test_every_fault_of_a_codebook_is_told_with_its_line(tmp_path):
    found, problems = codebook(
        tmp_path,
        "codes:\n  - id: a\n  - label: b\n  - {id: 'c d', label: c}\n  - {id: e, label: e, kind: x}\n"
        "  - id: f\n    label: f\n    indicators: [{form: x, lemma: y}]\n",
    )
    assert found is None
    assert [problem.place for problem in problems] == [
        f"codebooks/codebook.yaml:{n}" for n in (2, 3, 4, 5, 8)
    ]


def test_one_indicator_or_example_need_not_be_a_list(tmp_path):
    found, _ = codebook(tmp_path, "codes: [{id: a, label: a, indicators: begrep, examples: Hva?}]\n")
    assert found.codes[0].indicators[0].form == "begrep" and found.codes[0].examples == ("Hva?",)


def test_a_broken_codebook_stops_coding_but_not_reading(tmp_path):
    folder = small_study(tmp_path, coded=False, codebook__yaml="codes: [\n")
    assert forankret(folder, "ingest").code == 0
    for command in (["code"], ["mentions", "uklart"], ["all"]):
        said = forankret(folder, *command)
        assert said.code == 1 and "codebooks/codebook.yaml:2: error" in said.err
    assert "codebooks/codebook.yaml:2: error" in forankret(folder, "check").out


def test_codes_that_lie_under_each_other_in_a_circle_end_no_command(tmp_path):
    circles = (
        "codes:\n  - {id: a, label: a, parent: b}\n  - {id: b, label: b, parent: a}\n"
        "  - {id: m, label: m, status: merged, merged_into: n}\n"
        "  - {id: n, label: n, status: merged, merged_into: m}\n"
    )
    folder = small_study(tmp_path, coded=False, codebook__yaml=circles)
    assert forankret(folder, "mentions", "a").code == 0
    assert forankret(folder, "mentions", "m").code == 0
    said = forankret(folder, "all")
    assert said.code == 1 and "parent-circular" in said.err and "merged-into" in said.err


def test_an_indicator_that_cannot_be_used_is_told_by_the_check(tmp_path):
    broken = CODEBOOK.replace("{lemma: usikker}", "{pattern: [{FOO: x}]}")
    said = forankret(small_study(tmp_path, coded=False, codebook__yaml=broken), "check")
    assert said.code == 1 and "[indicator-pattern]" in said.out
