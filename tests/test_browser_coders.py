"""Several coders in the browser: agreements, joint decisions and copies, by mouse and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from coders import done
from small_study import code_words, small_study

pytestmark = pytest.mark.browser
HERE = "/coders/INT-01?first=hege&second=ola"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    small_study(tmp_path)
    done(tmp_path, "hege", "ola")
    return tmp_path


@pytest.fixture
def desk(study: Path) -> Iterator[Served]:
    with served(study, coder="hege") as open_page:
        yield open_page


def settled(study: Path, coder: str = "hege") -> list[dict[str, Any]]:
    """The joint decisions in a coder's file on INT-01."""
    lines = (study / f"codebooks/codings/{coder}/INT-01.jsonl").read_text("utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == "settle"]


def choose(page: Any, coder: str) -> None:
    """Say in this browser who is coding."""
    page.goto(page.url.partition("/coders")[0] + "/coder?back=/coders")
    page.get_by_role("button", name=coder).click()
    page.wait_for_url("**/coders")


def test_two_decide_by_mouse(desk: Served, study: Path, page_on: PageOn) -> None:
    page = page_on(desk, HERE)
    row = page.locator(".point", has_text="Slippe styringen")
    row.get_by_role("button", name="Avgjør").click()
    page.get_by_label("Faller").check()
    page.get_by_label("Begrunnelse").fill("Det er ikke makt hun mener.")
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.get_by_text("Avgjørelsen er lagret.").wait_for()
    assert [(one["decision"], one["code"]) for one in settled(study)] == [("falls", "styring")]
    assert row.locator(".decision").inner_text().startswith("✕ Faller")
    assert page.evaluate("document.activeElement.id") == row.get_attribute("id") + "-does"


def test_two_decide_by_keyboard_alone_on_words_they_choose(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, HERE)
    page.locator("h1").wait_for()
    page.keyboard.press("n")
    page.get_by_text("Uenighet 1 av 2").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.locator("#chooser").focus()
    for key in ("End", "ArrowLeft", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert page.locator("#chooser-said").inner_text() == "Valgt: «slippe styringen»"
    page.keyboard.press("Tab")
    page.locator("#settle-reason").focus()
    page.keyboard.type("Bare de siste ordene.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Avgjørelsen er lagret.").wait_for()
    assert [(one["decision"], one["quote"]) for one in settled(study)] == [("stands", "slippe styringen")]
    page.keyboard.press("n")
    page.get_by_text("Uenighet 1 av 1").wait_for()


def test_words_are_chosen_with_the_mouse_past_letters_of_two_units(tmp_path: Path, page_on: PageOn) -> None:
    said = "OA: 😀 Mm, javisst 😀 ja.\n"
    study = small_study(tmp_path, coded=False, **{"int-01.txt": said})
    code_words(study, "ola", "c9", "INT-01:0001", "styring", "javisst")
    done(study, "hege", "ola")
    with served(study, coder="hege") as desk:
        page = page_on(desk, HERE)
        page.get_by_role("button", name="Avgjør").click()
        page.locator("#chooser").wait_for()
        page.locator("#settle-reason").focus()
        page.locator("#chooser").dblclick(position=word_at(page, "javisst"))
        page.locator("#chooser-said", has_text="Valgt: «javisst»").wait_for()
        page.locator("#settle-reason").fill("Ja.")
        page.get_by_role("button", name="Lagre avgjørelsen").click()
        page.get_by_text("Avgjørelsen er lagret.").wait_for()
        assert [(one["start"], one["quote"]) for one in settled(study)] == [(6, "javisst")]


def word_at(page: Any, word: str) -> Any:
    """Where a word stands in the field for choosing, seen from its corner."""
    return page.locator("#chooser").evaluate(
        """(place, word) => { const range = new Range(); const at = place.firstChild.data.indexOf(word);
        range.setStart(place.firstChild, at); range.setEnd(place.firstChild, at + word.length);
        const there = range.getBoundingClientRect(), here = place.getBoundingClientRect();
        return { x: there.x + there.width / 2 - here.x, y: there.y + there.height / 2 - here.y }; }""",
        word,
    )


def test_a_decision_is_taken_back_undone_and_redone(desk: Served, study: Path, page_on: PageOn) -> None:
    page = page_on(desk, HERE)
    decide(page, "Slippe styringen", "Første grunn")
    page.get_by_role("button", name="Ta tilbake").click()
    page.get_by_text("Avgjørelsen er tatt tilbake.").wait_for()
    assert page.locator(".decision").count() == 0
    page.keyboard.press("Control+z")
    page.get_by_text("Angret:").wait_for()
    page.get_by_text("Første grunn").wait_for()
    page.get_by_role("button", name="Gjør om igjen").click()
    page.get_by_text("Gjort om igjen:").wait_for()
    assert page.locator(".decision").count() == 0
    assert [one.get("withdrawn", False) for one in settled(study)] == [False, True, False, True]


def decide(page: Any, label: str, reason: str, how: str = "Faller") -> None:
    """Decide on a code with a reason, and wait until that is saved."""
    page.locator(".point", has_text=label).locator("[data-settles]").click()
    page.get_by_label(how).check()
    page.locator("#settle-reason").fill(reason)
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.get_by_text("Avgjørelsen er lagret.").wait_for()


def test_a_reason_that_was_typed_survives_a_reload_and_a_closed_dialog(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, HERE)
    row = page.locator(".point", has_text="Slippe styringen")
    row.get_by_role("button", name="Avgjør").click()
    page.locator("#settle-reason").fill("En lang tanke")
    page.keyboard.press("Escape")
    page.reload()
    row.get_by_role("button", name="Avgjør").click()
    page.get_by_role("dialog").wait_for()
    assert page.locator("#settle-reason").input_value() == "En lang tanke"


def test_a_decision_made_without_contact_is_told_kept_and_saved_later(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    page = page_on(desk, HERE, watched=False)
    page.locator(".point", has_text="Slippe styringen").get_by_role("button", name="Avgjør").click()
    page.get_by_label("Faller").check()
    page.locator("#settle-reason").fill("Uten kontakt")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lagre avgjørelsen").click()
    page.get_by_text("Ingen kontakt med programmet").wait_for()
    assert settled(study) == [] and page.get_by_role("button", name="Lagre avgjørelsen").is_disabled()
    page.context.set_offline(False)
    page.locator(".decision", has_text="Uten kontakt").wait_for()
    assert len(settled(study)) == 1


def test_two_coders_in_two_browsers_see_each_others_decision_and_overwrite_nothing(
    desk: Served, study: Path, page_on: PageOn
) -> None:
    hege, ola = page_on(desk, HERE, watched=False), page_on(desk, "/coders")
    choose(ola, "ola")
    ola.goto(desk.at(HERE))
    hege.locator(".point", has_text="Slippe styringen").get_by_role("button", name="Avgjør").click()
    hege.get_by_label("Faller").check()
    hege.locator("#settle-reason").fill("Heges grunn")
    decide(ola, "Slippe styringen", "Olas grunn", "Står på hele ytringen")
    with hege.expect_response("**/api/settle") as refused:
        hege.get_by_role("button", name="Lagre avgjørelsen").click()
    assert refused.value.status == 409
    hege.get_by_role("dialog").get_by_text("Olas grunn").wait_for()
    assert hege.locator("#settle-reason").input_value() == "Heges grunn"
    assert (settled(study), len(settled(study, "ola"))) == ([], 1)
    hege.get_by_role("button", name="Lagre avgjørelsen").click()
    ola.get_by_text("Heges grunn").wait_for()
    assert (len(settled(study)), len(settled(study, "ola"))) == (1, 1)


def test_two_tabs_of_one_coder_agree_without_a_reload(desk: Served, study: Path, page_on: PageOn) -> None:
    one = page_on(desk, HERE)
    other = one.context.new_page()
    other.goto(desk.at(HERE))
    decide(one, "Slippe styringen", "Fra den ene fanen")
    other.get_by_text("Fra den ene fanen").wait_for()
    decide(other, "Skummelt", "Fra den andre fanen")
    one.bring_to_front()
    one.get_by_text("Fra den andre fanen").wait_for()
    assert len(settled(study)) == 2


def test_one_codes_words_are_shown_by_pointing_and_by_pressing(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, "/coders/INT-01?show=all")
    chip = page.locator(".point", has_text="Skummelt").locator(".chip")
    chip.focus()
    page.keyboard.press("Enter")
    assert page.locator("mark.in-first").all_inner_texts() == ["skummelt"]
    assert chip.get_attribute("aria-pressed") == "true"


def test_what_is_shown_survives_a_reload_and_stands_in_the_address(desk: Served, page_on: PageOn) -> None:
    page = page_on(desk, HERE)
    page.get_by_role("link", name="Like 1", exact=True).click()
    page.wait_for_url("**show=same**")
    page.reload()
    assert page.locator(".line").count() == 1
    assert page.locator(".tabs [aria-current]").first.inner_text().startswith("Like")


def test_a_copy_is_taken_in_by_keyboard(desk: Served, study: Path, page_on: PageOn) -> None:
    own = study / "codebooks/codings/hege/INT-01.jsonl"
    before = own.read_bytes()
    code_words(study, "hege", "k1", "INT-01:0002", "uklart", "noe nytt")
    own.with_name("INT-01 (1).jsonl").write_bytes(own.read_bytes())
    own.write_bytes(before)
    page = page_on(desk, "/coders")
    page.get_by_role("link", name="Se kopiene").click()
    page.get_by_text("hege satte Usikre på begrepet på «noe nytt»").wait_for()
    page.locator(".confirm summary").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Ingenting slettes.").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("1 linje er skrevet i").wait_for()
    assert b"noe nytt" in own.read_bytes() and page.get_by_text("Se kopiene").count() == 0


def test_every_view_can_be_used_by_all_in_light_and_dark(desk: Served, study: Path, page_on: PageOn) -> None:
    own = study / "codebooks/codings/hege/INT-02.jsonl"
    own.with_name("INT-02 (1).jsonl").write_bytes(own.read_bytes() + b'{"at": "2024')
    page = page_on(desk, HERE)
    decide(page, "Slippe styringen", "En grunn", "Står på hele ytringen")
    for address in ("/coders", HERE, "/coders/INT-01?show=all", "/coders/copies", "/coders/state"):
        page.goto(desk.at(address))
        assert axe(page) == [], address
    page.goto(desk.at(HERE))
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024), (640, 400)])
def test_nothing_runs_out_of_the_page(desk: Served, page_on: PageOn, size: tuple[int, int]) -> None:
    page = page_on(desk, "/coders/INT-01?show=all", size=size)
    for address in ("/coders/INT-01?show=all", "/coders", "/coders/copies", "/coders/state"):
        page.goto(desk.at(address))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
