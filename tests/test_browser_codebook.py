"""The codebook in a real browser, by mouse and by keyboard: the tree, the fields, every change of a code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import PageOn, Served, axe, served
from small_study import small_study

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_study(tmp_path_factory.mktemp("codebook"))


@pytest.fixture(scope="module")
def desk(study: Path) -> Iterator[Served]:
    with served(study, coder="hege") as desk:
        yield desk


@pytest.fixture(autouse=True)
def anew(study: Path) -> None:
    """Each test begins with the codebook as it was."""
    small_study(study, coded=False)
    (study / "codebooks/history.jsonl").unlink(missing_ok=True)


@pytest.fixture
def page(desk: Served, page_on: PageOn) -> Any:
    return page_on(desk, "/codebook?code=styring")


@pytest.fixture
def refused(desk: Served, page_on: PageOn) -> Any:
    """The page in a browser whose console may tell that something was refused."""
    return page_on(desk, "/codebook?code=styring", watched=False)


def history(study: Path) -> list[dict[str, Any]]:
    path = study / "codebooks/history.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def codebook(study: Path) -> str:
    return (study / "codebooks/codebook.yaml").read_text("utf-8")


def sed(study: Path, old: str, new: str) -> str:
    """The codebook as an editor leaves it who puts one text in place of another."""
    text = codebook(study)
    assert old in text
    (study / "codebooks/codebook.yaml").write_text(text.replace(old, new), "utf-8")
    return text.replace(old, new)


def item(page: Any, code: str) -> Any:
    return page.locator(f'#code-tree [data-code="{code}"]')


def focused(page: Any) -> str:
    """What has the focus: a code of the tree, else the id of an element."""
    told: str = page.evaluate("document.activeElement.dataset.code || document.activeElement.id")
    return told


def said(page: Any, words: str) -> None:
    page.locator("#said", has_text=words).wait_for()


def give_reason(page: Any, act: str, reason: str = "Fordi.") -> None:
    page.locator(f"#{act}-reason").fill(reason)
    page.locator(f"#do-{act} button[type=submit]").click()


def title(page: Any, label: str) -> None:
    page.locator("#entry-title", has_text=re.compile(f"^{re.escape(label)}$")).wait_for()


# The tree


def test_the_tree_is_walked_with_the_arrow_keys(page: Any) -> None:
    item(page, "uklart").focus()
    walked = []
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "End", "Home", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["styring", "skummelt", "styring", "skummelt", "uklart", "uklart"]


def test_a_branch_closes_with_left_and_stays_closed_after_a_reload(page: Any) -> None:
    item(page, "styring").focus()
    page.keyboard.press("ArrowLeft")
    assert item(page, "styring").get_attribute("aria-expanded") == "false"
    assert item(page, "skummelt").is_hidden()
    page.reload()
    assert item(page, "skummelt").is_hidden()
    item(page, "styring").focus()
    page.keyboard.press("*")
    assert item(page, "skummelt").is_visible()


def test_letters_lead_to_the_code_that_begins_so(page: Any) -> None:
    item(page, "uklart").focus()
    page.keyboard.type("sk")
    assert focused(page) == "skummelt"


def test_the_tree_is_one_stop_for_tab(page: Any) -> None:
    assert page.locator('#code-tree [tabindex="0"]').count() == 1


def test_the_filter_shows_what_matches_with_what_it_lies_under(page: Any) -> None:
    page.locator("#tree-filter").fill("skumm")
    assert item(page, "uklart").is_hidden()
    assert item(page, "styring").is_visible()
    said(page, "1 kode passer.")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "skummelt"


def test_enter_shows_the_code_the_address_names_it_and_the_focus_is_on_its_name(page: Any) -> None:
    item(page, "uklart").focus()
    page.keyboard.press("Enter")
    title(page, "Usikre på begrepet")
    assert page.url.endswith("/codebook?code=uklart")
    assert focused(page) == "entry-title"
    page.go_back()
    title(page, "Slippe styringen")
    assert item(page, "styring").get_attribute("aria-selected") == "true"


def test_a_click_shows_the_code_and_leaves_the_focus_in_the_tree(page: Any) -> None:
    item(page, "uklart").click()
    title(page, "Usikre på begrepet")
    assert focused(page) == "uklart"


# The fields


def test_a_field_is_edited_in_place_by_keyboard(page: Any, study: Path) -> None:
    page.locator('[data-edit="brief"]').focus()
    page.keyboard.press("Enter")
    assert focused(page) == "edit-brief"
    page.keyboard.press("Control+A")
    page.keyboard.type("Makt er vanskelig å gi fra seg.")
    page.locator("#edit-reason").focus()
    page.keyboard.type("Klarere.")
    page.keyboard.press("Control+Enter")
    said(page, "«Slippe styringen» er lagret.")
    assert "Makt er vanskelig å gi fra seg." in page.locator("#fields-read").inner_text()
    assert focused(page) == "entry-title"
    assert [(line["event"], line["reason"], line["after"]) for line in history(study)] == [
        ("edit", "Klarere.", {"brief": "Makt er vanskelig å gi fra seg."})
    ]


def test_an_edit_without_a_reason_asks_for_it_and_saves_nothing(page: Any, study: Path) -> None:
    page.locator('[data-edit="brief"]').click()
    page.locator("#edit-brief").fill("Noe annet.")
    page.locator("#edit-form button[type=submit]").click()
    page.get_by_role("alert").filter(has_text="Skriv en begrunnelse").wait_for()
    assert focused(page) == "edit-reason"
    assert history(study) == []


def test_examples_are_added_and_removed(page: Any, study: Path) -> None:
    page.locator('[data-edit="examples"]').click()
    page.get_by_role("button", name="Legg til eksempel").click()
    page.keyboard.type("Vi vil bli spurt.")
    page.get_by_role("button", name="Fjern eksempel 1").click()
    page.locator("#edit-reason").fill("Et bedre eksempel.")
    page.locator("#edit-form button[type=submit]").click()
    said(page, "«Slippe styringen» er lagret")
    assert history(study)[-1]["after"] == {"examples": ["Vi vil bli spurt."]}


def test_what_was_typed_is_there_after_a_reload(page: Any) -> None:
    page.locator('[data-edit="definition"]').click()
    page.locator("#edit-definition").fill("Halvferdig setning")
    page.reload()
    assert page.locator("#edit-definition").input_value() == "Halvferdig setning"
    page.get_by_text("Det du skrev sist, er tatt vare på").wait_for()
    page.keyboard.press("Escape")
    page.locator("#edit-form [data-leave]").click()
    page.get_by_role("button", name="Forkast det du skrev").click()
    page.locator("#fields-read").wait_for()
    page.reload()
    assert page.locator("#edit-form").is_hidden()


def test_escape_throws_nothing_away_that_was_typed(page: Any) -> None:
    page.locator('[data-edit="definition"]').click()
    page.locator("#edit-definition").fill("Halvferdig setning")
    page.keyboard.press("Escape")
    assert page.locator("#edit-definition").input_value() == "Halvferdig setning"
    page.locator("#edit-definition").focus()
    page.keyboard.press("Escape")
    assert page.locator("#edit-form").is_visible()


@pytest.mark.parametrize("reloaded", [False, True])
def test_what_is_saved_while_the_program_is_away_is_saved_when_it_is_back(
    study: Path, page_on: PageOn, reloaded: bool
) -> None:
    token = "en-lang-nok-nokkel-1234"
    with served(study, token=token) as first:
        page = page_on(first, "/codebook?code=styring", watched=False)
        begin(page)
        first.process.kill()
        first.process.wait()
        page.locator("#edit-form button[type=submit]").click()
        page.locator("#connection", has_text="er ikke lagret ennå").wait_for()
        assert history(study) == []
        assert page.locator("#edit-brief").input_value() == "Mitt."
        with served(study, token=token, port=first.port):
            if reloaded:
                page.once("dialog", lambda dialog: dialog.accept())
                page.reload()
            page.locator("#fields-read:visible", has_text="Mitt.").wait_for()
    assert [line["after"] for line in history(study)] == [{"brief": "Mitt."}]


# Somebody else changes the file meanwhile


def begin(page: Any, brief: str = "Mitt.") -> None:
    page.locator('[data-edit="brief"]').click()
    page.locator("#edit-brief").fill(brief)
    page.locator("#edit-reason").fill("Min grunn.")


def test_the_page_tells_while_one_writes_that_the_file_was_changed(page: Any, study: Path) -> None:
    begin(page)
    sed(study, "brief: Det er skummelt å slippe styringen.", "brief: Deres.")
    page.get_by_role("button", name="Se forskjellene").click()
    table = page.locator(".differences")
    assert "Mitt." in table.inner_text()
    assert "Deres." in table.inner_text()
    assert focused(page) == "meanwhile"


@pytest.mark.parametrize(
    ("side", "kept"), [("Bruk mitt overalt", "Mitt."), ("Behold deres overalt", "Deres.")]
)
def test_nothing_is_overwritten_until_one_has_chosen(refused: Any, study: Path, side: str, kept: str) -> None:
    begin(refused)
    theirs = sed(study, "brief: Det er skummelt å slippe styringen.", "brief: Deres.")
    refused.locator("#edit-form button[type=submit]").click()
    refused.locator(".differences").wait_for()
    assert codebook(study) == theirs
    refused.get_by_role("button", name="Lagre valgene").click()
    refused.get_by_text("Velg for hvert felt hva som skal stå.").first.wait_for()
    assert codebook(study) == theirs
    refused.get_by_role("button", name=side).click()
    refused.get_by_role("button", name="Lagre valgene").click()
    refused.locator("#fields-read", has_text=kept).wait_for()
    assert (f"brief: {kept}" in codebook(study), len(history(study))) == (True, kept == "Mitt.")


def test_what_only_the_others_changed_stays_when_mine_is_saved(refused: Any, study: Path) -> None:
    begin(refused)
    sed(study, "use_when: Når styring nevnes.", "use_when: Når makt nevnes.")
    refused.locator("#edit-form button[type=submit]").click()
    refused.locator(".differences", has_text="endret bare i fila").wait_for()
    refused.get_by_role("button", name="Lagre valgene").click()
    said(refused, "«Slippe styringen» er lagret")
    assert history(study)[-1]["after"] == {"brief": "Mitt."}
    assert "use_when: Når makt nevnes." in codebook(study)


def test_one_can_write_on_from_what_stands_in_the_file(refused: Any, study: Path) -> None:
    begin(refused)
    sed(study, "use_when: Når styring nevnes.", "use_when: Når makt nevnes.")
    refused.locator("#edit-form button[type=submit]").click()
    refused.get_by_role("button", name="Skriv videre").click()
    assert refused.locator("#edit-use_when").input_value() == "Når makt nevnes."
    assert refused.locator("#edit-brief").input_value() == "Mitt."
    refused.locator("#edit-form button[type=submit]").click()
    said(refused, "«Slippe styringen» er lagret")
    assert history(study)[-1]["after"] == {"brief": "Mitt."}


def test_a_draft_from_before_a_reload_does_not_pass_over_what_others_wrote(refused: Any, study: Path) -> None:
    begin(refused)
    refused.goto("about:blank")
    sed(study, "brief: Det er skummelt å slippe styringen.", "brief: Deres.")
    refused.go_back()
    refused.locator("#edit-brief").wait_for()
    refused.locator("#edit-form button[type=submit]").click()
    refused.locator(".differences").wait_for()
    assert "brief: Deres." in codebook(study)


def test_a_dialog_tells_what_was_changed_and_goes_on_only_when_told(refused: Any, study: Path) -> None:
    refused.locator('[data-act="rename"]').click()
    theirs = sed(study, "brief: Det er skummelt å slippe styringen.", "brief: Deres.")
    refused.locator("#rename-label").fill("Gi fra seg makt")
    give_reason(refused, "rename")
    refused.locator("#do-rename .differences", has_text="Deres.").wait_for()
    assert codebook(study) == theirs
    refused.get_by_role("button", name="Gjør det likevel").click()
    said(refused, "Koden heter nå «Gi fra seg makt».")
    assert "brief: Deres." in codebook(study)


def test_the_page_follows_what_an_editor_saves(page: Any, study: Path) -> None:
    sed(study, "label: Slippe styringen", "label: Gi fra seg styringen")
    title(page, "Gi fra seg styringen")
    said(page, "Kodeboka er endret et annet sted")


# Every change of a code


def test_a_code_gets_a_new_name_and_the_tree_follows(page: Any, study: Path) -> None:
    page.locator('[data-act="rename"]').click()
    page.locator("#rename-label").fill("Gi fra seg makt")
    assert (
        "2 kodinger under «Slippe styringen» heter heretter «Gi fra seg makt»"
        in page.locator("#do-rename [data-consequence]").inner_text()
    )
    give_reason(page, "rename")
    title(page, "Gi fra seg makt")
    assert "Gi fra seg makt" in item(page, "styring").inner_text()
    assert focused(page) == "entry-title"
    assert history(study)[-1]["event"] == "rename"
    assert "Fikk nytt navn" in page.locator("#history").inner_text()


def test_a_dialog_asks_for_the_reason(page: Any, study: Path) -> None:
    page.locator('[data-act="retire"]').click()
    page.locator("#do-retire button[type=submit]").click()
    page.locator("#do-retire [data-trouble]", has_text="Skriv en begrunnelse").wait_for()
    assert focused(page) == "retire-reason"
    assert history(study) == []


def test_a_reason_survives_a_dialog_that_was_closed_by_a_reload(page: Any) -> None:
    page.locator('[data-act="retire"]').click()
    page.locator("#retire-reason").fill("Ingen bruker den.")
    page.reload()
    page.locator('[data-act="retire"]').click()
    assert page.locator("#retire-reason").input_value() == "Ingen bruker den."


def test_a_code_is_moved_by_a_choice_of_its_place_by_keyboard(page: Any, study: Path) -> None:
    page.locator('[data-act="move"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.type("usik")
    page.keyboard.press("Enter")
    page.locator("#move-reason").focus()
    page.keyboard.type("Hører hjemme der.")
    page.locator("#do-move button[type=submit]").focus()
    page.keyboard.press("Enter")
    said(page, "er flyttet til Usikre på begrepet")
    assert item(page, "styring").get_attribute("data-parent") == "uklart"
    assert history(study)[-1]["after"] == {"parent": "uklart"}


def test_a_code_is_moved_by_dragging(page: Any, study: Path) -> None:
    item(page, "skummelt").drag_to(item(page, "uklart"))
    page.locator("#do-move[open]").wait_for()
    assert page.locator("#move-parent-typed").input_value() == "Usikre på begrepet"
    assert focused(page) == "move-reason"
    give_reason(page, "move")
    said(page, "er flyttet")
    assert (history(study)[-1]["code"], history(study)[-1]["after"]) == ("skummelt", {"parent": "uklart"})
    assert page.url.endswith("code=skummelt")


def test_a_code_is_moved_in_the_tree_by_keyboard(page: Any, study: Path) -> None:
    item(page, "skummelt").focus()
    page.keyboard.press("Control+x")
    said(page, "er klar til å flyttes")
    page.keyboard.press("Home")
    page.keyboard.press("Control+v")
    page.locator("#do-move[open]").wait_for()
    page.keyboard.type("Fordi.")
    page.locator("#do-move button[type=submit]").focus()
    page.keyboard.press("Enter")
    said(page, "er flyttet")
    assert history(study)[-1]["after"] == {"parent": "uklart"}


def test_a_code_is_dropped_nowhere_below_itself(page: Any, study: Path) -> None:
    item(page, "styring").focus()
    page.keyboard.press("Control+x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    said(page, "Dit kan den ikke flyttes.")
    assert page.locator("dialog[open]").count() == 0


def test_a_merged_code_s_codings_count_under_its_heir(page: Any, study: Path) -> None:
    page.locator('[data-act="merge"]').click()
    page.locator("#merge-into-typed").fill("usikre")
    page.keyboard.press("Enter")
    assert (
        "2 kodinger under «Slippe styringen» teller heretter under «Usikre på begrepet»."
        in page.locator("#do-merge [data-consequence]").inner_text()
    )
    assert "Koder som ligger under" in page.locator("#do-merge [data-consequence]").inner_text()
    give_reason(page, "merge")
    title(page, "Usikre på begrepet")
    assert "Du har 4 kodinger" in page.locator("#uses").inner_text()
    assert history(study)[-1]["after"] == {"status": "merged", "merged_into": "uklart"}


def test_a_code_is_split_into_one_that_is_there_and_a_new_one(page: Any, study: Path) -> None:
    page.locator('[data-act="split"]').click()
    page.locator("#split-known-typed").fill("usikre")
    page.keyboard.press("Enter")
    page.locator("#split-new").fill("Gi fra seg makt")
    page.keyboard.press("Enter")
    assert page.locator("#do-split .heirs li").count() == 2
    give_reason(page, "split")
    said(page, "er delt i Usikre på begrepet, Gi fra seg makt")
    assert [(line["event"], line["code"]) for line in history(study)] == [
        ("add", "gi-fra-seg-makt"),
        ("split", "styring"),
    ]
    assert history(study)[-1]["after"]["split_into"] == ["uklart", "gi-fra-seg-makt"]


def test_a_code_is_retired_and_restored(page: Any, study: Path) -> None:
    page.locator('[data-act="retire"]').click()
    give_reason(page, "retire")
    page.locator("#code-shown .tag", has_text="tatt ut av bruk").wait_for()
    page.locator('[data-act="restore"]').click()
    give_reason(page, "restore", "Trengs likevel.")
    said(page, "er i bruk igjen")
    assert [line["event"] for line in history(study)] == ["retire", "restore"]


def test_a_new_code_under_another_stands_among_those_that_lack_fields(page: Any, study: Path) -> None:
    page.get_by_role("button", name="Ny kode under denne").click()
    page.locator("#add-label").fill("Vil bli spurt")
    assert page.locator("#add-parent-typed").input_value() == "Slippe styringen"
    give_reason(page, "add", "Sagt i møtet.")
    title(page, "Vil bli spurt")
    assert page.url.endswith("code=vil-bli-spurt")
    assert page.locator(".lacking-list summary").inner_text() == "1 kode mangler felt"
    assert (history(study)[-1]["reason"], history(study)[-1]["after"]["parent"]) == (
        "Sagt i møtet.",
        "styring",
    )


def test_escape_closes_the_list_of_codes_and_then_the_dialog(page: Any) -> None:
    page.locator('[data-act="merge"]').click()
    page.keyboard.type("us")
    page.keyboard.press("Escape")
    assert page.locator("#do-merge[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#do-merge[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.act") == "merge"


# For everybody


@pytest.mark.parametrize("path", ["/codebook", "/codebook?code=styring", "/codebook?code=redd&show=gone"])
@pytest.mark.parametrize("size", [(1280, 800), (768, 1024)])
def test_axe_finds_nothing(desk: Served, page_on: PageOn, path: str, size: tuple[int, int]) -> None:
    page = page_on(desk, path, size=size)
    assert axe(page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_axe_finds_nothing_while_one_edits_and_compares(refused: Any, study: Path) -> None:
    begin(refused)
    refused.locator("#entry-title").scroll_into_view_if_needed()
    assert axe(refused) == []
    sed(study, "brief: Det er skummelt å slippe styringen.", "brief: Deres.")
    refused.locator("#edit-form button[type=submit]").click()
    refused.locator(".differences").wait_for()
    assert axe(refused) == []


@pytest.mark.parametrize("act", ["add", "rename", "move", "merge", "split", "retire", "review"])
def test_axe_finds_nothing_in_a_dialog(page: Any, act: str) -> None:
    page.locator(f'[data-act="{act}"]').first.click()
    assert axe(page) == []


def open_by_key(page: Any, act: str) -> None:
    """Open a dialog as one does without a mouse."""
    page.locator(f'[data-act="{act}"]').first.focus()
    page.keyboard.press("Enter")
    page.locator(f"#do-{act}[open]").wait_for()


def save_by_key(page: Any, act: str, reason: str = "Fordi.") -> None:
    page.locator(f"#{act}-reason").focus()
    page.keyboard.type(reason)
    page.locator(f"#do-{act} button[type=submit]").focus()
    page.keyboard.press("Enter")


def test_a_code_is_renamed_retired_and_restored_by_keyboard(page: Any, study: Path) -> None:
    open_by_key(page, "rename")
    page.locator("#rename-label").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Gi fra seg makt")
    save_by_key(page, "rename")
    title(page, "Gi fra seg makt")
    open_by_key(page, "retire")
    save_by_key(page, "retire")
    page.locator("#code-shown .tag", has_text="tatt ut av bruk").wait_for()
    open_by_key(page, "restore")
    save_by_key(page, "restore")
    said(page, "er i bruk igjen")
    assert [line["event"] for line in history(study)] == ["rename", "retire", "restore"]


def test_a_code_is_merged_by_keyboard(page: Any, study: Path) -> None:
    open_by_key(page, "merge")
    page.locator("#merge-into-typed").focus()
    page.keyboard.type("usikre")
    page.keyboard.press("Enter")
    save_by_key(page, "merge")
    title(page, "Usikre på begrepet")
    assert history(study)[-1]["after"] == {"status": "merged", "merged_into": "uklart"}


def test_a_code_is_split_by_keyboard(page: Any, study: Path) -> None:
    open_by_key(page, "split")
    page.locator("#split-known-typed").focus()
    page.keyboard.type("usikre")
    page.keyboard.press("Enter")
    page.locator("#split-new").focus()
    page.keyboard.type("Gi fra seg makt")
    page.keyboard.press("Enter")
    save_by_key(page, "split")
    said(page, "er delt i Usikre på begrepet, Gi fra seg makt")
    assert [line["event"] for line in history(study)] == ["add", "split"]
