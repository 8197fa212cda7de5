"""Saturation: the arithmetic against counting by hand, the orders, the band, and what is not defined."""

from __future__ import annotations

from itertools import permutations
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from constructed import CODEBOOK, STUDY, codings, random_study, utterances
from hypothesis import given
from hypothesis import strategies as st
from pages import first_column, page, section, tables
from reported import evidence, nothing, registered
from small_study import answered, built_study, forankret

from pipeline.analysis.saturation import band, new_codes, runs, verdict
from pipeline.analysis.saturation_tables import (
    CURVE_COLUMNS,
    SATURATION_COLUMNS,
    drawn_curves,
    saturation_tables,
)
from pipeline.model import Narrow
from pipeline.report.blocks import Table, text_of
from pipeline.report.sections.saturation import saturation as section_of
from pipeline.study import Saturation

PAGE = "docs/saturation.md"
NEW = np.array([20, 9, 5, 3, 4, 3, 1, 0])
"""The worked example: 37 codes in a base of four, then runs of seven, four and one."""


def table_of(sets: list[set[int]]) -> np.ndarray[Any, Any]:
    """Which of twelve codes stand in which document."""
    return np.array([[code in found for code in range(12)] for found in sets], dtype=bool).reshape(-1, 12)


def by_hand(sets: list[set[int]], base: int, run: int, threshold: float) -> tuple[str, str]:
    """The outcome and its form, counted document by document with sets."""
    if len(sets) < base + run:
        return "too-few-documents", ""
    held = set().union(*sets[:base])
    if not held:
        return "no-codes-in-base", ""
    for before in range(base, len(sets) - run + 1):
        known = set().union(*sets[:before])
        fresh = set().union(*sets[before : before + run]) - known
        if len(fresh) * 100 <= threshold * len(held):
            return "reached", f"{before}+{run}"
    return "not-reached", ""


SETS = st.lists(st.sets(st.integers(0, 11), max_size=5), min_size=1, max_size=9)
ASKED = st.builds(
    Saturation,
    base=st.integers(1, 6),
    run=st.integers(1, 4),
    threshold=st.sampled_from([0, 5, 12.5, 33, 100]),
)


@given(SETS, ASKED)
def test_the_verdict_is_that_of_counting_document_by_document(
    sets: list[set[int]], asked: Saturation
) -> None:
    has = table_of(sets)
    shown = verdict(new_codes(has, range(len(sets))), asked)
    assert (shown.outcome, shown.form(asked.run)) == by_hand(sets, asked.base, asked.run, asked.threshold)


@given(SETS, ASKED)
def test_runs_and_runs_above_again_are_those_counted_one_by_one(
    sets: list[set[int]], asked: Saturation
) -> None:
    new = new_codes(table_of(sets), range(len(sets)))
    counted = [int(new[at : at + asked.run].sum()) for at in range(asked.base, len(sets) - asked.run + 1)]
    assert runs(new, asked).tolist() == counted
    shown = verdict(new, asked)
    if shown.outcome == "reached":
        later = counted[shown.before - asked.base :]
        most = asked.threshold * shown.base_codes / 100
        assert shown.later_above == sum(one > most + 1e-9 for one in later)


@given(st.lists(st.sets(st.integers(0, 11), max_size=5), min_size=1, max_size=6), ASKED)
def test_the_band_of_random_orders_comes_near_that_of_all_orders(
    sets: list[set[int]], asked: Saturation
) -> None:
    has = table_of(sets)
    drawn = band(has, asked, (7, 8), 800)
    curves = [np.cumsum(new_codes(has, order)) for order in permutations(range(len(sets)))]
    reached = [verdict(np.diff(curve, prepend=0), asked).outcome == "reached" for curve in curves]
    assert abs(drawn.reached / drawn.orders - sum(reached) / len(reached)) < 0.12
    assert drawn.low[-1] == drawn.middle[-1] == drawn.high[-1] == curves[0][-1]
    for at in range(len(sets)):
        heights = [curve[at] for curve in curves]
        assert min(heights) <= drawn.low[at] <= drawn.middle[at] <= drawn.high[at] <= max(heights)


def test_the_mean_of_random_orders_is_the_one_that_can_be_worked_out() -> None:
    random = np.random.default_rng(5)
    has = random.random((30, 60)) < 0.1
    drawn = band(has, Saturation(), (1,), 4000)
    carriers = has.sum(axis=0)
    expected = [sum(1 - comb(30 - int(one), n) / comb(30, n) for one in carriers) for n in range(1, 31)]
    assert np.all(drawn.low <= np.array(expected) + 1e-9) and np.all(drawn.high >= np.array(expected) - 1e-9)
    assert np.abs(drawn.middle - np.array(expected)).max() < 1


def test_the_same_seed_draws_the_same_orders_and_another_seed_others() -> None:
    has = np.random.default_rng(5).random((30, 60)) < 0.1
    one, same, other = (band(has, Saturation(), seed, 50) for seed in ((1, 2), (1, 2), (1, 3)))
    assert one.low.tolist() == same.low.tolist() and one.reached == same.reached
    assert one.low.tolist() != other.low.tolist()


def test_orders_drawn_in_parts_are_those_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    has = np.random.default_rng(5).random((20, 40)) < 0.2
    whole = band(has, Saturation(), (9,), 100)
    monkeypatch.setattr("pipeline.analysis.saturation.AT_ONCE", 700)
    parts = band(has, Saturation(), (9,), 100)
    assert [list(one) for one in whole[:3]] == [list(one) for one in parts[:3]] and whole[4] == parts[4]


def test_the_worked_example_of_the_page_gives_the_numbers_on_it() -> None:
    asked = Saturation(base=4, run=2)
    _, _, worked = tables(section(PAGE, "## How it is counted"))
    assert [row[2] for row in worked[1:]] == [str(one) for one in runs(NEW, asked)[:3]] == ["7", "4", "1"]
    assert [row[3] for row in worked[1:]] == [f"{100 * one / 37:.0f}" for one in (7, 4, 1)]
    shown = verdict(NEW, asked)
    assert (shown.outcome, shown.form(2), shown.base_codes, shown.run_codes) == ("reached", "6+2", 37, 1)
    assert verdict(NEW, Saturation(base=4, run=2, threshold=0)).outcome == "not-reached"
    assert "20, 9, 5, 3, 4, 3, 1 and 0" in page(PAGE)


@pytest.mark.parametrize(("threshold", "outcome"), [(3.7, "reached"), (3.69, "not-reached")])
def test_a_threshold_is_compared_exactly(threshold: float, outcome: str) -> None:
    new = np.array([1000, 37])
    assert verdict(new, Saturation(base=1, run=1, threshold=threshold)).outcome == outcome


def test_the_page_names_every_column_and_no_other() -> None:
    for heading, columns in (("saturation.csv", SATURATION_COLUMNS), ("saturation_curve.csv", CURVE_COLUMNS)):
        (told,) = tables(section(PAGE, f"### {heading}"))
        assert sorted(first_column(told)) == sorted(columns)


def spoken(*documents: tuple[str, str]) -> pd.DataFrame:
    """A document for each id, with two utterances of the role."""
    return utterances(
        *((id, role, f"{id}/{role}", text) for id, role in documents for text in ("Ja.", "Nei."))
    )


def told(made: dict[str, pd.DataFrame], order: str = "coding", role: str = "all") -> dict[str, Any]:
    table = made["saturation"]
    (row,) = table[(table["order"] == order) & (table["role"] == role) & (table["case"] == "all")].to_dict(
        "records"
    )
    return dict(row)


def curve(
    made: dict[str, pd.DataFrame], order: str = "coding", role: str = "all"
) -> list[tuple[str, int, str]]:
    table = made["saturation_curve"]
    table = table[(table["order"] == order) & (table["role"] == role) & (table["case"] == "all")]
    return list(zip(table["document"], table["new_codes"], table["new"], strict=True))


SAID = spoken(("A", "OA"), ("B", "OA"), ("C", "INN"))
ASKED_FOR_LITTLE = Saturation(base=1, run=1)


def made_of(*rows: Any, dates: tuple[str, ...] = ("", "", ""), **more: Any) -> dict[str, pd.DataFrame]:
    documents = registered(SAID).assign(date=dates)
    return saturation_tables(
        documents, SAID, codings(SAID, *rows), CODEBOOK, STUDY, asked=ASKED_FOR_LITTLE, orders=5, **more
    )


def coded(coding: str, utterance: str, code: str, at: str, **more: Any) -> dict[str, object]:
    return {"coding": coding, "utterance": utterance, "code": code, "at": at, **more}


def test_documents_come_as_they_were_first_coded_whatever_the_time_zone_and_by_their_dates() -> None:
    rows = (
        coded("1", "A:0001", "hva", "2025-01-02T10:00:00+02:00"),
        coded("2", "B:0001", "hva", "2025-01-02T08:30:00+00:00"),
        coded("3", "B:0002", "gammelt", "2025-02-01T08:30:00+00:00"),
        coded("4", "C:0001", "gammelt", "2025-01-02T07:00:00Z"),
    )
    made = made_of(*rows, dates=("2024-03-01", "", "2024-01-01"))
    assert [row[0] for row in curve(made)] == ["C", "A", "B"]
    assert curve(made, "date") == [("C", 1, "gammelt"), ("A", 1, "hva"), ("B", 0, "")]
    assert told(made, "date")["unplaced_documents"] == 1 and told(made)["unplaced_documents"] == 0


def test_a_document_that_nobody_counted_has_coded_is_left_out_and_told_of() -> None:
    rows = (
        coded("1", "A:0001", "hva", "2025-01-01T10:00:00Z"),
        coded("2", "B:0001", "hva", "2025-01-01T11:00:00Z", coder="ola"),
        coded("3", "C:0001", "hva", "", origin="rule", coder=""),
    )
    row = told(made_of(*rows))
    assert (row["documents"], row["uncoded_documents"], row["outcome"]) == (1, 2, "too-few-documents")
    assert pd.isna(row["run_codes"]) and pd.isna(row["random_orders_reached"]) and row["saturated_at"] == ""


def test_a_coded_document_in_which_a_role_was_given_no_code_counts_for_that_role() -> None:
    said = utterances(("A", "OA", "x", "Ja."), ("A", "INN", "y", "Nei."), ("B", "INN", "z", "Vel."))
    rows = codings(said, ("1", "A:0001", "hva"), ("2", "B:0001", "hva"))
    made = saturation_tables(registered(said), said, rows, CODEBOOK, STUDY, asked=ASKED_FOR_LITTLE, orders=5)
    assert [(id, new) for id, new, _ in curve(made, role="INN")] == [("A", 0), ("B", 1)]
    assert told(made, role="INN")["outcome"] == "no-codes-in-base"


def test_a_merged_code_is_its_heir_a_code_is_not_those_above_it_and_findings_are_asked_for() -> None:
    rows = (
        coded("1", "A:0001", "skummelt", "2025-01-01T10:00:00Z"),
        coded("2", "B:0001", "styring", "2025-01-01T11:00:00Z"),
        coded("3", "C:0001", "rolle", "2025-01-01T12:00:00Z"),
        coded("4", "C:0002", "ukjent", "2025-01-01T12:00:00Z"),
    )
    assert curve(made_of(*rows)) == [("A", 1, "styring"), ("B", 0, ""), ("C", 1, "rolle")]
    assert curve(made_of(*rows, unit="findings")) == [("A", 1, "rolle"), ("B", 0, ""), ("C", 0, "")]


def test_what_was_settled_counts_and_does_not_put_the_document_later() -> None:
    rows = (
        coded("1", "A:0001", "hva", "2025-01-01T10:00:00Z"),
        coded("2", "B:0001", "hva", "2025-01-02T10:00:00Z"),
        coded("3", "A:0001", "gammelt", "2025-06-01T10:00:00Z"),
    )
    table = codings(SAID, *rows).assign(settled=["replaced", "", "decision"])
    documents = registered(SAID)
    made = saturation_tables(documents, SAID, table, CODEBOOK, STUDY, asked=ASKED_FOR_LITTLE, orders=5)
    assert curve(made) == [("A", 1, "gammelt"), ("B", 1, "hva")]


@pytest.mark.parametrize("seed", range(4))
def test_the_curve_ends_with_the_codes_in_use_and_never_falls(seed: int) -> None:
    said, rows = random_study(seed)
    made = saturation_tables(registered(said), said, rows, CODEBOOK, STUDY, Narrow(), orders=50)
    for _, one in made["saturation_curve"].groupby(["order", "role", "case"]):
        assert one["new_codes"].cumsum().tolist() == one["codes"].tolist()
        assert one["new"].str.split().str.len().tolist() == one["new_codes"].tolist()
        assert (one["random_low"] <= one["random_high"]).all()
    whole = made["saturation"].set_index(["order", "role", "case"])
    assert whole.loc[("coding", "all", "all"), "codes"] == whole.loc[("date", "all", "all"), "codes"] > 0


def test_an_empty_study_has_tables_that_say_so() -> None:
    said = utterances()
    made = saturation_tables(registered(said), said, codings(said), CODEBOOK, STUDY)
    assert set(made["saturation"]["outcome"]) == {"too-few-documents"} and made["saturation_curve"].empty


def shown(language: str = "nb", edition: str = "internal") -> list[Any]:
    about = evidence(language, edition)
    made = saturation_tables(about.documents, about.utterances, about.codings, about.codebook, about.study)
    return section_of(evidence(language, edition, saturation=made["saturation"]))


def words_of(blocks: list[Any]) -> str:
    texts = [text_of(block.runs) for block in blocks if hasattr(block, "runs")]
    cells = [
        text_of(cell)
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    return " ".join([*texts, *cells])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_chapter_names_its_parameters_and_says_what_it_is_not(language: str) -> None:
    said = words_of(shown(language))
    assert "6+2" in said and "2020" in said
    assert {"nb": "ikke teoretisk metning", "nn": "ikkje teoretisk metting", "en": "not theoretical"}[
        language
    ] in said


def test_the_chapter_of_a_study_without_codings_says_so() -> None:
    assert "Ingen dokumenter er kodet ennå" in words_of(section_of(nothing()))
    empty = saturation_tables(registered(utterances()), utterances(), codings(utterances()), CODEBOOK, STUDY)
    about = evidence(saturation=empty["saturation"])
    assert "Ingen dokumenter er kodet ennå" in words_of(section_of(about))


def test_the_public_chapter_tells_nothing_of_a_run_and_of_few_documents() -> None:
    inside, outside = (
        next(b for b in shown("nb", one) if isinstance(b, Table)) for one in ("internal", "public")
    )
    assert "Nye i løpet" in inside.header and "Nye i løpet" not in outside.header
    assert all(int(text_of(row.cells[2])) >= 3 for row in outside.rows) and len(outside.rows) < len(
        inside.rows
    )
    assert "løpet ga" not in words_of(shown("nb", "public"))


def test_outside_the_documents_of_a_case_do_not_follow_from_those_of_the_others() -> None:
    cases = {"nord": 5, "vest": 4, "sør": 2}
    rows = [
        {
            "unit": "codes",
            "order": "coding",
            "role": "all",
            "case": case,
            "base": 4,
            "run": 2,
            "threshold": 5.0,
        }
        | {"documents": n, "base_codes": 9, "codes": 9, "outcome": "not-reached", "saturated_at": ""}
        | {"run_codes": 3, "run_percent": 33.3, "runs_above_later": 0, "uncoded_documents": 0}
        | {"unplaced_documents": 0, "random_orders": 9, "random_orders_reached": 4}
        for case, n in {"all": 11, **cases}.items()
    ]

    def documents(edition: str, *given: dict[str, Any]) -> list[str]:
        blocks = section_of(evidence("nb", edition, saturation=pd.DataFrame(given)))
        table = next(one for one in blocks if isinstance(one, Table))
        return [text_of(row.cells[2]) for row in table.rows]

    assert documents("internal", *rows) == ["11", "5", "4", "2"]
    assert documents("public", *rows) == ["11"]
    assert documents("public", *rows[:3]) == ["11", "5", "4"]


def test_the_public_figure_has_the_band_alone() -> None:
    from pipeline.report.figures.saturation import draw_saturation
    from pipeline.report.figures.words import FIGURE_WORDING

    said, rows = random_study(3)
    drawn = drawn_curves(saturation_tables(registered(said), said, rows, CODEBOOK, STUDY, orders=20))
    lines = [len(draw_saturation(drawn, FIGURE_WORDING["nb"], least=least).axes[0].lines) for least in (0, 3)]
    assert lines[0] > lines[1] == 1


def test_the_command_asks_with_its_own_parameters_and_narrowing(tmp_path: Path) -> None:
    study = built_study(tmp_path)
    (row,) = answered(study, "saturation", "--base", "1", "--run", "1", "--threshold", "0", "--order", "date")
    assert (row["documents"], row["outcome"], row["run_codes"]) == (3, "reached", 0)
    assert row["saturated_at"] == "1+1" and row["base"] == 1 and row["at_document"] == "INT-02"
    (few,) = answered(study, "saturation", "--order", "date")
    assert few["outcome"] == "too-few-documents" and few["run_percent"] is None
    (ola,) = answered(study, "saturation", "--order", "date", "--coder", "ola")
    assert (ola["documents"], ola["uncoded_documents"]) == (1, 2)
    places = answered(study, "saturation", "--curve", "--order", "date", "--kind", "interview")
    assert [row["document"] for row in places] == ["INT-01", "INT-02"]
    assert "theoretical saturation" in forankret(study, "saturation").out


@pytest.mark.parametrize("bad", ["{base: 0}", "{threshold: 101}", "{run: mange}", "{threshold: .nan}"])
def test_settings_that_make_no_sense_are_told_of(tmp_path: Path, bad: str) -> None:
    from small_study import STUDY as SETTINGS
    from small_study import small_study

    study = small_study(tmp_path / "s", coded=False, study__yaml=f"{SETTINGS}  saturation: {bad}\n")
    said = forankret(study, "saturation")
    assert said.code == 1 and "study.yaml" in said.both and "saturation" in said.both


def test_settings_left_blank_are_the_usual_ones(tmp_path: Path) -> None:
    from small_study import STUDY as SETTINGS
    from small_study import small_study

    study = small_study(tmp_path / "s", study__yaml=f"{SETTINGS}  saturation:\n")
    (row,) = answered(study, "saturation", "--order", "date")
    assert (row["base"], row["run"], row["threshold"]) == (6, 2, 5)
