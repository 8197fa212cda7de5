"""Memos in the browser: written by mouse and by keyboard, and never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, axe, served
from small_study import small_study

pytestmark = pytest.mark.browser
FILE = "2024-03-01-ordet.md"


def memo_files(study: Path) -> list[str]:
    return sorted(path.name for path in (study / "codebooks/memos").glob("*.md"))


def text_of(study: Path, name: str) -> str:
    return (study / "codebooks/memos" / name).read_text(encoding="utf-8")


def test_a_memo_is_written_by_mouse_on_several_subjects_with_a_preview(
    page_on: PageOn, tmp_path: Path
) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/memos")
        page.get_by_role("link", name="Skriv notat").click()
        page.get_by_label("Tittel").fill("Ny tanke")
        page.get_by_label("Gjelder også").fill("Slippe styringen")
        page.get_by_role("button", name="Legg til").click()
        page.get_by_label("Kode Slippe styringen").wait_for()
        page.get_by_label("Tekst", exact=True).fill("Det **nye** er [[uklart]].")
        page.locator(".preview strong", has_text="nye").wait_for()
        assert page.locator('.preview a[href="/codebook?code=uklart"]').count() == 1
        page.get_by_role("button", name="Lagre").click()
        page.get_by_role("heading", name="Ny tanke").wait_for()
        page.wait_for_load_state("networkidle")
        (new,) = [name for name in memo_files(study) if name != FILE]
        assert "about: {code: styring}" in text_of(study, new) and "**nye**" in text_of(study, new)


def test_a_memo_is_written_and_changed_by_keyboard_alone(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/memos/new?about=code:uklart&back=/memos")
        keys = page.keyboard
        keys.type("Ny")
        keys.press("Tab")
        keys.press("Tab")
        keys.type("int-02")
        keys.press("Enter")
        page.get_by_label("Dokument INT-02").wait_for()
        page.get_by_label("Tekst", exact=True).focus()
        keys.type("Tanken.")
        keys.press("Control+Enter")
        page.wait_for_url("**/memos")
        page.get_by_role("link", name="Ny", exact=True).focus()
        keys.press("Enter")
        page.get_by_role("link", name="Endre notatet").focus()
        keys.press("Enter")
        page.get_by_label("Tekst", exact=True).focus()
        keys.press("Control+End")
        keys.type(" Mer.")
        keys.press("Control+Enter")
        page.locator(".memo-text", has_text="Tanken. Mer.").wait_for()
        page.wait_for_load_state("networkidle")
        (new,) = [name for name in memo_files(study) if name != FILE]
        assert "about: {code: uklart, document: INT-02}" in text_of(study, new)


def test_a_draft_survives_a_reload_and_is_gone_when_it_is_saved(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/memos/new?about=code:uklart")
        page.get_by_label("Tittel").fill("Halvferdig")
        page.get_by_label("Gjelder også").fill("FN-01")
        page.get_by_role("button", name="Legg til").click()
        page.get_by_label("Dokument FN-01").wait_for()
        page.get_by_label("Tekst", exact=True).fill("Jeg holdt på å skrive")
        page.reload()
        page.get_by_label("Dokument FN-01").wait_for()
        assert page.get_by_label("Tittel").input_value() == "Halvferdig"
        assert page.get_by_label("Tekst", exact=True).input_value() == "Jeg holdt på å skrive"
        assert page.get_by_text("Et utkast du ikke rakk å lagre").is_visible()
        page.get_by_role("button", name="Lagre").click()
        page.get_by_role("heading", name="Halvferdig").wait_for()
        page.goto(desk.at("/memos/new?about=code:uklart"))
        page.wait_for_load_state("networkidle")
        assert page.get_by_label("Tittel").input_value() == ""


def test_a_draft_that_is_discarded_does_not_come_back(page_on: PageOn, tmp_path: Path) -> None:
    with served(small_study(tmp_path)) as desk:
        page = page_on(desk, f"/memos/{FILE}/edit")
        page.get_by_label("Tekst", exact=True).fill("Noe annet")
        page.reload()
        with page.expect_navigation():
            page.get_by_role("button", name="Forkast utkastet").click()
        assert page.get_by_label("Tekst", exact=True).input_value().startswith("De sier")
        page.wait_for_load_state("networkidle")


def test_a_memo_is_saved_when_the_program_is_there_again(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/memos/new", watched=False)
        page.get_by_label("Tittel").fill("Under bruddet")
        page.context.set_offline(True)
        page.get_by_role("button", name="Lagre").click()
        page.get_by_text("Notatet er ikke lagret ennå").wait_for()
        page.get_by_label("Tekst", exact=True).fill("Skrevet mens det var borte.")
        page.context.set_offline(False)
        page.get_by_role("heading", name="Under bruddet").wait_for()
        (new,) = [name for name in memo_files(study) if name != FILE]
        assert text_of(study, new).endswith("\nSkrevet mens det var borte.\n")


def test_a_disk_that_takes_nothing_is_told_and_the_memo_saved_later(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/memos/new", watched=False)
        page.get_by_label("Tittel").fill("Full disk")
        in_the_way = study / "data/processed/.memos.lock"
        in_the_way.unlink(missing_ok=True)
        in_the_way.mkdir()
        page.get_by_role("button", name="Lagre").click()
        page.get_by_text("disken tar ikke imot").wait_for()
        assert memo_files(study) == [FILE]
        in_the_way.rmdir()
        page.get_by_role("heading", name="Full disk").wait_for()
        assert len(memo_files(study)) == 2


def test_a_memo_changed_in_an_editor_meanwhile_is_shown_beside_ones_own(
    page_on: PageOn, tmp_path: Path
) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, f"/memos/{FILE}/edit", watched=False)
        page.get_by_label("Tekst", exact=True).fill("Mitt.")
        theirs = text_of(study, FILE).replace("De sier", "Alle sier")
        (study / "codebooks/memos" / FILE).write_text(theirs, encoding="utf-8")
        page.reload()
        assert page.get_by_label("Tekst", exact=True).input_value() == "Mitt.", "also over a reload"
        page.get_by_role("button", name="Lagre").click()
        page.get_by_role("heading", name="Slik står notatet nå").wait_for()
        assert page.get_by_text("Alle sier at de ikke vet").is_visible()
        assert page.get_by_label("Tekst", exact=True).input_value() == "Mitt."
        assert text_of(study, FILE) == theirs
        assert axe(page) == []
        page.get_by_role("button", name="Lagre mitt i stedet").click()
        page.locator(".memo-text", has_text="Mitt.").wait_for()
        assert text_of(study, FILE).endswith("\nMitt.\n")


def test_what_the_form_refuses_is_said_and_keeps_what_was_typed(page_on: PageOn, tmp_path: Path) -> None:
    with served(small_study(tmp_path)) as desk:
        page = page_on(desk, "/memos/new", watched=False)
        page.get_by_label("Tittel").fill("   ")
        page.get_by_label("Tekst", exact=True).fill("Min tekst")
        page.get_by_role("button", name="Lagre").click()
        page.get_by_text("Notatet trenger en tittel").wait_for()
        assert page.evaluate("document.activeElement.dataset.problem") == ""
        assert page.get_by_label("Tekst", exact=True).input_value() == "Min tekst"


def test_a_memo_is_written_in_a_dialog_over_another_page(page_on: PageOn, tmp_path: Path) -> None:
    study = small_study(tmp_path)
    with served(study) as desk:
        page = page_on(desk, "/quotes")
        open_dialog(page)
        page.get_by_role("dialog").get_by_label("Tittel").fill("Fra siden")
        assert axe(page) == []
        page.keyboard.press("Control+Enter")
        page.get_by_text("Notatet «Fra siden» er lagret").wait_for()
        assert page.get_by_role("dialog").count() == 0
        assert page.evaluate("window.told") == "Fra siden"
        (new,) = [name for name in memo_files(study) if name != FILE]
        assert "about: {coding: c1}" in text_of(study, new)


def open_dialog(page: Any) -> None:
    page.evaluate(
        """async () => {
          document.addEventListener('memo-saved', (event) => { window.told = event.detail.title; });
          const { openMemo } = await import('/static/memos.js');
          await openMemo('coding:c1');
        }"""
    )


def test_the_memos_meet_wcag_in_both_themes(page_on: PageOn, tmp_path: Path) -> None:
    edit, new = f"/memos/{FILE}/edit", "/memos/new?about=coding:c1"
    with served(small_study(tmp_path)) as desk:
        for size in ((1280, 800), (768, 1024)):
            page = page_on(desk, "/memos", size=size)
            for path in ("/memos", "/memos?by=subject", f"/memos/{FILE}", edit, new):
                page.goto(desk.at(path))
                page.wait_for_load_state("networkidle")
                assert axe(page) == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
