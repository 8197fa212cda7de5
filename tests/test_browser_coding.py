"""Coding in a real browser, by mouse and by keyboard alone: what is chosen becomes a line in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, served
from small_study import built_study

pytestmark = pytest.mark.browser


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return built_study(tmp_path)


@pytest.fixture
def desk(study: Path) -> Iterator[Served]:
    with served(study) as open_desk:
        yield open_desk


def events(study: Path, document: str = "INT-01", coder: str = "hege") -> list[dict[str, Any]]:
    """What stands in a coder's file, line by line."""
    file = study / f"codebooks/codings/{coder}/{document}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def last(study: Path, *names: str, **of: str) -> tuple[Any, ...]:
    """Some fields of the last line in a coder's file."""
    return tuple(events(study, **of)[-1].get(name) for name in names)


def chips(page: Any, number: int) -> list[str]:
    """The names of the codes beside an utterance."""
    found: list[str] = page.locator(f"#chips-{number} .chip[data-coding]").evaluate_all(
        "chips => chips.map(chip => chip.childNodes[1].textContent.trim())"
    )
    return found


def wait_for_chips(page: Any, number: int, count: int) -> None:
    page.wait_for_function(
        "([list, count]) => document.querySelectorAll(`${list} .chip[data-coding]`).length === count",
        arg=[f"#chips-{number}", count],
    )


def at(page: Any, number: int) -> None:
    """Stand on an utterance, as Tab and the arrow keys would bring one there."""
    page.locator(f"#u{number}").focus()


def drag(page: Any, number: int, first: int, last_letter: int) -> None:
    """Choose letters of an utterance with the mouse."""
    corners = page.evaluate(
        """([number, first, last]) => {
          const node = document.querySelector(`#u${number} .words`).firstChild;
          const box = (at) => { const range = new Range();
            range.setStart(node, at); range.setEnd(node, at + 1);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, middle: (top + bottom) / 2 }; };
          const [from, to] = [box(first), box(last - 1)];
          return [from.left + 1, from.middle, to.right - 1, to.middle];
        }""",
        [number, first, last_letter],
    )
    page.mouse.move(corners[0], corners[1])
    page.mouse.down()
    page.mouse.move(corners[2], corners[3], steps=4)
    page.mouse.up()


def test_words_that_are_dragged_over_get_the_code_that_is_pressed_in_the_tree(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    drag(page, 2, 0, 14)
    page.locator('.branch[data-code="styring"]').click()
    wait_for_chips(page, 2, 2)
    told = last(study, "event", "code", "quote", "start", "end", "origin")
    assert told == ("apply", "styring", "Jeg er usikker", 0, 14, "manual")


def test_words_that_are_dragged_over_get_a_code_from_the_bar_beside_them(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    drag(page, 4, 0, 13)
    page.locator('#chosen-bar [data-does="code"]').click()
    page.locator("#picker-input").fill("skum")
    page.locator('#picker-list [role="option"]').first.click()
    wait_for_chips(page, 4, 3)
    assert last(study, "code", "quote") == ("skummelt", "Vi er usikre")


def test_by_keyboard_alone_words_are_chosen_and_coded(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 2)
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "c"):
        page.keyboard.press(key)
    page.keyboard.type("slip")
    page.keyboard.press("Enter")
    wait_for_chips(page, 2, 2)
    assert last(study, "code", "quote") == ("styring", "er usikker")
    assert page.evaluate("document.activeElement.id") == "u2"


def test_a_whole_utterance_is_coded_with_a_recent_code_by_one_key(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 6)
    first = page.locator("#recent [data-recent]").first.get_attribute("data-recent")
    page.keyboard.press("1")
    wait_for_chips(page, 6, 1)
    assert last(study, "code", "quote", "start") == (first, "Mm.", 0)


def test_several_codes_are_put_on_the_same_words_at_once(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 6)
    page.keyboard.press("c")
    for typed, key in (("uklart", "Shift+Enter"), ("skum", "Shift+Enter")):
        page.keyboard.type(typed)
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    wait_for_chips(page, 6, 2)
    written = events(study)[-2:]
    assert {one["code"] for one in written} == {"uklart", "skummelt"}
    assert len({one["act"] for one in written}) == 1 and len({one["coding"] for one in written}) == 2


def test_a_passage_over_three_utterances_is_one_coding(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 5)
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "1"):
        page.keyboard.press(key)
    wait_for_chips(page, 7, 1)
    written = events(study)[-3:]
    assert [one["utterance"] for one in written] == ["INT-01:0005", "INT-01:0006", "INT-01:0007"]
    assert len({one["coding"] for one in written}) == 1
    assert page.locator("#chips-6 .part").inner_text() == "2/3"


def test_a_passage_is_also_chosen_by_dragging_over_several_utterances(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    page.evaluate(
        """() => { const of = (n) => document.querySelector(`#u${n} .words`).firstChild;
        getSelection().setBaseAndExtent(of(2), 43, of(4), 28); }"""
    )
    page.locator("#recent [data-recent]").first.click()
    wait_for_chips(page, 3, 1)
    spans = [(one["start"], one["end"]) for one in events(study)[-3:]]
    assert spans[1][0] == 0 and spans[0][0] >= 43 and spans[2] == (0, 29)


def test_the_chosen_words_become_a_code_in_vivo(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01")
    drag(page, 4, 26, 44)
    page.locator('#chosen-bar [data-does="in-vivo"]').click()
    wait_for_chips(page, 4, 3)
    code = last(study, "code")[0]
    book = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    assert "origin: in-vivo" in book and f"id: {code}" in book
    assert "«Det er skummelt å»" in chips(page, 4)


def test_a_new_code_is_made_while_coding_and_named_among_those_that_lack_fields(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 6)
    page.keyboard.press("c")
    page.keyboard.type("Helt ny tanke")
    page.keyboard.press("Enter")
    wait_for_chips(page, 6, 1)
    assert chips(page, 6) == ["Helt ny tanke"]
    page.wait_for_selector('.branch:has-text("Helt ny tanke") .lacks')
    history = (study / "codebooks/history.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(history[-1])["event"] == "add"


def test_a_coding_is_removed_moved_and_put_on_other_words_by_keys(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 2)
    page.keyboard.press(".")
    page.wait_for_selector("#inspector .coding")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.wait_for_function("() => document.querySelector('#chips-2 .chip').dataset.end === '3'")
    assert last(study, "event", "coding", "quote") == ("place", "c1", "Jeg")
    page.keyboard.press("r")
    page.keyboard.type("skum")
    page.keyboard.press("Enter")
    page.wait_for_selector('#chips-2 .chip[data-code="skummelt"]')
    assert [one["event"] for one in events(study)[-2:]] == ["apply", "remove"]
    page.keyboard.press("x")
    wait_for_chips(page, 2, 0)


def test_what_was_done_is_taken_back_and_done_again_also_after_a_restart(
    page_on: PageOn, study: Path
) -> None:
    with served(study) as desk:
        page = page_on(desk, "/d/INT-01")
        at(page, 6)
        page.keyboard.press("1")
        wait_for_chips(page, 6, 1)
        page.close()
    with served(study) as desk:
        page = page_on(desk, "/d/INT-01")
        at(page, 6)
        page.keyboard.press("Control+z")
        wait_for_chips(page, 6, 0)
        page.keyboard.press("Control+y")
        wait_for_chips(page, 6, 1)
        page.locator("#undo").click()
        wait_for_chips(page, 6, 0)
        page.wait_for_function("() => document.getElementById('undo').disabled")
        page.close()


def test_a_quote_is_pinned_and_a_coding_marked_as_contradicting_by_keys(
    desk: Served, page_on: PageOn, study: Path
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 2)
    page.keyboard.press(".")
    page.keyboard.press("p")
    page.wait_for_selector("#chips-2 .mark.pin")
    assert last(study, "event", "coding") == ("pin", "c1")
    page.keyboard.press("n")
    page.locator("#ask textarea").fill("Hun lurer ikke.")
    page.locator("#ask button.main").click()
    page.wait_for_selector("#chips-2 .mark.contra")
    assert last(study, "event", "code", "memo") == ("contradict", "uklart", "Hun lurer ikke.")


def test_hints_are_off_until_asked_for(desk: Served, study: Path, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    page.locator("#finish").click()
    page.wait_for_selector("#finish[aria-pressed=true]")
    page.reload()
    assert page.locator(".hint-item").count() == 0
    at(page, 1)
    page.keyboard.press("h")
    page.wait_for_selector(".hint-item")
    page.keyboard.press("h")
    page.wait_for_selector(".hint-item", state="detached")


def test_hints_are_closed_while_a_document_is_double_coded(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    assert page.locator("#hints").is_disabled()
    page.locator("#finish").click()
    page.wait_for_selector("#finish[aria-pressed=true]")
    page.reload()
    assert page.locator("#hints").is_enabled()


def test_a_hint_is_accepted_or_refused_with_a_reason(study: Path, desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    page.locator("#finish").click()
    page.wait_for_selector("#finish[aria-pressed=true]")
    page.goto(desk.at("/d/INT-01?hints=on"))
    page.wait_for_selector(".hint-item")
    assert page.locator(".hint-item").count() == 1, "one of the two matches is coded already"
    page.locator(".hint-item [data-does=reject]").click()
    page.locator("#ask button.main").click()
    page.wait_for_function("() => document.querySelectorAll('.hint-item').length === 0")
    assert last(study, "event", "utterance", "code", "memo") == (
        *("reject", "INT-01:0004", "uklart"),
        "Ordet betyr noe annet her",
    )
    page.locator("#undo").click()
    page.locator("#said", has_text="Angret").wait_for()
    page.reload()
    page.locator(".hint-item [data-does=accept]").click()
    wait_for_chips(page, 4, 3)
    assert last(study, "event", "origin", "code") == ("apply", "suggested", "uklart")


def test_a_letter_outside_the_first_plane_does_not_move_a_coding(page_on: PageOn, tmp_path: Path) -> None:
    study = built_study(tmp_path)
    (study / "data/raw/int-01.txt").write_text("OA: 😀😀 Det er gøy her.\n", encoding="utf-8")
    with served(study) as desk:
        page = page_on(desk, "/d/INT-01")
        at(page, 1)
        for key in ("ArrowRight", "1"):
            page.keyboard.press(key)
        wait_for_chips(page, 1, 1)
        page.close()
    assert last(study, "quote", "start", "end") == ("Det", 3, 6)


def test_the_keys_are_told_and_can_be_turned_off(desk: Served, page_on: PageOn, study: Path) -> None:
    page = page_on(desk, "/d/INT-01")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    before = len(events(study))
    at(page, 6)
    page.keyboard.press("1")
    page.keyboard.press("c")
    page.wait_for_timeout(200)
    assert len(events(study)) == before and not page.locator("#picker").is_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "u7"


def test_words_chosen_in_one_utterance_are_let_go_in_another(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 2)
    page.keyboard.press("ArrowRight")
    at(page, 6)
    page.keyboard.press("1")
    wait_for_chips(page, 6, 1)
    assert last(study, "quote") == ("Mm.",)


def test_a_dragged_choice_takes_whole_words_and_half_ones_only_with_alt(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01")
    drag(page, 4, 4, 15)
    page.keyboard.press("1")
    wait_for_chips(page, 4, 3)
    assert last(study, "quote") == ("er usikre alle",)
    page.keyboard.down("Alt")
    drag(page, 4, 34, 39)
    page.keyboard.up("Alt")
    page.locator("#recent [data-recent]").first.click()
    wait_for_chips(page, 4, 4)
    assert last(study, "start", "end") == (34, 39)


def test_a_memo_on_an_utterance_stands_in_its_margin(desk: Served, study: Path, page_on: PageOn) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 2)
    page.keyboard.press("m")
    page.locator("#memo-dialog input[name=title]").fill("Nøling")
    page.locator("#memo-dialog textarea[name=text]").fill("Hun nøler.")
    page.locator("#memo-dialog button.main").first.click()
    page.wait_for_selector("#u2 .margin:not([hidden])")
    assert [path.name[10:] for path in (study / "codebooks/memos").glob("*noling*")] == ["-noling.md"]


def test_new_codes_are_marked_and_made_together_with_old_ones(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 6)
    page.keyboard.press("c")
    for typed in ("Respekt", "skummelt"):
        page.keyboard.type(typed)
        page.keyboard.press("Shift+Enter")
    assert page.locator("#picker-marked").inner_text() == "merket: Respekt, Skummelt"
    page.keyboard.press("Enter")
    wait_for_chips(page, 6, 2)
    assert sorted(chips(page, 6)) == ["Respekt", "Skummelt"]


def test_a_button_of_the_panel_is_about_the_coding_that_the_panel_shows(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01")
    late: list[Any] = []
    page.route("**/coding/c2", lambda route: late.append(route))
    page.locator('.chip[data-coding="c2"]').click()
    page.locator('.chip[data-coding="c3"]').click()
    page.locator('#inspector article[data-coding="c3"]').wait_for()
    with page.expect_response("**/coding/c2") as answered:
        late.pop().continue_()
    answered.value.finished()
    page.wait_for_timeout(200)
    assert page.locator("#inspector article").get_attribute("data-coding") == "c3"
    page.locator('#inspector [data-does="remove"]').click()
    wait_for_chips(page, 4, 1)
    assert last(study, "event", "coding") == ("remove", "c3")


def test_what_waited_and_was_refused_stays_in_sight_until_it_is_let_go(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01", watched=False)
    page.route("**/api/apply", lambda route: route.abort())
    at(page, 6)
    page.keyboard.press("1")
    page.wait_for_selector("#connection:not([hidden])")
    body = '{"problems": [{"message": "x", "remedy": "", "said": "Teksten er endret."}]}'
    page.route("**/api/apply", lambda route: route.fulfill(status=409, body=body))
    page.wait_for_selector("#left-over:not([hidden])")
    page.reload()
    assert "Teksten er endret." in page.locator("#left-over").inner_text()
    assert "INT-01:0006" in page.locator("#left-over").inner_text()
    page.unroute("**/api/apply")
    page.locator("#left-over button").first.click()
    wait_for_chips(page, 6, 1)
    assert page.locator("#left-over").is_hidden()


def test_what_is_taken_back_is_told_and_asked_for_where_it_is_in_another_document(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, "/d/INT-01")
    at(page, 6)
    page.keyboard.press("1")
    wait_for_chips(page, 6, 1)
    page.goto(desk.at("/d/INT-02"))
    at(page, 1)
    page.keyboard.press("u")
    page.wait_for_selector("#ask[open]")
    assert "INT-01" in page.locator("#ask h2").inner_text()
    page.keyboard.press("Escape")
    assert last(study, "event") == ("apply",)
    page.goto(desk.at("/d/INT-01"))
    at(page, 6)
    page.keyboard.press("u")
    wait_for_chips(page, 6, 0)
    page.wait_for_function("() => document.getElementById('said').textContent.includes('INT-01:0006')")
