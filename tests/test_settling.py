"""What coders settle together is what counts, and what each of them coded alone stays to be seen."""

import csv
import re

import pytest
from small_study import (
    DOCUMENTS,
    INT_01,
    STUDY,
    answered,
    code_words,
    contents,
    forankret,
    opened,
    put,
    small_study,
    texts_of,
)
from test_live import BOOK, event, said

from pipeline.analysis.narrowing import narrow_codings
from pipeline.coding.events import Event
from pipeline.coding.settling import settlements, with_settlements
from pipeline.model import Narrow, digest
from pipeline.stages.code import people_codings
from pipeline.stages.reading import transcript
from pipeline.store.codings import append
from pipeline.store.tables import read_arrow, read_frame

WHERE = "INT-01:0002"
WORDS = "usikker på hva ordet betyr"


def settle(folder, decision, words="Jeg er usikker", code="uklart", utterance=WHERE, coder="ola", **fields):
    """A joint decision, written as one line in a coder's file."""
    text = texts_of(folder)[utterance]
    given = {"digest": digest(text), "between": ("hege", "ola"), "memo": "Vi leste det om igjen."}
    if decision == "stands":
        at = text.index(words)
        given |= {"coding": "d1", "start": at, "end": at + len(words), "quote": words}
    line = {"at": "2024-05-01T10:00:00Z", "utterance": utterance, "code": code, "codebook": 3}
    made = Event(**({"event": "settle", "decision": decision} | line | given | fields))
    append(folder, coder, utterance.rpartition(":")[0], [made])


def count(folder, *arguments, code="uklart"):
    (row,) = answered(folder, "mentions", code, *arguments)
    return row["codings"], row["utterances"]


def ids(folder, *arguments, code="uklart"):
    return [row["coding"] for row in answered(folder, "quotes", code, *arguments)]


def kinds(folder):
    forankret(folder, "code")
    rows = read_arrow(folder / "data/processed/codings.parquet").to_pylist()
    return {row["coding"]: row["settled"] for row in rows if row["origin"] != "rule"}


def printed(folder):
    said = forankret(folder, "report")
    assert said.code == 0, said.both
    with (folder / "reports/tables/quotes.csv").open(encoding="utf-8", newline="") as file:
        return {row["coding"]: row for row in csv.DictReader(file)}


@pytest.fixture
def study(tmp_path):
    return small_study(tmp_path)


def test_before_anything_is_settled_the_coders_count_as_they_coded(study):
    assert (count(study), count(study, "--coder", "hege"), count(study, "--coder", "ola")) == (
        (2, 2),
        (2, 2),
        (1, 1),
    )
    assert set(kinds(study).values()) == {""}


def test_a_code_that_stands_counts_once_on_the_words_that_were_decided(study):
    put(study, "study.yaml", STUDY.replace("coders: [hege]", "coders: [hege, ola]"))
    assert count(study) == (3, 2)
    settle(study, "stands")
    assert (count(study), ids(study)) == ((2, 2), ["d1", "c4"])
    assert answered(study, "quotes", "uklart")[0]["quote"] == "Jeg er usikker"


def test_a_code_that_falls_counts_no_more(study):
    settle(study, "falls")
    assert (count(study), ids(study)) == ((1, 1), ["c4"])


def test_a_code_that_only_another_had_put_there_counts_when_it_stands(study):
    code_words(study, "ola", "c7", "INT-02:0004", "styring", "En oppskrift")
    before = count(study, code="styring")
    settle(study, "stands", "oppskrift", "styring", "INT-02:0004")
    assert (before, count(study, code="styring")) == ((3, 2), (4, 3))


@pytest.mark.parametrize("decision", ["stands", "falls"])
def test_a_coder_who_is_named_has_the_own_codings_and_no_decision(study, decision):
    settle(study, decision)
    assert (ids(study, "--coder", "hege"), ids(study, "--coder", "ola")) == (["c1", "c4"], ["c6"])
    by = {row["coder"]: row["codings"] for row in answered(study, "mentions", "uklart", "--by", "coder")}
    assert by == {"hege": 2, "ola": 1}


def test_the_table_tells_what_was_decided_and_what_that_stands_in_for(study):
    settle(study, "stands")
    assert kinds(study) == {"c1": "replaced", "c6": "replaced", "d1": "decision"} | dict.fromkeys(
        ("c2", "c3", "c4", "c5"), ""
    )


def test_codings_of_a_coder_who_took_no_part_count_as_before(study):
    settle(study, "falls", between=("ola", "kari"))
    assert (count(study), kinds(study)["c1"], kinds(study)["c6"]) == ((2, 2), "", "replaced")


def test_a_decision_between_nobody_named_is_about_all_who_coded(study):
    settle(study, "falls", between=())
    assert (kinds(study)["c1"], kinds(study)["c6"]) == ("replaced", "replaced")


def test_other_codes_on_the_utterance_are_left_alone(study):
    settle(study, "falls", code="styring", utterance="INT-01:0004")
    assert (kinds(study)["c2"], kinds(study)["c3"]) == ("replaced", "")


def test_the_last_decision_counts_and_one_that_was_withdrawn_does_not(study):
    settle(study, "falls")
    settle(study, "stands", coder="hege", at="2024-05-02T10:00:00Z")
    assert ids(study) == ["d1", "c4"]
    settle(study, "falls", at="2024-05-03T10:00:00Z", withdrawn=True)
    assert (ids(study), count(study)) == (["c1", "c4"], (2, 2))


def test_a_merged_code_is_decided_on_as_its_heir(study):
    settle(study, "falls", code="redd", utterance="INT-01:0004")
    assert kinds(study)["c3"] == "replaced"


def test_a_decision_stands_where_the_coder_took_the_own_coding_away(study):
    settle(study, "stands")
    assert forankret(study, "coding", "remove", "c1", "--coder", "hege").code == 0
    assert ids(study) == ["d1", "c4"]


def test_a_decision_stands_where_nobody_has_coded_anything(tmp_path):
    study = small_study(tmp_path, coded=False)
    settle(study, "stands")
    assert (ids(study), forankret(study, "check").code) == (["d1"], 0)


def test_the_stage_counts_what_was_settled(study):
    code_words(study, "ola", "c7", "INT-02:0004", "styring", "En oppskrift")
    settle(study, "falls")
    assert forankret(study, "code").out == (
        "3 of 10 utterances coded, 1 by rule only, 6 uncoded. "
        "This is what the report counts (hege); with ola too, 4 are coded.\n"
    )


def test_the_stage_counts_what_stands_though_only_another_had_put_it_there(study):
    settle(study, "stands", "oppskrift", "styring", "INT-02:0004")
    assert forankret(study, "code").out.startswith("5 of 10 utterances coded, 0 by rule only, 5 uncoded.")


def test_what_a_coder_coded_is_read_without_what_was_decided(study):
    before = transcript(opened(study), "INT-01", coder="ola")
    settle(study, "stands")
    assert transcript(opened(study), "INT-01", coder="ola") == before


def test_the_words_of_a_decision_are_not_coded_twice(study):
    settle(study, "stands", WORDS, coder="hege")
    assert "coded-twice" not in forankret(study, "check").out


def test_a_decision_on_a_corrected_transcript_has_no_effect_and_is_told(study):
    settle(study, "stands")
    put(study, "data/raw/int-01b.txt", INT_01)
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-01b.txt,INT-01B,interview,nord,start,,,INT-01\n")
    said = forankret(study, "check").out
    assert "codebooks/codings/ola/INT-01.jsonl:2: warning: The joint decision on 'uklart'" in said
    assert (sorted(ids(study)), set(kinds(study).values())) == (["c1", "c4"], {""})


@pytest.mark.parametrize("decision", ["stands", "falls"])
def test_a_decision_on_words_that_were_changed_has_no_effect_and_is_told(study, decision):
    settle(study, decision)
    put(study, "data/raw/int-01.txt", INT_01.replace("noe nytt", "noe gammelt"))
    assert "[settled-in-vain]" in forankret(study, "check").out
    assert "d1" not in kinds(study)


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "perhaps"},
        {"code": "borte"},
        {"quote": "andre ord"},
        {"quote": "", "start": None, "end": None},
        {"end": 400},
        {"start": None},
        {"utterance": "INT-01:0009"},
        {"coding": "c1"},
    ],
    ids=str,
)
def test_a_decision_that_cannot_be_is_a_problem_and_has_no_effect(fields):
    good = {
        "utterance": "INT-01:0001",
        "code": "begrep",
        "decision": "stands",
        "start": 0,
        "end": 12,
        "quote": "Vi er usikre",
    }
    (mine,) = people("c1")
    for given, effect in ((good, 1), (good | fields, 0)):
        decided = settlements([event("settle", given.get("coding", "d1"), **without(given, "coding"))], BOOK)
        joint = with_settlements([mine], decided, BOOK, [said()])
        assert (len(joint.decisions), len(joint.problems)) == (effect, 1 - effect)
        assert (joint.codings == [mine], bool(joint.settled)) == (not effect, bool(effect))


def without(given, name):
    return {key: value for key, value in given.items() if key != name}


def people(*codings):
    from test_live import apply

    from pipeline.coding.live import live
    from pipeline.coding.placing import place_codings

    return place_codings(live([apply(coding) for coding in codings]), BOOK, [said()]).codings


def test_a_pinned_quote_is_printed_once_as_it_was_settled_with_what_was_hidden_in_it(study):
    for coding in ("c1", "c6"):
        forankret(study, "coding", "pin", coding, "--coder", "hege")
    forankret(study, "coding", "edit", "c1", "--mask", "ordet=[begrepet]", "--coder", "hege")
    assert {"c1", "c6"} <= printed(study).keys()
    settle(study, "stands", "hva ordet betyr. Kanskje")
    rows = printed(study)
    assert ("c1" in rows, "c6" in rows, rows["d1"]["pinned"]) == (False, False, "yes")
    assert rows["d1"]["printed"] == "hva [begrepet] betyr. Kanskje"


def test_what_was_cut_outside_the_settled_words_keeps_no_quote_from_print(study):
    forankret(study, "coding", "pin", "c1", "--coder", "hege")
    forankret(study, "coding", "edit", "c1", "--cut", "betyr", "--coder", "hege")
    settle(study, "stands", "usikker på hva ordet")
    assert printed(study)["d1"]["printed"] == "usikker på hva ordet"


def test_a_mask_that_the_settled_words_cut_through_keeps_the_quote_from_print(study):
    forankret(study, "coding", "pin", "c1", "--coder", "hege")
    forankret(study, "coding", "edit", "c1", "--mask", "hva ordet=[noe]", "--coder", "hege")
    settle(study, "stands", "usikker på hva")
    said = forankret(study, "report")
    assert said.code == 1 and "[quote-edit]" in said.both and "coding edit d1" in said.both
    assert forankret(study, "coding", "edit", "d1", "--mask", "hva=[noe]", "--coder", "ola").code == 0
    assert printed(study)["d1"]["printed"] == "usikker på [noe]"


def test_a_decision_that_was_written_anew_is_pinned_and_edited_as_before(study):
    settle(study, "stands", "hva ordet betyr. Kanskje")
    forankret(study, "coding", "pin", "d1", "--coder", "ola")
    assert forankret(study, "coding", "edit", "d1", "--mask", "ordet=[det]", "--coder", "ola").code == 0
    settle(study, "falls", at="2024-05-02T10:00:00Z")
    assert "d1" not in printed(study)
    settle(study, "stands", "hva ordet betyr. Kanskje", at="2024-05-03T10:00:00Z")
    assert printed(study)["d1"]["printed"] == "hva [det] betyr. Kanskje"


def test_a_decision_can_be_pinned_and_unpinned_itself(study):
    settle(study, "stands", "usikker på hva ordet betyr. Kanskje")
    forankret(study, "coding", "pin", "d1", "--coder", "ola")
    assert printed(study)["d1"]["pinned"] == "yes"
    assert forankret(study, "check").code == 0
    said = forankret(study, "coding", "unpin", "d1", "--coder", "ola")
    assert "already" not in said.out
    assert "d1" not in people_codings(opened(study)).standing.pinned


def test_a_decision_that_was_unpinned_is_not_pinned_through_its_codings(study):
    forankret(study, "coding", "pin", "c1", "--coder", "hege")
    settle(study, "stands")
    assert "d1" in people_codings(opened(study)).standing.pinned
    assert "already" not in forankret(study, "coding", "unpin", "d1", "--coder", "ola").out
    assert "d1" not in people_codings(opened(study)).standing.pinned


def test_a_pinned_quote_whose_code_fell_is_not_printed_and_is_told(study):
    forankret(study, "coding", "pin", "c1", "--coder", "hege")
    assert "[pinned-quote-fell]" not in forankret(study, "check").out
    settle(study, "falls")
    assert "c1" not in printed(study)
    assert "ola/INT-01.jsonl:2: warning: The coding c1 is pinned" in forankret(study, "check").out


def test_show_tells_what_was_decided_together(study):
    settle(study, "stands")
    said = forankret(study, "show", WHERE).out
    assert "d1 (decided together)" in said and "c1 (counted as the coders decided together)" in said
    assert "Codings by people, all coders: 3;" in forankret(study, "show", "uklart").out


def test_the_report_tells_what_each_coded_alone_and_that_what_was_decided_counts(study):
    note = "Der kodere har bestemt noe sammen"
    before = reported(study)
    settle(study, "stands", utterance="INT-02:0004", words="oppskrift", code="styring")
    after = reported(study)
    rows = [re.findall(r"<tr[^>]*>(?:(?!</tr>).)*Andre.*?</tr>", page, re.DOTALL) for page in (before, after)]
    assert len(rows[0]) == 1 and words_in(rows[0][0]) == words_in(rows[1][0])
    assert (note in before, note in after) == (False, True)


def reported(folder):
    assert forankret(folder, "report").code == 0
    return (folder / "reports/report.html").read_text(encoding="utf-8")


def words_in(row):
    return re.sub("<[^>]*>", " ", row).split()


def test_what_stands_behind_the_words_of_a_finding_is_what_was_decided(study):
    settle(study, "stands")
    forankret(study, "code")
    said, coded = (read_frame(study / f"data/processed/{name}.parquet") for name in ("utterances", "codings"))
    about = opened(study).study
    assert set(narrow_codings(coded, said, Narrow(), about)["coding"]) == {"d1", "c2", "c3", "c4", "c5"}
    without = coded.drop(columns="settled")
    assert "c1" in set(narrow_codings(without, said, Narrow(), about)["coding"])


def test_settling_changes_nothing_of_what_each_had_coded(study):
    before = contents(study, "codebooks/codings/hege")
    settle(study, "falls")
    assert contents(study, "codebooks/codings/hege") == before


def test_every_count_of_a_settled_study_is_that_of_a_study_coded_so(tmp_path):
    settled, plain = small_study(tmp_path / "a"), small_study(tmp_path / "b", coded=False)
    settle(settled, "stands", "Jeg er usikker")
    settle(settled, "falls", code="styring", utterance="INT-01:0004")
    rows = [("d1", WHERE, "uklart", "Jeg er usikker"), ("c3", "INT-01:0004", "skummelt", "skummelt")]
    rows += [("c4", "INT-02:0002", "uklart", "usikkerheten er der")]
    rows += [("c5", "FN-01:0003", "styring", "Vi vil bli spurt før alt er bestemt.")]
    for row in rows:
        code_words(plain, "hege", *row)
    for study in (settled, plain):
        assert forankret(study, "analyse").code == 0
    one, other = (contents(study, "reports/tables", "reports/figures") for study in (settled, plain))
    assert len(one) > 20 and {name for name in one if one[name] != other[name]} == set()
