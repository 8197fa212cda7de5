"""Reading in a real browser: what stands where, for eyes, for hands and for those who hear the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import built_study

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(built_study(tmp_path_factory.mktemp("reading"))) as open_desk:
        yield open_desk


@pytest.fixture(scope="module")
def large(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    import shutil

    with served(
        Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("large") / "study"))
    ) as open_desk:
        yield open_desk


PAGES = ("/", "/d/INT-01", "/d/INT-01?role=OA&coded=no", "/d/FN-01", "/coder", "/queue", "/d/NOPE")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_light_and_dark(desk: Served, page_on: PageOn, path: str) -> None:
    page = page_on(desk, path, watched=path != "/d/NOPE")
    assert axe(page) == []


def test_axe_finds_nothing_beside_a_coding_nor_in_what_opens(large: Served, page_on: PageOn) -> None:
    page = page_on(large, "/d/INT-02R?hints=on")
    page.locator(".chip[data-coding]").first.click()
    page.wait_for_selector("#inspector .coding")
    assert axe(page) == []
    page.locator("#u6").focus()
    page.keyboard.press("c")
    assert axe(page, "#picker") == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert axe(page, "#keys") == []


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024), (640, 400)])
@pytest.mark.parametrize("path", ["/", "/d/INT-01"])
def test_nothing_runs_over_the_edge_of_a_small_screen_or_at_200_percent(
    large: Served, page_on: PageOn, path: str, size: tuple[int, int]
) -> None:
    page = page_on(large, path, size=size)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0


def test_codings_are_highlights_and_chips_with_the_name_of_the_code(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    marked = page.evaluate(
        "[...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map(range => "
        "range.startContainer.data.slice(range.startOffset, range.endOffset)))"
    )
    assert sorted(marked) == ["skummelt", "slippe styringen", "usikker på hva ordet betyr"]
    assert "Usikre på begrepet" in page.locator("#chips-2").inner_text()


def test_who_hears_the_page_is_told_the_words_of_each_coding(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    heard = page.get_by_role("list", name="Koder på ytring 2").get_by_role("button").first
    assert "usikker på hva ordet betyr" in heard.text_content()


def test_where_one_was_and_the_filter_survive_a_reload(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    page.locator("select[name=role]").select_option("OA")
    page.wait_for_url("**role=OA**")
    page.locator("#u4").focus()
    page.keyboard.press("j")
    page.wait_for_url("**role=OA#u6")
    page.reload()
    assert page.evaluate("document.activeElement.id") == "u6"
    assert page.locator(".utterance").count() == 4


def test_narrative_and_questions_look_different_from_answers(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/FN-01")
    face = "selector => getComputedStyle(document.querySelector(selector)).fontFamily"
    assert page.evaluate(face, ".note .words") != page.evaluate(face, ".utterance:not(.note) .words")


def test_the_tree_is_walked_with_arrow_keys(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    page.locator("#u1").focus()
    page.keyboard.press("t")
    focused = "document.activeElement.dataset.code"
    assert page.evaluate(focused) == "uklart"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "skummelt"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.locator('.branch[data-code="styring"]').get_attribute("aria-expanded") == "false"
    assert not page.locator('.branch[data-code="skummelt"]').is_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#inspector .code")
    assert "Ubehag ved å gi fra seg makt." in page.locator("#inspector").inner_text()


@pytest.mark.parametrize(("language", "said"), [("nn", "Merk som ferdig"), ("en", "Mark as done")])
def test_the_page_speaks_the_language_that_is_chosen(
    desk: Served, page_on: PageOn, language: str, said: str
) -> None:
    page = page_on(desk, "/d/INT-01")
    page.locator("details.choices summary").click()
    page.locator(f'button[value="{language}"]').click()
    page.locator("#finish", has_text=said).wait_for()
    assert page.locator("html").get_attribute("lang").startswith(language)


def test_dark_and_light_are_chosen_and_remembered(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("details.choices summary").click()
    page.locator('button[value="dark"]').click()
    page.wait_for_selector('html[data-theme="dark"]')
    page.reload()
    assert page.evaluate(paper) != light


def test_a_coding_made_in_one_tab_stands_in_the_other_without_a_reload(
    page_on: PageOn, tmp_path: Path
) -> None:
    with served(built_study(tmp_path)) as desk:
        here, there = page_on(desk, "/d/INT-01"), page_on(desk, "/d/INT-01")
        there.bring_to_front()
        here.locator("#u6").focus()
        here.keyboard.press("1")
        here.wait_for_selector("#chips-6 .chip[data-coding]")
        there.wait_for_selector("#chips-6 .chip[data-coding]")
        here.close()
        there.close()


def test_every_act_of_the_cheat_sheet_is_a_key_that_the_script_knows(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    page.keyboard.press("?")
    told: list[Any] = page.locator("#keys kbd").all_inner_texts()
    script = page.evaluate("fetch('/static/document.js').then(answer => answer.text())")
    known = {"↓": "ArrowDown", "↑": "ArrowUp", "→": "ArrowRight", "←": "ArrowLeft", "Esc": "Escape"}
    letters = {key for key in told if len(key) == 1 and key.isalpha()}
    assert letters and all(f"{key}:" in script or f" {key}:" in script for key in letters)
    assert all(known[key] in script for key in told if key in known)
