"""A long document in the browser: a link leads to its utterance, and one stays there over a reload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser import PageOn, Served, served
from small_study import small_study

pytestmark = pytest.mark.browser

SAID = "Dette er en ytring som går over flere linjer. " + "Så sa de mer, og mer. " * 14
SEEN = """(id) => { const box = document.getElementById(id).getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight; }"""


@pytest.fixture(scope="module", params=[300, 2000])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A document of some hundred utterances, and one of thousands; they are of many heights."""
    said = [f"{'OF'[n % 2]}{'A' * (n % 2 == 0)}: {SAID[: 40 + 37 * (n % 9)]}" for n in range(request.param)]
    folder = tmp_path_factory.mktemp("long")
    with served(small_study(folder, coded=False, **{"int-01__txt": "\n\n".join(said)})) as opened:
        yield opened


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(small_study(tmp_path_factory.mktemp("coded"))) as opened:
        yield opened


def seen(page: Any, number: int) -> None:
    """Wait until the whole of an utterance is in the window."""
    page.wait_for_function(SEEN, arg=f"u{number}")


def test_a_link_to_an_utterance_leads_there(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk)
    for number in (150, 280):
        page.goto(desk.at(f"/d/INT-01#u{number}"))
        seen(page, number)


def test_where_one_was_is_where_one_is_after_a_reload(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01#u200")
    seen(page, 200)
    page.mouse.wheel(0, 600)
    page.wait_for_function(
        "(top) => document.getElementById('u200').getBoundingClientRect().top < top", arg=0
    )
    page.wait_for_timeout(300)
    there = "({x, y}) => document.elementFromPoint(x, y).closest('.utterance').id.slice(1)"
    before = int(page.evaluate(there, {"x": 640, "y": 400}))
    page.reload()
    seen(page, before)


def test_keys_lead_to_both_ends_of_the_document(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    last = page.locator(".utterance").count()
    page.locator("#u1").focus()
    for key, number in (("End", last), ("k", last - 1), ("Home", 1), ("j", 2)):
        page.keyboard.press(key)
        seen(page, number)
        assert page.evaluate("document.activeElement.id") == f"u{number}"


def test_codings_are_seen_as_lines_under_their_words(page_on: PageOn, coded: Served) -> None:
    page = page_on(coded, "/d/INT-01")
    drawn = page.evaluate(
        """() => [...CSS.highlights].filter(([name]) => /^c\\d+$/.test(name)).flatMap(([name, ranges]) =>
          [...ranges].map(({ startContainer: { parentElement: words } }) =>
            getComputedStyle(words, `::highlight(${name})`).textDecorationLine))"""
    )
    assert drawn == ["underline"] * 3


@pytest.mark.parametrize("path, element", [("/d/INT-01", "#u2 .words"), ("/quotes/c1", ".quoted")])
def test_chosen_words_are_seen(page_on: PageOn, coded: Served, path: str, element: str) -> None:
    page = page_on(coded, path)
    of = "(one, part) => getComputedStyle(one, part).backgroundColor"
    words = page.locator(element).first
    assert words.evaluate(of, "::highlight(chosen)") != words.evaluate(of, "::highlight(nothing)")
