"""A stage runs when its inputs, its settings or the program changed: contents tell, not the clock."""

import os

import pytest
import yaml
from small_study import CODEBOOK, INT_01, STUDY, answered, built_study, contents, forankret, put, small_study

STAGES = ("ingest", "code", "analyse", "report")


@pytest.fixture
def study(tmp_path):
    return built_study(tmp_path)


def fresh(folder) -> dict[str, bool]:
    """Which stages ``status`` calls up to date."""
    lines = forankret(folder, "status").out.splitlines()
    return {
        stage: "up to date" in next(line for line in lines if line.startswith(f"  {stage} "))
        for stage in STAGES
    }


def is_fresh_from(folder) -> list[str]:
    return [stage for stage, is_fresh in fresh(folder).items() if is_fresh]


def test_a_second_build_does_nothing_and_says_so(study):
    before = {path: path.stat().st_mtime_ns for path in study.rglob("*")}
    said = forankret(study, "report")
    assert said.code == 0 and said.out.startswith("Up to date: ")
    assert {path: path.stat().st_mtime_ns for path in study.rglob("*")} == before


def test_touching_files_changes_nothing(study):
    for path in [*(study / "data/raw").iterdir(), study / "study.yaml", study / "reports/report.docx"]:
        os.utime(path, (10**9, 10**9))
    assert is_fresh_from(study) == list(STAGES)


@pytest.mark.parametrize(
    ("name", "text", "still_fresh"),
    [
        ("data/raw/int-01.txt", INT_01.replace("nytt", "gammelt"), []),
        ("data/raw/speakers.csv", "document,label,speaker,role\n", []),
        ("codebooks/codebook.yaml", CODEBOOK.replace("Slippe", "Miste"), ["ingest"]),
        ("codebooks/stopwords/drop.txt", "kanskje # prøve\n", ["ingest", "code"]),
        ("codebooks/memos/2025-01-01-ny.md", "---\ntitle: Ny\n---\nHei.\n", ["ingest", "code", "analyse"]),
        ("study.yaml", STUDY.replace("En liten", "En annen"), ["ingest", "code", "analyse"]),
        ("study.yaml", STUDY.replace("{label: Nord}", "{label: Nordre}"), []),
        ("study.yaml", STUDY + "# en merknad\n", ["ingest", "code", "analyse"]),
        ("notebooks/mine.py", "1 + 1\n", list(STAGES)),
        ("diagram.svg", "<svg/>\n", list(STAGES)),
        ("opptak/Int-01.MP3", "lyd", ["ingest", "code", "analyse"]),
        ("navneliste.txt", "hvem", ["ingest", "code", "analyse"]),
        ("study (1).yaml", STUDY, ["ingest", "code", "analyse"]),
    ],
)
def test_what_changed_is_made_again_with_all_that_stands_on_it(study, name, text, still_fresh):
    put(study, name, text)
    assert is_fresh_from(study) == still_fresh


@pytest.mark.parametrize("name", ["data/processed/utterances.parquet", "data/processed/codings.parquet"])
@pytest.mark.parametrize("spoilt", [None, b"x"])
def test_an_output_that_was_deleted_or_edited_is_made_again(study, name, spoilt):
    path = study / name
    before = path.read_bytes()
    path.unlink() if spoilt is None else path.write_bytes(spoilt)
    assert answered(study, "mentions", "uklart")[0]["codings"] == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["manifest.json", "figures/coverage.svg"])
def test_a_report_file_that_was_edited_is_made_again(study, name):
    before = (study / "reports" / name).read_bytes()
    (study / "reports" / name).write_bytes(before + b" ")
    assert not fresh(study)["report"]
    forankret(study, "report")
    assert (study / "reports" / name).read_bytes() == before
    assert is_fresh_from(study) == list(STAGES)


def test_another_program_makes_everything_again(study, monkeypatch):
    monkeypatch.setattr("pipeline.stages.opened.program_digest", lambda: "another")
    assert is_fresh_from(study) == []


def test_the_digest_of_the_program_sees_its_source_and_data(tmp_path, monkeypatch):
    from pipeline.store import folder

    monkeypatch.setattr(folder, "PROGRAM", tmp_path)
    put(tmp_path, "a.py", "1")
    put(tmp_path, "words.txt", "1")
    seen = set()
    for name, text in (
        ("a.py", "1"),
        ("a.py", "2"),
        ("words.txt", "2"),
        ("b.py", ""),
        ("__pycache__/a.pyc", "1"),
    ):
        put(tmp_path, name, text)
        folder.program_digest.cache_clear()
        seen.add(folder.program_digest())
    folder.program_digest.cache_clear()
    assert len(seen) == 4


def test_a_coding_counts_as_soon_as_it_is_added_and_no_more_once_it_is_removed(study):
    assert answered(study, "mentions", "uklart")[0]["utterances"] == 2
    coding = forankret(study, "coding", "add", "INT-02:4", "uklart", "--coder", "hege").out.split()[0]
    assert answered(study, "mentions", "uklart")[0]["utterances"] == 3
    forankret(study, "coding", "remove", coding, "--coder", "hege")
    assert answered(study, "mentions", "uklart")[0]["utterances"] == 2


def test_what_is_not_made_any_more_goes_away(study):
    assert (study / "reports/tables/words_OA_start.csv").exists()
    put(study, "study.yaml", STUDY.replace("  start: {label: start}\n", "  begynnelse: {}\n"))
    put(
        study,
        "data/raw/documents.csv",
        (study / "data/raw/documents.csv").read_text().replace("start", "begynnelse"),
    )
    assert forankret(study, "report").code == 0
    names = {path.stem for path in (study / "reports/tables").iterdir()}
    assert "words_OA_begynnelse" in names and "words_OA_start" not in names


def test_clean_takes_what_stages_wrote_and_nothing_else(study):
    put(study, "reports/mitt.txt", "mitt")
    put(study, "reports/tables/mitt.csv", "mitt")
    put(study, "data/processed/.gitkeep", "")
    put(study, "reports/figures/.x.svg.12345678.part", "halvt")
    before, promised = contents(study), (study / "reports/manifest.json").read_bytes()
    said = forankret(study, "clean")
    assert said.code == 0 and "derived files removed" in said.out
    assert contents(study) == before
    assert (study / "reports/manifest.json").read_bytes() == promised
    left = set(contents(study, "reports", "data/processed"))
    assert left == {
        "reports/manifest.json",
        "reports/mitt.txt",
        "reports/tables/mitt.csv",
        "data/processed/.gitkeep",
    }


def test_clean_follows_no_manifest_out_of_the_derived_folders(study):
    names = ("data/raw/int-01.txt", "reports/../study.yaml")
    outputs = ", ".join(f'"{name}": {{"sha256": ""}}' for name in names)
    put(study, "reports/manifest.json", f'{{"inputs": {{}}, "outputs": {{{outputs}}}}}')
    before = contents(study)
    forankret(study, "clean")
    assert contents(study) == before


def test_after_clean_the_same_report_is_built(study):
    before = contents(study, "reports")
    forankret(study, "clean")
    forankret(study, "report")
    assert contents(study, "reports") == before


def test_a_record_that_was_spoilt_is_not_believed(study):
    for name in STAGES:
        put(study, f"data/processed/{name}.stage.json", '{"key": "x"')
    assert is_fresh_from(study) == []
    assert forankret(study, "mentions", "uklart").code == 0


def roles_turned(folder) -> None:
    """The roles of the study in another order than the alphabet's."""
    settings = yaml.safe_load(STUDY)
    roles = dict(sorted(settings["roles"].items(), reverse=True))
    put(
        folder,
        "study.yaml",
        yaml.safe_dump({**settings, "roles": roles}, allow_unicode=True, sort_keys=False),
    )


def test_a_report_is_the_same_whichever_command_counted_for_it(tmp_path):
    at_once, step_by_step = (small_study(tmp_path / name) for name in ("a", "b"))
    for folder in (at_once, step_by_step):
        roles_turned(folder)
    assert forankret(step_by_step, "analyse").code == 0
    for folder in (at_once, step_by_step):
        assert forankret(folder, "report").code == 0
    assert contents(at_once, "reports") == contents(step_by_step, "reports")
    assert forankret(step_by_step, "verify").code == 0


def test_roles_in_another_order_are_another_study(study, tmp_path):
    roles_turned(study)
    assert forankret(study, "report").code == 0
    anew = small_study(tmp_path / "anew")
    roles_turned(anew)
    assert forankret(anew, "report").code == 0
    assert contents(study, "reports") == contents(anew, "reports")
