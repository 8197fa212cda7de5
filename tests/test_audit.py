"""The audit trail is a folder with all that the analysis stands on, each file with its digest."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from pages import code, section, tables
from small_study import INT_01, built_study, contents, forankret, put

from pipeline.exchange.audit_folder import COLUMNS
from pipeline.exchange.halpern import INTENTIONS, KINDS, PROCESS, RAW, REDUCED, RULES, SYNTHESIS, place_of
from pipeline.model import Memo
from pipeline.report.wording import LANGUAGES, wording
from pipeline.stages.auditing import MEANINGS
from pipeline.store.files import sha256


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return built_study(tmp_path)


def audited(study: Path, out: Path, *how: str) -> list[dict[str, str]]:
    """The rows of the index of an audit trail."""
    said = forankret(study, "audit", "--out", str(out), *how)
    assert said.code == 0, said.both
    with (out / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_that_people_wrote_and_every_output_is_in_the_trail(study: Path, tmp_path: Path) -> None:
    rows = audited(study, tmp_path / "trail")
    there = {row["source"] for row in rows} - {""}
    visible = set(contents(study, "study.yaml", "data/raw", "codebooks", "reports"))
    assert there == {name for name in visible if "/." not in name}
    assert {row["kind"] for row in rows} == set(KINDS) - {INTENTIONS}


def test_each_file_is_byte_for_byte_what_it_was_and_has_its_digest(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "trail"
    for row in audited(study, out):
        data = (out / row["file"]).read_bytes()
        assert (row["sha256"], int(row["bytes"])) == (sha256(data), len(data))
        assert not row["source"] or data == (study / row["source"]).read_bytes()
    sums = (out / "sha256sums.txt").read_text(encoding="utf-8")
    assert len(sums.splitlines()) == len(list(out.rglob("*.*"))) - 4


def test_two_trails_of_one_study_are_the_same_byte_for_byte(study: Path, tmp_path: Path) -> None:
    audited(study, tmp_path / "one")
    audited(study, tmp_path / "two")
    assert contents(tmp_path / "one", ".") == contents(tmp_path / "two", ".")


@pytest.mark.parametrize(
    ("file", "kind", "name"),
    [
        ("data/raw/int-01.txt", RAW, "int-01.txt"),
        ("data/raw/deep/er.txt", RAW, "deep/er.txt"),
        ("codebooks/codings/hege/INT-01.jsonl", REDUCED, "codings/hege/INT-01.jsonl"),
        ("reports/tables/code_frequencies.csv", REDUCED, "tables/code_frequencies.csv"),
        ("reports/tables/saturation_curve.csv", PROCESS, "tables/saturation_curve.csv"),
        ("reports/tables/negative_cases.csv", SYNTHESIS, "tables/negative_cases.csv"),
        ("codebooks/history.jsonl", PROCESS, "history.jsonl"),
        ("codebooks/coreq.yaml", INTENTIONS, "coreq.yaml"),
        ("codebooks/something-new.txt", PROCESS, "codebooks/something-new.txt"),
    ],
)
def test_a_file_goes_where_halpern_puts_it(file: str, kind: str, name: str) -> None:
    assert place_of(file)[:2] == (kind, name)


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ((("study", "positionality"),), INTENTIONS),
        ((("positionality", "hege"),), INTENTIONS),
        ((("positionality", "hege"), ("code", "uklart")), PROCESS),
        ((("code", "uklart"),), PROCESS),
        ((), PROCESS),
    ],
)
def test_a_memo_on_the_researchers_themselves_is_of_their_intentions(
    about: tuple[tuple[str, str], ...], kind: str
) -> None:
    memo = Memo("codebooks/memos/a.md", "2024-03-01", "A", about, "hege", "")
    assert place_of(memo.file, [memo]).kind == kind


def test_every_kind_of_file_has_words_in_every_language() -> None:
    whats = {place_of(name).what for name in ("study.yaml", "data/raw/a", "codebooks/codebook.yaml", "x")}
    whats |= {what for _, _, what in RULES}
    assert len(whats) > 12
    for language in LANGUAGES:
        assert [what for what in whats if not wording(language).has(f"audit.what.{what}")] == []


def test_without_text_nobodys_words_go_along(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "trail"
    rows = audited(study, out, "--without-text")
    text = "\n".join(path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file())
    secrets = [*re.findall(r"[A-ZÆØÅ][^:\n]{12,}", INT_01), "INT-01", "int-01", "ordet.md", "uklart", "hege"]
    assert [words for words in secrets if words in text] == []
    assert {row["copied"] for row in rows} == {"yes", "no"}
    raw = sha256((study / "data/raw/int-01.txt").read_bytes())
    assert raw in {row["sha256"] for row in rows if row["copied"] == "no"}


def test_without_text_the_public_report_goes_along(study: Path, tmp_path: Path) -> None:
    settings = (study / "study.yaml").read_text(encoding="utf-8")
    put(study, "study.yaml", settings.replace("report:", "report:\n  edition: public"))
    rows = audited(study, tmp_path / "trail", "--without-text")
    assert [row["file"] for row in rows if row["copied"] == "yes" and row["what"] == "rapporten"] == [
        "3-reconstruction-and-synthesis/report.docx",
        "3-reconstruction-and-synthesis/report.html",
    ]


def test_nothing_of_anybodys_is_written_over(study: Path, tmp_path: Path) -> None:
    put(tmp_path, "full/mine.txt", "mitt")
    assert forankret(study, "audit", "--out", str(tmp_path / "full")).code == 1
    assert contents(tmp_path / "full", ".") == {"mine.txt": b"mitt"}
    for place in ("reports/trail", "audit"):
        inside = forankret(study, "audit", "--out", str(study / place))
        assert inside.code == 1 and "lies inside the study" in inside.err
        assert not (study / place).exists()
    before = contents(study)
    audited(study, tmp_path / "trail")
    assert contents(study) == before


def test_what_each_code_has_meant_is_told_version_by_version(study: Path, tmp_path: Path) -> None:
    change = {
        "at": "2024-03-05T09:00:00Z",
        "who": "hege",
        "event": "edit",
        "code": "uklart",
        "reason": "Trang.",
    }
    change |= {
        "version": 4,
        "before": {"brief": "Før."},
        "after": {"brief": "Folk vet ikke hva ordet betyr."},
    }
    first = {**change, "version": 2, "before": {"brief": "Først."}, "after": {"brief": "Før."}}
    put(study, "codebooks/history.jsonl", f"{json.dumps(first)}\n{json.dumps(change)}\n")
    book = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(study, "codebooks/codebook.yaml", book.replace("version: 3", "version: 4"))
    out = tmp_path / "trail"
    audited(study, out)
    with (out / "6-instrument-development/definitions.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["code"] == "uklart"]
    assert list(told[0]) == list(MEANINGS)
    assert [(row["from_version"], row["brief"]) for row in told] == [
        ("2", "Før."),
        ("4", "Folk vet ikke hva ordet betyr."),
    ]


def test_the_index_leads_to_every_file(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "trail"
    rows = audited(study, out)
    index = (out / "index.html").read_text(encoding="utf-8")
    assert [row["file"] for row in rows if f'href="{row["file"]}"' not in index] == []
    assert "<script" not in index and "http" not in index.replace("http-equiv", "")


def test_the_page_names_the_folders_and_the_columns_of_the_index() -> None:
    under = section("docs/audit.md", "## The whole trail: `forankret audit`")
    assert [code(row[0])[0] for row in tables(under)[0][1:]] == list(KINDS)
    assert set(COLUMNS) <= set(code(under)) and set(MEANINGS) <= set(code(under))


def test_a_file_that_cannot_be_read_leaves_no_trail_that_seems_whole(tmp_path: Path) -> None:
    study = built_study(tmp_path)
    (study / "codebooks/notes.txt").symlink_to(tmp_path / "nowhere")
    said = forankret(study, "audit", "--out", str(tmp_path / "out"))
    assert said.code == 1 and "codebooks/notes.txt" in said.err and "not whole" in said.err
    assert not (tmp_path / "out/index.csv").exists()
