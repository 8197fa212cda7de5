"""Hints point at words by the indicators of the codebook, until the coder has coded or refused them."""

from __future__ import annotations

from pathlib import Path

import pytest
from acting import doing, words
from coders import done
from small_study import STUDY, put, small_study

from pipeline.stages import acts
from pipeline.stages.desk import Desk
from pipeline.stages.hinting import all_hints, hints, hints_allowed

DOUBLE = STUDY + "double_coding: [INT-01, INT-02]\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_study(tmp_path, coded=False))


def told(desk: Desk, document: str = "INT-01", coder: str = "hege") -> list[tuple[str, str, str]]:
    return [(hint.utterance, hint.quote, hint.code) for hint in hints(desk, document, coder)]


def test_every_word_that_an_indicator_fires_on_is_a_hint(desk: Desk) -> None:
    assert told(desk) == [("INT-01:0002", "usikker", "uklart"), ("INT-01:0004", "usikre", "uklart")]
    assert [hint.fired for hint in all_hints(desk, "INT-02")] == ["prefix: usikkerhet"]


def test_what_is_coded_with_this_code_is_no_hint_any_more_whoever_else_coded_it(desk: Desk) -> None:
    acts.apply(doing(desk), [words(desk, "INT-01:0002", "er usikker på")], ["uklart"], "suggested")
    assert told(desk) == [("INT-01:0004", "usikre", "uklart")]
    assert len(told(desk, coder="ola")) == 2


def test_another_code_on_the_same_words_leaves_the_hint(desk: Desk) -> None:
    acts.apply(doing(desk), [words(desk, "INT-01:0002")], ["styring"])
    assert len(told(desk)) == 2


def test_a_refused_hint_comes_back_only_when_the_refusal_is_taken_back(desk: Desk) -> None:
    hint = hints(desk, "INT-01", "hege")[0]
    place = words(desk, hint.utterance, hint.quote)
    acts.reject_hint(doing(desk), hint.coding, hint.code, place, "ikke om ordet")
    assert len(told(desk)) == 1 and len(told(Desk(desk.opened.folder.path))) == 1
    acts.reject_hint(doing(desk), hint.coding, hint.code, place, "", withdrawn=True)
    assert len(told(desk)) == 2


def test_a_hint_with_a_code_that_nobody_has_cannot_be_refused(desk: Desk) -> None:
    with pytest.raises(acts.StudyError, match="no code"):
        acts.reject_hint(doing(desk), "x", "ukjent", words(desk, "INT-01:0002"), "")


def test_a_document_that_is_double_coded_has_no_hints_before_its_coder_has_finished(tmp_path: Path) -> None:
    study = small_study(tmp_path, coded=False, study__yaml=DOUBLE)
    desk = Desk(study)
    assert not hints_allowed(desk, "INT-01", "hege") and told(desk) == []
    assert hints_allowed(desk, "FN-01", "hege")
    done(study, "hege")
    desk.look(now=True)
    assert len(told(desk)) == 2
    assert told(desk, coder="ola") == []


def test_hints_follow_the_codebook(desk: Desk) -> None:
    path = desk.opened.folder.path
    book = (path / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(path, "codebooks/codebook.yaml", book.replace("{lemma: usikker}", "{lemma: ny}"))
    desk.look(now=True)
    assert ("INT-01:0002", "nytt", "uklart") in told(desk)
