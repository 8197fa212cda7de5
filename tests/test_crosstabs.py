"""Cross tables: each code against cases, roles and documents, and what is covered."""

from __future__ import annotations

import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances

from pipeline.analysis import ANALYSES
from pipeline.analysis.counts import mention_rows
from pipeline.analysis.coverage import COVERAGE_COLUMNS, coverage
from pipeline.analysis.crosstabs import code_by_case, code_by_document, code_by_role, cross_columns, grid
from pipeline.analysis.portraits import PORTRAIT_COLUMNS, portraits
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study

TABLES = {"case": code_by_case, "role": code_by_role, "document": code_by_document}


@pytest.mark.parametrize("by", TABLES)
def test_each_cell_equals_the_mentions_of_that_code_with_that_value(by: str) -> None:
    said, coded = random_study(31)
    table = TABLES[by](said, coded, CODEBOOK, STUDY)
    assert tuple(table.columns) == cross_columns(by)
    for code, cells in table[table["status"] != "merged"].groupby("code"):
        expected = mention_rows(said, coded, CODEBOOK, STUDY, str(code), by=by)
        shared = [name for name in expected[0] if name in table.columns]
        assert cells[shared].to_dict("records") == [{name: row[name] for name in shared} for row in expected]


def test_a_code_nobody_used_and_a_case_nobody_spoke_in_are_there_with_zeros() -> None:
    said = utterances(("I", "OA", "Kari", "Ja."))
    table = code_by_case(said, codings(said), CODEBOOK, STUDY)
    assert list(table["case"][:2]) == ["nord", "sør"] and not table["utterances"].any()
    assert len(table) == 2 * len(CODEBOOK.codes)


def test_a_grid_has_codes_down_and_values_across_in_the_order_of_the_study() -> None:
    said = utterances({"document": "I", "role": "OA", "text": "Ja.", "case": "sør"})
    wide = grid(code_by_case(said, codings(said, ("a", "I:0001", "hva")), CODEBOOK, STUDY), "case")
    assert list(wide.columns) == ["nord", "sør"] and list(wide.index)[:2] == ["uklart", "hva"]
    assert wide.loc["uklart"].tolist() == [0, 1]


def test_coverage_tells_coded_by_people_from_caught_by_an_indicator_alone() -> None:
    said = utterances(
        *[("I", "OA", "Kari", word) for word in ("En", "To", "Tre", "Fire")], ("I", "F", "", "Hva?")
    )
    rule = {"coder": "", "origin": "rule", "code": "hva"}
    coded = codings(
        said,
        ("a", "I:0001", "hva"),
        {"coding": "r1", "utterance": "I:0001", **rule},
        {"coding": "r2", "utterance": "I:0002", **rule},
    )
    table = coverage(said, coded, STUDY)
    assert tuple(table.columns) == COVERAGE_COLUMNS
    assert table.to_numpy().tolist() == [["I", "interview", 4, 1, 1, 2, 0.25]]


def test_coded_by_rule_only_and_uncoded_add_up_to_the_utterances_of_a_document() -> None:
    said, coded = random_study(32)
    table = coverage(said, coded, STUDY)
    assert table["rule_only"].sum() > 0
    assert (table["coded"] + table["rule_only"] + table["uncoded"] == table["utterances"]).all()


def test_a_portrait_shows_where_along_the_document_a_finding_lies() -> None:
    said = utterances(
        ("I", "F", "", "Hva?"), ("I", "OA", "Kari", "Vet ikke jeg."), ("J", "OA", "Kari", "Ja.")
    )
    coded = codings(said, {"coding": "a", "utterance": "I:0002", "code": "hva", "start": 4, "end": 13})
    table = portraits(said, coded, CODEBOOK, STUDY)
    assert tuple(table.columns) == PORTRAIT_COLUMNS
    assert table.to_numpy().tolist() == [
        ["I", "interview", 17, "uklart", "Uklart", 0, round(8 / 17, 6), 1.0],
        ["J", "interview", 3, "", "", 0, 0.0, 0.0],
    ]


def test_stretches_of_one_theme_that_touch_or_overlap_are_one() -> None:
    said = utterances(("I", "OA", "Kari", "a" * 50), ("I", "OA", "Kari", "b" * 50))
    spans = [
        ("a", "I:0001", 0, 30, "hva"),
        ("b", "I:0001", 20, 50, "uklart"),
        ("c", "I:0002", 0, 10, "gammelt"),
    ]
    rows = [dict(zip(("coding", "utterance", "start", "end", "code"), span, strict=True)) for span in spans]
    table = portraits(said, codings(said, *rows), CODEBOOK, STUDY)
    assert table[["theme", "begin", "end"]].to_numpy().tolist() == [["uklart", 0.0, 0.6]]


def test_a_portrait_narrowed_to_a_wave_leaves_other_documents_out() -> None:
    said = utterances(
        ("I", "OA", "Kari", "Ja."), {"document": "J", "role": "OA", "text": "Nei.", "wave": "end"}
    )
    table = portraits(said, codings(said), CODEBOOK, STUDY, Narrow(waves=("end",)))
    assert list(table["document"]) == ["J"]


@pytest.mark.parametrize(
    "said", [utterances(), utterances(("I", "OA", "Kari", "Ja."), ("I", "F", "", "Hva?"))]
)
@pytest.mark.parametrize(
    "name", ["code_frequencies", *(f"code_by_{by}" for by in TABLES), "cooccurrence", "portraits"]
)
def test_a_new_study_without_codes_cases_and_codings_has_its_tables(name: str, said: pd.DataFrame) -> None:
    table = ANALYSES[name](said, codings(said), Codebook(), Study())
    assert len(table.columns) > 5 and len(table) == (1 if name == "portraits" and len(said) else 0)
