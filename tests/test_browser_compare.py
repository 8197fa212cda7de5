"""In a real browser: words are compared, and moved, removed or marked as speaking against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import code_words, small_study

from pipeline.stages.desk import Desk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A study that is only looked at."""
    with served(small_study(tmp_path_factory.mktemp("compare"))) as opened:
        yield opened


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


@pytest.fixture
def own(study: Path) -> Iterator[Served]:
    """A study that is coded in."""
    with served(study) as opened:
        yield opened


def passages(page: Any, within: str = "#compared") -> list[str]:
    """The words of the passages that are shown."""
    found: list[str] = page.locator(f"{within} .passage .quote").all_inner_texts()
    return found


def codes_of(study: Path, coder: str = "hege") -> dict[str, str]:
    """The code of each coding that stands on the disk, by its words."""
    return {
        row.quote: row.code for sheet in Desk(study).sheets() for row in sheet.codings if row.coder == coder
    }


def focused(page: Any) -> str:
    """The id of what has focus."""
    id: str = page.evaluate("document.activeElement.id")
    return id


def said(page: Any, words: str) -> None:
    """Wait until the page has told something."""
    page.locator("#said", has_text=words).wait_for()


def test_a_code_is_chosen_by_a_few_letters(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare")
    page.get_by_role("combobox", name="Kode").focus()
    page.keyboard.type("sku")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?code=skummelt*")
    assert passages(page) == ["skummelt"]


def test_a_code_is_chosen_from_the_tree_with_the_mouse(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare")
    page.locator(".start-codes").get_by_role("link", name="Slippe styringen").click()
    page.wait_for_url("**/compare?code=styring")
    assert len(passages(page)) == 3


def test_two_roles_stand_side_by_side_and_the_address_tells(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare?code=styring")
    by = page.get_by_label("Side om side")
    by.focus()
    by.select_option("role")
    page.wait_for_url("**by=role*")
    page.locator(".column").nth(1).wait_for()
    assert focused(page) == "compare-by"
    page.locator("#compare-left").select_option("OA")
    page.locator("#compare-right").select_option("INN")
    page.wait_for_url("**right=INN*")
    page.reload()
    assert passages(page, ".column:nth-child(1)") == ["skummelt", "slippe styringen"]
    assert passages(page, ".column:nth-child(2)") == ["Vi vil bli spurt før alt er bestemt."]


def test_the_words_around_are_shown_when_asked_for(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare?code=skummelt")
    grey = page.locator(".grey").first
    assert not grey.is_visible()
    page.get_by_text("Ordene rundt").first.click()
    assert grey.is_visible() and not page.locator(".quote").is_visible()
    page.reload()
    page.get_by_label("Vis ordene rundt alle steder").check()
    assert grey.is_visible()


def test_chosen_codings_are_moved_and_taken_back_with_the_mouse(
    own: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(own, "/compare?code=styring")
    page.get_by_label("Velg «slippe styringen»").check()
    page.get_by_label("Velg «Vi vil bli spurt").check()
    page.get_by_text("2 valgt").wait_for()
    page.get_by_role("combobox", name="Flytt til").click()
    page.get_by_role("option", name="Usikre på begrepet").click()
    page.get_by_role("button", name="Flytt", exact=True).click()
    said(page, "2 flyttet til Usikre på begrepet")
    assert passages(page) == ["skummelt"] and not page.locator("#chosen-codings").is_visible()
    assert codes_of(study)["slippe styringen"] == "uklart"
    page.get_by_role("button", name="Angre").click()
    said(page, "Angret")
    assert len(passages(page)) == 3 and codes_of(study)["slippe styringen"] == "styring"


def test_a_coding_is_moved_by_keyboard_alone_and_focus_goes_on(
    own: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(own, "/compare?code=uklart")
    page.locator("#m-c1").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "move-to-typed"
    page.keyboard.type("skum")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Det handler om frykt.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(page, "1 flyttet til Skummelt")
    assert focused(page) == "p-c4" and codes_of(study)["usikker på hva ordet betyr"] == "skummelt"
    assert "Det handler om frykt." in (study / "codebooks/codings/hege/INT-01.jsonl").read_text("utf-8")
    page.keyboard.press("Control+z")
    said(page, "Angret")
    assert codes_of(study)["usikker på hva ordet betyr"] == "uklart"


def test_nothing_is_moved_before_a_code_is_chosen(own: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(own, "/compare?code=uklart")
    page.get_by_role("button", name="Velg alle mine her").click()
    page.get_by_role("button", name="Flytt", exact=True).click()
    said(page, "Velg først koden")
    assert focused(page) == "move-to-typed" and len(codes_of(study)) == 5


def test_a_coding_is_removed_and_taken_back(own: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(own, "/compare?code=styring")
    page.locator("#p-c3").get_by_role("button", name="Fjern").click()
    said(page, "1 fjernet")
    assert "skummelt" not in codes_of(study) and focused(page) == "p-c2"
    page.keyboard.press("Control+z")
    said(page, "Angret")
    assert codes_of(study)["skummelt"] == "skummelt"


def test_words_are_marked_as_speaking_against_and_that_is_withdrawn(own: Served, page_on: PageOn) -> None:
    page = page_on(own, "/compare?code=skummelt")
    page.locator("#a-c3").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Hun liker det.")
    page.get_by_label("Funnet det taler mot").select_option("styring")
    page.get_by_role("button", name="Lagre").click()
    said(page, "Merket: taler mot Slippe styringen.")
    assert focused(page) == "a-c3" and page.get_by_text("Taler mot: Slippe styringen").is_visible()
    page.get_by_role("link", name="Det som taler mot").click()
    page.wait_for_url("**/compare?contradictions=1", wait_until="commit")
    page.get_by_text("Hun liker det.").wait_for()
    page.get_by_role("button", name="Ta tilbake").click()
    said(page, "Tatt tilbake")
    assert passages(page) == [] and page.get_by_text("Ingen funnet ennå.").count() == 2
    assert focused(page) == "compared"


def test_a_reason_that_was_being_written_survives_a_reload(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare?code=skummelt")
    page.locator("#a-c3").click()
    page.keyboard.type("Hun liker det.")
    page.reload()
    page.locator("#a-c3").click()
    assert page.locator("#against-why").input_value() == "Hun liker det."


def test_what_was_done_elsewhere_is_shown_when_one_looks_again(
    own: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(own, "/compare?code=skummelt")
    code_words(study, "hege", "c9", "INT-02:0004", "skummelt", "oppskrift")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator("#p-c9").wait_for()


def test_a_coding_that_is_gone_meanwhile_is_told_and_nothing_else_changes(
    own: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(own, "/compare?code=styring", watched=False)
    other = page_on(own, "/compare?code=styring")
    other.locator("#p-c3").get_by_role("button", name="Fjern").click()
    said(other, "1 fjernet")
    page.locator("#p-c3").get_by_role("button", name="Fjern").click()
    said(page, "Kodingen står ikke lenger")
    page.locator("#p-c3").wait_for(state="detached")
    assert len(codes_of(study)) == 4


def test_a_place_leads_back_to_the_passage(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare?code=styring&sort=role")
    page.locator("#p-c2").get_by_role("link", name="INT-01:0004").click()
    page.wait_for_url(re.compile("/d/INT-01.*#u4$"))
    back = page.get_by_role("link", name="Tilbake til sammenligningen")
    assert back.is_visible()
    back.click()
    page.wait_for_url(re.compile("/compare.code=styring&sort=role#p-c2$"))


VIEWS = [
    "/compare",
    "/compare?code=styring",
    "/compare?code=styring&by=role",
    "/compare?utterance=INT-01:0004",
    "/compare?contradictions=1",
]


@pytest.mark.parametrize("path", VIEWS)
def test_each_view_is_for_everybody(page_on: PageOn, desk: Served, path: str) -> None:
    page = page_on(desk, path)
    for opens in page.locator("#compared details").all():
        opens.evaluate("details => { details.open = true; }")
    assert axe(page) == []


def test_the_bar_and_the_dialog_are_for_everybody(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare?code=styring")
    page.locator("#m-c2").click()
    page.keyboard.press("ArrowDown")
    assert page.locator("#chosen-codings [role=option]").first.is_visible() and axe(page) == []
    page.keyboard.press("Escape")
    page.locator("#a-c2").click()
    assert axe(page) == []


@pytest.mark.parametrize("path", VIEWS)
def test_nothing_lies_outside_a_narrow_window(page_on: PageOn, desk: Served, path: str) -> None:
    page = page_on(desk, path)
    for width in (1280, 768, 640):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_words_are_still_compared(page_on: PageOn, desk: Served) -> None:
    page = page_on(desk, "/compare", java_script_enabled=False)
    page.locator("#compare-code").select_option("styring")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**/compare?code=styring*")
    assert len(passages(page)) == 3
