"""The codebook by commands: any version shown, two told apart, tables as it was, changes by hand kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_study import answered, contents, forankret, opened, put, small_study

from pipeline.codebook import Change
from pipeline.stages.changing import (
    add_code,
    edit_code,
    merge_code,
    move_code,
    rename_code,
    restore_code,
    retire_code,
    split_code,
)
from pipeline.store.history import chained, change_line, history_told, read_bytes

BOOK = "codebooks/codebook.yaml"
HISTORY = "codebooks/history.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_study(tmp_path)


def said(folder: Path, *arguments: str) -> str:
    answer = forankret(folder, "codebook", *arguments)
    assert answer.code == 0, answer.both
    return answer.out


def count(folder: Path, code: str, *arguments: str) -> int:
    (row,) = answered(folder, "mentions", code, *arguments)
    return int(row["codings"])


def by_hand(folder: Path, old: str, new: str) -> None:
    path = folder / BOOK
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def checks(folder: Path, *names: str) -> list[str]:
    lines = forankret(folder, "check").out.splitlines()
    return [line for line in lines if any(f"[{name}]" in line for name in names)]


def test_every_act_has_a_command_that_says_the_new_version(folder: Path) -> None:
    why = ("--coder", "hege", "--reason", "Fordi.")
    assert said(folder, "add", "Ny", "--definition", "Noe nytt.", *why) == "version 4  added «Ny» (ny)\n"
    assert said(folder, "edit", "ny", "--example", "a", "--example", "b", "--narrowed", *why).startswith(
        "version 5  changed examples of ny"
    )
    assert said(folder, "rename", "ny", "Helt ny", *why) == "version 6  ny is now called «Helt ny»\n"
    assert said(folder, "move", "ny", "styring", *why) == "version 7  moved ny under styring\n"
    assert said(folder, "move", "ny", "--top", *why) == "version 8  moved ny to the top\n"
    assert said(folder, "merge", "ny", "uklart", *why) == "version 9  merged ny into uklart\n"
    assert said(folder, "restore", "ny", *why) == "version 10  ny is in use again\n"
    assert said(folder, "split", "ny", "styring", "Annet", *why).startswith(
        "version 12  split ny into styring, annet\n"
    )
    assert said(folder, "retire", "annet", *why) == "version 13  retired annet\n"
    lines = [json.loads(line) for line in (folder / HISTORY).read_text(encoding="utf-8").splitlines()]
    assert [line["reason"] for line in lines] == ["Fordi."] * 10
    assert [line.get("scope", "") for line in lines if line["event"] == "edit"] == ["narrowed"]
    assert checks(folder, "chain", "history-version", "history-fields", "history-status") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["rename", "styring", "Makt"],
        ["merge", "styring", "uklart"],
        ["split", "styring", "A", "B"],
        ["retire", "styring"],
        ["restore", "gammel"],
        ["move", "styring", "uklart"],
        ["edit", "styring", "--brief", "x"],
        ["review", "styring"],
        ["record"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_change_is_made_without_a_reason(arguments: list[str], folder: Path) -> None:
    before = contents(folder)
    answer = forankret(folder, "codebook", *arguments, "--coder", "hege")
    assert answer.code == 2 and "Say why" in answer.err
    assert contents(folder) == before


def test_two_versions_are_told_apart_in_words_with_the_reasons(folder: Path) -> None:
    edit_code(
        opened(folder), "hege", "uklart", {"definition": "Usikkerhet om hva arbeidet betyr."}, "Bredere.",
        scope="widened",
    )  # fmt: skip
    split_code(opened(folder), "hege", "styring", ["Makt", "skummelt"], "Rommer begge.")
    rename_code(opened(folder), "ola", "gammel", "Utgått", "Bedre navn.")
    answer = said(folder, "diff", "3", "7").splitlines()
    assert answer[0] == "Definisjonen av «Usikre på begrepet» er utvidet."
    assert answer[1] == "  før: Usikkerhet om hva [-ordet-] betyr."
    assert answer[2] == "  nå: Usikkerhet om hva [+arbeidet+] betyr."
    assert answer[3].startswith("    Første, ") and answer[3].endswith(": Bredere.")
    assert "«Slippe styringen» delt i «Makt» og «Skummelt»." in answer
    assert "Ny kode: «Makt»." in answer and "«Gammel kode» heter nå «Utgått»." in answer
    assert said(folder, "diff", "7", "3").splitlines() == answer == said(folder, "diff", "3").splitlines()
    assert said(folder, "diff", "7", "7") == "Versjon 7 og 7 sier det samme.\n"


def test_the_words_are_in_the_language_of_the_study(folder: Path) -> None:
    retire_code(opened(folder), "hege", "styring", "Passer på alt.")
    for language, told in (("nn", "teken ut av bruk"), ("en", "retired")):
        by_language = (folder / "study.yaml").read_text(encoding="utf-8")
        for other in ("nb", "nn", "en"):
            by_language = by_language.replace(f"language: {other}", f"language: {language}")
        put(folder, "study.yaml", by_language)
        assert told in said(folder, "diff", "3", "4")


def test_a_version_that_never_was_is_told(folder: Path) -> None:
    for arguments in (["at", "4"], ["show", "--at", "99"], ["diff", "1", "50"]):
        answer = forankret(folder, "codebook", *arguments)
        assert answer.code == 2 and "versions 0 (nothing yet) to 3" in answer.err


def test_versions_of_which_the_history_does_not_tell_are_named(folder: Path) -> None:
    add_code(opened(folder), "hege", "Ny")
    answer = forankret(folder, "codebook", "at", "1")
    assert answer.code == 0 and "does not tell what came with version 2-3" in answer.err
    assert "id: ny" not in answer.out and "id: uklart" in answer.out


def test_a_codebook_begins_with_version_one_and_no_line_need_tell_of_it(folder: Path) -> None:
    put(folder, BOOK, "version: 1\ncodes: []\n")
    add_code(opened(folder), "hege", "Ny")
    answer = forankret(folder, "codebook", "at", "1")
    assert (answer.code, answer.out, answer.err) == (0, "version: 1\n", "")


def test_a_version_is_written_to_a_new_file_and_never_over_another(folder: Path, tmp_path: Path) -> None:
    add_code(opened(folder), "hege", "Ny")
    out = tmp_path / "then.yaml"
    assert "5 codes, in" in said(folder, "at", "3", "--out", str(out))
    assert out.read_text(encoding="utf-8").startswith("version: 3\n")
    again = forankret(folder, "codebook", "at", "3", "--out", str(out))
    assert again.code == 1 and "is there already" in again.err


def test_the_log_of_a_code_tells_of_what_became_it_too(folder: Path) -> None:
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    rename_code(opened(folder), "ola", "gammel", "Utgått", "Bedre navn.")
    rows = answered(folder, "codebook", "log", "uklart")
    assert [(row["version"], row["event"], row["code"], row["reason"]) for row in rows] == [
        (4, "merge", "styring", "Det samme.")
    ]
    assert len(answered(folder, "codebook", "log")) == 2
    unknown = forankret(folder, "codebook", "log", "uklar")
    assert unknown.code == 1 and "Did you mean" in unknown.err


def test_all_codes_are_listed_with_status_what_they_became_and_counts(folder: Path) -> None:
    rows = {row["code"]: row for row in answered(folder, "codebook", "table")}
    assert (rows["uklart"]["codings"], rows["uklart"]["documents"], rows["uklart"]["status"]) == (
        2,
        2,
        "active",
    )
    assert (rows["redd"]["status"], rows["redd"]["became"]) == ("merged", "skummelt")
    assert rows["gammel"]["codings"] == 0 and rows["skummelt"]["finding"] == "styring"


def test_a_count_can_be_made_under_the_codebook_as_it_was(folder: Path) -> None:
    before = count(folder, "styring")
    move_code(opened(folder), "hege", "skummelt", "", "Eget funn.")
    assert (count(folder, "styring"), count(folder, "styring", "--codebook", "3")) == (before - 1, before)
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    assert count(folder, "styring") == count(folder, "uklart") == 4
    assert count(folder, "styring", "--codebook", "4") == 2 == count(folder, "uklart", "--codebook", "4")
    quotes = answered(folder, "quotes", "styring", "--codebook", "3")
    assert {row["code"] for row in quotes} == {"styring", "skummelt"} and len(quotes) == before


def test_a_coding_whose_code_did_not_exist_is_left_out_and_told(folder: Path) -> None:
    add_code(opened(folder), "hege", "Ny", parent="uklart")
    words = ("--words", "oppskrift", "--coder", "hege")
    assert forankret(folder, "coding", "add", "INT-02:0004", "ny", *words).code == 0
    assert count(folder, "uklart") == 3
    answer = forankret(folder, "mentions", "uklart", "--codebook", "3", "--format", "json")
    assert json.loads(answer.out)[0]["codings"] == 2
    assert "1 coding is left out, whose code version 3 of the codebook did not have." in answer.err
    gone = forankret(folder, "mentions", "ny", "--codebook", "3")
    assert gone.code == 1 and "no code 'ny'" in gone.err


def test_rule_codings_are_those_of_the_indicators_of_that_version(folder: Path) -> None:
    before = count(folder, "uklart", "--origin", "rule")
    edit_code(opened(folder), "hege", "uklart", {"indicators": ["oppskrift"]}, "Andre tegn.")
    assert count(folder, "uklart", "--origin", "rule") == 1 != before
    assert count(folder, "uklart", "--origin", "rule", "--codebook", "3") == before


def test_all_tables_can_be_written_as_the_codebook_was(folder: Path, tmp_path: Path) -> None:
    merge_code(opened(folder), "hege", "styring", "uklart", "Det samme.")
    out = tmp_path / "then"
    answer = forankret(folder, "analyse", "--codebook", "3", "--out", str(out))
    assert answer.code == 0, answer.both
    table = (out / "tables/code_frequencies.csv").read_text(encoding="utf-8")
    assert "\nstyring,Slippe styringen,styring,all,all,all,3," in table
    alone = forankret(folder, "analyse", "--codebook", "3")
    assert alone.code == 2 and "--out" in alone.err
    assert forankret(folder, "mentions", "uklart", "--format", "csv").out.splitlines()[1].startswith("5,")


def test_merged_codes_lead_to_their_heir_in_everything(folder: Path) -> None:
    act = merge_code(opened(folder), "hege", "uklart", "styring", "Det samme.")
    assert act.said.endswith("; its 2 indicators rest, so give its heir those that are to go on")
    add_code(opened(folder), "hege", "Alt")
    merge_code(opened(folder), "hege", "styring", "alt", "Alt er ett.")
    assert count(folder, "uklart") == count(folder, "styring") == count(folder, "alt") == 5
    assert {row["code"] for row in answered(folder, "quotes", "uklart")} == {"alt", "skummelt"}
    assert count(folder, "alt", "--origin", "rule") == 0
    edit_code(opened(folder), "hege", "alt", {"indicators": [{"lemma": "usikker"}]}, "Lever videre.")
    assert count(folder, "uklart", "--origin", "rule") == count(folder, "alt", "--origin", "rule") > 0
    table = {row["code"]: row for row in answered(folder, "codebook", "table")}
    assert (table["uklart"]["became"], table["uklart"]["codings"], table["alt"]["codings"]) == ("alt", 0, 4)
    assert forankret(folder, "analyse").code == 0
    lines = (folder / "reports/tables/code_frequencies.csv").read_text(encoding="utf-8").splitlines()
    whole = [line.split(",") for line in lines if line.split(",")[3:6] == ["all"] * 3]
    assert {row[0]: row[6] for row in whole if row[0] in ("uklart", "styring", "alt")} == {
        "alt": "5", "uklart": "0", "styring": "0",
    }  # fmt: skip
    restore_code(opened(folder), "hege", "uklart", "Likevel ikke.")
    assert (count(folder, "uklart"), count(folder, "alt")) == (2, 3)


def test_a_new_coding_cannot_be_put_under_a_merged_code_and_the_heir_is_named(folder: Path) -> None:
    merge_code(opened(folder), "hege", "uklart", "styring", "Det samme.")
    answer = forankret(folder, "coding", "add", "INT-02:0004", "uklart", "--coder", "hege")
    assert answer.code == 1 and "Use styring instead" in answer.err


def test_a_codebook_without_a_history_is_not_said_to_be_changed_by_hand(folder: Path) -> None:
    assert checks(folder, "unrecorded-change") == []


def test_what_is_changed_by_hand_is_noticed_and_written_down(folder: Path) -> None:
    why = ("--coder", "hege", "--reason", "Loggen begynner her.")
    begun = said(folder, "record", *why).splitlines()
    assert begun[0] == "version 3  uklart: new in the history" and len(begun) == 5
    assert checks(folder, "unrecorded-change") == []
    by_hand(folder, "Ubehag ved å gi fra seg makt.", "Ubehag ved å dele makt.")
    by_hand(folder, "  - id: gammel\n    label: Gammel kode", "  - id: ny\n    label: Ny kode")
    (line,) = checks(folder, "unrecorded-change")
    assert "styring: definition" in line and "ny is not in it" in line and "gammel is gone" in line
    told = said(folder, "record", "--coder", "ola", "--reason", "Rettet i en editor.").splitlines()
    assert told == [
        "version 4  styring: definition",
        "version 4  ny: new in the history",
        "version 4  gammel: gone",
    ]
    assert (folder / BOOK).read_text(encoding="utf-8").startswith("version: 4\n")
    assert checks(folder, "unrecorded-change", "history-version", "history-fields", "chain") == []
    assert "Nothing to write down" in said(folder, "record", "--coder", "ola", "--reason", "x")
    assert "Ubehag ved å gi fra seg makt." in said(folder, "show", "styring", "--at", "3")
    assert "id: gammel" in said(folder, "at", "3") and "id: uklart" in said(folder, "at", "1")


def test_a_version_that_was_counted_up_by_hand_stays_as_it_was_written(folder: Path) -> None:
    said(folder, "record", "--coder", "hege", "--reason", "Loggen begynner her.")
    by_hand(folder, "version: 3", "version: 9")
    (line,) = checks(folder, "history-behind", "unrecorded-change")
    assert "is version 9, and its history ends at version 3" in line
    by_hand(folder, "Når styring nevnes.", "Når makt nevnes.")
    assert said(folder, "record", "--coder", "hege", "--reason", "x") == "version 9  styring: use_when\n"


def test_a_codebook_that_is_older_than_its_history_is_told(folder: Path) -> None:
    before = (folder / BOOK).read_bytes()
    rename_code(opened(folder), "hege", "styring", "Makt", "Kortere.")
    put(folder, BOOK, before)
    (line,) = checks(folder, "history-ahead")
    assert "is version 3, but its history tells of version 4" in line


def test_two_who_changed_the_same_code_in_git_are_told_apart_from_tampering_and_mended(folder: Path) -> None:
    rename_code(opened(folder), "hege", "gammel", "Utgått", "Bedre navn.")
    start, book = read_bytes(folder), (folder / BOOK).read_bytes()
    edit_code(opened(folder), "hege", "styring", {"brief": "Heges ord."}, "x")
    ours = read_bytes(folder)[len(start) :]
    put(folder, HISTORY, start)
    put(folder, BOOK, book)
    edit_code(opened(folder), "ola", "styring", {"brief": "Olas ord."}, "y")
    theirs = read_bytes(folder)[len(start) :]
    put(folder, HISTORY, start + ours + theirs)
    (line,) = checks(folder, "merged-history", "chain", "history-version", "history-fields")
    assert f"{HISTORY}:3: warning" in line and "Both changed brief of 'styring' (hege and ola)" in line
    mended = forankret(folder, "check", "--mend")
    assert f"{HISTORY}: two histories were joined" in mended.out
    names = ("merged-history", "chain", "history-version", "history-fields", "unrecorded-change")
    assert checks(folder, *names) == checks(folder, "unrecorded-change")
    last = json.loads(read_bytes(folder).splitlines()[-1])
    assert (last["event"], last["version"], len(last["merged"])) == ("mend", 5, 1)
    assert "No merged histories" in forankret(folder, "check", "--mend").out
    rename_code(opened(folder), "ola", "uklart", "Uklart ord", "Kortere.")
    assert checks(folder, "chain", "history-version", "merged-history") == []
    assert [one.beside for one in history_told(folder).told] == [False, False, True, False, False]


def test_a_line_that_was_altered_or_taken_out_is_an_error_and_no_fork(folder: Path) -> None:
    for label in ("Makt", "Styring", "Kontroll"):
        rename_code(opened(folder), "hege", "styring", label, "Bedre navn.")
    lines = read_bytes(folder).splitlines(keepends=True)
    for broken in (
        b"".join((lines[0], lines[2])),
        b"".join((lines[0].replace(b"Makt", b"Tvang"), *lines[1:])),
    ):
        put(folder, HISTORY, broken)
        assert [line for line in checks(folder, "chain") if "error" in line]
        assert checks(folder, "merged-history") == []
        assert "No merged histories" in forankret(folder, "check", "--mend").out


def test_marks_of_a_conflict_in_the_history_are_told_with_their_lines(folder: Path) -> None:
    rename_code(opened(folder), "hege", "styring", "Makt", "Bedre navn.")
    put(folder, HISTORY, b"<<<<<<< HEAD\n" + read_bytes(folder) + b"=======\n>>>>>>> andre\n")
    found = checks(folder, "conflict-marker")
    assert [line.split(": ")[0] for line in found] == [f"{HISTORY}:{number}" for number in (1, 3, 4)]


@pytest.mark.parametrize(
    ("event", "after", "name", "told"),
    [
        ("merge", {"status": "merged", "merged_into": "a"}, "history-merge", "merged into itself"),
        ("merge", {"status": "merged", "merged_into": "b"}, "history-merge", "in a circle"),
        (
            "split",
            {"status": "split", "split_into": ["b", "c"]},
            "history-status",
            "which was retired already",
        ),
        ("retire", {"status": "retired"}, "history-status", "which was retired already"),
    ],
)
def test_a_history_that_contradicts_itself_is_told_with_its_line_and_nothing_is_dropped(
    event: str, after: dict[str, object], name: str, told: str, folder: Path
) -> None:
    usual = {"at": "2024-03-01T10:00:00Z", "who": "hege", "reason": "x"}
    first = [
        Change(version=1, event="add", code=id, after={"id": id, "label": id}, **usual) for id in ("a", "b")
    ]
    before = {"status": "active"}
    between = (
        Change(
            version=3,
            event="merge",
            code="b",
            before=before,
            after={"status": "merged", "merged_into": "a"},
            **usual,
        )
        if told == "in a circle"
        else Change(version=3, event="retire", code="a", before=before, after={"status": "retired"}, **usual)
    )
    last = Change(version=4, event=event, code="a", before={}, after=after, **usual)
    lines = [change_line(one) for one in chained([*first, between, last], b"")]
    put(folder, HISTORY, b"\n".join(lines) + b"\n")
    found = checks(folder, name)
    assert len(found) == 1 and found[0].startswith(f"{HISTORY}:4: warning") and told in found[0]
    assert len(answered(folder, "codebook", "log")) == 4
