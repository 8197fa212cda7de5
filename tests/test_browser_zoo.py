"""Words, names and ids that look like markup or script are text in the browser, and nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from browser import PageOn, Served, served
from test_web_coding import HERE, VIEWS
from zoo import CODE, CODER, EVIL, zoo

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(zoo(tmp_path_factory.mktemp("dyr") / "study")) as open_desk:
        yield open_desk


def nothing_ran(page: Any) -> bool:
    return bool(page.evaluate("() => window.caught === undefined && !document.getElementById('hijack')"))


def test_no_view_runs_what_people_said(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/", watched=False)
    for view in VIEWS:
        if not view.endswith((".js", ".css")):
            page.goto(desk.at(view))
            assert nothing_ran(page), view


def test_coding_searching_and_looking_runs_nothing_either(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, HERE)
    shown = page.locator(".words").all_inner_texts()
    assert [" ".join(one.split()) for one in shown] == [" ".join(one.split()) for one in EVIL]
    page.locator("#chips-1 .chip").first.click()
    page.wait_for_selector("#inspector h2, #inspector h3")
    assert CODE in page.inner_text("#inspector")
    for number in (6, 7):
        page.locator(f"#u{number}").focus()
        page.keyboard.press("c")
        page.wait_for_selector("dialog[open]")
        page.keyboard.type("script")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#chips-{number} .chip[data-coding]")
    assert nothing_ran(page)
    page.goto(desk.at(f"/search?q={quote('caught')}"))
    assert nothing_ran(page)


def test_a_coder_whose_name_looks_like_markup_is_chosen_and_codes(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/coder")
    page.get_by_role("button", name=CODER).click()
    page.wait_for_url(desk.at("/"))
    page.goto(desk.at(HERE))
    assert CODER in page.inner_text("header .coder") and nothing_ran(page)
    page.locator("#u3").focus()
    page.keyboard.press("1")
    page.wait_for_selector("#chips-3 .chip[data-coding]")
    assert nothing_ran(page)
