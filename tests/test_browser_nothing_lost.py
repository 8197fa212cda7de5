"""The page when something fails says so, keeps what was done and saves it; two see the same at once."""

from __future__ import annotations

import json
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, served
from small_study import built_study, put

pytestmark = pytest.mark.browser

TOKEN = "en-kort-nokkel-1234"
FREE = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return built_study(tmp_path)


@pytest.fixture
def desk(study: Path) -> Iterator[Served]:
    with served(study, token=TOKEN) as open_desk:
        yield open_desk


def quotes(study: Path, coder: str = "hege") -> list[str]:
    """The words that somebody coded on the page, in the order of the file."""
    file = study / f"codebooks/codings/{coder}/INT-01.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [line["utterance"] for line in lines if line.get("act")]


def code(page: Any, number: int, key: str = "1") -> None:
    """Put the code that was used last on a whole utterance, by keyboard."""
    page.locator(f"#u{number}").focus()
    page.keyboard.press(key)


def coded(page: Any, number: int) -> None:
    page.wait_for_selector(f"#chips-{number} .chip[data-coding]")


def uncoded(page: Any, number: int) -> bool:
    """Whether nothing is shown as saved on an utterance."""
    return bool(page.locator(f"#chips-{number} .chip[data-coding]").count() == 0)


def full(desk: Served, disk_is_full: bool) -> None:
    """Let the disk take nothing more from this server, or all again."""
    limit = (1, resource.RLIM_INFINITY) if disk_is_full else FREE
    resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, limit)


def test_a_disk_that_is_full_is_told_and_what_was_done_is_saved_when_there_is_room(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    full(desk, True)
    code(page, 6)
    page.wait_for_selector("#connection:not([hidden])")
    assert "lagre" in page.inner_text("#connection") and uncoded(page, 6) and quotes(study) == []
    full(desk, False)
    coded(page, 6)
    page.wait_for_selector("#connection[hidden]", state="attached")
    assert quotes(study) == ["INT-01:0006"]


def test_what_was_not_saved_survives_a_reload_of_the_page(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    page.on("dialog", lambda asked: asked.accept())
    full(desk, True)
    code(page, 6)
    code(page, 7)
    page.wait_for_selector("#connection:not([hidden])")
    page.reload()
    page.wait_for_selector("#connection:not([hidden])")
    full(desk, False)
    coded(page, 6)
    coded(page, 7)
    assert quotes(study) == ["INT-01:0006", "INT-01:0007"]


def test_what_was_not_saved_is_saved_from_the_page_to_which_one_went(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    page.on("dialog", lambda asked: asked.accept())
    full(desk, True)
    code(page, 6)
    page.wait_for_selector("#connection:not([hidden])")
    page.goto(desk.at("/"))
    page.wait_for_selector("#connection:not([hidden])")
    full(desk, False)
    page.locator("#said", has_text="Alt er lagret").wait_for()
    assert quotes(study) == ["INT-01:0006"]


def test_what_is_coded_while_the_program_is_gone_is_saved_when_it_is_back(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    desk.process.send_signal(signal.SIGKILL)
    desk.process.wait()
    for number in (1, 6, 7):
        code(page, number)
    page.wait_for_function("() => document.getElementById('connection').textContent.includes('3')")
    assert all(uncoded(page, number) for number in (1, 6, 7)) and quotes(study) == []
    with served(study, token=TOKEN, port=desk.port):
        page.wait_for_function("() => document.getElementById('said').textContent.trim()")
        for number in (1, 6, 7):
            coded(page, number)
        page.wait_for_selector("#connection[hidden]", state="attached")
    assert quotes(study) == ["INT-01:0001", "INT-01:0006", "INT-01:0007"]
    page.close()


def test_what_is_refused_for_good_is_told_and_not_tried_again(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    raw = (study / "data/raw/int-01.txt").read_text(encoding="utf-8")
    page.evaluate("document.getElementById('u6').dataset.digest = '0123456789abcdef'")
    put(study, "data/raw/int-01.txt", raw)
    code(page, 6)
    page.wait_for_function("() => document.getElementById('said').textContent.trim().length > 10")
    assert page.evaluate("sessionStorage.getItem('forankret-waiting')") is None
    assert uncoded(page, 6) and quotes(study) == []


NOTE = """(number) => { const list = document.getElementById(`chips-${number}`);
  const coded = () => list.querySelector(".chip[data-coding]");
  const note = () => { if (coded()) list.dataset.came ??= Date.now(); };
  new MutationObserver(note).observe(list, { childList: true }); }"""


def came(page: Any, number: int) -> float:
    """When a tab showed the first coding of an utterance, in seconds."""
    list_of = page.locator(f"#chips-{number}[data-came]")
    list_of.wait_for(state="attached")
    return int(list_of.get_attribute("data-came")) / 1000


def later(here: Any, there: Any, number: int) -> float:
    """How much later than the tab in which an utterance is coded the other one shows it."""
    for page in (here, there):
        page.evaluate(NOTE, number)
    code(here, number)
    return came(there, number) - came(here, number)


def test_two_tabs_of_one_browser_agree_within_a_second(desk: Served, page_on: PageOn, study: Path) -> None:
    here = page_on(desk, "/d/INT-01")
    there = here.context.new_page()
    there.goto(desk.at("/d/INT-01"))
    took = [later(here, there, number) for number in (1, 6, 7)]
    assert min(took) < 1.0, took
    there.close()


def test_two_coders_at_once_each_see_their_own_and_lose_nothing(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    hege, ola = page_on(desk, "/d/INT-01"), page_on(desk, "/")
    ola.goto(desk.at("/coder"))
    ola.get_by_role("button", name="ola").click()
    ola.wait_for_url(desk.at("/"))
    ola.goto(desk.at("/d/INT-01"))
    for number in (1, 6, 7):
        code(hege, number)
        code(ola, number)
    for number in (1, 6, 7):
        coded(hege, number)
        coded(ola, number)
    assert hege.locator("#chips-6 .chip[data-coding]").count() == 1
    each = ["INT-01:0001", "INT-01:0006", "INT-01:0007"]
    assert quotes(study) == quotes(study, "ola") == each
