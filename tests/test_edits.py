"""Printed quotes: cut, masked, added to, and taken back letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.edits import apply_edits, check_edits, cut, insert, mask, without_edits
from pipeline.coding.events import Edit
from pipeline.problems import StudyError

TEXT = "Ja, altså, Kari sa at vi var med fra start."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def printed(*edits: Edit) -> str:
    return apply_edits(TEXT, 4, len(TEXT), edits)


def test_a_quote_without_edits_is_printed_as_it_was_said():
    assert printed() == "altså, Kari sa at vi var med fra start."


def test_a_cut_is_printed_as_three_points_in_parentheses():
    assert printed(cut(*at("altså,"))) == "(...) Kari sa at vi var med fra start."


def test_a_mask_is_printed_in_place_of_the_words():
    assert printed(mask(*at("Kari"), "[kollega]")) == "altså, [kollega] sa at vi var med fra start."


def test_words_put_in_are_printed_in_parentheses_after_their_place():
    assert (
        printed(insert(at("vi")[1], "innbyggerne")) == "altså, Kari sa at vi (innbyggerne) var med fra start."
    )


def test_edits_may_come_in_any_order():
    edits = [insert(at("vi")[1], "alle"), mask(*at("Kari"), "hun"), cut(*at("altså,"))]
    assert printed(*edits) == printed(*edits[::-1]) == "(...) hun sa at vi (alle) var med fra start."


@pytest.mark.parametrize(
    "edits, said",
    [
        ([cut(4, 10), mask(9, 15, "x")], "overlaps"),
        ([cut(4, 12), insert(6, "x")], "overlaps"),
        ([cut(0, 10)], "not inside the quote"),
        ([cut(4, 999)], "not inside the quote"),
        ([cut(20, 10)], "not inside the quote"),
        ([cut(5, 5)], "holds no words"),
        ([mask(4, 9, " ")], "says nothing"),
        ([Edit(op="insert", start=4, end=9, text="x")], "one place"),
    ],
)
def test_edits_that_cannot_be_are_problems_and_print_nothing(edits, said):
    assert said in check_edits(4, len(TEXT), edits, "codebooks/codings/anna/INT-01.jsonl:3")[0].message
    with pytest.raises(StudyError, match=said):
        printed(*edits)


def test_a_word_that_changed_without_an_edit_shows_when_the_edits_are_taken_back():
    edits = [cut(*at("altså,"))]
    tampered = printed(*edits).replace("var med", "var ikke med")
    assert without_edits(tampered, TEXT, 4, len(TEXT), edits) != TEXT[4:]


def test_an_edit_that_is_not_in_the_printed_quote_is_noticed():
    with pytest.raises(ValueError, match="not in the printed quote"):
        without_edits(TEXT[4:], TEXT, 4, len(TEXT), [cut(*at("altså,"))])


@given(st.data())
def test_without_its_edits_a_quote_equals_the_source_letter_for_letter(data):
    text = data.draw(st.text(min_size=2, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = sorted(data.draw(st.lists(st.integers(start, end), max_size=6, unique=True)))
    edits = []
    for first, last in zip(places[::2], places[1::2], strict=False):
        kind = data.draw(st.sampled_from([cut(first, last), mask(first, last, "[x]"), insert(first, "ord")]))
        edits.append(kind)
    shown = apply_edits(text, start, end, edits)
    assert without_edits(shown, text, start, end, edits) == text[start:end]
