"""A coding that was recoded, or came back after it was gone, keeps all that was noted on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from acting import corrected_study, doing, only, words
from fastapi.testclient import TestClient
from small_study import code_words, forankret, put, small_study

from pipeline.coding.events import Event
from pipeline.stages import acts, taking_back
from pipeline.stages.browsing import chips
from pipeline.stages.comparing import about_coding
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import visible_memos
from pipeline.stages.remembering import by_subject, found_memos, subject_of
from pipeline.store.codings import append
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"
ABOUT = """---
date: 2024-04-02
title: Om kodingen
about: {coding: c4}
coder: hege
---

Den er viktig.
"""
LINK = "---\ndate: 2024-04-03\ntitle: Se der\n---\n\nSe [[c4]].\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    study = small_study(tmp_path)
    put(study, "codebooks/memos/2024-04-02-koding.md", ABOUT)
    put(study, "codebooks/memos/2024-04-03-lenke.md", LINK)
    said = Event(at="2024-04-01T09:00:00Z", event="memo", coding="c4", utterance="INT-02:0002", memo="Obs.")
    append(study, "ola", "INT-02", [said])
    return study


def recoded(desk: Desk) -> str:
    return only(acts.recode(doing(desk), ["c4"], "skummelt", "bedre"))


def come_back(desk: Desk) -> str:
    acts.remove(doing(desk), ["c4"])
    return only(taking_back.undo(doing(desk)))


def there_and_back(desk: Desk) -> str:
    recoded(desk)
    (coding,) = taking_back.undo(doing(desk)).codings
    return coding


def through_many(desk: Desk) -> str:
    recoded(desk)
    taking_back.undo(doing(desk))
    (again,) = taking_back.undo(doing(desk), again=True).codings
    return only(acts.recode(doing(desk), [again], "styring"))


WAYS: dict[str, Callable[[Desk], str]] = {
    "recoded": recoded,
    "come back": come_back,
    "there and back": there_and_back,
    "through many": through_many,
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


@each_way
def test_memos_links_and_notes_lead_to_the_coding_that_stands(
    study: Path, way: Callable[[Desk], str]
) -> None:
    desk = Desk(study)
    new = way(desk)
    assert new != "c4" and desk.stands_as("c4") == new
    for id in ("c4", new):
        told = about_coding(desk, "hege", id)
        assert [memo.title for memo in told.memos] == ["Om kodingen", "Se der"]
        assert told.lines[0].coding == new
        assert [one.memo.title for one in found_memos(desk, "hege", about=("coding", id))] == [
            "Se der", "Om kodingen",
        ]  # fmt: skip
    assert [(note.text, note.coder, note.at) for note in desk.sheet("INT-02").live.memos[new]] == [
        ("Obs.", "ola", "2024-04-01T09:00:00Z")
    ]
    (chip,) = chips(desk, "INT-02", "hege", "hege", {"INT-02:0002"})["INT-02:0002"]
    assert chip.coding == new and chip.noted
    assert subject_of(desk, "hege", "coding", "c4").document == "INT-02"


@each_way
def test_a_memo_on_a_later_id_comes_along_when_an_earlier_act_is_taken_back(
    study: Path, way: Callable[[Desk], str]
) -> None:
    desk = Desk(study)
    new = way(desk)
    put(study, "codebooks/memos/2024-05-02-ny.md", ABOUT.replace("c4", new).replace("Om kodingen", "Ny"))
    desk.look(now=True)
    while taking_back.undo(doing(desk)).said == "done":
        pass
    assert "Ny" in [memo.title for memo in about_coding(desk, "hege", "c4").memos]


def test_memos_on_all_ids_of_a_coding_stand_under_one_subject(study: Path) -> None:
    desk = Desk(study)
    new = recoded(desk)
    put(study, "codebooks/memos/2024-05-02-ny.md", ABOUT.replace("c4", new).replace("Om kodingen", "Ny"))
    desk.look(now=True)
    groups = by_subject(desk, "hege", found_memos(desk, "hege"))
    (group,) = [group for group in groups if group.subject.kind == "coding"]
    assert {one.memo.title for one in group.found} == {"Om kodingen", "Ny"}


def test_the_address_of_a_coding_leads_to_the_one_that_stands(study: Path) -> None:
    new = recoded(Desk(study))
    app = create_app(study, Door("127.0.0.1", 8753, TOKEN), "hege")
    page = TestClient(app, "http://127.0.0.1:8753", headers={"Authorization": f"Bearer {TOKEN}"})
    for address in ("/quotes/c4", "/d/INT-02/coding/c4"):
        answer = page.get(address)
        assert answer.status_code == 200 and new in answer.text, address
    assert page.get("/api/quotes/c4").json() == page.get(f"/api/quotes/{new}").json()


def test_show_tells_what_a_coding_has_become_with_its_memos(study: Path) -> None:
    new = recoded(Desk(study))
    for id in ("c4", new):
        said = forankret(study, "show", id).out
        assert f"Coding {new} by hege" in said and "«Om kodingen»" in said and "Obs." in said
    assert forankret(study, "show", "c4").out.startswith(f"Coding c4 was recoded, or came back; it is {new}")


def test_the_memo_that_a_coding_was_made_with_stays_with_it(study: Path) -> None:
    desk = Desk(study)
    old = only(acts.apply(doing(desk), [words(desk, "INT-02:0004")], ["styring"], memo="Med en gang."))
    new = only(acts.recode(doing(desk), [old], "skummelt"))
    assert about_coding(desk, "hege", new).notes == ["Med en gang."]


def test_a_coding_that_waits_and_comes_back_keeps_its_memos(tmp_path: Path) -> None:
    study = corrected_study(tmp_path)
    desk = Desk(study)
    acts.drop_waiting(doing(desk), "c2")
    taking_back.undo(doing(desk))
    assert desk.stands_as("c2") in {move.coding for move in desk.sheet("INT-01").waiting}


def test_what_another_says_to_stand_in_for_a_coding_takes_nothing_of_it(study: Path) -> None:
    desk = Desk(study)
    row = desk.find_coding("c4")[1][0]
    code_words(study, "ola", "c9", row.utterance, "styring", row.quote)
    file = study / "codebooks/codings/ola/INT-02.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"previous"', b'"instead_of": "c4", "previous"'))
    desk.look(now=True)
    acts.remove(doing(desk), ["c4"])
    assert desk.stands_as("c4") == "c4"


def test_a_memo_on_anothers_coding_that_is_gone_stays_closed(study: Path) -> None:
    desk = Desk(study)
    acts.remove(doing(desk), ["c4"])
    assert "Om kodingen" not in [memo.title for memo in visible_memos(desk, "ola")]
