"""From coders' files and indicators to one table of codings, and to transcripts that were corrected."""

import csv

import pytest
from small_study import CODEBOOK, DOCUMENTS, INT_01, STUDY, answered, built_study, forankret, put, small_study

from pipeline.model import CODING_COLUMNS
from pipeline.store.tables import read_arrow


def table(folder, name: str = "codings") -> list[dict]:
    return read_arrow(folder / f"data/processed/{name}.parquet").to_pylist()


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    return built_study(tmp_path_factory.mktemp("kodet"))


def test_the_table_has_the_columns_that_were_promised(coded):
    assert tuple(table(coded)[0])[: len(CODING_COLUMNS)] == CODING_COLUMNS


def test_codings_of_people_come_first_and_rules_say_what_fired_them(coded):
    rows = table(coded)
    assert [row["origin"] for row in rows] == ["manual"] * 6 + ["rule"] * 3
    assert [(row["coder"], row["fired"], row["quote"]) for row in rows[6:]] == [
        ("", "lemma: usikker", "usikker"),
        ("", "lemma: usikker", "usikre"),
        ("", "prefix: usikkerhet", "usikkerheten"),
    ]


def test_a_coding_knows_its_finding_through_the_tree(coded):
    findings = {row["coding"]: (row["code"], row["finding"]) for row in table(coded)}
    assert findings["c2"] == ("styring", "styring") and findings["c3"] == ("skummelt", "styring")


def test_the_stage_says_how_far_the_utterances_are_coded(coded):
    said = forankret(coded, "code")
    assert said.out.startswith("Up to date: 4 of 10 utterances coded, 0 by rule only, 6 uncoded. ")


def test_the_stage_counts_the_coders_that_the_report_counts_and_names_the_others(tmp_path):
    from small_study import code_words

    study = small_study(tmp_path)
    code_words(study, "ola", "c8", "INT-01:0006", "styring", "Mm.")
    assert forankret(study, "code").out == (
        "4 of 10 utterances coded, 0 by rule only, 6 uncoded. "
        "This is what the report counts (hege); with ola too, 5 are coded.\n"
    )
    put(study, "study.yaml", STUDY.replace("coders: [hege]", "coders: [hege, ola]"))
    assert forankret(study, "code").out == "5 of 10 utterances coded, 0 by rule only, 5 uncoded.\n"


def test_an_utterance_that_only_a_rule_met_is_counted_apart(tmp_path):
    study = small_study(tmp_path, coded=False)
    assert forankret(study, "code").out == "0 of 10 utterances coded, 3 by rule only, 7 uncoded.\n"
    assert answered(study, "mentions", "uklart")[0]["codings"] == 0
    assert answered(study, "mentions", "uklart", "--origin", "rule")[0]["codings"] == 3


def test_a_merged_code_is_followed_to_its_heir(tmp_path):
    from small_study import code_words

    study = small_study(tmp_path, coded=False)
    code_words(study, "hege", "c9", "INT-01:0004", "redd", "skummelt")
    assert answered(study, "quotes", "redd")[0]["code"] == "skummelt"
    assert answered(study, "mentions", "skummelt")[0]["codings"] == 1


def test_codings_of_a_retired_code_count_and_are_reported(tmp_path):
    from small_study import code_words

    study = small_study(tmp_path, coded=False)
    code_words(study, "hege", "c9", "INT-01:0004", "gammel", "skummelt")
    assert "[retired-code]" in forankret(study, "code").err
    assert answered(study, "mentions", "gammel")[0]["codings"] == 1


def test_a_code_that_left_the_codebook_leaves_the_counts_with_an_error(tmp_path):
    study = small_study(tmp_path, codebook__yaml=CODEBOOK.partition("  - id: skummelt")[0])
    said = forankret(study, "code")
    assert said.code == 1 and "[coding-code-gone]" in said.err and "hege/INT-01.jsonl:3" in said.err
    assert {row["coding"] for row in table(study) if row["coder"]} == {"c1", "c2", "c4", "c5", "c6"}


def test_words_that_are_gone_are_an_error_and_the_coding_can_still_be_shown(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01.txt", INT_01.replace("slippe styringen", "gi slipp"))
    said = forankret(study, "code")
    assert said.code == 1 and "[coding-words-gone]" in said.err
    shown = forankret(study, "show", "c2")
    assert shown.code == 0 and "counted nowhere" in shown.out and "forankret check" in shown.out


def test_a_torn_last_line_is_reported_and_the_others_count(tmp_path):
    study = small_study(tmp_path)
    with (study / "codebooks/codings/hege/INT-01.jsonl").open("ab") as file:
        file.write(b'{"at": "2024-03-')
    said = forankret(study, "code")
    assert "hege/INT-01.jsonl:4" in said.err
    assert {row["coding"] for row in table(study) if row["coder"]} == {"c1", "c2", "c3", "c4", "c5", "c6"}


CORRECTED = (
    INT_01.replace("OA: Jeg er usikker", "F: Vent litt.\n\nOA: Altså, jeg er usikker")
    .replace("slippe styringen", "gi slipp")
    .replace("OA: Mm.\n\nOA: Mm.", "OA: Mm.\n\nOA: Ja.\n\nOA: Mm.")
)


@pytest.fixture
def corrected(tmp_path):
    """A study whose first interview was corrected after it was coded, also on a repeated turn."""
    from small_study import code_words

    study = small_study(tmp_path)
    code_words(study, "hege", "c7", "INT-01:0006", "styring", "Mm.")
    put(study, "data/raw/int-01b.txt", CORRECTED)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    return study


def test_after_a_correction_each_coding_moves_or_waits(corrected):
    said = forankret(corrected, "code")
    assert said.code == 0 and said.err.count("[coding-waits]") == 4
    moves = {
        row["coding"]: (row["status"], row["waiting"], row["new_utterance"])
        for row in table(corrected, "moves")
    }
    assert moves["c1"] == ("moved", "", "INT-01B:0003")
    assert {id: status for id, (status, _, _) in moves.items() if id in ("c2", "c7")} == {
        "c2": "lost",
        "c7": "ambiguous",
    }
    assert [id for id, (_, waiting, _) in moves.items() if waiting] == ["c2", "c3", "c7", "c6"]


def test_what_waits_is_counted_nowhere(corrected):
    assert {row["coding"] for row in answered(corrected, "quotes", "styring")} == {"c5"}
    assert answered(corrected, "mentions", "styring")[0]["codings"] == 1


def test_what_waits_can_be_shown_and_says_where_it_may_belong(corrected):
    said = forankret(corrected, "show", "c7")
    assert said.code == 0 and "counted nowhere until it is placed" in said.out and "INT-01:0006" in said.out
    assert "INT-01B:0007" in said.out


def test_the_older_transcript_shows_what_became_of_its_codings(corrected):
    said = forankret(corrected, "show", "INT-01:2").out
    assert "is on INT-01B:0003 now c1" in said and "waits until a person says where it belongs c6" in said
    assert "Replaced by INT-01B" in forankret(corrected, "show", "INT-01").out


def test_nothing_new_is_coded_in_the_older_transcript(corrected):
    for act in (["add", "INT-01:2", "uklart", "--coder", "hege"], ["place", "c7", "INT-01:6"]):
        said = forankret(corrected, "coding", *act)
        assert said.code == 1 and "INT-01B" in said.err


def test_a_person_places_what_waits_and_changes_their_mind(corrected):
    assert forankret(corrected, "coding", "place", "c7", "INT-01B:9").code == 0
    assert forankret(corrected, "coding", "place", "c2", "INT-01B:5", "--words", "gi slipp").code == 0
    rows = {
        row["coding"]: (row["utterance"], row["quote"]) for row in answered(corrected, "quotes", "styring")
    }
    assert rows == {"c2": ("INT-01B:0005", "gi slipp"), "c7": ("INT-01B:0009", "Mm."), "c5": rows["c5"]}
    forankret(corrected, "coding", "place", "c7", "INT-01B:7")
    assert "INT-01B:0007" in {row["utterance"] for row in answered(corrected, "quotes", "styring")}
    assert forankret(corrected, "code").err.count("[coding-waits]") == 2


def test_what_waits_can_be_dropped_by_its_coder(corrected):
    assert forankret(corrected, "coding", "remove", "c7", "--coder", "hege").code == 0
    assert forankret(corrected, "code").err.count("[coding-waits]") == 3
    assert forankret(corrected, "coding", "place", "c7", "INT-01B:7").code == 1


def test_pins_and_edits_go_along_with_their_words(corrected):
    forankret(corrected, "coding", "pin", "c1")
    forankret(corrected, "coding", "edit", "c1", "--cut", "på hva")
    from small_study import opened

    from pipeline.stages.code import people_codings

    forankret(corrected, "code")
    standing = people_codings(opened(corrected)).standing
    assert "c1" in standing.pinned
    (edit,) = standing.edits["c1", "INT-01B:0003"]
    assert CORRECTED.split("OA: ")[1][edit.start : edit.end] == "på hva"


def test_the_same_words_are_not_coded_twice_after_a_correction(corrected):
    words = ["INT-01B:3", "uklart", "--words", "usikker på hva ordet betyr", "--coder", "hege"]
    said = forankret(corrected, "coding", "add", *words)
    assert said.code == 1 and "[again]" in said.err and "c1" in said.err


def test_every_coding_of_a_corrected_transcript_is_in_a_table_of_the_report(corrected):
    assert forankret(corrected, "analyse").code == 0
    with (corrected / "reports/tables/moves.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["coding"]: (row["status"], row["waiting"]) for row in csv.DictReader(file)}
    assert (
        rows["c1"] == ("moved", "") and rows["c2"] == ("lost", "yes") and rows["c7"] == ("ambiguous", "yes")
    )


def test_without_a_correction_the_table_of_moves_is_its_header(coded):
    from pipeline.coding.moved import MOVE_COLUMNS

    header = (coded / "reports/tables/moves.csv").read_text(encoding="utf-8")
    assert header.strip() == ",".join(MOVE_COLUMNS)
