"""Keyword in context: every place where something is said."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.analysis.concordance import CONCORDANCE_COLUMNS, keyword_in_context, occurrences
from pipeline.problems import UsageError


def _found(pattern: str, *texts: str, regex: bool = False) -> list[str]:
    return [texts[hit.row][hit.start : hit.end] for hit in occurrences(texts, pattern, regex)]


def test_a_word_is_found_whole_whatever_its_capitals() -> None:
    assert _found("usikker", "Usikker, usikkerhet, USIKKER") == ["Usikker", "USIKKER"]


def test_a_star_stands_for_any_letters() -> None:
    assert _found("samskap*", "Samskapingen er samskapt") == ["Samskapingen", "samskapt"]
    assert _found("*prosess*", "samskapingsprosessen, prosess") == ["samskapingsprosessen", "prosess"]


def test_a_phrase_is_found_over_a_line_break() -> None:
    assert _found("vet ikke", "Jeg vet\nikke") == ["vet\nikke"]


def test_a_regular_expression_is_used_when_asked_for() -> None:
    assert _found(r"\busik(ker|re)\b", "Usikre og usikker, usikkerhet") == []
    assert _found(r"\busik(ker|kre)\b", "USIKKRE og usikker, usikkerhet", regex=True) == [
        "USIKKRE",
        "usikker",
    ]


def test_marks_in_a_plain_pattern_are_only_marks() -> None:
    assert _found("(latter)", "ja (latter) nei", "latter") == ["(latter)"]


@pytest.mark.parametrize(("pattern", "regex"), [("", False), ("  ", False), ("**", False), ("(", True)])
def test_an_empty_or_broken_pattern_is_refused(pattern: str, regex: bool) -> None:
    with pytest.raises(UsageError):
        list(occurrences(["tekst"], pattern, regex))


def test_a_regular_expression_that_matches_nothing_at_all_places_finds_nothing() -> None:
    assert _found("x*", "abc", regex=True) == []


def test_places_are_those_of_the_original_where_folding_moves_letters() -> None:
    assert _found("usikker", "STRAẞE İ er usikker") == ["usikker"]


def test_each_row_has_what_stands_before_and_after() -> None:
    utterances = pd.DataFrame(
        {
            "utterance": ["A:0001", "A:0002"],
            "document": ["A", "A"],
            "role": ["OA", "INN"],
            "speaker": ["A/OA", ""],
            "case": ["", ""],
            "wave": ["start", "start"],
            "kind": ["interview", "interview"],
            "text": ["Vi er\nnok usikre på dette", "Nei"],
        }
    )
    table = keyword_in_context(utterances, "usikre", width=7)
    assert tuple(table.columns) == CONCORDANCE_COLUMNS
    row = table.iloc[0]
    assert (row["utterance"], row["role"], row["start"], row["end"]) == ("A:0001", "OA", 10, 16)
    assert (row["left"], row["match"], row["right"]) == ("er nok ", "usikre", " på det")
    assert keyword_in_context(utterances, "finnes-ikke").empty
