"""The codebook on the page, asked without a browser: what it shows, and what each change writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from small_study import small_study

from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> TestClient:
    door = Door("127.0.0.1", 8000, TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return TestClient(create_app(study, door, "hege"), "http://127.0.0.1:8000", headers=headers)


def history(study: Path) -> list[dict[str, Any]]:
    """What the history tells, line by line."""
    path = study / "codebooks/history.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def codebook(study: Path) -> str:
    return (study / "codebooks/codebook.yaml").read_text("utf-8")


def test_a_code_is_made_with_only_a_label(page: TestClient, study: Path) -> None:
    told = page.post("/api/codes", json={"act": "act-00000001", "coder": "hege", "label": "Går i gangen"})
    assert told.status_code == 200, told.text
    assert told.json() == {"id": "gar-i-gangen", "label": "Går i gangen", "style": "c0", "version": 4}
    assert [(line["event"], line["code"], line["act"]) for line in history(study)] == [
        ("add", "gar-i-gangen", "act-00000001")
    ]


def test_the_same_act_sent_again_makes_no_second_code(page: TestClient, study: Path) -> None:
    asked = {"act": "act-00000001", "coder": "hege", "label": "Ny", "parent": "styring", "origin": "in-vivo"}
    first = page.post("/api/codes", json=asked).json()
    renamed = codebook(study).replace("label: Ny\n", "label: Noe annet\n")
    (study / "codebooks/codebook.yaml").write_text(renamed, "utf-8")
    assert page.post("/api/codes", json=asked).json() == {**first, "label": "Noe annet"}
    assert (codebook(study), len(history(study))) == (renamed, 1)


def test_a_label_that_is_there_gives_back_its_code(page: TestClient, study: Path) -> None:
    before = codebook(study)
    told = page.post(
        "/api/codes", json={"act": "act-00000001", "coder": "hege", "label": " SLIPPE  styringen"}
    )
    assert told.json()["id"] == "styring"
    assert codebook(study) == before


def test_a_label_of_a_code_that_is_used_no_more_makes_a_new_code(page: TestClient) -> None:
    told = page.post("/api/codes", json={"act": "act-00000001", "coder": "hege", "label": "Gammel kode"})
    assert told.json()["id"] == "gammel-kode"


def test_a_code_cannot_be_made_in_the_name_of_a_coder_who_was_changed(page: TestClient, study: Path) -> None:
    told = page.post("/api/codes", json={"act": "act-00000001", "coder": "ola", "label": "Ny"})
    assert told.status_code == 409
    assert history(study) == []


def changed(page: TestClient, code: str, act: str, **told: Any) -> Any:
    """The answer to a change of a code by hege, for a reason unless told otherwise."""
    asked = {"act": "act-00000001", "coder": "hege", "reason": "Fordi.", **told}
    return page.post(f"/api/codes/{code}/{act}", json=asked)


def seen(page: TestClient, code: str) -> str:
    return str(page.get(f"/api/codes/{code}").json()["seen"])


def check_of(answer: Any) -> str:
    return str(answer.json()["problems"][0]["check"])


CHANGES = {
    "edit": ({"fields": {"brief": "Noe annet."}}, {"brief": "Noe annet."}),
    "rename": ({"label": "Et nytt navn"}, {"label": "Et nytt navn"}),
    "move": ({"parent": "uklart"}, {"parent": "uklart"}),
    "merge": ({"into": "uklart"}, {"status": "merged", "merged_into": "uklart"}),
    "split": ({"into": ["uklart", "Helt ny"]}, {"status": "split", "split_into": ["uklart", "helt-ny"]}),
    "retire": ({}, {"status": "retired"}),
}


@pytest.mark.parametrize("act", CHANGES)
def test_a_change_is_in_the_file_and_in_the_history_with_its_reason(
    page: TestClient, study: Path, act: str
) -> None:
    told, after = CHANGES[act]
    answer = changed(page, "skummelt", act, seen=seen(page, "skummelt"), **told)
    assert answer.status_code == 200, answer.text
    last = history(study)[-1]
    assert (last["event"], last["code"], last["who"], last["reason"]) == (act, "skummelt", "hege", "Fordi.")
    assert last["after"] == after
    now = page.get("/api/codes/skummelt").json()["fields"]
    assert {name: now[name] for name in after} == after


@pytest.mark.parametrize("act", CHANGES)
def test_a_change_that_is_sent_again_is_made_once(page: TestClient, study: Path, act: str) -> None:
    told = {**CHANGES[act][0], "seen": seen(page, "skummelt")}
    first, lines = changed(page, "skummelt", act, **told).json(), len(history(study))
    assert changed(page, "skummelt", act, **told).json() == first
    assert len(history(study)) == lines


@pytest.mark.parametrize("act", CHANGES)
def test_a_change_without_a_reason_is_refused_in_words(page: TestClient, study: Path, act: str) -> None:
    answer = changed(page, "skummelt", act, **{**CHANGES[act][0], "reason": "  "})
    assert (answer.status_code, check_of(answer)) == (409, "no-reason")
    assert "begrunnelse" in answer.json()["problems"][0]["said"]
    assert history(study) == []


@pytest.mark.parametrize("act", CHANGES)
def test_a_code_that_an_editor_changed_meanwhile_is_not_overwritten(
    page: TestClient, study: Path, act: str
) -> None:
    before = seen(page, "skummelt")
    theirs = codebook(study).replace("Det kjennes skummelt.", "Det kjennes farlig.")
    (study / "codebooks/codebook.yaml").write_text(theirs, "utf-8")
    answer = changed(page, "skummelt", act, seen=before, **CHANGES[act][0])
    assert (answer.status_code, check_of(answer)) == (409, "changed-meanwhile")
    assert codebook(study) == theirs
    assert page.get("/api/codes/skummelt").json()["fields"]["brief"] == "Det kjennes farlig."


def test_a_change_of_another_code_meanwhile_stands_in_nobody_s_way(page: TestClient, study: Path) -> None:
    before = seen(page, "skummelt")
    theirs = codebook(study).replace("Folk vet ikke hva ordet betyr.", "Ingen vet det.")
    (study / "codebooks/codebook.yaml").write_text(theirs, "utf-8")
    assert changed(page, "skummelt", "rename", seen=before, label="Farlig").status_code == 200
    assert codebook(study) == theirs.replace("version: 3", "version: 4").replace(
        "label: Skummelt", "label: Farlig"
    )


def test_a_comment_in_the_file_stays_where_it_is(page: TestClient, study: Path) -> None:
    path = study / "codebooks/codebook.yaml"
    path.write_text(codebook(study).replace("  - id: styring", "  # Se notat 4.\n  - id: styring"), "utf-8")
    changed(page, "styring", "edit", fields={"brief": "Kort."})
    assert "  # Se notat 4.\n  - id: styring" in codebook(study)


REFUSED = {
    "under itself": ("styring", "move", {"parent": "skummelt"}, "under-itself"),
    "where it lies": ("skummelt", "move", {"parent": "styring"}, "nothing-new"),
    "into itself": ("styring", "merge", {"into": "styring"}, "into-itself"),
    "into what is gone": ("styring", "merge", {"into": "gammel"}, "inactive-code"),
    "into one": ("styring", "split", {"into": ["Ny", "ny"]}, "too-few-heirs"),
    "into itself and another": ("styring", "split", {"into": ["Slippe styringen", "Ny"]}, "into-itself"),
    "the same words": ("styring", "edit", {"fields": {"use_when": "Når styring nevnes."}}, "nothing-new"),
    "a label in use": ("styring", "rename", {"label": "skummelt"}, "label-taken"),
    "in use already": ("styring", "restore", {}, "nothing-new"),
    "no such code": ("nei", "retire", {}, "unknown-code"),
    "no such parent": ("styring", "move", {"parent": "nei"}, "unknown-code"),
    "no such indicator": ("styring", "edit", {"fields": {"indicators": ["lema: x"]}}, "unclear-indicator"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    page: TestClient, study: Path, case: str
) -> None:
    code, act, told, check = REFUSED[case]
    before = codebook(study)
    answer = changed(page, code, act, **told)
    assert answer.status_code in (404, 409)
    assert check_of(answer) == check
    assert (codebook(study), history(study)) == (before, [])


def test_a_code_can_be_taken_into_use_again(page: TestClient) -> None:
    assert changed(page, "redd", "restore").status_code == 200
    now = page.get("/api/codes/redd").json()["fields"]
    assert (now["status"], now["merged_into"]) == ("active", "")


def test_a_code_without_a_definition_needs_no_reason(page: TestClient) -> None:
    page.post("/api/codes", json={"act": "act-00000009", "coder": "hege", "label": "Ny"})
    assert changed(page, "ny", "edit", reason="", fields={"definition": "Det nye."}).status_code == 200


def test_an_indicator_whose_line_is_as_before_stays_as_it_is_written(page: TestClient, study: Path) -> None:
    held = page.get("/api/codes/uklart").json()["fields"]["indicators"]
    assert held == ["lemma: usikker", "prefix: usikkerhet"]
    lines = [*held, "hva er det", "lemma: tvil | role: OA | not_near: kaffe, te"]
    assert changed(page, "uklart", "edit", fields={"indicators": lines}).status_code == 200
    assert history(study)[-1]["after"]["indicators"] == [
        {"lemma": "usikker"},
        {"prefix": "usikkerhet"},
        "hva er det",
        {"lemma": "tvil", "role": ["OA"], "not_near": ["kaffe", "te"]},
    ]
    assert page.get("/api/codes/uklart").json()["fields"]["indicators"] == lines


def test_the_page_tells_a_code_its_uses_its_memos_and_its_past(page: TestClient) -> None:
    changed(page, "uklart", "rename", label="Uklart begrep", seen=seen(page, "uklart"))
    told = page.get("/codebook?code=uklart").text
    for said in ("Usikkerhet om hva ordet betyr.", "Du har 2 kodinger", "Ordet er uklart", "Fikk nytt navn"):
        assert said in told
    assert "<del>Usikre på begrepet</del>" in told
    assert "<ins>Uklart begrep</ins>" in told


def test_the_page_counts_only_what_the_coder_made_and_may_see(page: TestClient) -> None:
    told = page.get("/codebook?code=uklart").text
    assert "Du har 2 kodinger" in told
    assert "· ola" not in told


def test_a_code_that_was_merged_is_told_of_itself_and_leads_to_its_heir(page: TestClient) -> None:
    told = page.get("/codebook?code=redd").text
    assert 'data-code="redd" data-label="Redd"' in told
    assert 'href="/codebook?code=skummelt"' in told
    assert 'data-act="restore"' in told


def test_codes_that_are_gone_stand_in_the_tree_only_on_request(page: TestClient) -> None:
    assert 'data-code="gammel"' not in page.get("/codebook").text
    assert 'data-code="gammel"' in page.get("/codebook?show=gone").text


def test_codes_that_lack_fields_are_listed(page: TestClient) -> None:
    page.post("/api/codes", json={"act": "act-00000001", "coder": "hege", "label": "Ny"})
    told = page.get("/codebook").text
    assert "1 kode mangler felt" in told
    assert "kort beskrivelse, definisjon, brukes når, brukes ikke når, eksempler" in told


def test_html_in_a_label_shows_as_text(page: TestClient) -> None:
    page.post(
        "/api/codes", json={"act": "act-00000001", "coder": "hege", "label": "<script>alert(1)</script>"}
    )
    told = page.get("/codebook?code=script-alert-1-script").text
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told


def test_a_file_that_cannot_be_read_is_told_of_and_not_touched(page: TestClient, study: Path) -> None:
    broken = codebook(study) + "  - id: [\n"
    (study / "codebooks/codebook.yaml").write_text(broken, "utf-8")
    told = page.get("/codebook?code=styring")
    assert told.status_code == 200
    assert "kan ikke endres her slik fila er nå" in told.text
    answer = changed(page, "styring", "rename", label="Noe annet")
    assert answer.status_code == 409
    assert codebook(study) == broken


def test_who_is_no_coder_reads_and_is_offered_no_change(study: Path) -> None:
    door = Door("127.0.0.1", 8000, TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    page = TestClient(create_app(study, door, ""), "http://127.0.0.1:8000", headers=headers)
    told = page.get("/codebook?code=styring").text
    assert "før det er valgt hvem som koder" in told
    assert 'data-act="rename"' not in told


@pytest.mark.parametrize("language", ["nn", "en"])
def test_no_bokmål_is_left_on_a_page_in_another_language(page: TestClient, language: str) -> None:
    from pipeline.web.wording import words
    from pipeline.web.wording.codebook import TEXTS

    place = ("nb", "nn", "en").index(language)
    page.cookies.set("forankret-8000-language", language)
    told = page.get("/codebook?code=styring").text
    other = [
        said[0]
        for said in TEXTS.values()
        if "{" not in said[0] and said[0] != said[place] and len(said[0]) > 25
    ]
    assert words(language)("codebook.edit") in told  # type: ignore[arg-type]
    assert [said for said in other if said in told] == []


def test_the_history_of_a_code_tells_what_has_become_it(page: TestClient, study: Path) -> None:
    seen = page.get("/api/codes/styring").json()["seen"]
    given = {"act": "act-00000077", "coder": "hege", "reason": "Det samme.", "seen": seen, "into": "uklart"}
    assert page.post("/api/codes/styring/merge", json=given).status_code == 200
    told = page.get("/codebook?code=uklart").text
    assert "Det samme." in told and 'href="/codebook?code=styring"' in told
