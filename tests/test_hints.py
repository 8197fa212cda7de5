"""Hints point at words by the indicators of the codebook, until the coder has coded or refused them."""

from __future__ import annotations

from pathlib import Path

import pytest
from acting import doing, words
from coders import done
from fastapi.testclient import TestClient
from small_study import STUDY, contents, put, small_study

from pipeline.problems import StudyError
from pipeline.stages import acts, answering_hints
from pipeline.stages.desk import Desk
from pipeline.stages.hinting import all_hints, hints, hints_allowed
from pipeline.web.app import create_app
from pipeline.web.door import Door

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
    acts.apply(doing(desk), [words(desk, "INT-01:0002", "er usikker på")], ["uklart"])
    assert told(desk) == [("INT-01:0004", "usikre", "uklart")]
    assert len(told(desk, coder="ola")) == 2


def test_another_code_on_the_same_words_leaves_the_hint(desk: Desk) -> None:
    acts.apply(doing(desk), [words(desk, "INT-01:0002")], ["styring"])
    assert len(told(desk)) == 2


def test_a_refused_hint_comes_back_only_when_the_refusal_is_taken_back(desk: Desk) -> None:
    hint = hints(desk, "INT-01", "hege")[0]
    place = words(desk, hint.utterance, hint.quote)
    answering_hints.reject(doing(desk), hint.coding, hint.code, place, "ikke om ordet")
    assert len(told(desk)) == 1 and len(told(Desk(desk.opened.folder.path))) == 1
    answering_hints.reject(doing(desk), hint.coding, hint.code, place, "", withdrawn=True)
    assert len(told(desk)) == 2


def test_a_hint_with_a_code_that_nobody_has_cannot_be_refused(desk: Desk) -> None:
    with pytest.raises(StudyError, match="no code"):
        answering_hints.reject(doing(desk), "x", "ukjent", words(desk, "INT-01:0002"), "")


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


def accepted(desk: Desk, **other: object) -> str:
    """What is refused where a hint is accepted otherwise than it is; '' where it is accepted."""
    hint = all_hints(desk, "INT-01")[0]
    place = words(desk, hint.utterance, hint.quote)
    told = {"hint": hint.coding, "places": [place], "codes": [hint.code], **other}
    try:
        answering_hints.accept(doing(desk), **told)  # type: ignore[arg-type]
    except StudyError as fault:
        return fault.problems[0].check
    return ""


def test_a_hint_that_is_accepted_is_a_coding_that_says_so(desk: Desk) -> None:
    hint = all_hints(desk, "INT-01")[0]
    assert accepted(desk) == ""
    event = desk.records_of("hege")[-1].event
    assert (event.origin, event.instead_of, event.quote) == ("suggested", hint.coding, "usikker")
    assert told(desk) == [("INT-01:0004", "usikre", "uklart")]


def test_what_is_no_hint_is_not_accepted_as_one(desk: Desk) -> None:
    other = words(desk, "INT-01:0004", "usikre")
    wrong: list[dict[str, object]] = [
        {"hint": "oppdiktet"},
        {"hint": ""},
        {"codes": ["styring"]},
        {"codes": ["uklart", "styring"]},
        {"places": [other]},
        {"places": [words(desk, "INT-01:0002", "er usikker på")]},
        {"places": [words(desk, "INT-01:0001"), words(desk, "INT-01:0002")]},
    ]
    assert {accepted(desk, **one) for one in wrong} == {"unknown-hint"}
    assert accepted(desk, places=[other._replace(digest="0" * 16)]) == "text-changed"
    assert desk.records_of("hege") == []


def test_no_hint_is_accepted_where_hints_are_closed(tmp_path: Path) -> None:
    desk = Desk(small_study(tmp_path, coded=False, study__yaml=DOUBLE))
    assert accepted(desk) == "hints-closed"
    done(tmp_path, "hege")
    desk.look(now=True)
    assert accepted(desk) == ""


@pytest.mark.parametrize("told", [{"origin": "suggested"}, {"hint": "oppdiktet"}])
def test_the_page_does_not_write_that_a_coding_was_a_hint_when_it_was_none(
    tmp_path: Path, told: dict[str, str]
) -> None:
    small_study(tmp_path)
    before = contents(tmp_path)
    headers = {"Authorization": "Bearer en-kort-nokkel-1234"}
    app = create_app(tmp_path, Door("127.0.0.1", 8700, "en-kort-nokkel-1234"), "hege")
    place = words(Desk(tmp_path), "INT-02:0002", "verktøy")._asdict()
    asked = {"act": "handling-1", "coder": "hege", "codes": ["styring"], "places": [place], **told}
    with TestClient(app, "http://127.0.0.1:8700", headers=headers) as page:
        answer = page.post("/api/apply", json=asked)
        assert (answer.status_code, answer.json()["problems"][0]["check"]) == (404, "unknown-hint")
        assert answer.json()["problems"][0]["said"].startswith("Dette forslaget er ikke her")
    assert contents(tmp_path) == before
