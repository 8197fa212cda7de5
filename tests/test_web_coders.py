"""Several coders on the page, asked without a browser: what each may see, decide, take back and take in."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from coders import done
from fastapi.testclient import TestClient
from httpx import Response
from small_study import CODEBOOK, INT_01, STUDY, answered, code_words, put, small_study, texts_of

from pipeline.model import digest
from pipeline.stages.desk import Desk
from pipeline.store.codings import Held, read_coding_file_on
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"
WHOLE = "Vi er usikre alle sammen. Det er skummelt å slippe styringen."
COPY = "codebooks/codings/hege/INT-01 (1).jsonl"


@pytest.fixture(autouse=True)
def looked_at_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks at the files with each request, however soon it comes after the last."""
    monkeypatch.setattr("pipeline.stages.desk.PATIENCE", -1)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> TestClient:
    return visited(study)


def visited(study: Path, coder: str = "hege") -> TestClient:
    """The page as one coder has it."""
    door = Door("127.0.0.1", 8000, TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}", "Origin": "http://127.0.0.1:8000"}
    app = create_app(study, door, coder)
    return TestClient(app, "http://127.0.0.1:8000", headers=headers, follow_redirects=False)


def text_of(answer: Response) -> str:
    """What a person reads on a page."""
    body = re.sub(r"(?s)<script.*?</script>", " ", answer.text)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


class Acts:
    """What a coder asks for, each act with an id of its own."""

    number = 0

    def settle(self, page: TestClient, decision: str, words: str = "", **other: Any) -> Response:
        Acts.number += 1
        told: dict[str, Any] = {"act": f"act-{Acts.number:08}", "coder": "hege", "utterance": "INT-01:0004"}
        told |= {
            "code": "styring",
            "reason": "Vi ble enige.",
            "between": ["hege", "ola"],
            "decision": decision,
        }
        if words:
            start = WHOLE.index(words)
            span = {"start": start, "end": start + len(words)}
            told["place"] = {"utterance": "INT-01:0004", "digest": digest(WHOLE), **span}
        return page.post("/api/settle", json=told | other)

    def undo(self, page: TestClient, name: str = "undo", coder: str = "hege") -> Response:
        Acts.number += 1
        return page.post(f"/api/{name}", json={"act": f"act-{Acts.number:08}", "coder": coder})


acts = Acts()


def events(study: Path, coder: str = "hege", document: str = "INT-01") -> list[dict[str, Any]]:
    """What stands in a coder's file."""
    path = study / f"codebooks/codings/{coder}/{document}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def counted(study: Path, code: str = "styring") -> int:
    """How many codings of a code the report counts."""
    count: int = answered(study, "mentions", code)[0]["codings"]
    return count


# Who sees what


def test_the_page_of_coders_says_who_is_done_and_never_what_they_coded(study: Path, page: TestClient) -> None:
    done(study, "ola")
    said = text_of(page.get("/coders"))
    assert "hege: i gang" in said and "ola: ferdig" in said
    assert "Usikre på begrepet" not in said and "usikker på" not in said


def test_who_is_not_done_is_told_to_code_and_who_is_done_to_wait(study: Path) -> None:
    done(study, "ola")
    assert "Kod dokumentet, og merk det som ferdig" in text_of(visited(study, "hege").get("/coders"))
    assert "Du er ferdig. Vent til hege også er det." in text_of(visited(study, "ola").get("/coders"))


def test_both_done_are_led_to_what_is_to_be_decided(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    answer = page.get("/coders")
    assert "Avgjør sammen 2 uenigheter" in text_of(answer)
    assert 'href="/coders/INT-01?first=hege&amp;second=ola&amp;show=open"' in answer.text


def test_documents_of_one_coder_are_listed_apart_with_how_to_make_them_double(page: TestClient) -> None:
    said = text_of(page.get("/coders"))
    assert "double_coding: [INT-02]" in said.partition("Kodes av én")[2]


def test_a_document_named_for_double_coding_waits_for_all_coders_of_the_study(study: Path) -> None:
    put(study, "study.yaml", STUDY + "double_coding: [FN-01]\n")
    said = text_of(visited(study).get("/coders"))
    assert "FN-01" in said.partition("Kodes av én")[0] and "ola: ikke begynt" in said


@pytest.mark.parametrize("ready", [(), ("hege",), ("ola",)])
def test_agreements_are_refused_until_both_are_done(
    study: Path, page: TestClient, ready: tuple[str, ...]
) -> None:
    done(study, *ready)
    for address in (
        "",
        "?first=ola&second=hege",
        "/settle?utterance=INT-01:0002&code=uklart&first=hege&second=ola",
    ):
        answer = page.get(f"/coders/INT-01{address}")
        assert answer.status_code == 409, address
        assert "Ikke begge har merket dokumentet som ferdig" in text_of(answer)
        assert "Usikre på begrepet" not in answer.text


def test_a_document_that_is_opened_again_is_blind_again(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    assert page.get("/coders/INT-01").status_code == 200
    done(study, "ola", withdrawn=True, at="2024-04-02T09:00:00Z")
    assert page.get("/coders/INT-01").status_code == 409


def test_a_third_who_has_not_finished_sees_nothing_of_two_who_have(study: Path) -> None:
    put(study, "study.yaml", STUDY.replace("  ola:", "  kari: {label: Tredje}\n  ola:"))
    done(study, "hege", "ola")
    assert visited(study, "kari").get("/coders/INT-01?first=hege&second=ola").status_code == 409


def test_a_third_who_has_finished_sees_two_and_decides_nothing(study: Path) -> None:
    put(study, "study.yaml", STUDY.replace("  ola:", "  kari: {label: Tredje}\n  ola:"))
    done(study, "hege", "ola", "kari")
    page = visited(study, "kari")
    said = page.get("/coders/INT-01?first=hege&second=ola")
    assert "Bare hege og ola avgjør dette sammen" in text_of(said) and "data-settles" not in said.text
    refused = acts.settle(page, "falls", coder="kari")
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (409, "not-between")


# What two have coded, side by side


def test_both_their_words_are_marked_and_the_share_is_told(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    answer = page.get("/coders/INT-01?show=same")
    assert "begge, 76 % av ordene felles" in text_of(answer)
    marks = re.findall(r'<mark class="([^"]*)"[^>]*>([^<]*)', answer.text.partition('class="lines"')[2])
    assert [(kind.split(), words) for kind, words in marks] == [
        (["by-second"], "Jeg er "),
        (["by-first", "by-second"], "usikker på hva ordet betyr"),
        (["by-second"], "."),
    ]


@pytest.mark.parametrize(
    ("show", "numbers"),
    [("all", [1, 2, 3, 4, 5, 6, 7]), ("different", [4]), ("same", [2]), ("open", [4])],
)
def test_utterances_are_shown_by_whether_they_agree(
    study: Path, page: TestClient, show: str, numbers: list[int]
) -> None:
    done(study, "hege", "ola")
    answer = page.get(f"/coders/INT-01?show={show}")
    assert [int(n) for n in re.findall(r'class="line[^>]*id="u(\d+)"', answer.text)] == numbers


def test_those_that_differ_come_first_where_that_is_asked_for(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    answer = page.get("/coders/INT-01?show=all&order=different")
    assert re.findall(r'class="line[^>]*id="u(\d+)"', answer.text)[:2] == ["4", "1"]


def test_what_was_said_is_text_and_no_markup(tmp_path: Path) -> None:
    said = INT_01.replace("Mm.", "<script>alert(1)</script> 😀 slutt", 1)
    study = small_study(tmp_path, coded=False, **{"int-01.txt": said})
    code_words(study, "ola", "c9", "INT-01:0006", "styring", "alert(1)</script> 😀")
    done(study, "hege", "ola")
    answer = visited(study).get("/coders/INT-01")
    assert "&lt;script&gt;" in answer.text and "<script>alert" not in answer.text
    assert ">alert(1)&lt;/script&gt; 😀</mark>" in answer.text


# What they decide


def test_a_decision_is_one_event_of_who_writes_it_down_and_the_originals_stay(
    study: Path, page: TestClient
) -> None:
    done(study, "hege", "ola")
    before = events(study)
    told = acts.settle(page, "stands", "slippe styringen")
    assert told.status_code == 200, told.text
    made = events(study)[len(before) :]
    assert events(study)[: len(before)] == before and len(made) == 1
    kept = {name: made[0][name] for name in ("event", "code", "decision", "quote", "memo", "between")}
    assert kept == {
        "event": "settle", "code": "styring", "decision": "stands", "quote": "slippe styringen",
        "memo": "Vi ble enige.", "between": ["hege", "ola"],
    }  # fmt: skip


@pytest.mark.parametrize(("decision", "words", "number"), [("stands", "skummelt", 3), ("falls", "", 2)])
def test_a_decision_counts_in_place_of_what_was_coded(
    study: Path, page: TestClient, decision: str, words: str, number: int
) -> None:
    done(study, "hege", "ola")
    assert counted(study) == 3
    assert acts.settle(page, decision, words).status_code == 200
    assert counted(study) == number


def test_a_decision_is_shown_with_its_reason_and_who_and_both_originals(
    study: Path, page: TestClient
) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "stands", "slippe", reason="Talen er om makt.")
    said = text_of(page.get("/coders/INT-01?show=different"))
    assert "Står på «slippe»" in said and "Talen er om makt." in said
    assert "Avgjort av hege + ola, skrevet av hege" in said and "bare hege" in said
    assert re.search(r"Avgjort sammen 1 .* Ikke avgjort 1 ", said)


def test_a_decision_without_a_reason_is_refused(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    refused = acts.settle(page, "falls", reason="  \n")
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (409, "no-reason")
    assert refused.json()["problems"][0]["said"].startswith("Skriv en begrunnelse")


@pytest.mark.parametrize("between", [["hege"], ["hege", "hege"], []])
def test_nobody_decides_alone(study: Path, page: TestClient, between: list[str]) -> None:
    done(study, "hege", "ola")
    before = events(study)
    refused = acts.settle(page, "falls", between=between)
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (409, "not-between")
    assert events(study) == before


def test_who_is_no_coder_of_the_study_decides_nothing_with_others(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    refused = acts.settle(page, "falls", between=["hege", "ola", "ingen"])
    assert refused.status_code == 409


def test_a_code_that_neither_has_put_there_is_not_decided_on(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    refused = acts.settle(page, "stands", "slippe", code="uklart")
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (404, "unknown-question")


def test_a_code_that_was_taken_away_since_may_still_be_decided_on(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    told = {"act": "act-fjerner", "coder": "hege", "codings": ["c2"]}
    assert page.post("/api/remove", json=told).status_code == 200
    assert acts.settle(page, "falls").status_code == 200


def test_nothing_is_decided_before_both_are_done(study: Path, page: TestClient) -> None:
    done(study, "hege")
    before = events(study)
    refused = acts.settle(page, "falls")
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (409, "blind")
    assert events(study) == before


def test_a_decision_on_words_that_were_changed_meanwhile_is_refused(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    place = {"utterance": "INT-01:0004", "start": 0, "end": 2, "digest": "0" * 16}
    refused = acts.settle(page, "stands", place=place)
    assert refused.json()["problems"][0]["check"] == "text-changed"


def test_the_same_decision_sent_again_is_written_once(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    before = len(events(study))
    for _ in range(2):
        assert acts.settle(page, "falls", act="act-same-same").status_code == 200
    assert acts.settle(page, "falls").json()["said"] == "already"
    assert len(events(study)) == before + 1


def test_a_decision_that_another_made_meanwhile_is_not_replaced_unseen(study: Path) -> None:
    done(study, "hege", "ola")
    hege, ola = visited(study, "hege"), visited(study, "ola")
    assert acts.settle(ola, "stands", "slippe", coder="ola", reason="Olas grunn", seen="").status_code == 200
    refused = acts.settle(hege, "falls", seen="")
    assert (refused.status_code, refused.json()["problems"][0]["check"]) == (409, "settled-meanwhile")
    form = hege.get("/coders/INT-01/settle?utterance=INT-01:0004&code=styring&first=hege&second=ola").text
    assert "Olas grunn" in form
    seen = re.findall(r'name="seen" value="([^"]+)"', form)[0]
    assert acts.settle(hege, "falls", seen=seen).status_code == 200
    assert "Faller" in text_of(ola.get("/coders/INT-01"))


def test_a_decision_can_be_taken_back_and_each_counts_again(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "falls")
    assert counted(study) == 2
    assert acts.settle(page, "falls", withdrawn=True, reason="").status_code == 200
    assert counted(study) == 3
    assert [event.get("withdrawn", False) for event in events(study)[-2:]] == [False, True]


def test_the_other_of_the_two_may_take_a_decision_back(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "falls")
    assert acts.settle(visited(study, "ola"), "falls", coder="ola", withdrawn=True).status_code == 200
    assert counted(study) == 3
    assert events(study, "ola")[-1]["event"] == "settle"


def test_a_decision_is_undone_and_done_again(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "falls")
    assert acts.undo(page).json()["said"] == "done"
    assert counted(study) == 3
    assert acts.undo(page, "redo").json()["said"] == "done"
    assert counted(study) == 2


def test_to_undo_a_second_decision_brings_the_first_back(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "stands", "slippe", reason="Den første.")
    acts.settle(page, "falls", reason="Den andre.")
    assert counted(study) == 2
    acts.undo(page)
    assert (counted(study), events(study)[-1]["memo"]) == (3, "Den første.")
    acts.undo(page)
    assert "Avgjort sammen 0" in text_of(page.get("/coders/INT-01"))


def test_to_undo_that_a_decision_was_taken_back_brings_it_with_its_reason(
    study: Path, page: TestClient
) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "stands", "slippe", reason="Grunnen.")
    acts.settle(page, "stands", withdrawn=True, reason="Vi var uenige likevel.")
    acts.undo(page)
    assert "Grunnen." in text_of(page.get("/coders/INT-01"))
    assert (events(study)[-1]["quote"], events(study)[-1].get("withdrawn", False)) == ("slippe", False)


def test_to_undo_leaves_alone_what_the_other_decided_since(study: Path, page: TestClient) -> None:
    done(study, "hege", "ola")
    acts.settle(page, "falls")
    acts.settle(visited(study, "ola"), "stands", "slippe", coder="ola", reason="Siste ord.")
    acts.undo(page)
    assert "Siste ord." in text_of(page.get("/coders/INT-01")) and counted(study) == 3


def test_a_decision_whose_words_are_others_now_is_shown_as_without_effect(
    study: Path, page: TestClient
) -> None:
    done(study, "hege", "ola")
    code_words(study, "ola", "c8", "INT-01:0007", "uklart", "Mm")
    place = {"utterance": "INT-01:0007", "start": 0, "end": 2, "digest": digest("Mm.")}
    told = acts.settle(page, "stands", utterance="INT-01:0007", code="uklart", place=place)
    assert told.status_code == 200, told.text
    put(study, "data/raw/int-01.txt", INT_01[: INT_01.rindex("Mm.")] + "Mm, ja.\n")
    said = text_of(visited(study).get("/coders/INT-01?show=all"))
    assert "Har ingen virkning" in said
    assert "noe sammen som ikke lenger passer" in text_of(visited(study).get("/coders/state"))


# Copies that sync programs left


def leave_copy(study: Path, *words: str, coder: str = "hege") -> str:
    """A copy of a coder's file on INT-01 that holds more codings than the file itself."""
    own = study / f"codebooks/codings/{coder}/INT-01.jsonl"
    before = own.read_bytes()
    for number, one in enumerate(words):
        code_words(study, coder, f"k{number}", "INT-01:0002", "uklart", one)
    copy = own.with_name("INT-01 (1).jsonl")
    copy.write_bytes(own.read_bytes())
    own.write_bytes(before)
    return copy.relative_to(study).as_posix()


def test_every_page_tells_of_a_copy_and_none_where_there_is_none(study: Path, page: TestClient) -> None:
    assert "synkroniseringsprogram har lagt igjen" not in page.get("/").text
    leave_copy(study, "noe nytt")
    for address in ("/", "/d/INT-01", "/coders"):
        assert "Et synkroniseringsprogram har lagt igjen en kopi" in text_of(visited(study).get(address))


def test_a_copy_that_comes_while_the_page_is_open_is_told(study: Path, page: TestClient) -> None:
    page.get("/")
    leave_copy(study, "noe nytt")
    assert "har lagt igjen en kopi" in text_of(page.get("/"))


def test_what_only_a_copy_holds_is_told_in_words(study: Path) -> None:
    leave_copy(study, "noe nytt", "usikker")
    said = text_of(visited(study).get("/coders/copies"))
    assert "2 linjer står bare i kopien" in said
    assert "hege satte Usikre på begrepet på «noe nytt»" in said


def test_what_another_put_into_a_copy_is_hidden_until_both_are_done(study: Path) -> None:
    leave_copy(study, "noe nytt", coder="ola")
    said = text_of(visited(study).get("/coders/copies"))
    assert "1 linje står bare i kopien" in said and "noe nytt" not in said and "Usikre" not in said
    done(study, "hege", "ola")
    assert "ola satte Usikre på begrepet på «noe nytt»" in text_of(visited(study).get("/coders/copies"))


def test_a_copy_is_taken_in_and_kept_aside(study: Path) -> None:
    file = leave_copy(study, "noe nytt")
    page = visited(study)
    said = text_of(page.post("/coders/copies", data={"file": file}))
    assert "1 linje er skrevet i codebooks/codings/hege/INT-01.jsonl" in said
    assert events(study)[-1]["quote"] == "noe nytt"
    assert (study / "codebooks/codings/.taken-in/hege/INT-01 (1).jsonl").exists()
    assert "Det er ingen kopier." in said and not (study / file).exists()


@pytest.mark.parametrize("file", [COPY, "../../study.yaml", "codebooks/codings/hege/INT-01.jsonl", ""])
def test_what_is_no_copy_cannot_be_taken_in(study: Path, page: TestClient, file: str) -> None:
    before = sorted(path for path in study.rglob("*") if "processed" not in path.parts)
    answer = page.post("/coders/copies", data={"file": file})
    assert answer.status_code in (409, 422)
    assert sorted(path for path in study.rglob("*") if "processed" not in path.parts) == before


def test_what_counts_from_a_copy_counts_on_the_page_once(study: Path) -> None:
    leave_copy(study, "noe nytt")
    page = visited(study)
    chips = page.get("/api/chips/INT-01").json()["chips"]["INT-01:0002"]
    assert chips.count("data-coding=") == 2


def test_that_a_document_is_done_counts_from_a_copy_too(study: Path) -> None:
    done(study, "ola", "hege")
    own = study / "codebooks/codings/hege/INT-01.jsonl"
    own.rename(own.with_name("INT-01 (1).jsonl"))
    own.write_bytes(b"".join(own.with_name("INT-01 (1).jsonl").read_bytes().splitlines(keepends=True)[:-1]))
    assert visited(study).get("/coders/INT-01").status_code == 200


def test_copies_of_other_files_are_told_with_their_place_only(study: Path) -> None:
    put(study, "codebooks/codebook (1).yaml", CODEBOOK)
    said = visited(study).get("/coders/copies")
    assert "codebooks/codebook (1).yaml" in said.text and 'action="/coders/copies"' not in said.text


# The state of the files


def test_a_study_without_faults_is_said_to_be_well(study: Path, page: TestClient) -> None:
    assert "Alt er i orden." in text_of(page.get("/coders/state"))


def test_a_torn_line_and_a_coding_astray_are_told_with_their_document(study: Path) -> None:
    own = study / "codebooks/codings/hege/INT-02.jsonl"
    own.write_bytes(own.read_bytes() + b'{"at": "2024')
    code_words(study, "hege", "c7", "INT-01:0003", "styring", "andre")
    put(study, "data/raw/int-01.txt", INT_01.replace("Og for de andre?", "Og ellers?"))
    said = text_of(visited(study).get("/coders/state"))
    assert "En siste linje som ble avbrutt" in said and "INT-02 codebooks/codings/hege/INT-02.jsonl:2" in said
    assert "En koding der ordene er borte" in said


def test_what_is_wrong_in_anothers_file_is_hidden_until_both_are_done(study: Path) -> None:
    own = study / "codebooks/codings/ola/INT-01.jsonl"
    own.write_bytes(own.read_bytes() + b'{"at": "2024')
    said = text_of(visited(study).get("/coders/state"))
    assert "Én ting står i filene til ola" in said and "INT-01.jsonl:" not in said


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_view_speaks_each_language(study: Path, language: str) -> None:
    done(study, "hege", "ola")
    leave_copy(study, "noe nytt")
    put(study, "study.yaml", STUDY.replace("language: nb", f"language: {language}"))
    page = visited(study)
    acts.settle(page, "stands", "slippe")
    for address in ("", "/INT-01", "/copies", "/state"):
        assert page.get(f"/coders{address}").status_code == 200


# Several at once


def test_two_coders_and_two_tabs_of_one_lose_nothing(study: Path) -> None:
    text = texts_of(study)["INT-01:0004"]
    page = visited(study, "hege")

    def write(job: tuple[str, int]) -> int:
        coder, number = job
        place = {"utterance": "INT-01:0004", "start": number, "end": number + 3, "digest": digest(text)}
        told = {"act": f"act-{coder}-{number:04}", "coder": coder, "places": [place], "codes": ["uklart"]}
        cookies = {"forankret-8000-coder": coder}
        client = TestClient(page.app, "http://127.0.0.1:8000", headers=dict(page.headers), cookies=cookies)
        code: int = client.post("/api/apply", json=told).status_code
        for address in ("/coders", "/d/INT-01", "/coders/state"):
            code = max(code, client.get(address).status_code)
        return code

    jobs = [(coder, number) for number in range(20) for coder in ("hege", "ola")]
    with ThreadPoolExecutor(6) as at_once:
        assert set(at_once.map(write, jobs)) == {200}
    for coder in ("hege", "ola"):
        made = {event["act"] for event in events(study, coder) if event.get("act")}
        assert made == {f"act-{coder}-{number:04}" for number in range(20)}


def test_who_asks_while_a_file_is_read_anew_waits_for_it(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(study)
    code_words(study, "hege", "c7", "INT-01:0003", "styring", "andre")

    def slowly(path: Path, folder: Path, before: Held | None) -> Held:
        sleep(0.1)
        return read_coding_file_on(path, folder, before)

    monkeypatch.setattr("pipeline.stages.shelf.read_coding_file_on", slowly)
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(desk.look, True)
        sleep(0.05)
        assert len(desk.records_of("hege")) == 6
        looking.result()
