"""What a coder needs who has no page: to be done with a document, and to name a coding by a few letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import Said, contents, forankret, small_study

from pipeline.cli.tables import print_table
from pipeline.coding.blind import finished
from pipeline.store.codings import read_codings


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


def added(study: Path, label: str) -> Said:
    return forankret(study, "codebook", "add", label, "--coder", "hege", "--reason", "Prøves.")


def done(study: Path) -> set[tuple[str, str]]:
    return set(finished(read_codings(study).records))


def test_a_document_is_done_in_the_terminal_and_opened_again(study: Path) -> None:
    first = forankret(study, "coding", "done", "INT-01", "--coder", "hege")
    assert first.code == 0 and "Nobody else has it done yet" in first.out
    assert "So it is for hege" in forankret(study, "coding", "done", "INT-01", "--coder", "ola").out
    assert done(study) == {("hege", "INT-01"), ("ola", "INT-01")}
    assert "already" in forankret(study, "coding", "done", "INT-01", "--coder", "ola").out
    assert "open again" in forankret(study, "coding", "done", "INT-01", "--again", "--coder", "ola").out
    assert done(study) == {("hege", "INT-01")}


@pytest.mark.parametrize(("document", "coder", "code"), [("INT-99", "ola", 1), ("INT-01", "kari", 1)])
def test_nobody_is_done_with_what_is_not_there(study: Path, document: str, coder: str, code: int) -> None:
    assert forankret(study, "coding", "done", document, "--coder", coder).code == code
    assert done(study) == set()


def test_the_beginning_of_an_id_names_a_coding_unless_several_begin_so(study: Path) -> None:
    code = added(study, "Ny").out.rpartition("(")[2].strip(")\n")
    made = [
        forankret(study, "coding", "add", place, code, "--coder", "hege").out.split()[0]
        for place in ("INT-01:0002", "INT-01:0004")
    ]
    assert made[0][:6] == made[1][:6]
    both = forankret(study, "coding", "remove", made[0][:6], "--coder", "hege")
    assert both.code == 2 and "Several codings begin with" in both.err
    assert forankret(study, "coding", "remove", made[0][:24], "--coder", "hege").code == 0
    left = {mark.coding for mark in _standing(study)}
    assert made[0] not in left and made[1] in left


def test_the_pair_that_shows_a_relation_is_named_by_beginnings_too(study: Path) -> None:
    made = []
    for label, place in (("Ny", "INT-01:0002"), ("Annen", "INT-01:0004")):
        added(study, label)
        said = forankret(study, "coding", "add", place, label.lower(), "--coder", "hege").out
        made.append(said.split()[0])
    pair = ",".join(id[:24] for id in made)
    given = ("--coder", "hege", "--reason", "Sett.", "--memo", "Derfor.", "--evidence", pair)
    assert "argued with 1" in forankret(study, "codebook", "relate", "ny", "condition", "annen", *given).out
    assert all(id in (study / "codebooks" / "codebook.yaml").read_text(encoding="utf-8") for id in made)


def _standing(study: Path) -> list:  # type: ignore[type-arg]
    from pipeline.coding.live import live

    return list(live(read_codings(study).records).marks)


def test_a_label_that_is_there_already_is_refused_with_its_code(study: Path) -> None:
    assert added(study, "Helt ny").err == ""
    before = contents(study)
    again = added(study, "helt  ny")
    assert again.code == 1 and "the code helt-ny is called «helt ny» already" in again.err
    given = ("codebook", "rename", "uklart", "Helt ny", "--coder", "hege", "--reason", "Bedre.")
    assert "[label-taken]" in forankret(study, *given).err
    assert contents(study) == before
    assert added(study, "Redd").code == 0  # the one called so was merged, and is nobody's choice any more


@pytest.mark.parametrize("reason", [(), ("--reason", " ")])
@pytest.mark.parametrize("act", [("add", "Ny"), ("edit", "uklart", "--brief", "Noe annet.")], ids=" ".join)
def test_a_change_of_the_codebook_without_its_reason_is_refused(
    study: Path, act: tuple[str, ...], reason: tuple[str, ...]
) -> None:
    before = contents(study)
    said = forankret(study, "codebook", *act, "--coder", "hege", *reason)
    assert said.code == 2 and "Say why" in said.err
    assert contents(study) == before


def test_a_table_is_folded_in_its_columns_where_the_terminal_is_narrow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_table(("code", "said", "unknown_speaker_utterances"), [("a-b-c", "ord " * 14, 12)], "text")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60 and len(lines) > 3
    assert sum(line.count("ord") for line in lines) == 14
    monkeypatch.setenv("COLUMNS", "200")
    print_table(("code", "said", "unknown_speaker_utterances"), [("a-b-c", "ord " * 14, 12)], "text")
    assert len(capsys.readouterr().out.splitlines()) == 2
