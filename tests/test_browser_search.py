"""In a real browser: the study is searched, and a hit leads to its place and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import small_study

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(small_study(tmp_path_factory.mktemp("search"))) as opened:
        yield opened


def marked(page: Any) -> list[str]:
    """The marked words on the page."""
    found: list[str] = page.locator("mark").all_inner_texts()
    return found


def test_a_word_is_typed_and_found_with_enter(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search")
    page.keyboard.type("usik*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*usik*")
    assert marked(page) == ["usikker", "usikre", "usikkerheten"]


def test_a_code_is_found_by_a_few_letters(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search")
    page.get_by_label("en kode").check()
    field = page.get_by_role("combobox", name="Kode")
    field.focus()
    page.keyboard.type("slip")
    assert page.get_by_role("option").all_inner_texts()[0].startswith("Slippe styringen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*q=styring*")
    assert field.input_value() == "Slippe styringen"
    assert marked(page)[:2] == ["skummelt", "slippe styringen"]


def test_the_list_of_codes_is_walked_with_arrows_and_left_with_escape(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?how=code&q=styring")
    field = page.get_by_role("combobox", name="Kode")
    field.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").inner_text().startswith("Slippe styringen")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text().startswith("Skummelt")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and field.input_value() == "Slippe styringen"


def test_a_code_is_chosen_with_the_mouse(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?how=code&q=styring")
    page.get_by_role("combobox", name="Kode").click()
    page.get_by_role("option", name="Usikre på begrepet").click()
    page.wait_for_url("**/search?*q=uklart*")
    assert len(marked(page)) == 2


def test_a_filter_answers_at_once_and_keeps_the_focus(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?q=*r")
    role = page.locator("select[name=role]")
    role.focus()
    role.select_option("INN")
    page.wait_for_url("**role=INN*")
    page.locator(".summary", has_text="3 treff").wait_for()
    assert page.evaluate("document.activeElement.name") == "role"
    page.reload()
    assert role.input_value() == "INN" and len(marked(page)) == 3
    page.go_back()
    page.locator("#h-INT-01").wait_for()


def test_a_hit_leads_to_its_place_and_back(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?q=verkt%C3%B8y")
    page.get_by_role("link", name="INT-02:0002").click()
    page.wait_for_url(re.compile("/d/INT-02.*#u2$"))
    page.get_by_role("link", name="Tilbake til søket").click()
    page.wait_for_url(re.compile("/search.*#h-INT-02-2$"))
    assert marked(page) == ["verktøy"]


def test_a_document_in_the_list_leads_to_its_hits(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?q=*e*")
    page.locator(".tally").get_by_role("link", name="FN-01").click()
    page.wait_for_url("**#h-FN-01")
    assert page.locator("#h-FN-01").is_visible()


SEARCHES = ["/search", "/search?q=*e*&asking=yes", "/search?q=styring&how=code", "/search?q=romskip"]


@pytest.mark.parametrize("path", SEARCHES)
def test_the_page_is_for_everybody(page_on: PageOn, desk: Served, path: str) -> None:
    assert axe(page_on(desk, path)) == []


def test_the_open_list_of_codes_is_for_everybody(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?q=styring&how=code")
    page.get_by_role("combobox", name="Kode").click()
    assert page.get_by_role("option").count() > 2 and axe(page) == []


def test_nothing_lies_outside_a_narrow_window(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search?q=*e*&asking=yes")
    for width in (1280, 768, 640):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_form_still_searches(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/search", java_script_enabled=False)
    page.locator("#search-words").fill("verktøy")
    page.get_by_role("button", name="Søk").click()
    page.wait_for_url("**/search?*q=verkt*")
    assert marked(page) == ["verktøy"]
