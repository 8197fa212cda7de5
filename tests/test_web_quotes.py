"""The quotes on the page: shown as printed, edited beside their source, never past another's edits."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from small_study import INT_02, code_words, put, small_study, texts_of

from pipeline.coding.events import Event
from pipeline.model import digest
from pipeline.problems import Problem
from pipeline.stages.desk import Desk
from pipeline.store.codings import append
from pipeline.web.app import create_app
from pipeline.web.door import Door
from pipeline.web.wording import LANGUAGES, words

TOKEN = "en-kort-nokkel-1234"
EMOJI = INT_02.replace("Det går bedre nå", "Det 🙂👍🏽 går bedre nå")


def opened(folder: Path) -> TestClient:
    return page_of(small_study(folder))


def page_of(study: Path) -> TestClient:
    app = create_app(study, Door("127.0.0.1", 8753, TOKEN), "hege")
    return TestClient(app, "http://127.0.0.1:8753", headers={"Authorization": f"Bearer {TOKEN}"})


def main_of(answer: Any) -> str:
    return answer.text[answer.text.index("<main") : answer.text.index("</main>")]


def act(page: TestClient, name: str, **told: Any) -> Any:
    act.number = getattr(act, "number", 0) + 1
    return page.post(f"/api/{name}", json={"act": f"act-{act.number:08}", "coder": "hege", **told})


def edit(folder: Path, op: str, words: str, text: str = "", utterance: str = "INT-01:0002") -> dict[str, Any]:
    said = texts_of(folder)[utterance]
    end = said.index(words) + len(words)
    return {"op": op, "start": end if op == "insert" else said.index(words), "end": end, "text": text}


def preview(page: TestClient, folder: Path, *edits: dict[str, Any], coding: str = "c1") -> Any:
    told = {"coding": coding, "utterance": "INT-01:0002", "edits": list(edits)}
    return page.post("/api/quotes/preview", json=told | {"digest": digest(texts_of(folder)["INT-01:0002"])})


# The list


def test_the_pinned_quotes_are_shown_by_finding_beside_their_source(tmp_path):
    page = opened(tmp_path)
    act(page, "pin", coding="c1", pinned=True)
    said = main_of(page.get("/quotes"))
    assert said.count("<article") == 1 and "Offentlig ansatt" in said and "Nord" in said
    assert 'class="around">Jeg er </span>' in said and "usikker på hva ordet betyr" in said
    assert re.search(r"Usikre på begrepet <span[^>]*>1 festet", said)


def test_a_finding_without_pinned_quotes_says_that_the_report_chooses(tmp_path):
    said = main_of(opened(tmp_path).get("/quotes"))
    assert said.count("Da velger rapporten opptil 2 sitater selv") == 2


def test_all_words_under_a_code_and_those_below_it_are_candidates(tmp_path):
    page = opened(tmp_path)
    said = main_of(page.get("/quotes?pinned=0&code=styring"))
    assert [*re.findall(r'id="q-(c\d)"', said)] == ["c3", "c2", "c5"]
    assert 'id="q-c5"' not in main_of(page.get("/quotes?pinned=0&code=styring&role=OA"))
    assert "Velg en kode" in main_of(page.get("/quotes?pinned=0"))
    assert page.get("/quotes?pinned=0&code=nei").status_code == 404


def test_a_merged_code_is_shown_as_its_heir(tmp_path):
    assert 'id="q-c3"' in main_of(opened(tmp_path).get("/quotes?pinned=0&code=redd"))


def test_a_quote_that_is_not_printed_says_why(tmp_path):
    small_study(tmp_path)
    code_words(tmp_path, "hege", "c8", "INT-01:0001", "uklart", "Hva betyr ordet for deg?")
    code_words(tmp_path, "hege", "c9", "INT-01:0002", "gammel", "noe nytt")
    page = page_of(tmp_path)
    for coding in ("c8", "c9"):
        act(page, "pin", coding=coding, pinned=True)
    said = main_of(page.get("/quotes"))
    assert "har en rolle som holdes utenfor" in said and "ligger ikke under noe funn" in said


def test_anothers_quotes_are_shown_when_both_have_finished(tmp_path):
    page = opened(tmp_path)
    append(tmp_path, "ola", "INT-01", [Event(at="2024-05-01T09:00:00Z", event="pin", coding="c6")])
    assert "c6" not in main_of(page.get("/quotes"))
    assert page.get("/quotes/c6").status_code == 404 and page.get("/api/quotes/c6").status_code == 404
    assert preview(page, tmp_path, coding="c6").status_code == 404
    assert act(page, "edits", coding="c6", utterance="INT-01:0002", edits=[]).status_code == 404
    for coder in ("ola", "hege"):
        append(tmp_path, coder, "INT-01", [Event(at="2024-05-02T09:00:00Z", event="done")])
    page.app.state.desk.look(now=True)  # type: ignore[attr-defined]
    assert 'id="q-c6"' in main_of(page.get("/quotes")) and page.get("/quotes/c6").status_code == 200


# Editing


def test_a_preview_is_what_will_be_printed_and_saves_nothing(tmp_path):
    page = opened(tmp_path)
    edits = [edit(tmp_path, "mask", "ordet", "[ordet]"), edit(tmp_path, "insert", "betyr", "samskaping")]
    told = preview(page, tmp_path, *edits).json()
    assert told["printed"] == "usikker på hva [ordet] betyr (samskaping)"
    assert told["html"].count('<em class="edited">') == 2 and told["restored"] is True
    assert Desk(tmp_path).sheet("INT-01").live.edits == {}


def test_a_masked_word_that_is_markup_shows_as_text(tmp_path):
    page = opened(tmp_path)
    told = preview(page, tmp_path, edit(tmp_path, "mask", "ordet", "<b>[x]</b>")).json()
    assert "&lt;b&gt;" in told["html"] and "<b>" not in told["html"]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([("cut", "Jeg er", "")], "utenfor sitatet"),
        ([("mask", "ordet", " ")], "Skriv hva som skal stå"),
        ([("cut", "hva ordet", ""), ("mask", "ordet betyr", "[x]")], "er endret fra før"),
        ([("mask", "", "[x]")], "Velg først ordene|utenfor"),
    ],
)
def test_edits_that_do_not_fit_are_refused_in_words(tmp_path, edits, said):
    page = opened(tmp_path)
    made = [edit(tmp_path, *one) for one in edits]
    for answer in (
        preview(page, tmp_path, *made),
        act(page, "edits", coding="c1", utterance="INT-01:0002", edits=made),
    ):
        assert answer.status_code == 409
        assert re.search(said, answer.json()["problems"][0]["said"])


def test_the_edits_of_a_quote_are_one_event_and_are_printed_so(tmp_path):
    page = opened(tmp_path)
    edits = [edit(tmp_path, "insert", "betyr", "samskaping"), edit(tmp_path, "cut", "på hva")]
    answer = act(page, "edits", coding="c1", utterance="INT-01:0002", edits=edits, seen=[])
    assert answer.json()["said"] == "done"
    lines = (tmp_path / "codebooks/codings/hege/INT-01.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum('"event": "edit"' in line for line in lines) == 1
    said = main_of(page.get("/quotes/c1"))
    assert "(...)" in said and "(samskaping)" in said and "likt kilden, bokstav for bokstav" in said
    source = main_of(page.get("/quotes?pinned=0&code=uklart"))
    assert "<del>på hva</del>" in source


def test_edits_that_somebody_else_made_meanwhile_are_not_overwritten(tmp_path):
    page = opened(tmp_path)
    theirs = [edit(tmp_path, "cut", "på hva")]
    act(page, "edits", coding="c1", utterance="INT-01:0002", edits=theirs, seen=[])
    mine = [edit(tmp_path, "mask", "ordet", "[x]")]
    answer = act(page, "edits", coding="c1", utterance="INT-01:0002", edits=mine, seen=[])
    assert answer.status_code == 409 and answer.json()["problems"][0]["check"] == "edits-changed"
    saved = page.get("/api/quotes/c1").json()
    assert saved[0]["printed"] == "usikker (...) ordet betyr" and saved[0]["edits"] == theirs
    assert (
        act(page, "edits", coding="c1", utterance="INT-01:0002", edits=mine, seen=theirs).status_code == 200
    )


def test_a_preview_on_a_text_that_was_changed_is_refused(tmp_path):
    page = opened(tmp_path)
    told = {"coding": "c1", "utterance": "INT-01:0002", "digest": "0" * 16, "edits": []}
    assert page.post("/api/quotes/preview", json=told).json()["problems"][0]["check"] == "text-changed"


def test_places_are_code_points_also_after_emoji(tmp_path):
    put(small_study(tmp_path, coded=False), "data/raw/int-02.md", EMOJI)
    code_words(tmp_path, "hege", "c9", "INT-02:0002", "uklart", "🙂👍🏽 går bedre nå")
    page = page_of(tmp_path)
    made = edit(tmp_path, "mask", "bedre", "[🙂]", utterance="INT-02:0002")
    act(page, "edits", coding="c9", utterance="INT-02:0002", edits=[made])
    assert page.get("/api/quotes/c9").json()[0]["printed"] == "🙂👍🏽 går [🙂] nå"


def test_a_quote_over_several_utterances_has_a_part_for_each(tmp_path):
    page = opened(tmp_path)
    texts = texts_of(tmp_path)
    places = [
        {"utterance": id, "start": 0, "end": len(texts[id]), "digest": digest(texts[id])}
        for id in ("INT-01:0006", "INT-01:0007")
    ]
    coding = act(page, "apply", places=places, codes=["uklart"]).json()["codings"][0]
    act(page, "pin", coding=coding, pinned=True)
    said = main_of(page.get(f"/quotes/{coding}"))
    assert said.count('<section class="passage"') == 2 and "[…]" in said
    answer = act(
        page, "edits", coding=coding, utterance="INT-01:0007", edits=[{"op": "cut", "start": 0, "end": 2}]
    )
    assert answer.status_code == 200
    assert [one["printed"] for one in page.get(f"/api/quotes/{coding}").json()] == ["Mm.", "(...)."]


def test_a_quote_whose_masks_were_lost_is_shown_as_not_printed(tmp_path):
    page = opened(tmp_path)
    masked = {"op": "mask", "start": 7, "end": 14, "text": "[x]"}
    told = {"at": "2024-05-01T09:00:00Z", "event": "edit", "coding": "c1", "utterance": "INT-01:0002"}
    on = {"start": 7, "end": 20, "quote": "Trygve på hva"}
    append(tmp_path, "hege", "INT-01", [Event.model_validate({**told, **on, "edits": [masked]})])
    act(page, "pin", coding="c1", pinned=True)
    said = main_of(page.get("/quotes"))
    assert "Skrives ikke ut" in said and "kan ikke skrives ut før det er redigert på nytt" in said


def test_what_the_study_masks_with_is_offered_first(tmp_path):
    page = opened(tmp_path)
    masked = [edit(tmp_path, "mask", "ordet", "[begrepet]")]
    act(page, "edits", coding="c1", utterance="INT-01:0002", edits=masked)
    offered = re.findall(r'data-offer="([^"]*)"', main_of(page.get("/quotes/c1")))
    assert offered[0] == "[begrepet]" and "[en kollega]" in offered


def test_words_of_a_transcript_that_are_markup_show_as_text(tmp_path):
    marked = INT_02.replace("bedre", "<img src=x onerror=alert(1)>")
    put(small_study(tmp_path, coded=False), "data/raw/int-02.md", marked)
    code_words(tmp_path, "hege", "c4", "INT-02:0002", "uklart", "usikkerheten er der")
    page = page_of(tmp_path)
    said = main_of(page.get("/quotes?pinned=0&code=uklart")) + main_of(page.get("/quotes/c4"))
    assert "<img" not in said and "&lt;img" in said


def test_every_fault_of_an_edit_has_words_in_each_language():
    checks = ("outside", "place", "no-words", "no-text", "overlap")
    for language in LANGUAGES:
        for check in (*(f"edit-{check}" for check in checks), "quote-edit", "edits-changed", "not-there"):
            said = words(language).problem(Problem("her:1", "error", check, "x", "gjør noe"))
            assert "her:1" not in said, (language, check)


def test_the_quotes_of_a_study_without_any_are_told_in_words(tmp_path):
    put(small_study(tmp_path, coded=False), "codebooks/codebook.yaml", "version: 1\ncodes: []\n")
    page = page_of(tmp_path)
    assert "Ingen sitater passer" in main_of(page.get("/quotes"))
