"""What a person does before the scripts of a page are there is done when they come; nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, served
from small_study import code_words, small_study

from pipeline.stages.desk import Desk

pytestmark = pytest.mark.browser


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


@pytest.fixture
def desk(study: Path) -> Iterator[Served]:
    with served(study) as opened:
        yield opened


@contextmanager
def before_scripts(page: Any, address: str, kept: str = "**/static/acts.js") -> Iterator[None]:
    """A page without its scripts, as on a slow machine; they come when the block ends."""
    held: list[Any] = []
    page.route(kept, lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.locator("#said").wait_for(state="attached")
    yield
    assert page.evaluate("document.documentElement.dataset.ready") is None, "the scripts were there already"
    for route in held:
        route.continue_()
    page.locator("html[data-ready]").wait_for()
    page.unroute(kept)


def codes_on(study: Path, utterance: str) -> set[tuple[str, str]]:
    """The codes and the words of what hege coded on an utterance."""
    sheet = Desk(study).sheet(utterance.partition(":")[0])
    own = [row for row in sheet.codings if (row.utterance, row.coder) == (utterance, "hege")]
    return {(row.code, row.quote) for row in own}


def test_a_button_that_was_pressed_too_early_is_pressed_once(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk)
    with before_scripts(page, desk.at("/compare?code=styring")):
        for _ in range(2):
            page.locator("#p-c3").get_by_role("button", name="Fjern").click()
    page.locator("#said", has_text="1 fjernet").wait_for()
    assert not codes_on(study, "INT-01:0004") & {("skummelt", "skummelt")}
    assert codes_on(study, "INT-01:0004") == {("styring", "slippe styringen")}


def test_a_box_that_was_ticked_too_early_is_ticked_and_counted(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk)
    with before_scripts(page, desk.at("/compare?code=styring")):
        page.locator("#x-c2").click()
        page.locator("label", has=page.locator("#x-c3")).or_(page.locator("#x-c3")).first.click()
    page.get_by_text("2 valgt").wait_for()
    assert page.locator("#x-c2").is_checked() and page.locator("#x-c3").is_checked()


def test_a_filter_that_was_chosen_too_early_is_asked_for(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk)
    with before_scripts(page, desk.at("/compare?code=styring")):
        page.get_by_label("Side om side").select_option("role")
    page.wait_for_url("**by=role*")


def test_keys_that_were_pressed_too_early_code_an_utterance(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk)
    with before_scripts(page, desk.at("/d/INT-01")):
        page.locator("#u6").focus()
        page.keyboard.press("c")
        page.keyboard.type("skum")
        page.keyboard.press("Enter")
    page.locator("#chips-6 .chip[data-coding]").wait_for()
    assert codes_on(study, "INT-01:0006") == {("skummelt", "Mm.")}


def test_a_code_that_is_chosen_before_the_codes_are_known_is_no_new_code(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk)
    held: list[Any] = []
    page.route("**/api/codes", lambda route: held.append(route))
    page.goto(desk.at("/d/INT-01"))
    page.locator("#u6").focus()
    page.keyboard.press("c")
    for typed in ("skum", "uklart"):
        page.keyboard.type(typed)
        page.keyboard.press("Shift+Enter")
    page.get_by_text("Henter kodene").wait_for()
    page.keyboard.press("Enter")
    held.pop().continue_()
    page.locator("#chips-6 .chip[data-coding]").nth(1).wait_for()
    assert codes_on(study, "INT-01:0006") == {("skummelt", "Mm."), ("uklart", "Mm.")}


def test_a_memo_is_saved_by_keys_that_were_pressed_too_early(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk)
    with before_scripts(page, desk.at("/memos/new?about=code:uklart")):
        page.get_by_label("Tittel").fill("Tidlig")
        page.get_by_label("Gjelder også").focus()
        page.keyboard.type("int-02")
        page.keyboard.press("Enter")
        page.get_by_label("Tekst", exact=True).focus()
        page.keyboard.type("Tanken.")
        page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Tidlig").wait_for()
    (memo,) = (study / "codebooks/memos").glob("*-tidlig.md")
    assert "about: {code: uklart, document: INT-02}" in memo.read_text("utf-8")


def test_what_is_typed_too_early_stands_after_the_draft_and_is_kept(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/memos/new")
    text = page.get_by_label("Tekst", exact=True)
    text.fill("Et utkast.")
    with before_scripts(page, desk.at("/memos/new")):
        text.focus()
        page.keyboard.type(" Og mer.")
    assert text.input_value() == "Et utkast. Og mer."
    page.reload()
    assert text.input_value() == "Et utkast. Og mer."


def test_a_link_that_is_followed_too_early_leads_on_at_once(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk)
    page.route("**/static/acts.js", lambda route: None)
    page.goto(desk.at("/compare?code=styring"), wait_until="commit")
    page.locator("#p-c2").get_by_role("link", name="INT-01:0004").click(no_wait_after=True)
    page.wait_for_url("**/d/INT-01**", wait_until="commit")


def test_what_was_done_elsewhere_a_moment_ago_is_told(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/compare?code=skummelt")
    for number in range(3):
        page.evaluate("() => fetch('/api/codes').then((answer) => answer.text())")
        code_words(study, "hege", f"c9{number}", "INT-02:0004", "skummelt", "oppskrift")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.locator(f"#p-c9{number}").wait_for(timeout=5000)


def test_without_scripts_nothing_is_held_back(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, watched=False)
    page.route("**/static/acts.js", lambda route: route.abort())
    page.route("**/static/page.js", lambda route: route.abort())
    page.goto(desk.at("/memos/new"))
    page.get_by_label("Tittel").fill("Uten skript")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("heading", name="Uten skript").wait_for()
