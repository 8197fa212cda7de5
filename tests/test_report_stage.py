"""The report refuses while an unacknowledged error stands, and says in the report what was acknowledged."""

import pandas as pd
import pytest
from small_study import INT_01, STUDY, built_study, code_words, forankret, put, small_study

MAIL = INT_01 + "\nOA: Skriv til kari.hansen@kommune.no da.\n"


def acknowledge(study, check: str, place: str, reason: str = "Oppdiktet adresse") -> None:
    entry = f"    - {{check: {check}, place: {place}, reason: {reason}}}\n"
    put(study, "study.yaml", STUDY + f"privacy:\n  acknowledged:\n{entry}")


def test_an_error_that_nobody_acknowledged_stops_the_report(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01.txt", MAIL)
    said = forankret(study, "report")
    assert said.code == 1
    assert "data/raw/int-01.txt:15: error" in said.err and "[e-mail]" in said.err
    assert "kari.hansen" not in said.both
    assert not (study / "reports/report.docx").exists()
    assert (study / "reports/tables/code_frequencies.csv").exists()
    assert "report   not run yet" in forankret(study, "status").out


def test_an_acknowledged_error_lets_the_report_through_and_stands_in_it(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01.txt", MAIL)
    acknowledge(study, "e-mail", "data/raw/int-01.txt")
    assert forankret(study, "report").code == 0
    assert "Oppdiktet adresse" in (study / "reports/report.html").read_text(encoding="utf-8")
    said = forankret(study, "check")
    assert said.code == 0 and "0 errors" in said.out and ", 1 acknowledged." in said.out


@pytest.mark.parametrize(
    ("check", "place"), [("telephone", "data/raw/int-01.txt"), ("e-mail", "data/raw/int-02.md")]
)
def test_an_acknowledgement_of_something_else_does_not_count_and_is_told(tmp_path, check, place):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01.txt", MAIL)
    acknowledge(study, check, place)
    assert forankret(study, "report").code == 1
    assert "[acknowledged-nothing]" in forankret(study, "check").out


def test_warnings_never_change_the_exit_code(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/glemt.txt", "OA: Hei.\n")
    assert forankret(study, "check").code == 0 and forankret(study, "report").code == 0


def test_a_formula_in_a_transcript_is_defused_in_csv_and_left_in_the_report(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/int-01.txt", INT_01 + "\nOA: =1+1 er to.\n")
    code_words(study, "hege", "c9", "INT-01:0008", "styring", "=1+1 er to.")
    forankret(study, "coding", "pin", "c9")
    assert forankret(study, "report").code == 0
    quotes = pd.read_csv(study / "reports/tables/quotes.csv", keep_default_na=False)
    assert "'=1+1 er to." in quotes["quote"].tolist()
    html = (study / "reports/report.html").read_text(encoding="utf-8")
    assert "=1+1 er to." in html and "'=1+1" not in html and "&#39;=1+1" not in html
    assert "'=1+1 er to." in forankret(study, "quotes", "styring", "--format", "csv").out
    assert '"=1+1 er to."' in forankret(study, "quotes", "styring", "--format", "json").out


def test_no_table_holds_a_live_formula(tmp_path):
    bad = "=HYPERLINK(A1)"
    codebook = (
        f"codes:\n  - {{id: uklart, label: '{bad}', kind: finding}}\n  - {{id: styring, label: '@x'}}\n"
    )
    study = small_study(tmp_path, coded=False, codebook__yaml=codebook)
    settings = STUDY.replace("{label: Nord}", "{label: '=nord'}").replace("nord:", "'=nord':")
    put(study, "study.yaml", settings)
    rows = "file,document,kind,case,wave,date,mode,replaces\nint-01.txt,=1+1,interview,=nord,start,,,\n"
    put(study, "data/raw/documents.csv", rows)
    code_words(study, "hege", "c1", "=1+1:0002", "uklart", "ordet")
    forankret(study, "analyse")
    for path in (study / "reports/tables").glob("*.csv"):
        frame = pd.read_csv(path, keep_default_na=False, dtype=str)
        live = frame.map(lambda cell: cell.startswith(("=", "+", "@")))
        assert not live.any().any(), path.name
    assert bad in (study / "reports/tables/code_frequencies.csv").read_text(encoding="utf-8")


def test_the_manifest_names_every_output_and_nothing_else(tmp_path):
    from pipeline.store.manifest import read_manifest

    study = built_study(tmp_path)
    there = {path.relative_to(study).as_posix() for path in (study / "reports").rglob("*") if path.is_file()}
    kept = {name for name in read_manifest(study)["outputs"] if name.startswith("reports/")}
    assert kept == there - {"reports/manifest.json"}


def test_the_word_tables_are_there_for_every_role_and_wave_that_has_text(tmp_path):
    study = built_study(tmp_path)
    names = {path.stem for path in (study / "reports/tables").glob("words_*.csv")}
    assert {"words_OA_start", "words_OA_end", "words_OA_all", "words_INN_end", "words_all_all"} <= names
    assert "words_INN_start" not in names
