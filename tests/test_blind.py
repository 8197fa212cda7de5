"""Each coder works blind: nobody sees another's codings of a document before both have marked it as done."""

import pytest
from small_study import DOCUMENTS, STUDY, forankret, put, small_study

from pipeline.coding.blind import double_coded, finished, may_see
from pipeline.coding.events import Event, Record
from pipeline.coding.live import live
from pipeline.model import Document
from pipeline.store.codings import append, read_codings
from pipeline.study import Study


def done(coder: str, document: str = "INT-01", at: str = "2024-05-01T10:00:00Z", **fields) -> Record:
    event = Event(at=at, event="done", **fields)
    return Record(event, coder, document, f"codebooks/codings/{coder}/{document}.jsonl:1")


def apply(coder: str, utterance: str) -> Record:
    event = Event(at="2024-05-01T09:00:00Z", event="apply", coding="c", utterance=utterance)
    return Record(event, coder, utterance.rpartition(":")[0], "x:1")


def test_one_sees_the_other_when_both_are_done():
    both = finished([done("hege"), done("ola")])
    assert may_see(both, "hege", "ola", "INT-01") and may_see(both, "ola", "hege", "INT-01")


@pytest.mark.parametrize("who", ["hege", "ola"])
def test_nobody_sees_the_other_while_one_is_not_done(who):
    one = finished([done(who)])
    assert not may_see(one, "hege", "ola", "INT-01") and not may_see(one, "ola", "hege", "INT-01")


def test_own_codings_are_always_seen():
    assert may_see(finished([]), "hege", "hege", "INT-01")


def test_another_document_does_not_count():
    both = finished([done("hege"), done("ola", "INT-02")])
    assert not may_see(both, "hege", "ola", "INT-01")


def test_a_third_who_is_not_done_sees_neither():
    both = finished([done("hege"), done("ola")])
    assert not may_see(both, "kari", "ola", "INT-01")


def test_a_document_that_was_opened_again_is_not_done():
    later = done("hege", at="2024-05-02T10:00:00Z", withdrawn=True)
    assert finished([done("hege"), later]) == frozenset()


def test_the_last_decision_by_time_counts_wherever_its_line_stands():
    again = done("hege", at="2024-05-03T10:00:00+02:00")
    opened = done("hege", at="2024-05-02T10:00:00Z", withdrawn=True)
    assert finished([again, done("hege"), opened]) == {("hege", "INT-01")}


def test_what_stands_and_what_was_written_give_the_same_answer():
    records = [apply("hege", "INT-01:0001"), done("hege"), done("ola"), done("ola", withdrawn=True)]
    assert finished(live(records)) == finished(records) == {("hege", "INT-01")}


def test_a_corrected_transcript_is_to_be_marked_anew():
    both = finished([done("hege", "INT-02"), done("ola", "INT-02")])
    assert not may_see(both, "hege", "ola", "INT-02R")


def test_what_a_program_wrote_into_the_files_is_read_back_so(tmp_path):
    study = small_study(tmp_path)
    for coder in ("hege", "ola"):
        append(study, coder, "INT-01", [done(coder).event])
    append(study, "ola", "INT-01", [done("ola", at="2024-05-02T10:00:00Z", withdrawn=True).event])
    files = read_codings(study)
    assert (files.problems, finished(files.records)) == ([], {("hege", "INT-01")})


def test_documents_that_two_have_coded_are_double_coded():
    records = [apply("hege", "INT-01:0001"), apply("ola", "INT-01:0004"), apply("ola", "INT-02:0001")]
    assert double_coded(Study(), records) == {"INT-01"}


def test_documents_that_the_study_names_are_double_coded_before_anybody_has_coded():
    assert double_coded(Study(double_coding=["INT-03", "INT-04"]), []) == {"INT-03", "INT-04"}
    assert double_coded(Study(double_coding="INT-03"), []) == {"INT-03"}


def test_the_corrected_transcript_of_a_double_coded_document_is_one_too():
    chain = [
        Document("INT-01RR", "c.txt", "interview", replaces="INT-01R"),
        Document("INT-01R", "b.txt", "interview", replaces="INT-01"),
        Document("INT-01", "a.txt", "interview"),
    ]
    found = double_coded(Study(double_coding="INT-01"), [], chain)
    assert found == {"INT-01", "INT-01R", "INT-01RR"}


def test_one_coder_on_a_transcript_and_another_on_its_correction_are_two_on_one_document():
    chain = [
        Document("INT-02", "a.txt", "interview"),
        Document("INT-02R", "b.txt", "interview", replaces="INT-02"),
    ]
    records = [apply("hege", "INT-02:0001"), apply("ola", "INT-02R:0001"), apply("ola", "INT-03:0001")]
    assert double_coded(Study(), records, chain) == {"INT-02", "INT-02R"}


def test_a_correction_that_the_study_names_is_double_coded_with_the_transcript_before_it():
    chain = [Document("INT-02R", "b.txt", "interview", replaces="INT-02")]
    assert double_coded(Study(double_coding="INT-02R"), [], chain) == {"INT-02", "INT-02R"}


def test_a_document_to_be_double_coded_that_is_not_there_is_told(tmp_path):
    study = small_study(tmp_path)
    put(study, "study.yaml", STUDY + "double_coding:\n  - INT-01\n  - INT-10\n")
    said = forankret(study, "check").out
    assert "study.yaml:21: warning: 'INT-10'" in said and "'INT-01' is to be" not in said
    put(study, "data/raw/documents.csv", DOCUMENTS.replace("INT-02", "INT-10"))
    assert "double-coding" not in forankret(study, "check").out
