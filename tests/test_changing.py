"""People change the codebook by acts that make sense, each with its reason in the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_study import opened, small_study

from pipeline.codebook import Code, Codebook
from pipeline.problems import StudyError, UsageError
from pipeline.stages.changing import (
    Act,
    add_code,
    edit_code,
    merge_code,
    move_code,
    rename_code,
    restore_code,
    retire_code,
    split_code,
)
from pipeline.store.codebook_file import Changed, entry_digest, read_text
from pipeline.store.memos import read_history


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_study(tmp_path, coded=False)


def book(folder: Path) -> Codebook:
    now = opened(folder)
    assert now.codebook_problems == []
    return now.codebook


def code(folder: Path, id: str) -> Code:
    return book(folder).by_id[id]


def last(folder: Path) -> dict[str, Any]:
    lines = (folder / "codebooks/history.jsonl").read_bytes().splitlines()
    line: dict[str, Any] = json.loads(lines[-1])
    return line


def seen(folder: Path, id: str) -> str:
    return entry_digest(read_text(folder), id)


def test_a_code_added_while_coding_needs_only_a_label(folder: Path) -> None:
    act = add_code(opened(folder), "hege", "På vei, æøå!")
    assert act == Act(4, "pa-vei-aeoa", "added «På vei, æøå!» (pa-vei-aeoa)", ("pa-vei-aeoa",))
    assert (book(folder).version, book(folder).codes[-1].label) == (4, "På vei, æøå!")
    told = last(folder)
    assert (told["event"], told["reason"], told["before"]) == ("add", "Lagt til under koding.", None)
    assert told["after"] == {
        **{"id": "pa-vei-aeoa", "label": "På vei, æøå!", "kind": "code", "origin": "open", "status": "active"}
    }


def test_a_code_in_vivo_stands_last_under_its_parent_with_what_was_given(folder: Path) -> None:
    add_code(opened(folder), "ola", "Guffent", parent="styring", origin="in-vivo", examples=["guffent"])
    assert [one.id for one in book(folder).codes][:4] == ["uklart", "styring", "skummelt", "guffent"]
    made = code(folder, "guffent")
    assert (made.parent, made.origin, made.examples) == ("styring", "in-vivo", ("guffent",))


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("«Hva er det egentlig?»", "hva-er-det-egentlig"),
        ("Ærlig øl på Åsen", "aerlig-ol-pa-asen"),
        ("Café – 2 ganger", "cafe-2-ganger"),
        ("???", "kode"),
        ("Skummelt", "skummelt-2"),
        ("ord " * 40, "ord" + "-ord" * 14),
    ],
)
def test_an_id_is_made_from_the_label(folder: Path, label: str, id: str) -> None:
    assert add_code(opened(folder), "hege", label).code == id


def test_an_id_that_the_history_knows_is_never_used_again(folder: Path) -> None:
    add_code(opened(folder), "hege", "Borte")
    path = folder / "codebooks/codebook.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: borte")], encoding="utf-8")
    assert add_code(opened(folder), "hege", "Borte").code == "borte-2"
    with pytest.raises(StudyError, match="code-taken"):
        add_code(opened(folder), "hege", "Ny", id="borte")
    with pytest.raises(StudyError, match="code-taken"):
        add_code(opened(folder), "hege", "Ny", id="uklart")


def test_an_edit_says_in_the_history_what_was_and_what_is(folder: Path) -> None:
    act = edit_code(
        opened(folder), "hege", "uklart", {"brief": "  Kort.\r\nTo. ", "label": "Usikre på begrepet"}, "Fordi"
    )
    assert (act.version, act.said) == (4, "changed brief of uklart")
    told = last(folder)
    assert (told["before"], told["after"]) == (
        {"brief": "Folk vet ikke hva ordet betyr."},
        {"brief": "Kort.\nTo."},
    )
    assert (told["event"], told["code"], told["who"], told["reason"]) == ("edit", "uklart", "hege", "Fordi")
    assert code(folder, "uklart").brief == "Kort.\nTo."


def test_a_definition_is_not_changed_without_a_reason_but_a_first_one_is_written(folder: Path) -> None:
    with pytest.raises(UsageError, match="Say why"):
        edit_code(opened(folder), "hege", "uklart", {"brief": "Ny"})
    add_code(opened(folder), "hege", "Ny kode")
    edit_code(opened(folder), "hege", "ny-kode", {"definition": "Det den betyr."})
    assert last(folder)["reason"] == "Feltene fylt ut."
    with pytest.raises(UsageError, match="Say why"):
        edit_code(opened(folder), "hege", "ny-kode", {"definition": "Noe annet."}, " \n")


def test_a_code_gets_another_label_and_keeps_its_id(folder: Path) -> None:
    act = rename_code(opened(folder), "hege", "uklart", "Uklart  ord", "Deres ord")
    assert act.said == "uklart is now called «Uklart ord»" and code(folder, "uklart").label == "Uklart ord"
    assert (last(folder)["event"], last(folder)["after"]) == ("rename", {"label": "Uklart ord"})


def test_a_code_moves_under_another_and_to_the_top(folder: Path) -> None:
    move_code(opened(folder), "hege", "skummelt", "uklart", "Hører hjemme der")
    assert code(folder, "skummelt").parent == "uklart"
    move_code(opened(folder), "hege", "skummelt", "", "Likevel ikke")
    assert last(folder)["before"] == {"parent": "uklart"} and last(folder)["after"] == {"parent": ""}
    assert code(folder, "skummelt").parent == "" and "parent" not in read_text(folder)


def test_a_merged_code_leads_to_its_heir(folder: Path) -> None:
    act = merge_code(opened(folder), "hege", "styring", "uklart", "Samme sak")
    assert act.said == "merged styring into uklart; still under it: skummelt"
    assert book(folder).heir("styring") == "uklart"
    assert last(folder)["before"] == {"status": "active", "merged_into": ""}


def test_a_retired_code_is_restored(folder: Path) -> None:
    retire_code(opened(folder), "hege", "skummelt", "Sier ingenting")
    assert code(folder, "skummelt").status == "retired" and last(folder)["before"] == {"status": "active"}
    restore_code(opened(folder), "hege", "skummelt", "Likevel")
    assert code(folder, "skummelt").status == "active"


def test_a_merged_code_that_is_restored_has_no_heir(folder: Path) -> None:
    restore_code(opened(folder), "hege", "redd", "Var noe eget")
    assert (code(folder, "redd").status, code(folder, "redd").merged_into) == ("active", "")
    assert last(folder)["after"] == {"status": "active", "merged_into": ""}


def test_a_split_adds_new_codes_beside_and_names_all_heirs(folder: Path) -> None:
    act = split_code(opened(folder), "ola", "skummelt", ["uklart", "Nifst", "Farlig å si"], "To ting")
    assert (act.version, act.added) == (6, ("nifst", "farlig-a-si"))
    assert [one.id for one in book(folder).codes][2:5] == ["skummelt", "nifst", "farlig-a-si"]
    assert (code(folder, "nifst").parent, code(folder, "nifst").origin) == ("styring", "in-vivo")
    old = code(folder, "skummelt")
    assert (old.status, old.split_into) == ("split", ("uklart", "nifst", "farlig-a-si"))
    changes, problems = read_history(opened(folder).folder)
    assert problems == []
    assert [(one.version, one.event, one.code) for one in changes] == [
        (4, "add", "nifst"),
        (5, "add", "farlig-a-si"),
        (6, "split", "skummelt"),
    ]


def refusals(folder: Path) -> list[tuple[str, Any]]:
    study, who = opened(folder), "hege"
    return [
        (
            "there is no code 'ukart'. Did you mean uklart",
            lambda: edit_code(study, who, "ukart", {"brief": "x"}, "x"),
        ),
        ("says this already", lambda: edit_code(study, who, "uklart", {"label": "Usikre på begrepet"}, "x")),
        ("no field that can be edited", lambda: edit_code(study, who, "uklart", {"status": "retired"}, "x")),
        ("no field that can be edited", lambda: edit_code(study, who, "uklart", {"id": "ny"}, "x")),
        ("needs a label", lambda: edit_code(study, who, "uklart", {"label": " "}, "x")),
        ("kind", lambda: edit_code(study, who, "uklart", {"kind": "funn"}, "x")),
        ("holds a text", lambda: edit_code(study, who, "uklart", {"brief": 3}, "x")),
        ("no letter", lambda: edit_code(study, who, "uklart", {"brief": "\ud800"}, "x")),
        ("holds texts", lambda: edit_code(study, who, "uklart", {"examples": [{"a": "b"}]}, "x")),
        (
            "indicator",
            lambda: edit_code(study, who, "uklart", {"indicators": [{"form": "a", "lemma": "b"}]}, "x"),
        ),
        ("needs a label", lambda: add_code(study, who, " ")),
        ("is no id", lambda: add_code(study, who, "Ny", id="ny kode")),
        ("there is no code", lambda: add_code(study, who, "Ny", parent="ukjent")),
        ("is retired", lambda: add_code(study, who, "Ny", parent="gammel")),
        ("origin", lambda: add_code(study, who, "Ny", origin="fri")),
        ("needs a label", lambda: rename_code(study, who, "uklart", "", "x")),
        ("Say why", lambda: rename_code(study, who, "uklart", "Ny", "")),
        ("lies there already", lambda: move_code(study, who, "skummelt", "styring", "x")),
        ("cannot lie under", lambda: move_code(study, who, "styring", "skummelt", "x")),
        ("cannot lie under", lambda: move_code(study, who, "styring", "styring", "x")),
        ("is retired", lambda: move_code(study, who, "skummelt", "gammel", "x")),
        ("Say why", lambda: move_code(study, who, "skummelt", "uklart", " ")),
        ("into itself", lambda: merge_code(study, who, "uklart", "uklart", "x")),
        ("Use skummelt instead", lambda: merge_code(study, who, "uklart", "redd", "x")),
        ("is merged", lambda: merge_code(study, who, "redd", "uklart", "x")),
        ("there is no code", lambda: merge_code(study, who, "uklart", "ukjent", "x")),
        ("is retired", lambda: split_code(study, who, "gammel", ["A", "B"], "x")),
        ("at least two", lambda: split_code(study, who, "uklart", ["A", " A "], "x")),
        ("is merged", lambda: split_code(study, who, "uklart", ["A", "redd"], "x")),
        ("is retired", lambda: retire_code(study, who, "gammel", "x")),
        ("in use already", lambda: restore_code(study, who, "uklart", "x")),
        ("at least one letter", lambda: add_code(study, " ", "Ny")),
    ]


def test_what_makes_no_sense_is_refused_and_nothing_is_written(folder: Path) -> None:
    before = (folder / "codebooks/codebook.yaml").read_bytes()
    for said, act in refusals(folder):
        with pytest.raises((StudyError, UsageError), match=said):
            act()
        assert (folder / "codebooks/codebook.yaml").read_bytes() == before, said
    assert not (folder / "codebooks/history.jsonl").exists()


def test_every_act_on_a_code_that_was_changed_meanwhile_shows_both(folder: Path) -> None:
    stale = seen(folder, "styring")
    rename_code(opened(folder), "ola", "styring", "Olas ord", "x")
    study = opened(folder)
    for mine, act in [
        ({"label": "Mitt"}, lambda: rename_code(study, "hege", "styring", "Mitt", "x", stale)),
        ({"brief": "Mitt"}, lambda: edit_code(study, "hege", "styring", {"brief": "Mitt"}, "x", stale)),
        ({"parent": "uklart"}, lambda: move_code(study, "hege", "styring", "uklart", "x", stale)),
        ({"status": "retired"}, lambda: retire_code(study, "hege", "styring", "x", stale)),
        (
            {"status": "merged", "merged_into": "uklart"},
            lambda: merge_code(study, "hege", "styring", "uklart", "x", stale),
        ),
        (
            {"status": "split", "split_into": ["A", "B"]},
            lambda: split_code(study, "hege", "styring", ["A", "B"], "x", stale),
        ),
    ]:
        with pytest.raises(Changed) as told:
            act()
        assert (told.value.theirs["label"], told.value.mine) == ("Olas ord", mine)
    assert book(folder).version == 4


def test_a_code_as_it_was_seen_is_changed_though_the_study_was_opened_before_others_wrote(
    folder: Path,
) -> None:
    study, fresh = opened(folder), seen(folder, "styring")
    assert study.codebook.version == 3
    rename_code(opened(folder), "ola", "uklart", "Olas ord", "x")
    assert rename_code(study, "hege", "styring", "Heges ord", "x", fresh).version == 5
    assert code(folder, "uklart").label == "Olas ord"


def test_a_code_that_somebody_took_out_is_told_as_changed(folder: Path) -> None:
    old = seen(folder, "redd")
    path = folder / "codebooks/codebook.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: redd")], encoding="utf-8")
    with pytest.raises(Changed, match="taken out") as told:
        restore_code(opened(folder), "hege", "redd", "x", old)
    assert told.value.theirs == {}


def test_the_first_code_of_a_study_without_a_codebook(folder: Path) -> None:
    (folder / "codebooks/codebook.yaml").unlink()
    assert add_code(opened(folder), "hege", "Første").version == 1
    assert read_text(folder) == "version: 1\n\ncodes:\n  - id: forste\n    label: Første\n    origin: open\n"


@pytest.mark.parametrize(
    ("language", "said"), [("nn", "Lagd til under koding."), ("en", "Added while coding.")]
)
def test_what_nobody_had_to_explain_is_said_in_the_language_of_the_study(
    folder: Path, language: str, said: str
) -> None:
    settings = folder / "study.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("language: nb", f"language: {language}"),
        encoding="utf-8",
    )
    add_code(opened(folder), "hege", "Ny")
    assert last(folder)["reason"] == said
