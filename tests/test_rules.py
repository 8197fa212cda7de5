"""Rule codings: what the indicators of a codebook point at."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.coding import rules
from pipeline.coding.indicators import indicator_problems
from pipeline.coding.rules import Match, coding_columns, coding_id, rule_codings
from pipeline.model import CODING_COLUMNS


def _codebook(*indicators: Any, **more: Any) -> Codebook:
    code = {"id": "usikkerhet", "label": "Usikkerhet", "indicators": list(indicators)} | more
    return Codebook.model_validate({"version": 3, "codes": [code]})


def _matches(
    codebook: Codebook, *texts: str, roles: tuple[str, ...] = (), language: str = "nb"
) -> list[Match]:
    ids = [f"D:{number:04d}" for number in range(1, len(texts) + 1)]
    return rule_codings(ids, texts, roles or ("OA",) * len(texts), (language,) * len(texts), codebook)


def _quotes(codebook: Codebook, *texts: str, **more: Any) -> list[str]:
    return [texts[match.row][match.start : match.end] for match in _matches(codebook, *texts, **more)]


def test_a_form_is_a_whole_word_whatever_its_capitals() -> None:
    text = "Usikker? Jeg er USIKKER, usikkerhet er noe annet, usikker."
    assert _quotes(_codebook("usikker"), text) == ["Usikker", "USIKKER", "usikker"]


def test_a_phrase_stands_for_any_white_space_between_its_words() -> None:
    assert _quotes(_codebook("vet ikke"), "Jeg vet  ikke.", "Vet\nikke", "vet vi ikke") == [
        "vet  ikke",
        "Vet\nikke",
    ]


def test_a_phrase_never_runs_from_one_utterance_into_the_next() -> None:
    assert _quotes(_codebook("vet ikke"), "Jeg vet", "ikke hva") == []


def test_a_lemma_finds_its_forms_in_the_language_of_the_document() -> None:
    text = "De er usikre, det er usikkert, en usikker sak, usikkerhet"
    assert _quotes(_codebook({"lemma": "usikker"}), text) == ["usikre", "usikkert", "usikker"]
    assert _quotes(_codebook({"lemma": "vite"}), "eg veit, han visste", language="nn") == ["veit", "visste"]


def test_a_lemma_with_forms_that_share_no_letters_is_found() -> None:
    assert _quotes(_codebook({"lemma": "være"}), "Det er slik det var og har vært, å være") == [
        "er", "var", "vært", "være",
    ]  # fmt: skip


def test_a_lemma_of_several_words_stands_for_their_forms_in_a_row() -> None:
    assert _quotes(_codebook({"lemma": "stor endring"}), "Store endringer, stor  endring") == [
        "Store endringer", "stor  endring",
    ]  # fmt: skip


def test_a_lemma_that_the_texts_lack_finds_nothing() -> None:
    assert _quotes(_codebook({"lemma": "samskaping"}), "Noe helt annet") == []


def test_a_prefix_finds_the_whole_word() -> None:
    assert _quotes(_codebook({"prefix": "samskap"}), "Samskapingsprosessen, usamskapt") == [
        "Samskapingsprosessen"
    ]


def test_a_pattern_finds_tokens_in_a_row_with_their_lemmas() -> None:
    pattern = [{"LOWER": "ikke"}, {"LEMMA": "vite"}, {"IS_PUNCT": True, "OP": "?"}]
    assert _quotes(_codebook({"pattern": pattern}), "Om jeg ikke visste! Ikke vet jeg.") == [
        "ikke visste!",
        "Ikke vet",
    ]


def test_a_pattern_may_use_a_regular_expression_on_a_token() -> None:
    codebook = _codebook({"pattern": [{"LOWER": {"REGEX": "^usikk"}}]})
    assert _quotes(codebook, "Usikkerheten er stor", "trygg") == ["Usikkerheten"]


def test_a_pattern_that_cannot_be_used_is_a_problem_and_makes_no_codings() -> None:
    codebook = _codebook({"pattern": [{"LOWRE": "x"}]}, {"pattern": [{"POS": "NOUN"}]}, "usikker")
    first, second = indicator_problems(codebook)
    assert "usikkerhet" in first.message and "LOWRE" in first.message
    assert "trained tagger" in second.message
    assert _quotes(codebook, "usikker x") == ["usikker"]


def test_a_broken_regular_expression_in_a_pattern_is_a_problem() -> None:
    assert len(indicator_problems(_codebook({"pattern": [{"TEXT": {"REGEX": "("}}]}))) == 1


def test_not_near_looks_five_words_to_either_side_and_no_further() -> None:
    codebook = _codebook({"form": "trygg", "not_near": ["ikke", "alt annet enn"]})
    assert _quotes(codebook, "ikke en to tre fire trygg") == []
    assert _quotes(codebook, "ikke en to tre fire fem trygg") == ["trygg"]
    assert _quotes(codebook, "trygg en to tre fire IKKE") == []
    assert _quotes(codebook, "trygg en to tre fire fem ikke") == ["trygg"]
    assert _quotes(codebook, "Jeg var alt annet enn trygg") == []
    assert _quotes(codebook, "Ikke.", "trygg") == ["trygg"], "the utterance before does not count"


def test_an_indicator_for_a_role_is_silent_in_the_others() -> None:
    codebook = _codebook({"form": "usikker", "role": "INN"})
    assert [match.row for match in _matches(codebook, "usikker", "usikker", roles=("OA", "INN"))] == [1]


@pytest.mark.parametrize("status", ["retired", "merged", "split"])
def test_codes_that_are_not_active_do_not_fire(status: str) -> None:
    assert _quotes(_codebook("usikker", status=status), "usikker") == []


def test_one_passage_and_code_is_one_coding_with_the_first_indicator_that_fired() -> None:
    codebook = _codebook({"prefix": "usikk"}, "usikker", {"lemma": "usikker"})
    (match,) = _matches(codebook, "usikker")
    assert match == Match(0, "D:0001", 0, 7, "usikkerhet", "prefix: usikk")


def test_places_are_those_of_the_original_where_folding_moves_letters() -> None:
    text = "STRAẞE İ sa\u030a sam\u00adskaping er usikker"
    assert _quotes(_codebook("usikker", "samskaping", "så", "strasse"), "først", text) == [
        "STRAẞE", "sa\u030a", "sam\u00adskaping", "usikker",
    ]  # fmt: skip


def test_an_indicator_of_marks_or_blanks_does_no_harm() -> None:
    assert _quotes(_codebook("  ", "(…)", "usikker"), "ja (…) usikker") == ["(…)", "usikker"]


def test_matches_come_in_the_order_of_the_text() -> None:
    codebook = _codebook("to", "en")
    found = [(match.row, match.start) for match in _matches(codebook, "en to", "to en to")]
    assert found == [(0, 0), (0, 3), (1, 0), (1, 3), (1, 6)]


def test_texts_in_many_blocks_are_all_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BLOCK", 2)
    assert [match.row for match in _matches(_codebook("ja"), "ja", "nei", "ja", "ja ß", "ja")] == [0, 2, 3, 4]


def test_no_texts_and_no_codes_give_no_matches() -> None:
    assert _matches(_codebook("ja")) == []
    assert _matches(Codebook(), "ja") == []


def test_the_columns_are_those_of_codings_with_the_indicator_after_them() -> None:
    codebook = Codebook.model_validate(
        {
            "version": 3,
            "codes": [
                {"id": "F1", "label": "Usikker", "kind": "finding"},
                {"id": "uvisst", "label": "Uvisst", "parent": "F1", "indicators": ["usikker"]},
            ],
        }
    )
    utterances = {name: ["x"] for name in ("document", "role", "speaker", "case", "wave", "kind")}
    utterances["text"] = ["Vi er usikre, usikker"]
    matches = rule_codings(["A:0001"], utterances["text"], ["OA"], ["nb"], codebook)
    columns = coding_columns(matches, utterances, codebook)
    assert tuple(columns) == (*CODING_COLUMNS, "fired")
    assert columns["quote"] == ["usikker"]
    assert columns["finding"] == ["F1"]
    assert columns["origin"] == ["rule"] and columns["coder"] == [""] and columns["codebook"] == [3]
    assert columns["coding"] == [coding_id("A:0001", "uvisst", 14, 21)]
    assert columns["fired"] == ["usikker"]


def test_the_id_of_a_rule_coding_never_changes() -> None:
    assert coding_id("A:0001", "uvisst", 14, 21) == "9d9f000742f851f8"


WORDS = st.sampled_from(
    [
        "ja",
        "Ja",
        "jaja",
        "nei",
        "ja-nei",
        "æ",
        "Æ",
        "ß",
        "(ja)",
        "_ja",
        "ja,",
        "\n",
        "\0",
        "…",
        "å",
        "a\u030a",
    ]
)
SAID = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=6)


@settings(max_examples=300, deadline=None)
@given(
    SAID,
    st.lists(st.sampled_from(["ja", "ja nei", "ja ja", "æ", "jaja", "…", "(ja)"]), max_size=3, unique=True),
)
def test_the_fast_search_finds_what_a_plain_search_of_each_utterance_finds(
    texts: list[str], forms: list[str]
) -> None:
    found = {(match.row, match.start, match.end) for match in _matches(_codebook(*forms), *texts)}
    assert found == {
        hit for row, text in enumerate(texts) for form in forms for hit in _plain(row, text, form)
    }


def _plain(row: int, text: str, form: str) -> list[tuple[int, int, int]]:
    before = r"(?<!\w)" if form[0].isalnum() else ""
    after = r"(?!\w)" if form[-1].isalnum() else ""
    search = before + r"\s+".join(map(re.escape, form.split())) + after
    return [(row, *hit.span()) for hit in re.finditer(search, text, re.IGNORECASE)]
