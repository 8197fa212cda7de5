"""Word frequencies by role and wave, and the words that set findings apart."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from pipeline.analysis.distinct import distinct_words, tfidf
from pipeline.analysis.words import WORD_COLUMNS, counted_words, vocabulary, word_frequencies, word_tables
from pipeline.codebook import Codebook
from pipeline.language import stop_list

LANGUAGES = {"A": "nb", "B": "nn"}
DEFAULT, NONE = stop_list(), stop_list("none")


def _utterances(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["document", "role", "wave", "text"])
    return table.assign(utterance=[f"u{number}" for number in range(len(table))])


TALK = _utterances(
    ("A", "F", "start", "Hva tenker du?"),
    ("A", "OA", "start", "Kanskje. Kanskje er vi usikre."),
    ("A", "OA", "start", "En usikker kommune, kanskje 2020"),
    ("B", "INN", "", "Me er usikre, ikkje sant"),
    ("B", "OA", "end", "Usikre og usikkert"),
)


def _rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [
        tuple(None if value is pd.NA else value for value in row) for row in table.itertuples(index=False)
    ]


def test_words_are_counted_case_folded_and_removed_ones_stay_without_a_rank() -> None:
    table = word_frequencies(TALK[1:3], DEFAULT, LANGUAGES)
    assert tuple(table.columns) == WORD_COLUMNS
    assert _rows(table) == [
        (1, "kanskje", 3, 1, ""),
        (None, "en", 1, 1, "base-function"),
        (None, "er", 1, 1, "base-function"),
        (2, "kommune", 1, 1, ""),
        (3, "usikker", 1, 1, ""),
        (4, "usikre", 1, 1, ""),
        (None, "vi", 1, 1, "base-function"),
    ]


def test_lemmas_are_counted_together_and_shown_by_their_commonest_form() -> None:
    table = word_frequencies(TALK, DEFAULT, LANGUAGES, by="lemmas")
    assert _rows(table)[0] == (1, "usikre", 5, 2, "")
    assert "usikker" not in set(table["word"])


def test_ranks_stay_whole_numbers_beside_empty_ones() -> None:
    assert str(word_frequencies(TALK, DEFAULT, LANGUAGES)["rank"].dtype) == "Int64"


def test_there_is_a_table_for_every_role_and_wave_with_text_and_for_all() -> None:
    tables = word_tables(TALK, DEFAULT, LANGUAGES, asking={"F"})
    assert list(tables) == [
        "words_F_all", "words_F_start", "words_INN_all", "words_OA_all", "words_OA_end", "words_OA_start",
        "words_all_all", "words_all_end", "words_all_start",
    ]  # fmt: skip


def test_the_role_all_leaves_out_those_who_ask() -> None:
    tables = word_tables(TALK, NONE, LANGUAGES, asking={"F"})
    assert "tenker" not in set(tables["words_all_all"]["word"])
    assert "tenker" in set(tables["words_F_all"]["word"])


def test_the_tables_are_those_of_the_narrowed_utterances() -> None:
    tables = word_tables(TALK, DEFAULT, LANGUAGES, asking={"F"}, by="lemmas")
    narrowed = TALK[(TALK["role"] == "OA") & (TALK["wave"] == "start")]
    expected = word_frequencies(narrowed, DEFAULT, LANGUAGES, by="lemmas")
    pd.testing.assert_frame_equal(tables["words_OA_start"], expected)


def test_documents_counts_a_document_once_however_many_roles_speak_in_it() -> None:
    talk = _utterances(("A", "OA", "start", "tillit"), ("A", "INN", "start", "tillit tillit"))
    assert _rows(word_tables(talk, NONE, LANGUAGES)["words_all_all"]) == [(1, "tillit", 3, 1, "")]


def test_a_word_of_two_languages_stands_once() -> None:
    talk = _utterances(("A", "OA", "start", "vel vel del"), ("B", "OA", "start", "vel del bruker bruk"))
    for by in ("forms", "lemmas"):
        words = word_frequencies(talk, DEFAULT, LANGUAGES, by=by)["word"]  # type: ignore[arg-type]
        assert words.is_unique


def test_the_project_cloud_has_kanskje_and_hvordan_first() -> None:
    talk = _utterances(
        ("A", "OA", "start", "Ja, kanskje, hvordan skal vi, kanskje, altså, hvordan og kanskje ikke det")
    )
    table = word_frequencies(talk, DEFAULT, LANGUAGES).dropna(subset="rank")
    assert table["word"].tolist()[:2] == ["kanskje", "hvordan"]


def test_no_utterances_give_an_empty_table_with_its_columns() -> None:
    assert tuple(word_frequencies(TALK[:0], DEFAULT, {}).columns) == WORD_COLUMNS
    assert word_tables(TALK[:0], DEFAULT, {}) == {}


def test_counting_all_texts_at_once_counts_what_stands_in_each() -> None:
    assert counted_words(["Ja, ja.", "e-post (ja)"]) == {"ja": 3, "e-post": 1}


def test_the_vocabulary_knows_how_many_words_were_said_removed_ones_too() -> None:
    found = vocabulary(TALK[1:2], DEFAULT, LANGUAGES)
    assert found.total == 5
    assert found.kept == {"kanskje": 2, "usikre": 1}


# distinct words


def test_tfidf_is_that_of_its_definition() -> None:
    weights = tfidf({"one": {"tillit": 2, "møte": 1}, "two": {"møte": 1}, "three": {"kaffe": 1}})
    rare = (1 + math.log(2)) * (math.log(4 / 2) + 1)
    shared = math.log(4 / 3) + 1
    length = math.hypot(rare, shared)
    assert weights["one"] == [("tillit", round(rare / length, 6)), ("møte", round(shared / length, 6))]
    assert weights["two"] == [("møte", 1.0)]


def test_a_word_that_every_finding_uses_sets_none_apart() -> None:
    weights = tfidf({"one": {"ikke": 9, "tillit": 1}, "two": {"ikke": 8}})
    assert weights == {"one": [("tillit", 1.0)], "two": []}


def test_findings_that_use_the_same_words_have_none_of_their_own() -> None:
    assert tfidf({"one": {"ikke": 1}, "two": {"ikke": 2}}) == {"one": [], "two": []}


def test_the_words_of_a_finding_are_those_of_its_codes_each_utterance_once() -> None:
    codebook = Codebook.model_validate(
        {
            "codes": [
                {"id": "F1", "label": "Usikker", "kind": "finding"},
                {"id": "uvisst", "label": "Uvisst", "parent": "F1"},
                {"id": "F2", "label": "Møter", "kind": "finding"},
                {"id": "T", "label": "Tillit", "kind": "cross-cutting"},
            ]
        }
    )
    talk = _utterances(("A", "OA", "start", "usikre roller"), ("A", "OA", "start", "møte med roller"))
    codings = pd.DataFrame({"utterance": ["u0", "u0", "u1"], "code": ["uvisst", "F1", "F2"]})
    table = distinct_words(talk, codings, codebook, DEFAULT, LANGUAGES, top=1)
    assert table[["finding", "label", "rank", "word", "count", "findings"]].values.tolist() == [
        ["F1", "Usikker", 1, "usikker", 1, 1],
        ["F2", "Møter", 1, "møte", 1, 1],
    ]


def test_no_codings_give_no_distinct_words() -> None:
    codings = pd.DataFrame({"utterance": [], "code": []})
    assert distinct_words(TALK, codings, Codebook(), DEFAULT, LANGUAGES).empty
