"""Acts over HTTP: what is asked wrongly is refused in words, and what looks like markup is text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import html
from small_study import contents, small_study
from zoo import DOCUMENT, zoo

from pipeline.model import digest
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"
ADDRESS = "http://127.0.0.1:8700"
SAID = "Jeg er usikker på hva ordet betyr. Kanskje det er noe nytt."
PLACE = {"utterance": "INT-01:0002", "start": 0, "end": 3, "digest": digest(SAID)}


def page_of(study: Path, coder: str = "hege", **cookies: str) -> TestClient:
    app = create_app(study, Door("127.0.0.1", 8700, TOKEN), coder)
    return TestClient(app, ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}, cookies=cookies)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def page(study: Path) -> Iterator[TestClient]:
    with page_of(study) as client:
        yield client


def apply(**other: object) -> dict[str, object]:
    return {"act": "en-handling-1", "coder": "hege", "places": [PLACE], "codes": ["styring"], **other}


def test_the_answer_to_an_act_shows_what_it_did(page: TestClient) -> None:
    told = page.post("/api/apply", json=apply()).json()
    assert told["said"] == "done" and told["undo"] and len(told["codings"]) == 1
    assert told["codings"][0] in told["chips"]["INT-01:0002"]
    assert told["seen"] == {"INT-01": page.get("/api/pulse?document=INT-01").json()["document"]}


def test_the_same_request_again_gives_the_same_answer_and_writes_nothing(
    page: TestClient, study: Path
) -> None:
    first = page.post("/api/apply", json=apply()).json()
    before = contents(study)
    assert page.post("/api/apply", json=apply()).json() == first
    assert contents(study) == before


def test_who_became_another_coder_in_another_tab_writes_nothing_in_their_name(
    page: TestClient, study: Path
) -> None:
    before = contents(study)
    answer = page.post("/api/apply", json=apply(coder="ola"))
    assert answer.status_code == 409 and answer.json()["problems"][0]["check"] == "other-coder"
    assert contents(study) == before


def test_nobody_codes_before_saying_who_codes(study: Path) -> None:
    with page_of(study, coder="") as nobody:
        assert nobody.post("/api/apply", json=apply()).json()["problems"][0]["check"] == "no-coder"


STRANGE = (
    *("../../etc/passwd", "..%2f..%2fetc", "/etc/passwd", "C:\\Windows", "INT-01:0002/../../x", ".", ".."),
    *("con", "NUL.txt", "INT-01:" + "9" * 190, "INT-01:-1", "INT-01:0x2", "INT-01:²", "INT-01:٢", "%00", " "),
    *("\u202e", "a" * 200, "é́" * 60),
)


@pytest.mark.parametrize("strange", STRANGE)
def test_an_id_that_would_be_a_path_is_only_an_id_that_nobody_has(
    page: TestClient, study: Path, strange: str
) -> None:
    before = contents(study)
    bodies = {
        "apply": [
            apply(codes=[strange]),
            apply(places=[{**PLACE, "utterance": strange}]),
            apply(coder=strange),
        ],
        "remove": [{"act": "handling-2", "coder": "hege", "codings": [strange]}],
        "recode": [{"act": "handling-3", "coder": "hege", "codings": ["c1"], "code": strange}],
        "pin": [{"act": "handling-4", "coder": "hege", "coding": strange, "pinned": True}],
        "finish": [{"act": "handling-5", "coder": "hege", "document": strange, "finished": True}],
        "contradict": [{"act": "handling-6", "coder": "hege", "coding": "c1", "finding": strange}],
        "reject": [{"act": "handling-7", "coder": "hege", "hint": "x", "code": strange, "place": PLACE}],
    }
    for name, some in bodies.items():
        for told in some:
            answer = page.post(f"/api/{name}", json=told)
            assert answer.status_code in (404, 409, 422), (name, told, answer.text)
            assert answer.json()["problems"][0]["said"]
    for path in (
        ()
        if strange in (".", "..")
        else ("/d/{}", "/api/chips/{}", "/api/hints/{}", "/d/INT-01/coding/{}", "/d/INT-01/code/{}")
    ):
        assert page.get(path.format(quote(strange, safe=""))).status_code in (307, 400, 404), path
    assert contents(study) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"act": 1}',
        b"[" * 100_000,
        json.dumps(apply(codes=["a\ud800b"])).encode(),
        json.dumps(apply(memo="\x00")).encode(),
        json.dumps(apply(places=[{**PLACE, "start": 10**30}])).encode(),
        json.dumps(apply(places=[{**PLACE, "end": -1}])).encode(),
        json.dumps(apply(places=[{**PLACE, "start": 1e300}])).encode(),
        json.dumps(apply(places=[{**PLACE, "start": float("nan")}])).encode(),
        json.dumps(apply(places=[PLACE] * 501)).encode(),
        json.dumps(apply(act="../x")).encode(),
        json.dumps(apply(act="kort")).encode(),
        json.dumps(apply(mer=1)).encode(),
        json.dumps(apply(codes=[])).encode(),
        json.dumps(apply(memo="x" * 20_001)).encode(),
    ],
)
def test_what_is_no_request_is_refused_and_nothing_is_written(
    page: TestClient, study: Path, body: bytes
) -> None:
    before = contents(study)
    answer = page.post("/api/apply", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 404, 409, 422), answer.text
    assert answer.json()["problems"][0]["said"]
    assert contents(study) == before


def test_half_a_letter_in_a_memo_never_makes_a_line_that_cannot_be_read(
    page: TestClient, study: Path
) -> None:
    body = json.dumps(apply(memo="halv \ud83d bokstav")).encode()
    answer = page.post("/api/apply", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 422)
    for name, data in contents(study, "codebooks/codings").items():
        for line in data.decode("utf-8").splitlines():
            assert json.loads(line), name
    assert page.get("/d/INT-01").status_code == 200


def test_more_than_anybody_types_is_refused_before_it_is_read(page: TestClient) -> None:
    answer = page.post("/api/apply", json=apply(memo="x" * 2_000_001))
    assert answer.status_code == 413 and answer.json()["problems"]


@pytest.mark.parametrize(
    "address", ["https://elsewhere.no", "//elsewhere.no", "/\\elsewhere.no", "javascript:x", "/a\nb"]
)
def test_a_choice_leads_back_to_this_page_and_to_no_other(page: TestClient, address: str) -> None:
    told = {"name": "language", "value": "nn", "back": address}
    answer = page.post("/settings", data=told, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("name", "value"), [("coder", "ukjent"), ("language", "de"), ("theme", "<b>"), ("token", "x")]
)
def test_what_cannot_be_chosen_is_not_remembered(page: TestClient, name: str, value: str) -> None:
    answer = page.post("/settings", data={"name": name, "value": value}, follow_redirects=False)
    assert answer.status_code >= 400 and "set-cookie" not in answer.headers


HERE = f"/d/{quote(DOCUMENT, safe='')}"
EVIL_TAG = quote('"><b id=hijack>', safe="")
VIEWS = (
    *("/", HERE, f"{HERE}?hints=on", f"{HERE}/coding/c1", f"{HERE}/code/skummelt", f"/d/{EVIL_TAG}"),
    *("/search?q=%3Cscript%3E", f"/search?q=caught&role={EVIL_TAG}", f"/search?q={EVIL_TAG}"),
    *("/codebook", "/codebook?code=skummelt", "/codebook/skummelt", "/codebook/uklart", "/words.js"),
    *("/compare", "/compare?code=skummelt", "/compare/contradictions", "/quotes", "/quotes?pinned=no"),
    *("/memos", "/memos/2024-03-01-ordet.md", "/coders", "/coders/state", "/coders/copies", "/queue"),
    *(f"/coder?back={EVIL_TAG}", "/colours.css", f"/compare?code={EVIL_TAG}", f"/codebook/{EVIL_TAG}"),
)


@pytest.fixture(scope="module")
def animals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return zoo(tmp_path_factory.mktemp("dyr") / "study")


@pytest.mark.parametrize("view", VIEWS)
def test_what_looks_like_markup_is_shown_as_text_in_every_view(animals: Path, view: str) -> None:
    with page_of(animals) as page:
        answer = page.get(view)
        assert answer.status_code in (200, 404), answer.text
        if "html" not in answer.headers["content-type"]:
            return
        read = html.fromstring(answer.text)
        assert (
            read.xpath("//*[@id='hijack']|//iframe|//img[@src='x']|//*[@onerror or @onload or @onclick]")
            == []
        )
        assert [one.text for one in read.xpath("//script[not(@src)]")] == []
        assert not [
            link
            for link in read.xpath("//a/@href|//form/@action|//*[@src]/@src")
            if "javascript:" in link.lower()
        ]
        assert "49 " not in answer.text or "{{ 7*7 }}" in answer.text


def test_the_words_themselves_are_there_letter_for_letter(animals: Path) -> None:
    with page_of(animals) as page:
        read = html.fromstring(page.get(f"/d/{quote(DOCUMENT, safe='')}").text)
        shown = [one.text for one in read.xpath("//p[@class='words']")]
    assert shown[0] == "<script>window.caught=1</script>" and "{{ 7*7 }}" in shown[4]
