"""Undo and redo say what they took back, and tell beforehand what they would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from acting import corrected_study, doing, words
from coders import done
from fastapi.testclient import TestClient
from small_study import contents, small_study

from pipeline.coding.edits import cut
from pipeline.stages import acts, answering_hints, deciding, finishing, settling, taking_back
from pipeline.stages.desk import Desk
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> Iterator[TestClient]:
    app = create_app(study, Door("127.0.0.1", 8700, TOKEN), "hege")
    with TestClient(app, "http://127.0.0.1:8700", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def settled(desk: Desk) -> None:
    done(desk.opened.folder.path, "hege", "ola")
    desk.look(now=True)
    settling.settle(doing(desk), "INT-01:0002", "uklart", "falls", None, "enige", ["hege", "ola"])


def recoded(desk: Desk) -> None:
    acts.recode(doing(desk), ["c4"], "skummelt")


def refused(desk: Desk) -> None:
    answering_hints.reject(doing(desk), "h1", "uklart", words(desk, "INT-02:0002", "usikkerheten"), "nei")


PASSAGE = ("INT-01:0003", "INT-01:0004")
TOLD: dict[str, tuple[Callable[[Desk], object], str, str]] = {
    "a passage": (
        lambda desk: acts.apply(doing(desk), [words(desk, id) for id in PASSAGE], ["skummelt", "uklart"]),
        "Skummelt, Usikre på begrepet · INT-01:0003",
        "INT-01",
    ),
    "removing": (lambda desk: acts.remove(doing(desk), ["c5"]), "Slippe styringen · FN-01:0003", "FN-01"),
    "recoding": (recoded, "Skummelt · INT-02:0002", "INT-02"),
    "pinning": (
        lambda desk: deciding.pin(doing(desk), "c1", True),
        "Usikre på begrepet · INT-01:0002",
        "INT-01",
    ),
    "editing": (
        lambda desk: deciding.edit_quote(doing(desk), "c4", "INT-02:0002", [cut(22, 26)]),
        "Usikre på begrepet · INT-02:0002",
        "INT-02",
    ),
    "speaking against": (
        lambda desk: deciding.contradict(doing(desk), "c1", "styring"),
        "Slippe styringen · INT-01:0002",
        "INT-01",
    ),
    "other words": (
        lambda desk: acts.change_span(doing(desk), "c1", [words(desk, "INT-01:0002", "noe nytt")]),
        "Usikre på begrepet · INT-01:0002",
        "INT-01",
    ),
    "refusing a hint": (refused, "Usikre på begrepet · INT-02:0002", "INT-02"),
    "finishing": (lambda desk: finishing.finish(doing(desk), "FN-01", True), "FN-01", "FN-01"),
    "deciding together": (settled, "Usikre på begrepet · INT-01:0002", "INT-01"),
}


@pytest.mark.parametrize("what", TOLD)
def test_an_act_is_told_by_its_codes_and_its_place_before_and_after_it_is_taken_back(
    study: Path, what: str
) -> None:
    act, said, document = TOLD[what]
    desk = Desk(study)
    act(desk)
    for again in (False, True, False):
        before = taking_back.next_of(desk, "hege", again)
        assert before and (before.what, before.document) == (said, document)
        undone = taking_back.undo(doing(desk), again)
        assert (undone.said, undone.undone, undone.document) == ("done", said, document)


def test_a_waiting_coding_that_was_taken_away_is_told_by_its_code(tmp_path: Path) -> None:
    desk = Desk(corrected_study(tmp_path))
    acts.drop_waiting(doing(desk), "c2")
    undone = taking_back.undo(doing(desk))
    assert (undone.undone, undone.document) == ("Slippe styringen · INT-01B", "INT-01B")


def act(page: TestClient, name: str, number: int, **told: Any) -> dict[str, Any]:
    answer = page.post(f"/api/{name}", json={"act": f"handling-{number}", "coder": "hege", **told})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_answer_says_what_was_taken_back_and_where_also_when_it_got_lost(page: TestClient) -> None:
    assert (act(page, "remove", 1, codings=["c4"])["undone"]) == ""
    told = act(page, "undo", 2)
    assert (told["undone"], told["document"]) == ("Usikre på begrepet · INT-02:0002", "INT-02")
    assert act(page, "undo", 2) == told
    assert act(page, "redo", 3)["undone"] == told["undone"]


def test_that_a_document_was_finished_is_taken_back_with_what_the_page_shows_of_it(page: TestClient) -> None:
    assert act(page, "finish", 1, document="INT-02", finished=True)["finished"]
    told = act(page, "undo", 2)
    assert (told["undone"], told["document"], told["finished"]) == ("INT-02", "INT-02", False)
    assert list(told["seen"]) == ["INT-02"]


def test_what_would_be_taken_back_is_told_without_doing_it(page: TestClient, study: Path) -> None:
    assert page.get("/api/undoable").json() == {"undo": None, "redo": None}
    act(page, "remove", 1, codings=["c4"])
    act(page, "finish", 2, document="FN-01", finished=True)
    act(page, "undo", 3)
    before = contents(study)
    told = page.get("/api/undoable").json()
    assert told["undo"]["what"] == "Usikre på begrepet · INT-02:0002"
    assert told["undo"]["document"] == "INT-02" and told["redo"]["what"] == "FN-01"
    assert told["undo"]["at"] < told["redo"]["at"]
    assert contents(study) == before


def test_what_has_nothing_left_to_be_taken_back_is_passed_over(page: TestClient, study: Path) -> None:
    act(page, "finish", 1, document="FN-01", finished=True)
    act(page, "pin", 2, coding="c4", pinned=True)
    act(page, "remove", 3, codings=["c4"])
    act(page, "undo", 4)
    act(page, "undo", 5)
    assert page.get("/api/undoable").json()["undo"]["what"] == "FN-01"
