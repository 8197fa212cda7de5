"""What the page told as saved is in the files: whatever is killed, full, read-only, broken or taken away."""

from __future__ import annotations

import errno
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import served
from fastapi.testclient import TestClient
from saving import Killed, Writer, at_once, lost
from small_study import contents, forankret, put, small_study, texts_of

from pipeline.model import digest
from pipeline.store.codings import read_codings
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"
ADDRESS = "http://127.0.0.1:8700"
MINE = "codebooks/codings/hege/INT-01.jsonl"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> Iterator[TestClient]:
    app = create_app(study, Door("127.0.0.1", 8700, TOKEN), "hege")
    with TestClient(app, ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def saved(page: TestClient | httpx.Client, act: str, code: str = "styring", n: int = 1) -> httpx.Response:
    """The answer to a code on some words, or on a passage from the first utterance on."""
    said = [
        "Hva betyr ordet for deg?",
        "Jeg er usikker på hva ordet betyr. Kanskje det er noe nytt.",
        "Og for de andre?",
    ]
    places = [
        {"utterance": f"INT-01:{number:04}", "start": 0, "end": len(text), "digest": digest(text)}
        for number, text in enumerate(said[:n], 1)
    ]
    return page.post("/api/apply", json={"act": act, "coder": "hege", "places": places, "codes": [code]})


def words_of(answer: httpx.Response) -> str:
    return " ".join(problem["said"] for problem in answer.json()["problems"])


def acts_in(study: Path) -> list[str]:
    return [record.event.act for record in read_codings(study).records if record.event.act]


def checks(study: Path) -> set[str]:
    return {problem.check for problem in read_codings(study).problems}


def test_a_server_that_is_killed_again_and_again_loses_nothing_that_it_told_as_saved(study: Path) -> None:
    texts = texts_of(study)
    with Killed(study, seed=3, longest=0.4, most=6) as server:
        writer = Writer(server.first.origin, TOKEN, "hege", texts, 1)
        told = [writer.save() for _ in range(120)]
    assert server.kills >= 2
    assert lost(study, told) == []


@pytest.mark.parametrize("servers", [1, 2])
def test_four_who_write_at_once_lose_nothing_on_one_server_or_two(study: Path, servers: int) -> None:
    texts = texts_of(study)
    with served(study, token=TOKEN) as one, served(study, token=TOKEN) as other:
        told = at_once([one, other][:servers], ["hege", "hege", "ola", "ola"], texts, 25)
    assert len(told) == 100
    assert lost(study, told) == []
    assert "broken-chain" not in forankret(study, "check").out


def test_a_disk_that_is_full_is_told_in_words_and_what_was_asked_is_saved_when_there_is_room(
    study: Path,
) -> None:
    before = contents(study)
    with (
        served(study, token=TOKEN) as desk,
        httpx.Client(base_url=desk.origin, headers=desk.headers) as person,
    ):
        size = (study / MINE).stat().st_size
        resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (size + 300, resource.RLIM_INFINITY))
        refused = saved(person, "en-handling-1", n=3)
        assert refused.status_code == 503 and "lagre" in words_of(refused)
        assert contents(study) == before
        resource.prlimit(
            desk.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
        assert saved(person, "en-handling-1", n=3).status_code == 200
    assert acts_in(study) == ["en-handling-1"] * 3
    assert checks(study) == set()


@pytest.mark.parametrize("fault", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_became_read_only_is_told_in_words_and_nothing_is_shown_as_saved(
    page: TestClient, study: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    before, really = contents(study), os.open

    def no_more(path: str, flags: int, *more: int, **options: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and "codings" in str(path):
            raise OSError(fault, os.strerror(fault))
        return really(path, flags, *more, **options)

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", no_more)
        refused = saved(page, "en-handling-1")
        assert refused.status_code == 503 and len(words_of(refused)) > 20
    assert contents(study) == before
    assert saved(page, "en-handling-1").status_code == 200
    assert acts_in(study) == ["en-handling-1"]


def test_a_codebook_that_is_broken_meanwhile_stays_as_it_was_read_and_coding_goes_on(
    page: TestClient, study: Path
) -> None:
    broken = put(study, "codebooks/codebook.yaml", "codes:\n  - id: [")
    time.sleep(0.12)
    shown = page.get("/d/INT-01")
    assert shown.status_code == 200 and "codebook.yaml" in shown.text
    assert saved(page, "en-handling-1").status_code == 200
    assert broken.read_text(encoding="utf-8") == "codes:\n  - id: ["
    assert acts_in(study) == ["en-handling-1"]


def test_a_study_yaml_that_was_taken_away_is_told_and_coding_goes_on(page: TestClient, study: Path) -> None:
    (study / "study.yaml").unlink()
    time.sleep(0.12)
    shown = page.get("/d/INT-01")
    assert shown.status_code == 200 and "study.yaml" in shown.text
    assert saved(page, "en-handling-1").status_code == 200
    assert not (study / "study.yaml").exists()


def test_a_file_that_another_program_deleted_is_begun_anew_and_shown_as_it_is(
    page: TestClient, study: Path
) -> None:
    assert saved(page, "en-handling-1").status_code == 200
    (study / MINE).unlink()
    time.sleep(0.12)
    assert saved(page, "en-handling-2", "skummelt").status_code == 200
    assert acts_in(study) == ["en-handling-2"]
    assert page.get("/api/chips/INT-01").json()["chips"]["INT-01:0002"].strip() == ""
    assert checks(study) == set()


def test_a_line_that_another_program_altered_is_told_and_hides_no_other(
    page: TestClient, study: Path
) -> None:
    assert saved(page, "en-handling-1").status_code == 200
    data = (study / MINE).read_bytes()
    put(study, MINE, data.replace(b'"c2"', b'"cX"'))
    time.sleep(0.12)
    assert saved(page, "en-handling-2", "skummelt").status_code == 200
    assert acts_in(study) == ["en-handling-1", "en-handling-2"]
    assert checks(study) == {"broken-chain"}


def test_half_a_line_at_the_end_of_a_file_hides_neither_what_is_before_nor_what_comes(
    page: TestClient, study: Path
) -> None:
    assert saved(page, "en-handling-1").status_code == 200
    data = (study / MINE).read_bytes()
    put(study, MINE, data + data.splitlines()[-1][:60])
    assert saved(page, "en-handling-2", "skummelt").status_code == 200
    assert acts_in(study) == ["en-handling-1", "en-handling-2"]
    assert checks(study) == {"torn-line"}


def test_the_folder_of_raw_texts_may_vanish_and_come_back(page: TestClient, study: Path) -> None:
    (study / "data/raw").rename(study / "data/bort")
    time.sleep(0.12)
    answers = [page.get("/d/INT-01").status_code, saved(page, "en-handling-1").status_code]
    assert all(status < 500 or status == 503 for status in answers), answers
    (study / "data/bort").rename(study / "data/raw")
    time.sleep(0.12)
    assert saved(page, "en-handling-1").status_code == 200
    assert acts_in(study) == ["en-handling-1"]


def test_what_was_told_as_saved_is_on_the_disk_before_it_is_told(
    page: TestClient, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    really = os.fsync

    def sync(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    monkeypatch.setattr(os, "fsync", sync)
    assert saved(page, "en-handling-1").status_code == 200
    assert str(study / MINE) in synced
