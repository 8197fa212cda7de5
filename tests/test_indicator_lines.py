"""Indicators typed one a line mean what they say, and come back as the line that was typed."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.coding.indicator_lines import indicator_line, indicators_of
from pipeline.problems import StudyError

LINES: dict[str, Any] = {
    "kva er dette": "kva er dette",
    "lemma: usikker": {"lemma": "usikker"},
    "prefix: samskap | role: OA, INN": {"prefix": "samskap", "role": ["OA", "INN"]},
    "hver vår | not_near: side, lapp": {"form": "hver vår", "not_near": ["side", "lapp"]},
    "form: kl. 10:30": {"form": "kl. 10:30"},
    'pattern: [{"LOWER": "hva"}, {"OP": "?"}] | role: OA': {
        "pattern": [{"LOWER": "hva"}, {"OP": "?"}],
        "role": ["OA"],
    },
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_means_an_indicator_and_an_indicator_is_that_line(line: str) -> None:
    assert indicators_of([line], []) == [LINES[line]]
    assert indicator_line(LINES[line]) == line


def test_one_whose_line_is_as_before_stays_exactly_as_it_was_written() -> None:
    before = [{"form": "ordet"}, {"prefix": "tillit", "role": "OA"}]
    assert indicators_of([indicator_line(one) for one in before], before) == before


def test_empty_lines_and_lines_that_stand_twice_are_left_out() -> None:
    assert indicators_of(["", "ord", "  ", "ord "], []) == ["ord"]


@pytest.mark.parametrize(
    "line", ["lema: x", "prefix:", "ord | rolle: OA", "ord | role:", "pattern: [1]", "pattern: hva", "a | b"]
)
def test_a_line_that_means_nothing_is_refused_in_words(line: str) -> None:
    with pytest.raises(StudyError, match="no indicator"):
        indicators_of([line], [])
