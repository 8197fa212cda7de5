"""The words of a code side by side, and the codings nearest to and farthest from an utterance at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_study import answered, code_words, forankret, small_study

from pipeline.analysis.likeness import Likeness
from pipeline.analysis.nearness import Near, nearness
from pipeline.analysis.words import Reading
from pipeline.language import lemma, stop_list

READING = Reading(stop_list("default", {}), "lemmas", lemma)
SAID = (
    "Jeg er usikker på hva ordet betyr.",
    "Usikkerheten om ordet er stor hos oss.",
    "Benken ble hentet igjen i august.",
    "Vi mangler verktøy og veiledning.",
)


def measure(*texts: str) -> Likeness:
    return Likeness([(text, "nb") for text in texts or SAID], READING)


def near(at_hand: str, *others: str, most: int | None = None, fitted: tuple[str, ...] = ()) -> list[Near]:
    return nearness(measure(*fitted), (at_hand, "nb"), [(text, "nb") for text in others], most).nearest


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def test_the_same_words_are_wholly_alike_and_other_words_not_at_all() -> None:
    (same, other) = near(SAID[0], SAID[2], SAID[0])
    assert (same.place, round(same.likeness, 6)) == (1, 1.0)
    assert other.place == 0 and other.likeness < 0.05


def test_words_of_one_stem_are_alike_though_no_word_is_the_same() -> None:
    assert near("Er du usikker?", SAID[2], "usikkerheten", SAID[3])[0].place == 1


def test_forms_of_one_word_are_alike() -> None:
    reading = Reading(stop_list("none", {}), "lemmas", lambda word, _: {"mødre": "mor"}.get(word, word))
    texts = [("mødre", "nb"), ("mor", "nb"), ("gård", "nb")]
    found = nearness(Likeness(texts, reading), texts[0], texts[1:]).nearest
    assert found[0].place == 0 and found[0].likeness >= 0.5 and found[1].likeness == 0


def test_what_is_as_near_comes_in_order_and_nothing_is_both_near_and_far() -> None:
    found = nearness(measure(), (SAID[0], "nb"), [(SAID[1], "nb")] * 3 + [(SAID[2], "nb")] * 3, 2)
    assert [one.place for one in found.nearest] == [0, 1]
    assert [one.place for one in found.farthest] == [3, 4]
    few = nearness(measure(), (SAID[0], "nb"), [(SAID[1], "nb"), (SAID[2], "nb"), (SAID[3], "nb")], 2)
    assert {one.place for one in few.nearest} & {one.place for one in few.farthest} == set()
    assert len(few.nearest) + len(few.farthest) == 3


def test_words_that_are_all_removed_are_near_nothing_and_said_to_be_so() -> None:
    found = nearness(measure(), (SAID[0], "nb"), [("Ja, og det er det.", "nb"), (SAID[1], "nb")])
    assert found.wordless == [0] and [one.place for one in found.nearest] == [1]
    silent = nearness(measure(), ("Ja.", "nb"), [(SAID[1], "nb")])
    assert not silent.comparable and silent.nearest == silent.farthest == []


def test_a_measure_of_nothing_says_that_nothing_can_be_compared() -> None:
    nothing = Likeness([], READING)
    assert not nearness(nothing, ("benken", "nb"), [("benken", "nb")]).comparable
    assert nearness(measure(), ("benken", "nb"), []).nearest == []


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcåø .,\n", max_size=20), max_size=8), st.text(max_size=20))
def test_any_texts_have_a_likeness_from_nothing_to_one(texts: list[str], at_hand: str) -> None:
    found = nearness(
        Likeness([(text, "nb") for text in texts], READING), (at_hand, "nn"), [(text, "nb") for text in texts]
    )
    assert all(0 <= one.likeness <= 1.000001 for one in found.nearest)
    if found.comparable:
        assert len(found.nearest) + len(found.wordless) == len(texts)


def test_the_measure_is_that_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["hest sau hest", "sau geit", "geit geit ku"]
    plain = Reading(stop_list("none", {}), "lemmas", lambda word, _: word)
    ours = Likeness([(text, "nb") for text in texts], plain).rows
    by_word = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    by_piece = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5)).fit_transform(texts)
    expected = (by_word @ by_word.T + by_piece @ by_piece.T) / 2
    assert abs(ours @ ours.T - expected).max() < 1e-12


def test_the_words_of_each_role_are_there_with_the_code_below(study: Path) -> None:
    rows = answered(study, "compare", "styring")
    assert [(row["value"], row["utterance"], row["code"]) for row in rows] == [
        ("INN", "FN-01:0003", "styring"),
        ("OA", "INT-01:0004", "skummelt"),
        ("OA", "INT-01:0004", "styring"),
    ]


def test_the_counts_come_first_with_zeros_and_denominators(study: Path) -> None:
    out = forankret(study, "compare", "styring", "--by", "case").out
    table, words = out.split("\n\n", 1)
    assert [line.split()[:2] for line in table.splitlines()] == [
        ["case", "codings"],
        ["nord", "3"],
        ["vest", "0"],
    ]
    assert "of_utterances" in table
    assert "«slippe styringen»" in words and "vest: 0 codings" in words and "nothing" in words


def test_two_values_stand_beside_each_other_in_the_order_they_were_named(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    wide = forankret(study, "compare", "styring", "--with", "OA", "INN").out
    head = next(line for line in wide.splitlines() if " │ " in line)
    assert head.split(" │ ") == [f"{'OA: 2 codings':<48}", "INN: 1 coding"]
    assert max(map(len, wide.split("\n\n", 1)[1].splitlines())) <= 100
    monkeypatch.setenv("COLUMNS", "60")
    narrow = forankret(study, "compare", "styring", "--with", "OA", "INN").out
    assert "│" not in narrow and narrow.index("OA: 2") < narrow.index("INN: 1")


def test_only_what_the_counted_or_named_coders_have_is_shown(study: Path) -> None:
    assert {row["coder"] for row in answered(study, "compare", "uklart")} == {"hege"}
    assert [row["coding"] for row in answered(study, "compare", "uklart", "--coder", "ola")] == ["c6"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("compare", "tull"), 1, "unknown-code"),
        (("compare", "styring", "--with", "OA", "TULL"), 1, "unknown-role"),
        (("compare", "styring", "--with", "OA", "OA"), 2, "two different"),
        (("compare", "styring", "--role", "OA", "--with", "OA", "INN"), 2, "not both"),
        (("compare", "styring", "--to", "INT-01:2", "--with", "OA", "INN"), 2, "not both"),
        (("compare", "styring", "--to", "INT-09:2"), 1, "unknown-utterance"),
    ],
)
def test_what_cannot_be_compared_is_told(
    study: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = forankret(study, *arguments)
    assert answer.code == code and said in answer.err and "Traceback" not in answer.both


def test_the_codings_nearest_to_an_utterance_come_first_and_its_own_are_left_out(study: Path) -> None:
    code_words(study, "hege", "c7", "INT-02:0004", "uklart", "En oppskrift, rett og slett.")
    rows = answered(study, "compare", "uklart", "--to", "INT-01:4", "--most", "1")
    assert [(row["side"], row["coding"]) for row in rows] == [("nearest", "c1"), ("farthest", "c7")]
    assert [row["unlike"] for row in rows] == ["", "case"]
    assert rows[0]["likeness"] > rows[1]["likeness"]
    own = answered(study, "compare", "uklart", "--to", "INT-01:2")
    assert {row["coding"] for row in own} == {"c4", "c7"}


def test_an_utterance_without_words_says_so(study: Path) -> None:
    said = forankret(study, "compare", "uklart", "--to", "INT-01:6")
    assert said.code == 0 and "holds no words" in said.err


def test_an_empty_study_has_nothing_to_compare(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study", coded=False)
    assert answered(study, "compare", "uklart") == []
    assert forankret(study, "compare", "uklart").code == 0
    assert answered(study, "compare", "uklart", "--to", "INT-01:2") == []


def test_the_page_on_comparing_names_every_column_and_limit() -> None:
    from pages import first_column, page, section, tables

    from pipeline.analysis import patterns
    from pipeline.cli.passages import NARROWEST
    from pipeline.cli.patterns import LOW
    from pipeline.stages.compared import SAID_COLUMNS
    from pipeline.stages.nearest import NEAR_COLUMNS
    from pipeline.stages.patterning import PATTERN_COLUMNS

    for heading, columns in (
        ("## The words of a code side by side", SAID_COLUMNS),
        ("## What is nearest, and what is farthest", NEAR_COLUMNS),
        ("## Patterns for open coding", PATTERN_COLUMNS),
    ):
        (told,) = tables(section("docs/comparing.md", heading))
        assert sorted(first_column(told)) == sorted(columns)
    flat = " ".join(page("docs/comparing.md").split())
    assert f"({NARROWEST} characters a column)" in flat and f"below {LOW} is said to be low" in flat
    assert f"fewer than {patterns.WORDS} words" in flat and f"Fewer than {patterns.FEWEST} utterances" in flat
    assert (
        f"{patterns.DIMENSIONS} dimensions" in flat and f"with {patterns.LANGUAGE} utterances or more" in flat
    )
    assert f"from {patterns.LEAST_GROUPS} to {patterns.MOST_GROUPS}" in flat
    assert f"at least {patterns.SMALLEST} utterances a group" in flat
