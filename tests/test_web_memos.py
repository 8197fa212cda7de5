"""The memos on the page: found, read, written without losing a word, and closed while they could tell."""

import re
from pathlib import Path

import pytest
from small_study import put, small_study
from starlette.testclient import TestClient

from pipeline.coding.events import Event
from pipeline.problems import Problem
from pipeline.stages.desk import Desk
from pipeline.stages.memos_open import visible_memos
from pipeline.store.codings import append
from pipeline.web.app import create_app
from pipeline.web.door import Door
from pipeline.web.wording import LANGUAGES, words

TOKEN = "en-kort-nokkel-1234"
FILE = "2024-03-01-ordet.md"
MORE = """---
date: 2024-04-02
title: Om INT-01
about: {document: INT-01}
coder: ola
---

Se [[uklart]], [[INT-01:4]] og [[2024-03-01-ordet]]. <script>alert(1)</script>
![bilde](https://example.org/spor.png)
"""


def opened(folder: Path, coder: str = "hege", coded: bool = True) -> TestClient:
    app = create_app(small_study(folder, coded=coded), Door("127.0.0.1", 8753, TOKEN), coder)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return TestClient(app, "http://127.0.0.1:8753", headers=headers, follow_redirects=False)


def main_of(answer) -> str:
    return answer.text[answer.text.index("<main") : answer.text.index("</main>")]


def finish(folder: Path, coder: str, document: str = "INT-01") -> None:
    append(folder, coder, document, [Event(at="2024-05-01T09:00:00Z", event="done")])


def memos_of(folder: Path, coder: str) -> list[str]:
    return [memo.title for memo in visible_memos(Desk(folder), coder)]


def values(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', html)


# Reading


def test_the_memos_are_listed_with_what_they_are_about(tmp_path):
    said = main_of(opened(tmp_path).get("/memos"))
    assert "Ordet er uklart" in said and "2024-03-01" in said
    assert 'href="/codebook?code=uklart"' in said and "Usikre på begrepet" in said


def test_a_search_finds_memos_in_which_all_words_stand(tmp_path):
    page = opened(tmp_path)
    assert "Ordet er uklart" in main_of(page.get("/memos?q=VET+ordet"))
    assert "Ingen notater passer" in main_of(page.get("/memos?q=vet+bolig"))


def test_memos_are_narrowed_to_a_subject_by_what_they_are_about_and_link_to(tmp_path):
    page = opened(tmp_path, coder="ola")
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", MORE)
    for about in ("code:uklart", "memo:2024-03-01-ordet", "document:INT-01", "utterance:INT-01:0004"):
        assert "Om INT-01" in main_of(page.get(f"/memos?about={about}")), about
    assert "Om INT-01" not in main_of(page.get("/memos?about=code:styring"))
    assert "Om INT-01" not in main_of(page.get("/memos?about=study"))


def test_memos_by_subject_stand_under_each_of_their_subjects(tmp_path):
    page = opened(tmp_path, coder="ola")
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", MORE)
    said = main_of(page.get("/memos?by=subject"))
    assert said.count(">Om INT-01</a>") == 4


def test_a_memo_is_shown_as_markdown_with_links_both_ways_and_nothing_fetched(tmp_path):
    page = opened(tmp_path, coder="ola")
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", MORE)
    said = main_of(page.get("/memos/2024-04-02-om.md"))
    assert 'href="/codebook?code=uklart"' in said and 'href="/d/INT-01#u4"' in said
    assert f'href="/memos/{FILE}"' in said
    assert "<script" not in said and "&lt;script&gt;" in said
    assert "<img" not in said and "spor.png" not in said
    assert "Om INT-01" in main_of(page.get(f"/memos/{FILE}"))


@pytest.mark.parametrize("name", ["nei.md", "..%2Fcodebook.yaml", "2024-03-01-ordet", "%00", "a%5Cb.md"])
def test_a_name_that_is_no_memo_of_the_study_is_not_found(tmp_path, name):
    for path in (f"/memos/{name}", f"/memos/{name}/edit"):
        assert opened(tmp_path, coded=False).get(path).status_code in (400, 404)


# Blind


def test_anothers_memo_on_a_document_that_two_code_is_closed_until_both_have_finished(tmp_path):
    small_study(tmp_path)
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", MORE)
    assert memos_of(tmp_path, "ola") == ["Ordet er uklart", "Om INT-01"]
    assert memos_of(tmp_path, "hege") == ["Ordet er uklart"]
    finish(tmp_path, "hege")
    assert memos_of(tmp_path, "hege") == ["Ordet er uklart"]
    finish(tmp_path, "ola")
    assert memos_of(tmp_path, "hege") == ["Ordet er uklart", "Om INT-01"]


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("{document: INT-01}", ""),
        ("{utterance: 'INT-01:0002'}", ""),
        ("{coding: c6}", ""),
        ("{code: uklart}", "Se [[INT-01:2]]."),
        ("{code: uklart}", "Se [[c6]]."),
    ],
)
def test_a_memo_that_could_tell_of_anothers_codings_is_closed(tmp_path, about, text):
    small_study(tmp_path)
    memo = f"---\ndate: 2024-04-02\ntitle: Hemmelig\nabout: {about}\ncoder: ola\n---\n\n{text}\n"
    put(tmp_path, "codebooks/memos/2024-04-02-hemmelig.md", memo)
    assert "Hemmelig" not in memos_of(tmp_path, "hege")
    page = opened(tmp_path)
    assert page.get("/memos/2024-04-02-hemmelig.md").status_code == 404
    assert page.get("/memos/2024-04-02-hemmelig.md/edit").status_code == 404
    answer = page.post("/memos/2024-04-02-hemmelig.md", data={"title": "x", "coder": "hege"})
    assert answer.status_code == 404
    for path in ("/memos", "/memos?q=hemmelig", "/d/INT-01/code/uklart", "/memos?about=coding:c6"):
        assert "Hemmelig" not in page.get(path).text, path


def test_anothers_memo_on_a_document_that_one_codes_is_open(tmp_path):
    small_study(tmp_path)
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", MORE.replace("INT-01", "INT-02"))
    assert "Om INT-02" in memos_of(tmp_path, "hege")


def test_what_the_page_of_a_code_lists_is_closed_too_and_what_links_to_it_is_listed(tmp_path):
    page = opened(tmp_path)
    linking = MORE.replace("{document: INT-01}", "{code: styring}").replace(", [[INT-01:4]]", "")
    put(tmp_path, "codebooks/memos/2024-04-02-om.md", linking)
    assert "Om INT-01" in page.get("/d/INT-01/code/uklart").text


# Writing


def test_the_form_begins_with_what_the_memo_is_about_and_leads_back(tmp_path):
    said = main_of(opened(tmp_path).get("/memos/new?about=coding:c3&back=/d/INT-01"))
    assert values(said, "about") == ["coding:c3"] and values(said, "back") == ["/d/INT-01"]
    assert "<q>skummelt</q>" in said


def test_a_way_back_that_leads_elsewhere_is_not_taken(tmp_path):
    page = opened(tmp_path)
    assert values(main_of(page.get("/memos/new?back=https://example.org")), "back") == ["/"]
    form = {"title": "Ny", "coder": "hege", "back": "//example.org"}
    assert page.post("/memos", data=form).headers["location"] == "/"


def test_a_memo_is_saved_as_a_file_on_all_its_subjects(tmp_path):
    page = opened(tmp_path)
    about = ["code:uklart", "code:styring", "utterance:INT-01:0002"]
    form = {
        "title": "Ny tanke",
        "text": "Ja.\r\n\r\nKanskje.",
        "about": about,
        "more": "fn-01",
        "coder": "hege",
    }
    there = page.post("/memos", data=form)
    assert there.status_code == 303
    text = (tmp_path / "codebooks" / there.headers["location"].lstrip("/")).read_text(encoding="utf-8")
    assert "coder: hege" in text and text.endswith("---\n\nJa.\n\nKanskje.\n")
    said = main_of(page.get(there.headers["location"]))
    assert all(word in said for word in ("Slippe styringen", "Usikre på begrepet", "INT-01:0002", "FN-01"))


def test_the_same_memo_saved_twice_is_one_file(tmp_path):
    page = opened(tmp_path)
    form = {"title": "Ny", "text": "Ja.", "about": "code:uklart", "coder": "hege"}
    there = {page.post("/memos", data=form).headers["location"] for _ in range(3)}
    assert len(there) == 1
    assert len(list((tmp_path / "codebooks/memos").glob("*.md"))) == 2


def test_a_form_that_is_refused_comes_back_with_all_that_was_typed(tmp_path):
    form = {
        "title": " ",
        "text": "Lang <tekst>",
        "about": "code:uklart",
        "more": "finnes ikke",
        "coder": "hege",
    }
    answer = opened(tmp_path).post("/memos", data=form)
    said = main_of(answer)
    assert answer.status_code == 409 and "Studien har ikke «finnes ikke»" in said
    assert "Lang &lt;tekst&gt;" in said and values(said, "about") == ["code:uklart"]
    answer = opened(tmp_path).post("/memos", data=form | {"more": ""})
    assert "Notatet trenger en tittel" in main_of(answer)


@pytest.mark.parametrize(
    "about", ["code:nei", "coding:c6", "document:..", "utterance:INT-01:0099", "noe:annet"]
)
def test_a_memo_is_not_written_on_what_is_not_there_or_may_not_be_seen(tmp_path, about):
    page = opened(tmp_path)
    answer = page.post("/memos", data={"title": "Ny", "about": about, "coder": "hege"})
    assert answer.status_code == 409
    assert page.get(f"/memos/new?about={about}").status_code == 409
    assert len(list((tmp_path / "codebooks/memos").glob("*.md"))) == 1


def test_what_is_typed_as_a_subject_is_found_by_name_id_or_number(tmp_path):
    page = opened(tmp_path)
    typed = {
        "Usikre på begrepet": "code:uklart",
        "STYRING": "",
        "int-01:4": "utterance:INT-01:0004",
        "c1": "coding:c1",
    }
    for said, token in typed.items():
        answer = page.get("/memos/subject", params={"said": said})
        assert values(answer.text, "about") == ([token] if token else []), said
        assert answer.status_code == (200 if token else 409)


def test_a_memo_is_changed_where_it_is_still_the_one_seen(tmp_path):
    page = opened(tmp_path)
    seen = values(main_of(page.get(f"/memos/{FILE}/edit")), "seen")[0]
    form = {"title": "Ordet", "text": "Nytt.", "about": "code:uklart", "seen": seen, "coder": "hege"}
    assert page.post(f"/memos/{FILE}", data=form).headers["location"] == f"/memos/{FILE}"
    assert (tmp_path / "codebooks/memos" / FILE).read_text(encoding="utf-8").endswith("\nNytt.\n")
    assert page.post(f"/memos/{FILE}", data=form).status_code == 303, "the same once more is no conflict"


def test_a_memo_that_somebody_changed_meanwhile_is_not_overwritten_and_both_are_shown(tmp_path):
    page = opened(tmp_path)
    seen = values(main_of(page.get(f"/memos/{FILE}/edit")), "seen")[0]
    file = tmp_path / "codebooks/memos" / FILE
    theirs = file.read_text(encoding="utf-8").replace("De sier", "Alle sier")
    file.write_text(theirs, encoding="utf-8")
    form = {"title": "Ordet", "text": "Mitt.", "about": "code:uklart", "seen": seen, "coder": "hege"}
    answer = page.post(f"/memos/{FILE}", data=form)
    said = main_of(answer)
    assert answer.status_code == 409 and file.read_text(encoding="utf-8") == theirs
    assert "Alle sier" in said and "Mitt." in said and "Noen endret notatet" in said
    again = form | {"seen": values(said, "seen")[0]}
    assert page.post(f"/memos/{FILE}", data=again).status_code == 303
    assert file.read_text(encoding="utf-8").endswith("\nMitt.\n")


def test_a_part_of_a_page_gets_the_new_memo_as_a_part_and_is_told(tmp_path):
    page = opened(tmp_path)
    form = page.get("/memos/form?about=code:uklart", headers={"HX-Request": "true"})
    assert form.text.lstrip().startswith("<form") and "<html" not in form.text
    answer = page.post("/memos", data={"title": "Ny", "coder": "hege"}, headers={"HX-Request": "true"})
    assert answer.headers["hx-trigger"] == "memo-saved" and "<html" not in answer.text
    assert ">Ny</a>" in answer.text and "data-seen" in answer.text
    refused = page.post("/memos", data={"title": "", "coder": "hege"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409 and refused.text.lstrip().startswith("<form")


def test_a_coder_who_was_changed_in_another_tab_does_not_sign_the_memo(tmp_path):
    answer = opened(tmp_path).post("/memos", data={"title": "Ny", "coder": "ola"})
    assert answer.status_code == 409 and "Koderen er byttet" in answer.text
    assert opened(tmp_path, coder="").get("/memos/new").status_code == 409


def test_a_program_writes_a_memo_by_the_api(tmp_path):
    page = opened(tmp_path)
    told = {"act": "0123456789", "coder": "hege", "title": "Ny", "about": [{"kind": "code", "id": "uklart"}]}
    made = page.post("/api/memos", json=told).json()
    assert (tmp_path / made["file"]).exists() and page.get(made["address"]).status_code == 200
    assert page.post("/api/memos", json=told).json() == made
    assert page.post("/api/memos", json=told | {"title": ""}).status_code == 409


def test_a_preview_shows_html_as_text(tmp_path):
    answer = opened(tmp_path).post("/memos/preview", data={"text": "<b>x</b> **y** [[uklart]]"})
    assert (
        "<b>" not in answer.text
        and "<strong>y</strong>" in answer.text
        and "/codebook?code=uklart" in answer.text
    )


def test_every_fault_of_a_memo_has_words_in_each_language():
    for language in LANGUAGES:
        for check in ("memo-title", "memo-subject", "memo-changed", "unknown-memo", "memo"):
            said = words(language).problem(Problem("sted", "error", check, "«x»", "gjør noe"))
            assert "sted" not in said, (language, check)


def test_a_memo_on_where_one_stands_is_told_in_words(tmp_path):
    page = opened(tmp_path)
    page.post("/memos", data={"title": "Meg", "text": "Ja.", "about": "study:positionality", "coder": "hege"})
    told = main_of(page.get("/memos"))
    assert "Eget ståsted" in told and "positionality</" not in told and "> positionality" not in told
