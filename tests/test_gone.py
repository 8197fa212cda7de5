"""Codings whose document or code is gone: one problem for each file, and no advice to remove anything."""

from test_live import BOOK, apply, live, placed

from pipeline.coding.placing import place_codings


def test_a_document_that_is_gone_is_one_error_for_its_file_that_advises_no_removal():
    result = placed(apply("c1"), apply("c2"), apply("c2", number=2), rows=[])
    (problem,) = result.problems
    assert "The 2 codings in this file are on INT-01" in problem.message
    assert "data/raw/documents.csv has no row" in problem.message
    assert "row back under the id INT-01" in problem.remedy and "remove" not in problem.remedy
    assert (len(result.astray), result.codings) == (3, [])


def test_a_document_that_could_not_be_read_is_not_said_to_lack_a_row():
    (problem,) = place_codings(live([apply("c1")]), BOOK, [], {"INT-01"}).problems
    assert "could not be read" in problem.message and "row" not in problem.remedy


def test_a_code_that_is_gone_is_one_error_for_each_file_and_code():
    given = [apply("c1", code="borte"), apply("c2", code="borte"), apply("c3", code="vekk"), apply("c4")]
    result = placed(*given)
    assert [problem.check for problem in result.problems] == ["coding-code-gone"] * 2
    assert "The 2 codings in this file are of the code 'borte'" in result.problems[0].message
    assert not [problem for problem in result.problems if "remove" in problem.remedy]
    assert [row.coding for row in result.codings] == ["c4"]


def test_an_utterance_that_is_gone_from_a_document_that_is_here_advises_no_removal():
    (problem,) = placed(apply("c1", number=9)).problems
    assert problem.check == "coding-utterance-gone" and "coding place c1" in problem.remedy
    assert "remove" not in problem.remedy
