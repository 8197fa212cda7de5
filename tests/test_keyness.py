"""Keyness: both log-likelihoods, the log ratio, and the comparisons by role and by code."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from pipeline.analysis.keyness import (
    g2_four_cells,
    g2_two_cells,
    keyness,
    keyness_by_code,
    keyness_by_role,
    log_ratio,
)
from pipeline.analysis.words import Vocabulary
from pipeline.codebook import Codebook
from pipeline.language import stop_list

COUNTS = [
    (20, 5, 10_000, 20_000),
    (400, 200, 10_000, 20_000),
    (30, 0, 5_000, 5_000),
    (0, 3, 100, 50),
    (7, 7, 50, 50),
]


@pytest.mark.parametrize("counts", COUNTS)
def test_the_four_cell_g2_is_that_of_scipy(counts: tuple[int, int, int, int]) -> None:
    from scipy.stats import chi2_contingency

    a, b, words_a, words_b = counts
    table = [[a, words_a - a], [b, words_b - b]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2_four_cells(*counts) == pytest.approx(expected)


def test_the_two_cell_log_likelihood_is_that_of_its_definition() -> None:
    from math import log

    expected_a, expected_b = 10_000 * 25 / 30_000, 20_000 * 25 / 30_000
    by_hand = 2 * (20 * log(20 / expected_a) + 5 * log(5 / expected_b))
    assert g2_two_cells(20, 5, 10_000, 20_000) == pytest.approx(by_hand)


def test_the_two_definitions_agree_for_rare_words_and_differ_for_common_ones() -> None:
    rare = g2_four_cells(20, 5, 10_000, 20_000), g2_two_cells(20, 5, 10_000, 20_000)
    common = g2_four_cells(2_000, 2_000, 10_000, 20_000), g2_two_cells(2_000, 2_000, 10_000, 20_000)
    assert rare[0] == pytest.approx(rare[1], rel=0.002)
    assert common[0] > common[1] * 1.1


def test_the_log_ratio_is_one_for_twice_as_frequent_and_takes_half_for_nothing() -> None:
    assert log_ratio(20, 10, 1_000, 1_000) == 1
    assert log_ratio(0, 8, 1_000, 1_000) == -4
    assert log_ratio(8, 0, 1_000, 1_000) == 4


def test_words_that_are_more_frequent_in_the_target_come_first() -> None:
    target = Vocabulary(Counter(tillit=10, møte=5, rolle=1), 100)
    table = keyness(target, Vocabulary(Counter(tillit=1, møte=5, rolle=10), 100))
    assert table["word"].tolist() == ["tillit", "rolle", "møte"]
    assert table.columns.tolist() == [
        "word", "target", "reference", "target_per_1000", "reference_per_1000", "g2_4cell", "log_ratio",
    ]  # fmt: skip
    assert table.iloc[0].tolist()[:5] == ["tillit", 10, 1, 100.0, 10.0]


def test_the_column_says_which_definition_it_is() -> None:
    words = Vocabulary(Counter(ja=1), 1)
    assert "g2_2cell" in keyness(words, words, definition="2cell").columns


def test_rare_words_can_be_left_out() -> None:
    table = keyness(Vocabulary(Counter(ja=3, nei=1), 10), Vocabulary(Counter(ja=1), 10), least=2)
    assert table["word"].tolist() == ["ja"]


def test_a_group_without_words_gives_an_empty_table_with_columns() -> None:
    table = keyness(Vocabulary(Counter(), 0), Vocabulary(Counter(ja=1), 1))
    assert table.empty and "g2_4cell" in table.columns


TALK = pd.DataFrame(
    [
        ("u1", "A", "OA", "", "Tjenesten og rutinene"),
        ("u2", "A", "INN", "", "naboen min"),
        ("u3", "A", "F", "", "spørsmålet mitt"),
        ("u4", "A", "OA", "", "rutinene igjen"),
    ],
    columns=["utterance", "document", "role", "wave", "text"],
)


def test_keyness_by_role_compares_with_the_other_roles_that_do_not_ask() -> None:
    table = keyness_by_role(TALK, "OA", stop_list(), {"A": "nb"}, asking={"F"})
    assert table.iloc[0]["word"] == "rutinene"
    assert set(table["word"]) == {"tjenesten", "rutinene", "naboen"}


def test_keyness_of_a_role_that_asks_is_possible_when_asked_for() -> None:
    table = keyness_by_role(TALK, "F", stop_list(), {"A": "nb"}, asking={"F"})
    assert table.iloc[0]["word"] == "spørsmålet"


def test_keyness_by_code_takes_the_codes_below_and_each_utterance_once() -> None:
    codes = [{"id": "vaner", "label": "Vaner"}, {"id": "rutine", "label": "Rutine", "parent": "vaner"}]
    codebook = Codebook.model_validate({"codes": codes})
    codings = pd.DataFrame({"utterance": ["u4", "u4"], "code": ["rutine", "vaner"]})
    table = keyness_by_code(TALK, codings, "vaner", codebook, stop_list("none"), {"A": "nb"})
    assert table.set_index("word").loc["rutinene", ["target", "reference"]].tolist() == [1, 1]
    assert table.set_index("word").loc["igjen", ["target", "reference"]].tolist() == [1, 0]
