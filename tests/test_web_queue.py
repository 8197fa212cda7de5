"""The recode queue on the page: one's own codings that wait, why they do, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html
from small_study import code_words, forankret, opened, put, small_study
from test_web_quotes import act, main_of, page_of

from pipeline.stages.changing import edit_code, split_code
from pipeline.stages.queueing import queue
from pipeline.stages.recording import review_code
from pipeline.store.codings import read_codings

WHY = "Rommer både ordet og arbeidet."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study in which a code is split: c1 and c4 of hege's wait, and c6 of ola's."""
    folder = small_study(tmp_path)
    split_code(opened(folder), "hege", "uklart", ["Ordet", "Arbeidet"], WHY)
    return folder


def waiting(folder: Path, coder: str = "hege") -> list[str]:
    return [one.coding for one in queue(opened(folder), coder=coder).queued]


def at_hand(page: TestClient, path: str = "/queue") -> str:
    read = html.fromstring(page.get(path).text)
    return "".join(read.xpath("//article[@id='at-hand']/@data-coding"))


def read(page: TestClient, path: str = "/queue") -> Any:
    return html.fromstring(page.get(path).text)


def far(page: TestClient, path: str = "/queue?code=uklart") -> str:
    return "".join(read(page, path).xpath("//*[@id='far-said']/text()"))


# What is shown


def test_where_nothing_waits_the_page_says_so_and_the_menu_is_silent(tmp_path: Path) -> None:
    page = page_of(small_study(tmp_path))
    assert "Ingen av kodingene dine venter" in main_of(page.get("/queue"))
    assert "/queue" not in page.get("/").text


def test_the_menu_tells_how_many_of_ones_own_wait(study: Path) -> None:
    said = page_of(study).get("/").text
    assert 'href="/queue"' in said and "2 kodinger venter på å bli lest på nytt" in said


def test_a_coding_is_shown_with_its_words_what_stands_around_and_why_it_waits(study: Path) -> None:
    said = main_of(page_of(study).get("/queue"))
    assert "<mark>usikker på hva ordet betyr</mark>" in said and "Kanskje det er noe nytt." in said
    assert "Hva betyr ordet for deg?" in said and "Og for de andre?" in said
    assert "Koden er delt" in said and WHY in said and "0 av 2 er lest på nytt" in said
    assert said.index("<kbd>1</kbd>") < said.index("<kbd>2</kbd>")
    assert 'data-code="ordet"' in said and 'data-code="arbeidet"' in said


def test_a_definition_that_changed_is_shown_as_it_was_and_as_it_is(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    edit_code(opened(folder), "ola", "styring", {"definition": "Ubehag ved å miste makt."}, "Videre nå.")
    review_code(opened(folder), "hege", "styring", "Definisjonen ble videre.")
    said = main_of(page_of(folder).get("/queue"))
    assert "Definisjonen ble videre." in said and "Videre nå." in said
    assert (
        "<del>Ubehag ved å gi fra seg makt.</del>" in said and "<ins>Ubehag ved å miste makt.</ins>" in said
    )
    assert 'data-does="recode"' not in said and 'data-does="keep"' in said


def test_others_codings_are_never_shown(study: Path) -> None:
    code_words(study, "ola", "c7", "INT-01:0004", "uklart", "usikre alle sammen")
    for path in ("/queue", "/queue?coding=c7", "/queue?code=uklart&coding=c6"):
        said = main_of(page_of(study).get(path))
        assert "c6" not in said and "c7" not in said and "<mark>usikre alle" not in said
    assert "av 2 er lest" in main_of(page_of(study).get("/queue"))


def test_the_address_opens_a_coding_or_a_code(study: Path) -> None:
    review_code(opened(study), "hege", "styring", "Se på nytt.")
    page = page_of(study)
    assert at_hand(page) == "c1"
    assert at_hand(page, "/queue?coding=c4") == "c4"
    assert at_hand(page, "/queue?code=styring") in ("c2", "c5")
    assert at_hand(page, "/queue?code=no-such&coding=nor-this") == "c1"


def test_those_that_follow_come_in_the_order_of_the_text_and_around_again(study: Path) -> None:
    page = page_of(study)
    assert read(page).xpath("//a[@id='skip']/@href") == ["/queue?coding=c4"]
    assert read(page, "/queue?coding=c4").xpath("//a[@id='skip']/@href") == ["/queue?coding=c1"]


def test_a_place_leads_to_the_document_and_back_to_the_coding(study: Path) -> None:
    page = page_of(study)
    (there,) = read(page, "/queue?coding=c4").xpath("//div[@class='spoken']/p[last()]/a/@href")
    back = read(page, there).xpath("//p[@class='back']/a")
    assert [(one.get("href"), one.text) for one in back] == [
        ("/queue?coding=c4", "← Tilbake til det som skal leses på nytt")
    ]


def test_a_coding_over_two_utterances_is_shown_whole_and_each_utterance_once(tmp_path: Path) -> None:
    folder = small_study(tmp_path, coded=False)
    for utterance, words in (("INT-01:0003", "Og for de andre?"), ("INT-01:0004", "Vi er usikre")):
        code_words(folder, "hege", "c1", utterance, "styring", words)
    review_code(opened(folder), "hege", "styring", "Se på nytt.")
    said = main_of(page_of(folder).get("/queue"))
    assert said.count("Og for de andre?") == 1 and said.count("alle sammen") == 1
    assert "noe nytt." in said and "Ja?" in said and "1 av 1" not in said


def test_who_is_nobody_is_asked_to_choose(study: Path) -> None:
    page = page_of(study)
    page.app.state.coder = ""  # type: ignore[attr-defined]
    said = page.get("/queue").text
    assert "Hvem koder?" in main_of(page.get("/queue")) and "<mark>" not in said


def test_the_document_and_the_code_lead_to_what_waits(study: Path) -> None:
    page = page_of(study)
    assert read(page, "/d/INT-02").xpath("//p[contains(@class,'to-read')]/a/@href") == ["/queue?coding=c4"]
    assert read(page, "/d/FN-01").xpath("//p[contains(@class,'to-read')]") == []
    link = read(page, "/codebook?code=uklart").xpath("//p[contains(@class,'to-read')]/a")
    assert [one.get("href") for one in link] == ["/queue?code=uklart"]
    assert link[0].text == "2 kodinger venter på å bli lest på nytt"


# What is decided


def test_a_coding_moves_to_a_new_code_and_waits_no_more(study: Path) -> None:
    page = page_of(study)
    assert act(page, "recode", codings=["c1"], code="ordet", reason="Det er ordet.").status_code == 200
    assert waiting(study) == ["c4"] and at_hand(page) == "c4"
    assert far(page) == "1 av 2 er lest på nytt"


def test_a_coding_is_kept_with_a_reason_once(study: Path) -> None:
    page = page_of(study)
    told = {"act": "act-keep-0001", "coder": "hege", "coding": "c1", "reason": "Begge deler."}
    first, again = page.post("/api/keep", json=told), page.post("/api/keep", json=told)
    assert first.json()["said"] == again.json()["said"] == "done"
    kept = [one.event for one in read_codings(study).records if one.event.event == "keep"]
    assert [(one.coding, one.code, one.memo, one.act) for one in kept] == [
        ("c1", "uklart", "Begge deler.", "act-keep-0001")
    ]
    assert waiting(study) == ["c4"]
    assert act(page, "keep", coding="c1", reason="En gang til.").json()["said"] == "already"
    assert act(page, "keep", coding="c2", reason="Den venter ikke.").json()["said"] == "already"


def test_a_coding_is_not_kept_without_a_reason(study: Path) -> None:
    answer = act(page_of(study), "keep", coding="c1", reason="  ")
    assert answer.status_code == 409 and "Skriv en begrunnelse" in answer.json()["problems"][0]["said"]
    assert waiting(study) == ["c1", "c4"]


def test_anothers_coding_is_not_kept_and_not_told_of(study: Path) -> None:
    page = page_of(study)
    blind = act(page, "keep", coding="c6", reason="Ikke min.")
    missing = act(page, "keep", coding="c99", reason="Ikke noens.")
    assert (blind.status_code, missing.status_code) == (404, 404)
    assert blind.json()["problems"][0]["said"] == missing.json()["problems"][0]["said"]
    assert waiting(study, "ola") == ["c6"]


def test_a_coding_is_kept_also_where_the_other_clock_was_ahead(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    review_code(opened(folder), "ola", "styring", "Se på nytt.")
    history = folder / "codebooks/history.jsonl"
    line = history.read_text(encoding="utf-8")
    put(folder, "codebooks/history.jsonl", line.replace('"at":"2', '"at":"3'))
    page = page_of(folder)
    before = waiting(folder)
    assert act(page, "keep", coding="c2", reason="Står seg.").status_code == 200
    assert before == ["c5", "c2"] and waiting(folder) == ["c5"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("recode", {"codings": ["c1"], "code": "ordet"}),
        ("keep", {"coding": "c1", "reason": "Begge deler."}),
        ("remove", {"codings": ["c1"], "reason": "Hører ikke hjemme."}),
    ],
)
def test_each_decision_is_undone_and_done_again_and_how_far_one_is_follows(
    study: Path, name: str, told: dict[str, Any]
) -> None:
    page = page_of(study)
    act(page, name, **told)
    assert far(page) == "1 av 2 er lest på nytt"
    act(page, "undo")
    assert far(page) == "0 av 2 er lest på nytt" and len(waiting(study)) == 2
    act(page, "redo")
    assert far(page) == "1 av 2 er lest på nytt" and waiting(study) == ["c4"]
    said = " ".join(read(page, "/queue?code=uklart").xpath("//section[contains(@class,'why')]//text()"))
    counted = {"recode": "Flyttet: 1. Beholdt: 0. Fjernet: 0.", "keep": "Flyttet: 0. Beholdt: 1. Fjernet: 0."}
    assert counted.get(name, "Flyttet: 0. Beholdt: 0. Fjernet: 1.") in said


def test_when_all_are_read_the_page_says_what_became_of_them_and_leads_on(study: Path) -> None:
    review_code(opened(study), "hege", "styring", "Se på nytt.")
    page = page_of(study)
    act(page, "recode", codings=["c1"], code="ordet")
    act(page, "remove", codings=["c4"], reason="Nei.")
    done = read(page, "/queue?code=uklart")
    assert "er lest på nytt" in done.xpath("//*[@id='queue-done']/h2/text()")[0]
    assert done.xpath("//a[@id='next-pile']/@href") == ["/queue?code=styring"]


# Asking for it


def test_a_code_is_opened_for_review_with_a_reason_and_closed_again(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    page = page_of(folder)
    assert act(page, "codes/styring/review", reason=" ").status_code == 409
    told = {"act": "act-review-01", "coder": "hege", "reason": "Definisjonen ble videre.", "seen": "x"}
    answers = [page.post("/api/codes/styring/review", json=told) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    history = (folder / "codebooks/history.jsonl").read_text(encoding="utf-8")
    assert history.count('"event":"review"') == 1 and '"act":"act-review-01"' in history
    assert waiting(folder) == ["c5", "c2"] and waiting(folder, "ola") == []
    assert "3 kodinger" not in page.get("/").text and "2 kodinger venter" in page.get("/").text
    shown = page.get("/codebook?code=styring").text
    assert (
        'data-act="unreview"' in shown
        and "Lesning på nytt" in shown
        and "review" not in main_of_history(shown)
    )
    assert act(page, "codes/styring/unreview", reason="Det holder.").status_code == 200
    assert waiting(folder) == [] and 'data-act="unreview"' not in page.get("/codebook?code=styring").text


def main_of_history(shown: str) -> str:
    """What people read in the history of a code."""
    (card,) = html.fromstring(shown).xpath("//section[@id='history']")
    return str(card.text_content())


def test_an_unknown_code_is_not_opened(tmp_path: Path) -> None:
    page = page_of(small_study(tmp_path))
    assert act(page, "codes/no-such/review", reason="x").status_code in (404, 409)
    assert not (tmp_path / "codebooks/history.jsonl").exists()


def test_what_another_program_opens_is_seen_at_once(tmp_path: Path) -> None:
    folder = small_study(tmp_path)
    page = page_of(folder)
    assert "Ingen av kodingene dine" in main_of(page.get("/queue"))
    said = forankret(folder, "codebook", "review", "styring", "--coder", "ola", "--reason", "Videre.")
    assert said.code == 0 and at_hand(page) == "c2"
    said = forankret(folder, "codebook", "review", "skummelt", "--coder", "ola", "--reason", "Smalere.")
    assert said.code == 0 and at_hand(page, "/queue?code=skummelt") == "c3"


@pytest.mark.parametrize("history", [b"", b"{torn", b"\xff\xfe\n[]\n", b'{"event":"review","code":"x"}\n'])
def test_a_history_that_cannot_be_read_closes_no_page(study: Path, history: bytes) -> None:
    put(study, "codebooks/history.jsonl", history)
    page = page_of(study)
    assert page.get("/queue").status_code == 200 and at_hand(page) == "c1"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_queue_is_told_in_three_languages(study: Path, language: str) -> None:
    page = page_of(study)
    page.cookies.set("forankret-8753-language", language)
    said = page.get("/queue").text
    assert {"nb": "Hopp over", "nn": "1 av 2 som ventar", "en": "Coding 1 of 2 that wait"}[language] in said
