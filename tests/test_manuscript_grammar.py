"""Live numbers are found and read in a text, whatever else stands there, and nothing in it is ever run."""

from __future__ import annotations

from fractions import Fraction

import pytest
from constructed import STUDY
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.manuscript.comparing import compared
from pipeline.report.manuscript.finding import read_manuscript
from pipeline.report.manuscript.grammar import Call, parse
from pipeline.report.manuscript.nouns import nouns
from pipeline.report.manuscript.plain_numbers import typed_numbers
from pipeline.report.manuscript.saying import Part

MARKS = [*"{}[]()=|,`\\\"'«»", "{{", "}}", "[[", "```", "~~~", "mentions", "12", "[a]{b(", "<!--", "-->"]
PIECES = st.sampled_from([*MARKS, "\n", "\n\n", " ", "---\n", "> ", "- ", "    ", "\ue000", "\x00"])


def call(text: str) -> Call:
    found = parse(text, 0)
    assert found.call is not None, found.fault
    return found.call


def test_an_expression_is_its_function_what_it_is_given_its_keys_and_its_filters() -> None:
    read = call('mentions("a-b", role=["OA", \'INN\'], n=12) | words | capital')
    assert (read.name, [one.value for one in read.given]) == ("mentions", ["a-b"])
    assert {key.name: [one.value for one in key.values] for key in read.keys} == {
        "role": ["OA", "INN"],
        "n": [12],
    }
    assert [one.value for one in read.filters] == ["words", "capital"]


@pytest.mark.parametrize("marks", ['""', "''", "«»", "“”", "„“"])
def test_texts_stand_in_any_quotation_marks(marks: str) -> None:
    assert call(f"label({marks[0]}uklart{marks[1]})").given[0].value == "uklart"


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("mentions(uklart-begrep)", "uklart-begrep stands without quotation marks.", 9),
        ('mentions("a" "b")', "'\"b\"' stands where a comma or a closing parenthesis was expected.", 13),
        ("mentions", "the end stands where a parenthesis ( was expected.", 8),
        ("", "the end stands where the name of a function was expected.", 0),
        ('f("a', "a quotation mark is opened and never closed.", 2),
        ("f() g", "'g' stands after the end of the expression.", 4),
        ("f() |", "the end stands where the name of a filter was expected.", 5),
        ("f(role=)", "')' stands where a text in quotation marks was expected.", 7),
        ("__import__('os').system('x')", "'.' stands after the end of the expression.", 16),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str, at: int) -> None:
    fault = parse(text, 0).fault
    assert fault is not None
    assert (fault.message, fault.at) == (message, at)


def test_code_comments_and_what_a_backslash_stands_before_are_left_alone() -> None:
    text = """---
title: {{ a() }}
---
`{{ b() }}` ``{{ c() }} ` `` \\{{ d() }} {{ e() }} <!-- {{ f() }} --> \\[x]{g()}

    {{ h() }}

```
{{ i() }}
```

- punkt

      {{ j() }}

> {{ k() }}
"""
    assert [claim.call.name for claim in read_manuscript(text).claims if claim.call] == ["e", "k"]


def test_an_expression_that_is_not_closed_spoils_none_in_another_paragraph() -> None:
    first, second = read_manuscript('{{ mentions("a"\n\nog {{ label("b") }}').claims
    assert first.fault and "never closed" in first.fault.message
    assert second.call and second.call.name == "label"


@pytest.mark.parametrize(
    "after", ['{{ label("b") }}', '[tre]{label("b")}', "Videre i teksten.", "}", "sa «ja"]
)
@pytest.mark.parametrize("opened", ['En {{ mentions("x")', '[tolv]{mentions("x") | words'])
def test_an_expression_that_is_not_closed_is_told_of_where_the_braces_are_missing(
    opened: str, after: str
) -> None:
    if after == "}" and opened.startswith("["):
        return
    found = read_manuscript(f"{opened}\n{after}")
    first, *others = found.claims
    assert first.fault and "never closed" in first.fault.message
    assert found.place(first.fault.at) == (1, len(opened) + 1)
    assert [claim.call.name for claim in others if claim.call] == ["label"] * ("label" in after)


def test_lines_and_columns_count_from_one_whatever_the_line_breaks() -> None:
    claims = read_manuscript("\ufeffEn\r\nto {{ a() }}\rtre [x]{b()}").claims
    assert [(claim.line, claim.column) for claim in claims] == [(2, 4), (3, 5)]


def test_only_braces_that_begin_an_expression_follow_typed_words() -> None:
    assert read_manuscript("[x]{.klasse} [y]{#id} [z] {f()} [w](f()) [v]\n\n{f()}").claims == ()


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = read_manuscript(text)
    ends = [0]
    for claim in found.claims:
        assert ends[-1] <= claim.start < claim.end <= len(found.text)
        assert found.text[claim.start : claim.end] == claim.source
        assert (claim.call is None) == (claim.fault is not None)
        ends.append(claim.end)


@given(st.text(max_size=80))
def test_any_expression_is_read_or_refused_in_words(text: str) -> None:
    found = parse(text, 0)
    assert (found.call is None) != (found.fault is None)


@pytest.mark.parametrize("junk", ["{{", "`", "` `` ", "[a]{b(", "<!--", '{{ f("\n', "\\", "[", "{{f(f("])
def test_a_text_of_one_mark_only_is_read_in_time_that_grows_with_it(junk: str) -> None:
    from time import process_time

    began = process_time()
    read_manuscript(junk * 20_000)
    assert process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("11 ganger av 6 av 6 ansatte", [11, 6, 6]),
        ("elleve ganger av alle seks", [11, 6]),
        ("tjuefem av førti-fem", [25]),
        ("twenty-five of 1 234", [25, 1234]),
        ("1\u00a0234 og 12 345 678", [1234, 12345678]),
        ("i 2024-03-12, kl. 12:30, 3,5 prosent, 1.2, INT-01:0004, F2, 2/3, 10–12", []),
        ("Ingen. Aldri. én gang", [0, 0, 1]),
        ("fireogtjue sjuende attenhundre", []),
    ],
)
def test_numbers_are_known_in_figures_and_in_words(text: str, numbers: list[int]) -> None:
    assert [one.number for one in typed_numbers(text)] == numbers


TIMES = (Part(11, "utterances", 73), Part(5, "speakers", 6), Part(2, "unknown"), Part(1, "narrative"))
NEVER = (Part(0, "utterances", 73), Part(0, "speakers", 8), Part(0, "unknown"), Part(0, "narrative"))
EIGHT = (Part(8, "speakers", 8),)
SHARE = (Part(Fraction(17, 48) * 100, "percent"),)


@pytest.mark.parametrize(
    ("typed", "parts", "expected"),
    [
        ("11 ganger av 5 av 6 ansatte", TIMES, True),
        ("elleve gonger", TIMES, True),
        ("11", TIMES, True),
        ("11 times by 5 of 6 people", TIMES, True),
        ("11 ganger av fem", TIMES, True),
        ("5 av 6 ansatte", TIMES, True),
        ("fem av de seks offentlig ansatte", TIMES, True),
        ("11 ganger (2 av gangene uten kjent taler, 1 i fortellende tekst)", TIMES, True),
        ("11 gonger, éin i forteljande tekst", TIMES, True),
        ("11,0 ganger", TIMES, True),
        ("elleve av 73 ytringer", TIMES, True),
        ("aldri", NEVER, True),
        ("ingen av de 8 ansatte", NEVER, True),
        ("alle åtte", EIGHT, True),
        ("8 av 8", EIGHT, True),
        ("en av to", (Part(1, "documents", 2),), True),
        ("1 234 ganger", (Part(1234, "utterances"),), True),
        ("1,234 times", (Part(1234, "utterances"),), True),
        ("35,4 %", SHARE, True),
        ("35.42 per cent", SHARE, True),
        ("35 prosent", SHARE, True),
        ("12 %", (Part(Fraction(25, 2), "percent"),), True),
        ("13 %", (Part(Fraction(25, 2), "percent"),), True),
        ("fem ganger", TIMES, False),
        ("6 ganger", TIMES, False),
        ("5", TIMES, False),
        ("alle seks", TIMES, False),
        ("5 ganger av 11 ansatte", TIMES, False),
        ("11 ganger av 6", TIMES, False),
        ("11 ganger av 6 av 6", TIMES, False),
        ("6 ansatte", TIMES, False),
        ("alle 5 ansatte", TIMES, False),
        ("11 kodinger", TIMES, False),
        ("11 ganger (1 av gangene uten kjent taler)", TIMES, False),
        ("1 i fortellende tekst, 2 uten kjent taler", TIMES, False),
        ("11 ganger, 5, 2, 1, 0", TIMES, False),
        ("13,0 ganger", TIMES, False),
        ("11,4 ganger", TIMES, False),
        ("aldri", TIMES, False),
        ("8 dokumenter", EIGHT, False),
        ("8 av 9", EIGHT, False),
        ("35,5 %", SHARE, False),
        ("36 %", SHARE, False),
        ("et dusin ganger", TIMES, None),
        ("mange ganger", TIMES, None),
        ("10–12 ganger", TIMES, None),
        ("11 ganger (av 10–12)", TIMES, None),
        ("11 ganger", (), None),
    ],
)
def test_typed_words_agree_where_each_number_is_that_of_what_it_counts(
    typed: str, parts: tuple[Part, ...], expected: bool | None
) -> None:
    found = compared(typed, parts, nouns(STUDY))
    assert found.agrees is expected
    assert bool(found.why) is (expected is None)
