"""What coders decide together is written down in the terminal too, and counts as when it is on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from coders import done
from small_study import contents, forankret, small_study
from test_settling import count, kinds

WHERE = "INT-01:0002"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = small_study(tmp_path)
    done(folder, "hege", "ola")
    return folder


def settled(folder: Path, *given: str, coder: str = "ola", reason: str = "Vi leste det om igjen."):  # type: ignore[no-untyped-def]
    return forankret(folder, "coding", "settle", *given, "--coder", coder, "--reason", reason)


def test_a_code_that_falls_counts_no_more_until_that_is_taken_back(study: Path) -> None:
    assert count(study) == (2, 2)
    said = settled(study, WHERE, "uklart", "--falls")
    assert said.out == f"uklart falls on {WHERE}, as decided by hege and ola.\n", said.both
    assert count(study)[0] == 1
    assert "It was so already." in settled(study, "INT-01:2", "Usikre på begrepet", "--falls").out
    assert "taken back" in settled(study, WHERE, "uklart", "--withdraw").out
    assert count(study) == (2, 2)
    assert "Nothing is decided" in settled(study, WHERE, "uklart", "--withdraw").out


def test_a_code_stands_where_it_was_put_unless_other_words_are_named(study: Path) -> None:
    said = settled(study, WHERE, "uklart", "--stands", "--words", "Kanskje det er noe nytt.")
    assert "stands on INT-01:0002 on «Kanskje det er noe nytt.»" in said.out, said.both
    again = settled(study, WHERE, "uklart", "--falls", reason="Nei.")
    assert "Before, ola had written down: stands, «Vi leste det om igjen.»" in again.out
    assert settled(study, "INT-01:4", "styring", "--stands").code == 0
    assert list(kinds(study).values()).count("decision") == 1


def test_where_they_put_it_on_different_words_these_must_be_named(study: Path) -> None:
    before = contents(study)
    said = settled(study, WHERE, "uklart", "--stands")
    assert (
        said.code == 2
        and "--words" in said.err
        and "«Jeg er usikker på hva ordet betyr.»; «usikker på hva ordet betyr»" in said.err
    )
    assert contents(study) == before


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ((WHERE, "uklart"), 2, "--stands or --falls"),
        ((WHERE, "uklart", "--falls", "--withdraw"), 2, "--stands or --falls"),
        ((WHERE, "uklart", "--falls", "--words", "noe"), 2, "leave --words out"),
        ((WHERE, "uklart", "--falls", "--between", "ola"), 1, "at least two coders"),
        ((WHERE, "uklart", "--falls", "--between", "Hege", "--between", "ola"), 1, "Did you mean hege?"),
        ((WHERE, "skummelt", "--falls"), 1, "none of them has, or had, this code there"),
        (("INT-02:0004", "uklart", "--falls"), 1, "coders"),
        ((WHERE, "ukjent", "--falls"), 1, "there is no code 'ukjent'"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(
    study: Path, given: tuple[str, ...], code: int, told: str
) -> None:
    before = contents(study)
    said = settled(study, *given)
    assert said.code == code and told in said.err, said.both
    assert contents(study) == before


def test_a_decision_needs_its_reason(study: Path) -> None:
    said = settled(study, WHERE, "uklart", "--falls", reason=" ")
    assert said.code == 1 and "needs its reason" in said.err


def test_agreement_says_where_to_decide_until_all_is_decided(study: Path) -> None:
    assert "forankret coding settle UTTERANCE CODE" in forankret(study, "agreement").out
    for utterance, code in (("INT-01:4", "styring"), ("INT-01:4", "skummelt")):
        assert settled(study, utterance, code, "--falls").code == 0
    assert "coding settle" not in forankret(study, "agreement").out
