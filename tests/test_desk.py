"""The desk shows the study as its files are now, reads again only what changed, and keeps what is broken."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from acting import corrected_study, doing, shown, told_afresh, words
from small_study import DOCUMENTS, STUDY, code_words, put, small_study

from pipeline.model import Utterance
from pipeline.problems import StudyError
from pipeline.stages import acts, texts
from pipeline.stages.desk import Desk
from pipeline.stages.opened import OpenStudy


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def desk(study: Path) -> Desk:
    return Desk(study)


def test_what_another_program_wrote_is_there_at_the_next_look(desk: Desk, study: Path) -> None:
    before = desk.seen("INT-01")
    code_words(study, "ola", "c8", "INT-01:0003", "styring", "de andre")
    desk.look(now=True)
    assert desk.find_coding("c8")[1][0].coder == "ola"
    assert desk.seen("INT-01") != before


def test_only_the_document_that_somebody_worked_on_is_made_anew(desk: Desk, study: Path) -> None:
    other = desk.sheet("INT-02")
    code_words(study, "ola", "c8", "INT-01:0003", "styring", "de andre")
    desk.look(now=True)
    assert desk.sheet("INT-02") is other


def test_a_look_at_what_did_not_change_tells_the_same_version(desk: Desk) -> None:
    assert desk.look(now=True) == desk.look(now=True)


def test_a_file_of_codings_that_is_gone_takes_its_codings_along(desk: Desk, study: Path) -> None:
    (study / "codebooks/codings/ola/INT-01.jsonl").unlink()
    desk.look(now=True)
    assert shown(desk) == told_afresh(study)[0]
    with pytest.raises(StudyError):
        desk.find_coding("c6")


def test_a_broken_codebook_stays_as_it_was_and_settings_are_still_read(desk: Desk, study: Path) -> None:
    whole = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(study, "codebooks/codebook.yaml", "codes: [")
    put(
        study,
        "study.yaml",
        STUDY.replace("  ola: {label: Andre}", "  ola: {label: Andre}\n  kari: {label: Tredje}"),
    )
    desk.look(now=True)
    assert "uklart" in desk.codebook.by_id and "kari" in desk.opened.study.coders
    assert any(problem.place.startswith("codebooks/codebook.yaml") for problem in desk.troubles)
    acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["styring"])
    put(study, "codebooks/codebook.yaml", whole.replace("Usikre på begrepet", "Ordet er uklart"))
    desk.look(now=True)
    assert desk.codebook.by_id["uklart"].label == "Ordet er uklart" and desk.troubles == []


def test_a_new_transcript_is_there_without_a_restart(desk: Desk, study: Path) -> None:
    put(study, "data/raw/int-03.txt", "F: Ja?\n\nOA: Nei.\n")
    put(study, "data/raw/documents.csv", DOCUMENTS + "int-03.txt,INT-03,interview,nord,end,2024-10-02,,\n")
    desk.look(now=True)
    assert [row.text for row in desk.utterances("INT-03")] == ["Ja?", "Nei."]


def test_work_on_a_transcript_and_on_its_correction_is_on_one_sheet(tmp_path: Path) -> None:
    desk = Desk(corrected_study(tmp_path))
    assert desk.sheet("INT-01") is desk.sheet("INT-01B")
    assert {move.coding for move in desk.sheet("INT-01").waiting} == {"c2", "c3", "c7"}
    assert [row.document for row in desk.documents] == ["INT-02", "FN-01", "INT-01B"]


@pytest.mark.parametrize("id", ["", "INT-99", "../raw", "INT-01:0002"])
def test_a_document_that_is_none_is_told(desk: Desk, id: str) -> None:
    with pytest.raises(StudyError, match="no document"):
        desk.document(id)


@pytest.mark.parametrize(
    "id", ["", "INT-01", "INT-01:0", "INT-01:0000", "INT-01:9999", "INT-01:２", "INT-01:" + "9" * 5000]
)
def test_an_utterance_that_is_none_is_told(desk: Desk, id: str) -> None:
    with pytest.raises(StudyError, match="no utterance"):
        desk.utterance(id)


def test_a_clock_that_was_wrong_for_years_does_not_drag_all_later_acts_along(desk: Desk, study: Path) -> None:
    file = study / "codebooks/codings/ola/INT-01.jsonl"
    file.write_bytes(file.read_bytes().replace(b"2024-03-01T09", b"2099-03-01T09"))
    desk.look(now=True)
    acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["styring"])
    last = max(record.event.at for record in desk.records_of("hege"))
    assert datetime.fromisoformat(last) < datetime.now(UTC) + timedelta(minutes=1)


def test_many_may_ask_and_write_at_once(desk: Desk, study: Path) -> None:
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                with desk.lock:
                    acts.apply(
                        doing(desk, "hege" if number % 2 else "ola"),
                        [words(desk, "INT-01:0003")._replace(start=number, end=number + 1 + turn)],
                        ["styring"],
                    )
                desk.sheets()
                desk.look()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert shown(desk) == told_afresh(study)[0]
    assert len(shown(desk)) == 6 + 40


def test_what_is_wrong_in_the_raw_files_is_still_told_when_only_the_codebook_changed(
    desk: Desk, study: Path
) -> None:
    (study / "data/raw/int-02.md").unlink()
    desk.look(now=True)
    before = desk.troubles
    assert [problem.place for problem in before] != []
    whole = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(study, "codebooks/codebook.yaml", "codes: [")
    desk.look(now=True)
    assert set(before) < set(desk.troubles)
    put(study, "codebooks/codebook.yaml", whole.replace("Usikre på begrepet", "Ordet er uklart"))
    desk.look(now=True)
    assert desk.troubles == before


def test_while_a_corrected_transcript_is_read_the_desk_tells_the_texts_from_before(
    desk: Desk, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[list[str], list[int]]] = []
    really = texts.utterances_of

    def while_it_reads(opened: OpenStudy, table: str) -> Iterable[Utterance]:
        documents = [row.document for row in desk.documents]
        told.append((documents, [len(desk.utterances(name)) for name in documents]))
        return really(opened, table)

    monkeypatch.setattr(texts, "utterances_of", while_it_reads)
    corrected_study(study)
    desk.look(now=True)
    assert told == [(["INT-01", "INT-02", "FN-01"], [7, 4, 4])] * 2
    assert [len(desk.utterances(row.document)) for row in desk.documents] == [4, 4, 7]


def test_what_takes_long_to_make_holds_up_nobody_who_saves(desk: Desk) -> None:
    making, saved = threading.Event(), threading.Event()

    def make(desk: Desk, document: str) -> str:
        making.set()
        assert saved.wait(5), "nobody could save meanwhile"
        return document

    told: list[str] = []
    thread = threading.Thread(target=lambda: told.append(desk.kept("slow", "INT-01", make)))
    thread.start()
    making.wait(5)
    with desk.lock:
        acts.apply(doing(desk), [words(desk, "INT-01:0003")], ["styring"])
    saved.set()
    thread.join()
    assert told == ["INT-01"] == [desk.kept("slow", "INT-01", lambda *_: "another")]


def test_what_was_made_of_a_codebook_that_changed_meanwhile_is_made_again(desk: Desk, study: Path) -> None:
    def make(desk: Desk, _: str) -> str:
        before = desk.codebook.by_id["uklart"].label
        text = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
        put(study, "codebooks/codebook.yaml", text.replace(before, "Ordet er uklart"))
        desk.look(now=True)
        return before

    desk.kept("label", "", make)
    assert desk.kept("label", "", lambda desk, _: desk.codebook.by_id["uklart"].label) == "Ordet er uklart"


def test_what_many_ask_for_at_once_is_made_once(desk: Desk) -> None:
    made: list[str] = []

    def make(desk: Desk, document: str) -> str:
        time.sleep(0.05)
        made.append(document)
        return document

    threads = [threading.Thread(target=desk.kept, args=("slow", "INT-01", make)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["INT-01"]
