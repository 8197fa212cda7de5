"""From data/raw to tables: one bad document stops no other, and an older one stays until the new is read."""

import pytest
from small_study import CODED, DOCUMENTS, INT_01, answered, contents, forankret, opened, put, small_study

from pipeline.model import DOCUMENT_COLUMNS, UTTERANCE_COLUMNS
from pipeline.store.tables import read_arrow


def table(folder, name: str) -> list[dict]:
    return read_arrow(folder / f"data/processed/{name}.parquet").to_pylist()


def add_row(folder, row: str) -> None:
    put(folder, "data/raw/documents.csv", DOCUMENTS + row + "\n")


def test_the_tables_have_the_columns_that_were_promised(tmp_path):
    study = small_study(tmp_path, coded=False)
    forankret(study, "ingest")
    assert tuple(table(study, "documents")[0]) == DOCUMENT_COLUMNS
    assert tuple(table(study, "utterances")[0]) == UTTERANCE_COLUMNS


def test_an_utterance_has_its_speaker_place_and_question(tmp_path):
    study = small_study(tmp_path, coded=False)
    forankret(study, "ingest")
    row = table(study, "utterances")[1]
    assert (row["utterance"], row["role"], row["speaker"], row["place"]) == (
        "INT-01:0002",
        "OA",
        "OA-7",
        "line 3",
    )
    assert (row["answers"], row["case"], row["wave"], row["kind"]) == (
        "INT-01:0001",
        "nord",
        "start",
        "interview",
    )


def test_words_that_look_like_nothing_are_words(tmp_path):
    odd = ["NA", "None", "null", "nan", "012", "=1+1", "+x", "-x", "@x", "True"]
    study = small_study(tmp_path, coded=False)
    put(study, "data/raw/int-01.txt", "".join(f"OA: {word}\n\n" for word in odd))
    forankret(study, "ingest")
    assert [row["text"] for row in table(study, "utterances") if row["document"] == "INT-01"] == odd


@pytest.mark.parametrize(
    ("file", "data", "place"),
    [
        ("bad.docx", b"PK\x03\x04abc", "data/raw/bad.docx: error"),
        ("bin.txt", bytes(range(256)) * 40, "data/raw/bin.txt:1: error"),
        ("gone.txt", None, "data/raw/documents.csv:5: error"),
        ("x.pages", b"x", "data/raw/x.pages: error"),
        ("tom.odt", b"", "data/raw/tom.odt: error"),
        ("mappe", "folder", "data/raw/documents.csv:5: error"),
    ],
)
def test_a_bad_document_is_told_with_its_place_and_the_others_are_read(tmp_path, file, data, place):
    study = small_study(tmp_path)
    if data == "folder":
        (study / "data/raw" / file).mkdir()
    elif data is not None:
        put(study, f"data/raw/{file}", data)
    add_row(study, f"{file},BAD,interview,nord,start,,,")
    said = forankret(study, "ingest")
    assert said.code == 1
    assert place in said.err and "Traceback" not in said.both
    assert "3 documents, 15 utterances" in said.out
    assert answered(study, "mentions", "uklart")[0]["codings"] == 2


def test_the_stages_after_say_which_document_is_missing(tmp_path):
    study = small_study(tmp_path)
    add_row(study, "gone.txt,BAD,interview,nord,start,,,")
    for command in ("code", "analyse"):
        said = forankret(study, command)
        assert said.code == 0 and "'gone.txt' of BAD is not there" in said.err


def test_the_report_is_built_without_a_bad_document_once_that_is_acknowledged(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/bad.docx", b"PK\x03\x04abc")
    add_row(study, "bad.docx,BAD,interview,nord,start,,,")
    assert forankret(study, "report").code == 1
    why = "{check: unreadable-document, place: data/raw/bad.docx, reason: Vi har ikke originalen}"
    settings = (study / "study.yaml").read_text() + f"privacy:\n  acknowledged:\n    - {why}\n"
    put(study, "study.yaml", settings)
    said = forankret(study, "report")
    assert said.code == 0 and "data/raw/bad.docx" in (study / "reports/report.html").read_text(
        encoding="utf-8"
    )


def test_an_empty_document_is_a_warning_of_check(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/tom.txt", b"")
    add_row(study, "tom.txt,TOM,interview,nord,start,,,")
    assert "data/raw/tom.txt: warning: The document holds no words" in forankret(study, "check").out


CORRECTED = INT_01.replace("usikker på hva", "svært usikker på hva")


def test_a_corrected_transcript_stands_in_for_the_older_one(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01b.txt", CORRECTED)
    add_row(study, "int-01b.txt,INT-01B,interview,nord,start,,,INT-01")
    assert "3 documents, 15 utterances" in forankret(study, "ingest").out
    assert [row["document"] for row in table(study, "documents")] == ["INT-01", "INT-02", "FN-01", "INT-01B"]
    assert "INT-01" not in {row["document"] for row in table(study, "utterances")}
    assert {row["document"] for row in table(study, "replaced")} == {"INT-01"}


@pytest.mark.parametrize(
    "row", ["gone.txt,INT-01B,interview,nord,start,,,INT-01", "x.pages,B,interview,,,,,INT-01"]
)
def test_a_correction_that_cannot_be_read_replaces_nothing(tmp_path, row):
    study = small_study(tmp_path)
    put(study, "data/raw/x.pages", b"x")
    add_row(study, row)
    assert forankret(study, "ingest").code == 1
    assert "INT-01:0002" in {row["utterance"] for row in answered(study, "quotes", "uklart")}
    assert "INT-01" in {row["document"] for row in table(study, "utterances")}


def test_a_correction_of_a_correction_that_cannot_be_read_replaces_the_first(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01c.txt", CORRECTED)
    add_row(
        study,
        "gone.txt,INT-01B,interview,nord,start,,,INT-01\nint-01c.txt,INT-01C,interview,nord,start,,,INT-01B",
    )
    assert "3 documents, 15 utterances" in forankret(study, "ingest").out
    assert [row["utterance"] for row in answered(study, "quotes", "uklart")] == [
        "INT-02:0002",
        "INT-01C:0002",
    ]


def test_reading_changes_nothing_that_people_wrote(tmp_path):
    study = small_study(tmp_path)
    before = contents(study)
    forankret(study, "ingest")
    assert contents(study) == before
    assert len(before) > len(CODED)


def test_a_document_larger_than_all_others_does_not_change_their_ids(tmp_path):
    study = small_study(tmp_path, coded=False)
    put(study, "data/raw/int-02.md", "**OA:** Ja.\n\n" * 12_000)
    forankret(study, "ingest")
    rows = [row for row in table(study, "utterances") if row["document"] == "INT-02"]
    assert rows[0]["utterance"] == "INT-02:0001" and rows[-1]["utterance"] == "INT-02:12000"
    assert forankret(study, "show", "INT-02:12000").code == 0


def test_an_opened_study_shows_progress_only_to_those_who_ask(tmp_path, capsys):
    from pipeline.stages.ingest import ingest

    study = small_study(tmp_path, coded=False)
    shown = []
    from dataclasses import replace

    def watch(items, label):
        shown.append(label)
        return items

    ingest(replace(opened(study), progress=watch))
    assert shown == ["Reading documents"]
    assert capsys.readouterr() == ("", "")
