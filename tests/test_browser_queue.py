"""In a real browser: codings are read again, one after the other, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import code_words, opened, small_study

from pipeline.coding.recoding import Progress
from pipeline.stages.changing import edit_code, split_code
from pipeline.stages.queueing import queue
from pipeline.stages.recording import review_code
from pipeline.store.codings import read_codings

pytestmark = pytest.mark.browser


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study in which three of hege's codings wait since a code was split, and two since one was opened."""
    folder = small_study(tmp_path / "study")
    code_words(folder, "hege", "c8", "INT-01:0004", "uklart", "usikre alle sammen")
    split_code(opened(folder), "hege", "uklart", ["Ordet", "Arbeidet"], "Rommer både ordet og arbeidet.")
    edit_code(opened(folder), "ola", "styring", {"definition": "Ubehag ved å miste makt."}, "Videre nå.")
    review_code(opened(folder), "ola", "styring", "Definisjonen ble videre.")
    return folder


@pytest.fixture
def desk(study: Path) -> Iterator[Served]:
    with served(study) as opened_desk:
        yield opened_desk


def far(folder: Path, code: str = "uklart") -> tuple[int, ...]:
    """How many codings of a code wait, were kept, recoded and removed."""
    found: list[Progress] = queue(opened(folder), code, coder="hege").progress
    mine = len(queue(opened(folder), code, coder="hege").queued)
    return (mine, found[0].kept, found[0].recoded, found[0].removed)


def memos(folder: Path, event: str) -> list[str]:
    return [one.event.memo for one in read_codings(folder).records if one.event.event == event]


def queue_page(page_on: PageOn, desk: Served, path: str = "/queue", **options: Any) -> Any:
    page = page_on(desk, path, **options)
    page.wait_for_selector("html[data-ready]")
    return page


def at_hand(page: Any, coding: str) -> None:
    """Wait until a coding is at hand and has the focus."""
    page.locator(f"#at-hand[data-coding='{coding}']:focus").wait_for()


def said(page: Any, words: str) -> None:
    """Wait until the page has told something."""
    page.locator("#said", has_text=words).wait_for()


def test_codings_are_read_again_by_keyboard_alone(page_on: PageOn, desk: Served, study: Path) -> None:
    page = queue_page(page_on, desk)
    at_hand(page, "c1")
    page.keyboard.press("s")
    at_hand(page, "c8")
    page.keyboard.press("1")
    said(page, "Flyttet til «Ordet». 1 av 3 er lest på nytt.")
    at_hand(page, "c4")
    page.keyboard.press("k")
    page.locator("#why-so:focus").wait_for()
    assert page.locator("#asked-for").inner_text() == "Skriv hvorfor den skal bli stående, og trykk Enter."
    page.keyboard.type("Begge deler, 1 og 2.")
    page.keyboard.press("Enter")
    said(page, "Beholdt under «Usikre på begrepet». 2 av 3 er lest på nytt.")
    at_hand(page, "c1")
    page.keyboard.press("x")
    page.keyboard.type("Hører ikke hjemme her.")
    page.keyboard.press("Enter")
    said(page, "Fjernet. 3 av 3 er lest på nytt.")
    page.locator("#queue-done:focus").wait_for()
    assert far(study) == (0, 1, 1, 1)
    assert memos(study, "keep") == ["Begge deler, 1 og 2."]
    assert "Hører ikke hjemme her." in memos(study, "remove")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#at-hand[data-code='styring']").wait_for()
    assert page.locator("#menu .count").inner_text() == "2"


def test_codings_are_read_again_by_mouse(page_on: PageOn, desk: Served, study: Path) -> None:
    page = queue_page(page_on, desk)
    at_hand(page, "c1")
    page.get_by_label("Hvorfor", exact=True).fill("Det er arbeidet.")
    page.get_by_role("button", name="Arbeidet").click()
    at_hand(page, "c8")
    assert "Det er arbeidet." in memos(study, "remove")
    page.get_by_role("link", name="Hopp over").click()
    at_hand(page, "c4")
    page.get_by_role("button", name="Behold").click()
    page.locator("#asked-for").wait_for()
    assert far(study) == (2, 0, 1, 0)
    page.get_by_label("Hvorfor", exact=True).fill("Står seg.")
    page.get_by_role("button", name="Behold").click()
    at_hand(page, "c8")
    page.locator("#another summary").click()
    page.get_by_role("combobox", name="Kode").fill("sku")
    page.get_by_role("option", name="Skummelt").click()
    page.get_by_role("button", name="Flytt hit").click()
    page.locator("#queue-done").wait_for()
    assert far(study) == (0, 1, 2, 0)
    page.get_by_role("navigation", name="Koder med kodinger").get_by_role("link").last.click()
    page.locator("#at-hand[data-code='styring']").wait_for()
    assert page.locator(".why ins").inner_text() == "Ubehag ved å miste makt."


def test_what_was_decided_is_undone_and_is_at_hand_again(page_on: PageOn, desk: Served, study: Path) -> None:
    page = queue_page(page_on, desk)
    at_hand(page, "c1")
    page.keyboard.press("2")
    at_hand(page, "c8")
    page.keyboard.press("u")
    said(page, "0 av 3 er lest på nytt.")
    assert page.locator("#at-hand mark").inner_text() == "usikker på hva ordet betyr"
    page.keyboard.press("Control+y")
    said(page, "1 av 3 er lest på nytt.")
    at_hand(page, "c8")
    page.get_by_label("Hvorfor", exact=True).fill("Står seg.")
    page.get_by_role("button", name="Behold").click()
    at_hand(page, "c4")
    page.get_by_role("button", name="Angre").click()
    at_hand(page, "c8")
    assert far(study) == (2, 0, 1, 0)


def test_numbers_and_letters_in_a_reason_decide_nothing(page_on: PageOn, desk: Served, study: Path) -> None:
    page = queue_page(page_on, desk)
    at_hand(page, "c1")
    page.get_by_label("Hvorfor", exact=True).press_sequentially("1 k x s u r 2")
    page.keyboard.press("Escape")
    at_hand(page, "c1")
    assert far(study) == (3, 0, 0, 0)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.get_by_label("Hvorfor", exact=True).input_value() == "1 k x s u r 2"


def test_keys_that_were_turned_off_decide_nothing(page_on: PageOn, desk: Served, study: Path) -> None:
    page = queue_page(page_on, desk)
    at_hand(page, "c1")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.keyboard.press("s")
    page.get_by_role("link", name="Hopp over").click()
    at_hand(page, "c8")
    assert far(study) == (3, 0, 0, 0)


def test_a_code_is_opened_from_the_codebook_and_leads_to_the_queue(
    page_on: PageOn, desk: Served, study: Path
) -> None:
    page = queue_page(page_on, desk, "/codebook?code=skummelt")
    page.get_by_role("button", name="Les kodingene på nytt").click()
    page.locator("#review-reason").fill("Ordet brukes om mer nå.")
    page.locator("dialog[open]").get_by_role("button", name="Les kodingene på nytt").click()
    page.get_by_role("link", name="1 koding venter på å bli lest på nytt").click()
    page.locator("#at-hand[data-coding='c3']").wait_for()
    assert "Ordet brukes om mer nå." in page.locator(".why").inner_text()
    page.go_back()
    page.get_by_role("button", name="Avslutt ny lesning").click()
    page.locator("#unreview-reason").fill("Det holder.")
    page.locator("dialog[open]").get_by_role("button", name="Avslutt ny lesning").click()
    page.locator("dialog[open]").wait_for(state="hidden")
    page.locator(".to-read").wait_for(state="hidden")
    assert "c3" not in [one.coding for one in queue(opened(study)).queued]


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    page_on: PageOn, desk: Served, size: tuple[int, int]
) -> None:
    page = queue_page(page_on, desk, size=size)
    for path in ("/queue", "/queue?code=styring", "/codebook?code=styring", "/d/INT-01"):
        page.goto(desk.at(path))
        page.wait_for_selector("html[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        assert axe(page, "main") == [], path
        assert axe(page, "header") == [], path
    page.goto(desk.at("/queue"))
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("k")
    page.locator("#asked-for").wait_for()
    page.locator("#another").evaluate("one => { one.open = true; }")
    for part in page.locator(".heirs-told details").all():
        part.evaluate("one => { one.open = true; }")
    assert axe(page) == []


def test_what_is_at_hand_never_hides_under_the_menu(page_on: PageOn, desk: Served) -> None:
    page = queue_page(page_on, desk, size=(768, 700))
    page.keyboard.press("s")
    at_hand(page, "c8")
    under = page.locator("header.top").bounding_box()
    card = page.locator("#at-hand").bounding_box()
    assert under["y"] + under["height"] <= card["y"] < 300
