"""Quotes in the browser: pinned, cut, masked and added to, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import INT_02, code_words, put, small_study, texts_of

from pipeline.coding.events import Edit
from pipeline.stages.desk import Desk

pytestmark = pytest.mark.browser


def edits_of(study: Path, coding: str = "c1", utterance: str = "INT-01:0002") -> tuple[Edit, ...]:
    sheet, _ = Desk(study).find_coding(coding)
    return sheet.live.edits.get((coding, utterance), ())


def quote_page(page_on: PageOn, desk: Served, coding: str = "c1", **options: Any) -> Any:
    page = page_on(desk, f"/quotes/{coding}", **options)
    page.get_by_text("Ingenting: sitatet er ordrett").wait_for()
    return page


def select(page: Any, words: str) -> None:
    """Choose words of the source as a mouse does."""
    box = page.evaluate(
        """(words) => {
          const node = document.querySelector('.quoted').firstChild;
          const at = node.data.indexOf(words);
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          const [first] = range.getClientRects();
          const last = [...range.getClientRects()].at(-1);
          return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()
    page.get_by_text(f"Valgt: «{words}»").first.wait_for()


def printed(page: Any) -> str:
    return str(page.locator(".result .printed p").inner_text())


def test_a_quote_is_pinned_and_let_go_by_mouse(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/quotes?pinned=0&code=uklart")
        first = page.locator("#q-c1")
        first.get_by_role("button", name="Fest til rapporten").click()
        first.get_by_role("button", name="Festet – løsne").wait_for()
        assert "c1" in Desk(study).sheet("INT-01").live.pinned
        assert "1 festet" in page.locator(".chapter h2").inner_text()
        page.keyboard.press("Enter")
        first.get_by_role("button", name="Fest til rapporten").wait_for()
        assert "c1" not in Desk(study).sheet("INT-01").live.pinned


def test_a_quote_is_cut_masked_and_added_to_by_mouse(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = quote_page(page_on, desk)
        assert page.get_by_role("button", name="Lagre").is_disabled()
        select(page, "usikker")
        page.locator('[data-does="cut"]').click()
        page.get_by_text("Kuttet «usikker»", exact=True).wait_for()
        select(page, "ordet")
        page.locator('[data-does="mask"]').click()
        page.get_by_role("button", name="[en kollega]").click()
        page.get_by_text("«[en kollega]» i stedet for «ordet»", exact=True).wait_for()
        select(page, "betyr")
        page.locator('[data-does="insert"]').click()
        page.get_by_label("Hvilke ord skal settes inn").fill("nå")
        page.get_by_role("button", name="Bruk").click()
        page.get_by_text("Satt inn «nå» etter «betyr»", exact=True).wait_for()
        assert printed(page) == "(...) på hva [en kollega] betyr (nå)"
        assert page.get_by_text("likt kilden, bokstav for bokstav").is_visible()
        assert edits_of(study) == (), "nothing is saved before one says so"
        page.get_by_role("button", name="Ta tilbake: Kuttet «usikker»").click()
        page.get_by_text("Kuttet «usikker»", exact=True).wait_for(state="detached")
        page.get_by_role("button", name="Lagre").click()
        page.get_by_text("Sitatet er lagret").wait_for()
        assert [edit.op for edit in edits_of(study)] == ["mask", "insert"]
        page.reload()
        page.wait_for_load_state("networkidle")
        assert printed(page) == "usikker på hva [en kollega] betyr (nå)"


def test_a_quote_is_edited_by_keyboard_alone(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = quote_page(page_on, desk)
        keys = page.keyboard
        page.get_by_role("textbox", name="Kilden").focus()
        for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
            keys.press(key)
        page.get_by_text("Valgt: «på hva»").first.wait_for()
        keys.press("k")
        page.get_by_text("Kuttet «på hva»", exact=True).wait_for()
        assert page.evaluate("document.activeElement.className") == "source-box"
        keys.press("End")
        keys.press("m")
        keys.type("[noe]")
        keys.press("Enter")
        page.get_by_text("«[noe]» i stedet for «betyr»", exact=True).wait_for()
        assert printed(page) == "usikker (...) ordet [noe]"
        page.get_by_role("button", name="Lagre").focus()
        keys.press("Enter")
        page.get_by_text("Sitatet er lagret").wait_for()
        assert edits_of(study) == (
            Edit(op="cut", start=15, end=21),
            Edit(op="mask", start=28, end=33, text="[noe]"),
        )


def test_an_edit_over_another_is_refused_in_words(page_on: PageOn, tmp_path: Path) -> None:
    with served(small_study(tmp_path)) as desk:
        page = quote_page(page_on, desk, watched=False)
        select(page, "hva ordet")
        page.locator('[data-does="cut"]').click()
        page.get_by_text("Kuttet «hva ordet»", exact=True).wait_for()
        select(page, "ordet betyr")
        page.locator('[data-does="cut"]').click()
        page.get_by_text("er endret fra før").wait_for()
        assert page.locator("[data-list] li").count() == 1


def test_places_after_emoji_are_those_of_the_program(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path, coded=False)
    put(study, "data/raw/int-02.md", INT_02.replace("Det går bedre nå", "🙈 Det 🙂👍🏽 går bedre nå"))
    code_words(study, "hege", "c9", "INT-02:0002", "uklart", "Det 🙂👍🏽 går bedre nå")
    with served(study) as desk:
        page = quote_page(page_on, desk, "c9")
        select(page, "bedre")
        page.locator('[data-does="cut"]').click()
        page.get_by_text("Kuttet «bedre»", exact=True).wait_for()
        assert printed(page) == "Det 🙂👍🏽 går (...) nå"
        page.get_by_role("button", name="Lagre").click()
        page.get_by_text("Sitatet er lagret").wait_for()
        start = texts_of(study)["INT-02:0002"].index("bedre")
        assert edits_of(study, "c9", "INT-02:0002") == (Edit(op="cut", start=start, end=start + 5),)


def test_edits_that_were_not_saved_are_back_after_a_reload(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = quote_page(page_on, desk)
        select(page, "ordet")
        page.locator('[data-does="cut"]').click()
        page.get_by_text("Kuttet «ordet»", exact=True).wait_for()
        page.reload()
        page.get_by_text("Ikke lagret ennå").wait_for()
        assert printed(page) == "usikker på hva (...) betyr" and edits_of(study) == ()


def test_edits_by_another_meanwhile_are_shown_and_not_overwritten(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        mine, theirs = (quote_page(page_on, desk, watched=False) for _ in range(2))
        for page, words in ((mine, "ordet"), (theirs, "usikker")):
            select(page, words)
            page.locator('[data-does="cut"]').click()
            page.get_by_text(f"Kuttet «{words}»", exact=True).wait_for()
        theirs.get_by_role("button", name="Lagre").click()
        theirs.get_by_text("Sitatet er lagret").wait_for()
        mine.get_by_role("button", name="Lagre").click()
        mine.get_by_text("Ditt er ikke lagret, og ikke borte").wait_for()
        assert mine.locator("[data-theirs]").inner_text() == "(...) på hva ordet betyr"
        assert [edit.start for edit in edits_of(study)] == [7]
        assert axe(mine) == []
        mine.get_by_role("button", name="Lagre mitt i stedet").click()
        mine.get_by_text("Sitatet er lagret").wait_for()
        assert [edit.start for edit in edits_of(study)] == [22]


def test_the_quotes_meet_wcag_in_both_themes(page_on: PageOn, tmp_path: Path) -> None:
    with served(small_study(tmp_path)) as desk:
        for size in ((1280, 800), (768, 1024)):
            page = page_on(desk, "/quotes", size=size)
            for path in ("/quotes", "/quotes?pinned=0&code=styring", "/quotes/c1"):
                page.goto(desk.at(path))
                page.wait_for_load_state("networkidle")
                assert axe(page) == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
            page.get_by_role("textbox", name="Kilden").focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("m")
            assert axe(page) == []
