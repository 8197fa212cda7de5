"""A new study asks nothing, overwrites nothing, and builds an empty but honest report at once."""

import re
import zipfile
from pathlib import Path

import pytest
from small_study import contents, forankret, put

from pipeline.model import KINDS


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ny") / "Min studie æøå"
    assert forankret(None, "new", str(folder)).code == 0
    assert forankret(folder, "all").code == 0
    return folder


def words(html: str) -> str:
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_a_new_study_has_all_that_people_write(tmp_path):
    said = forankret(None, "new", str(tmp_path / "studie"))
    assert said.code == 0
    assert set(contents(tmp_path / "studie", ".")) == {
        ".gitattributes",
        "LES-MEG.md",
        "study.yaml",
        "data/raw/documents.csv",
        "data/raw/speakers.csv",
        "codebooks/codebook.yaml",
    }
    assert (tmp_path / "studie/data/raw/documents.csv").read_text() == (
        "file,document,kind,case,wave,date,mode,replaces\n"
    )


def test_a_new_study_has_the_default_roles_and_waves(tmp_path):
    from small_study import opened

    forankret(None, "new", str(tmp_path / "studie"))
    study = opened(tmp_path / "studie").study
    assert list(study.roles) == ["INN", "OA", "F"] and study.asking == {"F"}
    assert list(study.waves) == ["start", "underway", "end"]


def test_its_check_finds_nothing(empty):
    said = forankret(empty, "check")
    assert said.code == 0 and said.out.startswith("0 errors, 0 warnings")


def test_its_report_is_there_in_both_forms_and_says_that_nothing_is_in_it(empty):
    text = words((empty / "reports/report.html").read_text(encoding="utf-8"))
    assert "0 dokumenter" in text or "ingen dokumenter" in text.lower()
    with zipfile.ZipFile(empty / "reports/report.docx") as document:
        assert document.testzip() is None and "word/document.xml" in document.namelist()


def test_every_command_answers_in_an_empty_study(empty):
    for arguments in (["ingest"], ["code"], ["analyse"], ["status"], ["verify"], ["find", "ord"]):
        assert forankret(empty, *arguments).code == 0, arguments
    assert forankret(empty, "mentions", "noe").code == 1
    assert forankret(empty, "show", "INT-01:1").code == 1


def test_its_readme_speaks_neither_git_nor_python(empty):
    text = (empty / "LES-MEG.md").read_text(encoding="utf-8").lower()
    for word in ("git", "python", "pip", "repository", "commit", "venv", "parquet", "json", "regex"):
        assert not re.search(rf"\b{word}\b", text), word
    assert all(kind in text for kind in KINDS)


def test_its_readmes_example_row_and_code_work(empty, tmp_path):
    folder = tmp_path / "studie"
    forankret(None, "new", str(folder))
    text = (folder / "LES-MEG.md").read_text(encoding="utf-8")
    header, row = re.findall(r"^ +((?:file,|intervju1).*)$", text, re.MULTILINE)
    put(folder, "data/raw/documents.csv", f"{header}\n{row}\n")
    put(folder, "data/raw/intervju1.docx", docx("F: Hva er det?", "OA: hva er det egentlig"))
    said = forankret(folder, "ingest")
    assert said.code == 0 and "1 document, 2 utterances" in said.out


def docx(*paragraphs: str) -> bytes:
    import io

    from docx import Document

    document, data = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()


def test_the_example_code_of_its_codebook_can_be_used(tmp_path):
    folder = tmp_path / "studie"
    forankret(None, "new", str(folder))
    text = (folder / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    code = [line[1:] for line in text.splitlines() if line.startswith("#   ")]
    put(folder, "codebooks/codebook.yaml", "version: 1\ncodes:\n" + "\n".join(code) + "\n")
    said = forankret(folder, "show", "uklart-begrep")
    assert said.code == 0, said.err
    assert forankret(folder, "check").code == 0


@pytest.mark.parametrize(
    "name", ["study.yaml", "data/raw/documents.csv", "LES-MEG.md", "codebooks/codebook.yaml"]
)
def test_nothing_that_is_there_is_overwritten(tmp_path, name):
    put(tmp_path, name, "mitt")
    said = forankret(None, "new", str(tmp_path))
    assert said.code == 1 and name in said.err
    assert contents(tmp_path, ".") == {name: b"mitt"}


def test_a_folder_with_other_files_can_become_a_study(tmp_path):
    put(tmp_path, "notater.txt", "mitt")
    assert forankret(None, "new", str(tmp_path)).code == 0
    assert (tmp_path / "notater.txt").read_text() == "mitt"


def test_a_study_cannot_be_made_where_a_file_is(tmp_path):
    put(tmp_path, "fil", "mitt")
    for place in ("fil", "fil/studie"):
        said = forankret(None, "new", str(tmp_path / place))
        assert said.code == 1 and "Choose" in said.err


def test_what_it_says_to_type_works_in_a_folder_with_blanks(tmp_path):
    import shlex

    said = forankret(None, "new", str(tmp_path / "Min studie"))
    typed = shlex.split(said.out.rpartition("build it with: ")[2])
    assert typed[0] == "forankret" and forankret(None, *typed[1:-1], "status").code == 0


def test_what_git_is_told_already_is_left_as_it_is(tmp_path):
    (tmp_path / ".gitattributes").write_text("*.jsonl -text\n")
    said = forankret(None, "new", str(tmp_path))
    assert said.code == 0 and ".gitattributes" not in said.out
    assert (tmp_path / ".gitattributes").read_text() == "*.jsonl -text\n"


def test_logs_of_a_new_study_merge_as_those_of_the_demonstration(tmp_path):
    assert forankret(None, "new", str(tmp_path / "studie")).code == 0
    ours = (Path(__file__).parents[1] / ".gitattributes").read_text().splitlines()
    theirs = (tmp_path / "studie/.gitattributes").read_text(encoding="utf-8").splitlines()
    assert {line for line in theirs if not line.startswith("#")} <= set(ours)
