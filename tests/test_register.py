"""documents.csv and speakers.csv as people and spreadsheets write them."""

from pathlib import Path

import pytest
from small_study import DOCUMENTS, SPEAKERS, answered, forankret, put, small_study

from pipeline.model import Document
from pipeline.problems import Problem
from pipeline.store.folder import StudyFolder
from pipeline.store.register import read_documents, read_speakers

HEADER = "file,document,kind,case,wave,date,mode,replaces\n"


def documents(folder: Path, text: str | bytes) -> tuple[list[Document], list[Problem]]:
    put(folder, "data/raw/documents.csv", text)
    return read_documents(StudyFolder(folder))


def ids(folder: Path, text: str | bytes) -> list[str]:
    found, problems = documents(folder, text)
    assert not problems, problems
    return [document.document for document in found]


def fault(folder: Path, text: str | bytes) -> Problem:
    """The only problem of a register."""
    (problem,) = documents(folder, text)[1]
    return problem


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_are_parted_by_comma_semicolon_or_tab(tmp_path, mark):
    text = f"file{mark}document{mark}kind{mark}case\na.txt{mark}A{mark}interview{mark}nord\n"
    found, problems = documents(tmp_path, text)
    assert not problems
    assert (found[0].document, found[0].file, found[0].case) == ("A", "a.txt", "nord")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_norwegian_letters_come_through_in_unicode(tmp_path, encoding):
    assert ids(tmp_path, (HEADER + "æ.txt,Å-1,interview,,,,,\n").encode(encoding)) == ["Å-1"]


def test_windows_letters_come_through_with_a_warning(tmp_path):
    found, (problem,) = documents(tmp_path, (HEADER + "a.txt,Å-1,interview,,,,,\n").encode("cp1252"))
    assert found[0].document == "Å-1"
    assert (problem.level, problem.place) == ("warning", "data/raw/documents.csv")


def test_excels_line_that_names_the_mark_is_no_header(tmp_path):
    assert ids(tmp_path, "sep=;\r\nfile;document;kind\r\na.txt;A;interview\r\n") == ["A"]


def test_headers_and_kinds_may_be_capitalised_and_cells_padded(tmp_path):
    assert ids(tmp_path, "File , Document,KIND\n a.txt , A ,Interview\n") == ["A"]


def test_empty_rows_and_missing_last_cells_are_passed_over(tmp_path):
    assert ids(tmp_path, "file,document,kind,case\na.txt,A,interview\n,,,\n\nb.txt,B,minutes,x\n") == [
        "A",
        "B",
    ]


def test_further_columns_are_kept(tmp_path):
    found, _ = documents(tmp_path, "file,document,kind,varighet\na.txt,A,interview,52 min\n")
    assert found[0].extra == (("varighet", "52 min"),)


def test_a_missing_column_is_named(tmp_path):
    problem = fault(tmp_path, "file,kind\na.txt,interview\n")
    assert (problem.place, problem.level) == ("data/raw/documents.csv:1", "error")
    assert "document" in problem.message


def test_a_register_that_is_not_there_says_how_to_make_it(tmp_path):
    (problem,) = read_documents(StudyFolder(tmp_path))[1]
    assert "is not there" in problem.message and "file,document,kind" in problem.remedy


def test_a_register_that_is_a_folder_is_told_from_one_that_is_not_there(tmp_path):
    (tmp_path / "data/raw/documents.csv").mkdir(parents=True)
    assert "cannot be read" in read_documents(StudyFolder(tmp_path))[1][0].message


def test_two_columns_of_one_name_are_an_error(tmp_path):
    assert "two columns named kind" in fault(tmp_path, "file,document,kind,kind\na,A,interview,x\n").message


def test_a_quotation_mark_that_is_never_shut_keeps_the_rows_above_it(tmp_path):
    found, (problem,) = documents(
        tmp_path, HEADER + 'a.txt,A,interview,,,,,\nb.txt,"B,interview,,,,,\nc.txt,C,x\n'
    )
    assert [document.document for document in found] == ["A"]
    assert (problem.place, problem.level) == ("data/raw/documents.csv:3", "error")


def test_a_cell_of_enormous_size_is_a_problem_and_no_crash(tmp_path):
    assert fault(tmp_path, HEADER + f"a.txt,A,interview,,,,,{'x' * 200_000}\n").level == "error"


def test_a_line_break_in_a_cell_keeps_the_line_numbers_right(tmp_path):
    found, _ = documents(
        tmp_path, 'file,document,kind,note\na.txt,A,interview,"to\nlinjer"\nb.txt,B,interview,\n'
    )
    assert [document.line for document in found] == [2, 4]


@pytest.mark.parametrize("id", ["a/b", "a\\b", "..", ".x", "INT:1", "a*", "x" * 300, '"A\nB"', '"A\tB"'])
def test_an_id_that_no_file_or_utterance_can_bear_is_refused(tmp_path, id):
    problem = fault(tmp_path, HEADER + f"a.txt,{id},interview,,,,,\n")
    assert problem.level == "error" and "cannot be used" in problem.message


@pytest.mark.parametrize("id", ["Intervju 1 æøå", "x" * 150, "=1+1", "ИНТ-1", "NA", "012", "CON", "100%"])
def test_an_odd_id_that_can_be_used_is_used_in_every_command(tmp_path, id):
    study = small_study(tmp_path, coded=False, documents__csv=HEADER + f"int-01.txt,{id},interview,,,,,\n")
    done = forankret(study, "coding", "add", f"{id}:2", "uklart", "--coder", "hege")
    assert done.code == 0, done.err
    (row,) = answered(study, "quotes", "uklart")
    assert (row["document"], row["utterance"]) == (id, f"{id}:0002")
    assert forankret(study, "show", f"{id}:2").out.startswith(f"{id}:0002")


def test_an_id_stands_for_one_document_only(tmp_path):
    found, (problem,) = documents(tmp_path, HEADER + "a.txt,A,interview,,,,,\nb.txt,A,interview,,,,,\n")
    assert [document.file for document in found] == ["a.txt"]
    assert (problem.place, problem.check) == ("data/raw/documents.csv:3", "duplicate-id")
    assert "line 2" in problem.message


def test_ids_that_differ_in_capitals_only_are_an_error_of_check(tmp_path):
    rows = "int-01.txt,INT-01,interview,,,,,\nint-02.md,int-01,interview,,,,,\n"
    study = small_study(tmp_path, coded=False, documents__csv=HEADER + rows)
    assert "[alike-ids]" in forankret(study, "check").out


@pytest.mark.parametrize("file", ["../study.yaml", "/etc/passwd", "sub/../../x.txt", "..\\x.txt"])
def test_a_file_outside_raw_is_refused(tmp_path, file):
    assert "outside data/raw" in fault(tmp_path, HEADER + f"{file},A,interview,,,,,\n").message


@pytest.mark.parametrize("file", ["runde 1/int-01.txt", "runde 1\\int-01.txt"])
def test_a_file_may_lie_in_a_folder_below_raw_however_the_slash_is_written(tmp_path, file):
    study = small_study(tmp_path, coded=False, documents__csv=HEADER + f"{file},A,interview,,,,,\n")
    put(study, "data/raw/runde 1/int-01.txt", "OA: Hei.\n")
    assert "1 document, 1 utterance" in forankret(study, "ingest").out


def test_a_file_name_from_a_mac_is_the_same_name(tmp_path):
    study = small_study(tmp_path, coded=False, documents__csv=HEADER + "m\u00e5ned.txt,A,interview,,,,,\n")
    put(study, "data/raw/ma\u030aned.txt", "OA: Hei.\n")
    said = forankret(study, "ingest")
    assert "1 document, 1 utterance" in said.out
    assert "ned.txt" not in said.err


def test_an_unknown_kind_names_those_that_are_known(tmp_path):
    problem = fault(tmp_path, HEADER + "a.txt,A,samtale,,,,,\n")
    assert problem.level == "error" and "focus-group" in problem.remedy


@pytest.mark.parametrize(
    "date", ["2024-02-31", "31.2.2024", "14/02/2024", "14.02.24", "0001-01-01", "i fjor"]
)
def test_a_date_that_cannot_be_is_a_warning_and_the_document_is_read(tmp_path, date):
    found, (problem,) = documents(tmp_path, HEADER + f"a.txt,A,interview,,,{date},,\n")
    assert found and (problem.level, problem.check) == ("warning", "date")


@pytest.mark.parametrize(
    "date", ["2024-02-04", "04.02.2024", "4.2.2024", "4. 2. 2024", "2024/02/04", "2024-02-04 00:00:00"]
)
def test_a_date_may_be_written_as_norwegian_spreadsheets_save_it_and_is_kept_as_iso(tmp_path, date):
    found, problems = documents(tmp_path, HEADER + f"a.txt,A,interview,,,{date},,\n")
    assert not problems and found[0].date == "2024-02-04"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("intervju", "interview"),
        ("Fokusgruppe", "focus-group"),
        ("fokusgruppe-intervju", "focus-group"),
        ("Focus group", "focus-group"),
        ("feltnotat", "field-note"),
        ("Møtereferat", "minutes"),
        ("referat", "minutes"),
        ("deltakarreferat", "participant-minutes"),
        ("rapport", "report"),
    ],
)
def test_a_kind_may_be_written_in_norwegian(tmp_path, written, kind):
    found, problems = documents(tmp_path, HEADER + f"a.txt,A,{written},,,,,\n")
    assert not problems and found[0].kind == kind


@pytest.mark.parametrize(
    "header",
    ["Fil;Dokument;Type;Case;Fase;Dato;Form;Erstatter", "fil;dokument;slag;case;fase;dato;modus;erstattar"],
)
def test_columns_may_be_named_in_norwegian(tmp_path, header):
    found, problems = documents(
        tmp_path, f"{header}\nb.txt;B;intervju;;;;;\na.txt;A;intervju;nord;start;14.02.2024;fysisk;B\n"
    )
    assert not problems
    assert found[1] == Document(
        "A", "a.txt", "interview", "nord", "start", "2024-02-14", "fysisk", "B", (), 3
    )


def test_a_norwegian_column_beside_one_of_our_own_name_is_a_further_column(tmp_path):
    found, _ = documents(tmp_path, "file,document,kind,type\na.txt,A,interview,digital\n")
    assert found[0].kind == "interview" and found[0].extra == (("type", "digital"),)


def test_columns_of_speakers_may_be_named_in_norwegian(tmp_path):
    put(tmp_path, "data/raw/speakers.csv", "dokument;merkelapp;pseudonym;rolle\n*;Kari;P-1;OA\n")
    (speaker,), problems = read_speakers(StudyFolder(tmp_path))
    assert not problems and (speaker.label, speaker.speaker, speaker.role) == ("Kari", "P-1", "OA")


def test_a_row_whose_kind_is_wrong_is_told_once_and_its_file_is_not_said_to_lack_a_row(tmp_path):
    study = small_study(tmp_path, coded=False, documents__csv=HEADER + "int-01.txt,A,samtale,,,,,\n")
    said = forankret(study, "ingest").both
    assert "the kind 'samtale'" in said and "int-01.txt: warning: has no row" not in said
    assert "int-02.md: warning: has no row" in said


def test_where_the_register_cannot_be_read_no_file_is_said_to_lack_a_row(tmp_path):
    study = small_study(tmp_path, coded=False, documents__csv="navn,id\nint-01.txt,A\n")
    said = forankret(study, "ingest").both
    assert "lacks the column" in said and "has no row" not in said


def test_a_lost_header_is_told_before_the_codings_that_lack_their_documents(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/documents.csv", "navn,id,hva\nint-01.txt,INT-01,interview\n")
    lines = forankret(study, "code").err.splitlines()
    assert lines[0].startswith("data/raw/documents.csv:1: error: lacks the column")
    files = {path.as_posix() for path in study.glob("codebooks/codings/*/*.jsonl")}
    assert sum("[coding-utterance-gone]" in line for line in lines) == len(files) < 6
    assert not [line for line in lines if "coding remove" in line]
    assert forankret(study, "check").out.startswith("data/raw/documents.csv:1: error: lacks the column")


@pytest.mark.parametrize(
    "rows",
    [
        "a.txt,A,interview,,,,,A\n",
        "a.txt,A,interview,,,,,B\nb.txt,B,interview,,,,,A\n",
        "a.txt,A,interview,,,,,C\nb.txt,B,interview,,,,,A\nc.txt,C,interview,,,,,B\n",
    ],
)
def test_documents_that_replace_each_other_in_a_circle_are_an_error_and_one_stays(tmp_path, rows):
    found, problems = documents(tmp_path, HEADER + rows)
    assert [problem.check for problem in problems] == ["replaces"]
    assert len(found) - len({document.replaces for document in found} - {""}) == 1


def test_a_document_is_replaced_by_one_other_only(tmp_path):
    rows = "a.txt,A,interview,,,,,\nb.txt,B,interview,,,,,A\nc.txt,C,interview,,,,,A\n"
    problem = fault(tmp_path, HEADER + rows)
    assert problem.place == "data/raw/documents.csv:4" and "both B and C" in problem.message


def test_a_document_cannot_replace_one_that_is_not_there(tmp_path):
    assert "'Q', which is not a document" in fault(tmp_path, HEADER + "a.txt,A,interview,,,,,Q\n").message


def test_speakers_come_from_any_of_the_marks(tmp_path):
    put(tmp_path, "data/raw/speakers.csv", "document;label;speaker;role;case\n*;Kari;P-1;OA;nord\n")
    (speaker,), problems = read_speakers(StudyFolder(tmp_path))
    assert not problems
    assert (speaker.document, speaker.label, speaker.speaker, speaker.role) == ("*", "Kari", "P-1", "OA")


def test_a_study_needs_no_speakers(tmp_path):
    assert read_speakers(StudyFolder(tmp_path)) == ([], [])


def test_a_speaker_without_document_or_label_is_an_error_with_its_line(tmp_path):
    put(tmp_path, "data/raw/speakers.csv", "document,label,role\n*,F,F\n,X,OA\nINT-01,,OA\n")
    found, problems = read_speakers(StudyFolder(tmp_path))
    assert len(found) == 1
    assert [problem.place[-2:] for problem in problems] == [":3", ":4"]


def test_the_check_names_speakers_of_documents_labels_and_roles_that_are_not_there(tmp_path):
    rows = "INT-99,OA,x,OA,\nINT-01,Q,q,OA,\nINT-01,OA,y,TOLK,\n"
    said = forankret(small_study(tmp_path, speakers__csv=SPEAKERS + rows), "check")
    assert said.code == 1
    assert "speakers.csv:3: warning: there is no document 'INT-99'" in said.out
    assert "speakers.csv:4: warning: nobody in INT-01 speaks as 'Q'" in said.out
    assert "speakers.csv:5: error: the role 'TOLK' is not in study.yaml" in said.out


def test_cases_and_waves_that_the_study_does_not_list_are_warnings_and_can_be_asked_for(tmp_path):
    rows = DOCUMENTS.replace("nord,start", "øst,midt")
    study = small_study(tmp_path, documents__csv=rows)
    said = forankret(study, "check")
    assert said.code == 0
    assert "'øst'" in said.out and "'midt'" in said.out
    assert answered(study, "mentions", "uklart", "--case", "øst")[0]["codings"] == 1


def test_two_rows_with_one_file_are_noticed(tmp_path):
    rows = DOCUMENTS + "int-01.txt,INT-1B,interview,nord,start,,,\n"
    said = forankret(small_study(tmp_path, documents__csv=rows), "check")
    assert "data/raw/documents.csv:5: warning" in said.out and "[read-twice]" in said.out


def test_a_file_without_a_row_is_named_and_not_read(tmp_path):
    study = small_study(tmp_path)
    put(study, "data/raw/glemt.txt", "OA: Hei.\n")
    said = forankret(study, "ingest")
    assert said.code == 0
    assert "data/raw/glemt.txt: warning: has no row" in said.err and "15 utterances" in said.out
