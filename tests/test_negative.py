"""How much speaks against each finding: counted as the study counts, zeros included, said and taken back."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from reported import evidence, nothing
from small_study import CODEBOOK, answered, contents, forankret, small_study
from test_report import table, words_of

from pipeline.coding.contradicting import NegativeCase
from pipeline.coding.events import Event
from pipeline.report.blocks import Heading, Paragraph, Table, text_of
from pipeline.report.sections.coreq import items
from pipeline.report.sections.negative import against_told, negative_cases
from pipeline.store.codings import append


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def against(study: Path, *arguments: str) -> dict[str, tuple[int, int]]:
    """For each finding how many codings speak against it, and how many of them are its own."""
    rows = answered(study, "contradictions", *arguments)
    return {row["finding"]: (row["against"], row["against_own"]) for row in rows}


def mark(study: Path, coding: str, *arguments: str, why: str = "De vet det.") -> str:
    said = forankret(study, "coding", "contradict", coding, "--memo", why, *arguments)
    assert said.code == 0, said.both
    return said.out


def test_a_finding_that_nothing_is_marked_against_stands_there_with_zeros(study: Path) -> None:
    assert against(study) == {"uklart": (0, 0), "styring": (0, 0)}
    mark(study, "c1")
    assert against(study) == {"uklart": (1, 1), "styring": (0, 0)}


def test_a_coding_may_speak_against_another_finding_than_its_own(study: Path) -> None:
    assert "speaks against uklart: «skummelt»" in mark(study, "c3", "--finding", "uklart")
    assert against(study) == {"uklart": (1, 0), "styring": (0, 0)}
    (row,) = answered(study, "contradictions", "uklart")
    assert (row["coding"], row["code"], row["utterance"], row["role"]) == (
        "c3",
        "skummelt",
        "INT-01:0004",
        "OA",
    )
    assert (row["quote"], row["memo"], row["said_by"]) == ("skummelt", "De vet det.", "hege")


def test_a_code_below_a_finding_means_the_finding(study: Path) -> None:
    mark(study, "c1", "--finding", "redd")
    assert against(study) == {"uklart": (0, 0), "styring": (1, 0)}


def test_what_is_withdrawn_counts_no_more_and_nothing_is_said_twice(study: Path) -> None:
    mark(study, "c1")
    before = contents(study)
    assert "already" in mark(study, "c1") and contents(study) == before
    assert "no longer" in forankret(study, "coding", "contradict", "c1", "--withdraw").out
    assert against(study)["uklart"] == (0, 0)
    again = contents(study)
    assert "already" in forankret(study, "coding", "contradict", "c1", "--withdraw").out
    assert contents(study) == again


def test_a_changed_reason_is_written_down(study: Path) -> None:
    mark(study, "c1")
    mark(study, "c1", why="Han forklarer det selv.")
    (row,) = answered(study, "contradictions", "uklart")
    assert row["memo"] == "Han forklarer det selv."


def test_a_negative_case_needs_a_reason(study: Path) -> None:
    said = forankret(study, "coding", "contradict", "c1")
    assert said.code == 2 and "--memo" in said.err


def test_only_what_counted_coders_say_of_counted_codings_counts(study: Path) -> None:
    mark(study, "c6")
    assert against(study)["uklart"] == (0, 0)
    assert against(study, "--coder", "ola")["uklart"] == (1, 1)
    assert against(study, "--coder", "ola", "--coder", "hege")["uklart"] == (1, 1)


def test_anothers_coding_is_closed_until_both_are_done(study: Path) -> None:
    before = contents(study)
    said = forankret(study, "coding", "contradict", "c1", "--memo", "x", "--coder", "ola")
    assert said.code == 1 and "[blind]" in said.err and contents(study) == before


def test_it_is_narrowed_as_counts_are(study: Path) -> None:
    mark(study, "c1")
    mark(study, "c5", "--finding", "uklart")
    assert against(study, "--role", "INN")["uklart"] == (1, 0)
    assert against(study, "--case", "vest")["uklart"] == (0, 0)
    assert forankret(study, "contradictions", "--role", "TULL").code == 1


def test_a_code_that_is_no_finding_names_the_one_above_it(study: Path) -> None:
    said = forankret(study, "contradictions", "skummelt")
    assert said.code == 1 and "forankret contradictions styring" in said.err
    assert forankret(study, "contradictions", "finnes-ikke").code == 1


def test_a_study_without_findings_or_codings_has_an_empty_table(tmp_path: Path) -> None:
    bare = CODEBOOK.replace("kind: finding", "kind: category")
    study = small_study(tmp_path / "study", coded=False, codebook__yaml=bare)
    assert answered(study, "contradictions") == []


def test_the_tables_and_the_report_say_how_many_there_are_and_none_where_there_are_none(study: Path) -> None:
    mark(study, "c1", why="Han vet det <likevel>.")
    assert forankret(study, "report").code == 0
    with (study / "reports/tables/negative_cases.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["finding"], row["against"]) for row in csv.DictReader(file)] == [
            ("uklart", "1"),
            ("styring", "0"),
        ]
    with (study / "reports/tables/contradictions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["memo"] for row in csv.DictReader(file)] == ["Han vet det <likevel>."]
    page = (study / "reports/report.html").read_text(encoding="utf-8")
    assert "Negative tilfeller: 0. Ingen er merket." in page
    assert "Han vet det &lt;likevel&gt;." in page


def test_what_was_said_of_a_removed_coding_is_gone_and_the_file_keeps_it(study: Path) -> None:
    mark(study, "c1")
    forankret(study, "coding", "remove", "c1", "--coder", "hege")
    assert against(study)["uklart"] == (0, 0)
    lines = (study / "codebooks/codings/hege/INT-01.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines][-2:] == ["contradict", "remove"]


def case(coding: str, utterance: str, code: str = "rolle", memo: str = "Hun vil det.") -> NegativeCase:
    quote = "Det føles uvant"
    return NegativeCase("rolle", coding, code, "hege", (utterance,), quote, memo, "hege", "2025-01-01", "x:1")


CASES = {"rolle": [case(f"b{at}", f"INT-{at:02d}:0003") for at in (1, 2, 3)], "uklart": []}


def test_the_section_lists_each_case_with_its_words_and_why() -> None:
    blocks = negative_cases(replace(evidence(), negative=CASES))
    counts = table(blocks, "Hvor mye")
    assert [[text_of(cell) for cell in row.cells[2:5]] for row in counts.rows] == [
        ["0", "0", "0"],
        ["3", "3", "3"],
        ["0", "0", "0"],
    ]
    listed = table(blocks, "Det som taler mot «Ubehag")
    assert len(listed.rows) == 3
    assert "sitte stille" in text_of(listed.rows[0].cells[2])
    assert [text_of(cell) for cell in listed.rows[0].cells[3:]] == ["Hun vil det.", "Første koder"]


def test_masked_words_stay_masked_in_a_negative_case() -> None:
    from pipeline.coding.edits import mask

    found = evidence()
    text = str(found.utterances.set_index("utterance").loc["INT-01:0003", "text"])
    start = text.index("stille")
    edits = {("b1", "INT-01:0003"): (mask(start, start + 6, "rolig"),)}
    told = words_of(negative_cases(replace(found, negative=CASES, edits=edits)))
    assert "sitte [rolig]" in told or "sitte rolig" in told
    assert "møte stille" not in told and told.count("sitte stille") == 2


def test_the_public_edition_prints_no_words_no_reasons_no_ids_and_no_small_numbers() -> None:
    few = {"rolle": CASES["rolle"][:2], "uklart": []}
    public = evidence(edition="public")
    told = words_of(negative_cases(replace(public, negative=few)))
    assert "Hun vil" not in told and "uvant" not in told and "INT-" not in told
    counts = table(negative_cases(replace(public, negative=few)), "Hvor mye")
    assert {text_of(row.cells[2]) for row in counts.rows} == {"<3"}
    (said,) = against_told(replace(public, negative=few), "rolle")
    assert isinstance(said, Paragraph) and "færre enn tre" in text_of(said.runs)
    enough = against_told(replace(public, negative=CASES), "rolle")[0]
    assert isinstance(enough, Paragraph) and "3 kodinger" in text_of(enough.runs)


def test_what_the_public_edition_keeps_to_itself_cannot_be_worked_out() -> None:
    mixed = {"rolle": [*CASES["rolle"], case("a4", "INT-04:0002", "uklart")]}
    counts = table(negative_cases(replace(evidence(edition="public"), negative=mixed)), "Hvor mye")
    assert [text_of(cell) for cell in counts.rows[1].cells[2:4]] == ["4", "*"]
    inside = table(negative_cases(replace(evidence(), negative=mixed)), "Hvor mye")
    assert [text_of(cell) for cell in inside.rows[1].cells[2:4]] == ["4", "3"]


def test_a_study_without_findings_says_so() -> None:
    blocks = negative_cases(nothing())
    assert isinstance(blocks[0], Heading) and not any(isinstance(block, Table) for block in blocks)


def both_done(study: Path, document: str) -> None:
    """Both coders have marked a document as done."""
    for coder in ("hege", "ola"):
        append(study, coder, document, [Event(at="2024-04-01T09:00:00Z", event="done")])


def test_of_what_both_see_only_counted_coders_on_counted_codings_count(study: Path) -> None:
    both_done(study, "INT-01")
    mark(study, "c6", "--coder", "hege")
    mark(study, "c1", "--coder", "ola")
    assert against(study)["uklart"] == (0, 0)
    assert against(study, "--coder", "hege", "--coder", "ola")["uklart"] == (2, 2)


def test_the_number_of_all_cases_gives_none_of_a_single_finding_away() -> None:
    two = {**CASES, "uklart": [case("a4", "INT-04:0002", "uklart")] * 2}

    def told(edition: str, negative: dict[str, list[NegativeCase]]) -> str:
        about = replace(evidence(edition=edition), negative=negative)
        return text_of(items(about)[29].answer).replace("\u00a0", " ")

    assert "5 negative tilfeller" in told("internal", two)
    assert "* negative tilfeller" in told("public", two) and "5" not in told("public", two)
    assert "3 negative tilfeller" in told("public", {"rolle": CASES["rolle"]})
