"""Searching the study on the page: by word, by form, by code, with what stands around."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from small_study import INT_01, answered, code_words, small_study

from pipeline.analysis.excerpts import Piece, pieces
from pipeline.stages.desk import Desk
from pipeline.stages.searching import Question, search
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"


def page_of(folder: Path, coder: str = "hege") -> TestClient:
    """The page of a study, for somebody who was let in."""
    app = create_app(folder, Door("127.0.0.1", 8700, TOKEN), coder)
    return TestClient(app, "http://127.0.0.1:8700", headers={"Authorization": f"Bearer {TOKEN}"})


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    return page_of(small_study(tmp_path))


def searched(page: TestClient, /, **asked: str | int) -> str:
    """What the page shows for a question."""
    answer = page.get("/search?" + urlencode(asked))
    assert answer.status_code == 200, answer.text
    return answer.text


def marked(shown: str) -> list[str]:
    """The marked words of a page."""
    return re.findall("<mark>(.*?)</mark>", shown)


def places(shown: str) -> list[str]:
    """The utterances that a page shows."""
    return re.findall(r'class="place"[^>]*>([^<]*)<', shown)


def test_a_word_is_found_in_the_whole_study_and_marked(page: TestClient) -> None:
    shown = searched(page, q="verktøy")
    assert marked(shown) == ["verktøy"]
    assert places(shown) == ["INT-02:0002"]


def test_a_star_stands_for_more_letters(page: TestClient) -> None:
    assert marked(searched(page, q="usik*")) == ["usikker", "usikre", "usikkerheten"]


def test_every_form_of_a_word_is_found(page: TestClient) -> None:
    assert marked(searched(page, q="usikker", how="lemma")) == ["usikker", "usikre"]


@pytest.mark.parametrize(("words", "lemma"), [("usik*", False), ("usikker", True), ("det er", False)])
def test_the_page_finds_what_the_command_finds(tmp_path: Path, words: str, lemma: bool) -> None:
    study = small_study(tmp_path)
    asked = ["find", words, *(["--lemma"] if lemma else [])]
    told = [row["utterance"] for row in answered(study, *asked)]
    found = search(Desk(study), "hege", Question(words, "lemma" if lemma else "word"))
    assert [find.utterance.utterance for find in found.finds for _ in range(find.times)] == told != []


def test_those_who_ask_are_searched_only_when_asked_for(page: TestClient) -> None:
    shown = searched(page, q="verktøy")
    assert "F er ikke med" in shown and "asking=yes" in shown
    assert places(searched(page, q="verktøy", asking="yes")) == ["INT-02:0002", "INT-02:0003"]
    assert places(searched(page, q="verktøy", role="F")) == ["INT-02:0003"]


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"role": "INN"}, ["FN-01:0003", "FN-01:0004"]),
        ({"case": "vest"}, ["INT-02:0002"]),
        ({"wave": "start"}, ["INT-01:0002", "INT-01:0004"]),
        ({"kind": "field-note"}, ["FN-01:0002", "FN-01:0003", "FN-01:0004"]),
        ({"kind": "field-note", "role": "NOTE"}, ["FN-01:0002"]),
    ],
    ids=str,
)
def test_filters_narrow_the_search(page: TestClient, narrowed: dict[str, str], found: list[str]) -> None:
    assert places(searched(page, q="*r", **narrowed)) == found


def test_a_code_finds_the_coders_own_words_under_it_and_below_it(page: TestClient) -> None:
    shown = searched(page, q="styring", how="code")
    assert marked(shown) == ["skummelt", "slippe styringen", "Vi vil bli spurt før alt er bestemt."]


def test_a_code_may_be_asked_for_by_its_name(page: TestClient) -> None:
    assert marked(searched(page, q="slippe styringen", how="code"))[0] == "skummelt"


def test_nobody_finds_the_codings_of_another(tmp_path: Path) -> None:
    page = page_of(small_study(tmp_path), "ola")
    assert marked(searched(page, q="uklart", how="code")) == ["Jeg er usikker på hva ordet betyr."]


def test_of_several_codes_of_a_like_name_one_is_chosen(page: TestClient) -> None:
    shown = searched(page, q="s", how="code")
    assert "Hvilken?" in shown and 'href="/search?q=skummelt&amp;how=code"' in shown


def test_how_often_is_told_first_by_role_and_by_document(page: TestClient) -> None:
    shown = searched(page, q="*e*", asking="yes")
    tallies = shown[shown.index('class="tallies"') : shown.index('class="hits"')]
    said = re.findall(r'<span class="n">(\d+)</span>', tallies)
    assert re.findall(r'<a href="[^"]*#h-([^"]*)"', tallies) == ["INT-01", "INT-02", "FN-01"]
    assert len(said) == 7 and sum(map(int, said[:4])) == sum(map(int, said[4:]))


def test_where_nothing_is_found_the_page_says_what_was_searched_and_what_to_try(page: TestClient) -> None:
    shown = searched(page, q="romskip", role="OA")
    assert "«romskip» står ikke i de 6 ytringene" in shown
    assert 'href="/search?q=romskip%2A&amp;how=word&amp;role=OA"' in shown
    assert 'href="/search?q=romskip&amp;how=word"' in shown and "asking=yes" in shown


@pytest.mark.parametrize("words", ["*", " ** "])
def test_a_question_without_letters_is_answered_in_words(page: TestClient, words: str) -> None:
    assert "ingen bokstaver" in searched(page, q=words) and "Traceback" not in searched(page, q=words)


@pytest.mark.parametrize("told", [{"how": "x"}, {"role": "X"}, {"page": 999}, {"case": "../../etc"}], ids=str)
def test_an_address_that_was_changed_by_hand_still_answers(
    page: TestClient, told: dict[str, str | int]
) -> None:
    assert marked(searched(page, q="verktøy", **told)) == ["verktøy"]


def test_html_in_a_question_and_in_a_text_stays_text(tmp_path: Path) -> None:
    text = INT_01.replace("Mm.", "Mm <script>alert(1)</script>.", 1)
    page = page_of(small_study(tmp_path, coded=False, **{"int-01__txt": text}))
    shown = searched(page, q="<script>alert")
    assert marked(shown) == ["&lt;script&gt;alert"] and "<script>alert" not in shown


def test_a_hit_leads_to_its_place_and_back_to_the_search(page: TestClient) -> None:
    shown = searched(page, q="verktøy")
    link = re.search(r'href="(/d/INT-02\?back=[^"]*)#u2"', shown)
    assert link and "/search" in link[1]


def test_the_codes_on_a_hit_are_told(page: TestClient) -> None:
    assert '<a class="chip c1" href="/compare?code=uklart">Usikre på begrepet</a>' in searched(
        page, q="verktøy"
    )


def test_a_hundred_utterances_stand_on_a_page(tmp_path: Path) -> None:
    text = "\n\n".join(f"OA: Ord nummer {number}." for number in range(250))
    page = page_of(small_study(tmp_path, coded=False, **{"int-01__txt": text}))
    assert len(places(searched(page, q="ord"))) == 100
    last = searched(page, q="ord", page=3)
    assert places(last)[-1] == "INT-01:0250" and len(places(last)) == 50
    assert "Side 3 av 3" in last and 'rel="next"' not in last


def test_a_coding_made_meanwhile_is_found(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    desk = Desk(study)
    search(desk, "hege", Question("skummelt", "code"))
    code_words(study, "hege", "c9", "INT-02:0004", "skummelt", "oppskrift")
    desk.look(now=True)
    assert search(desk, "hege", Question("skummelt", "code")).times == 2


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_page_speaks_the_study_s_language(tmp_path: Path, language: str) -> None:
    study = small_study(tmp_path)
    file = study / "study.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("language: nb", f"language: {language}"), "utf-8"
    )
    shown = searched(page_of(study), q="verktøy")
    assert {"nn": "Sjå etter", "en": "Look for"}[language] in shown and "Se etter" not in shown


def test_words_far_from_a_mark_are_cut_away_between_words() -> None:
    text = "alfa beta gamma delta epsilon zeta eta theta iota kappa"
    at = text.index("epsilon")
    assert pieces(text, [(at, at + 7)], 8) == [
        Piece("… delta ", False),
        Piece("epsilon", True),
        Piece(" zeta …", False),
    ]


def test_marks_that_overlap_are_one() -> None:
    assert pieces("abcdef", [(1, 3), (2, 5), (9, 12)]) == [
        Piece("a", False),
        Piece("bcde", True),
        Piece("f", False),
    ]
