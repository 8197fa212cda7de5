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
    assert told.json() == {"id": "gar-i-gangen", "label": "Går i gangen", "style": "c5", "version": 4}
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
