"""A build killed at any moment leaves nothing half-written that looks finished, and is taken up again."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from small_study import STUDY, built_study, contents, forankret, put, small_study

from pipeline.store.folder import StudyFolder
from pipeline.store.freshness import read_record

STAGES = ("ingest", "code", "analyse", "report")
DERIVED = ("reports", "data/processed/tables")
OTHER = STUDY.replace("  start: {label: start}\n", "  begynnelse: {}\n").replace("En liten", "En annen")


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def change(study: Path) -> None:
    """A change after which every stage runs again and some outputs have other names."""
    put(study, "study.yaml", OTHER)
    rows = (study / "data/raw/documents.csv").read_text(encoding="utf-8")
    put(study, "data/raw/documents.csv", rows.replace("start", "begynnelse"))


def derived(study: Path) -> dict[str, bytes]:
    return contents(study, *DERIVED)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The outputs of the study as it was."""
    return derived(built_study(tmp_path_factory.mktemp("for")))


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """The outputs of the study as it became, built in one go."""
    study = small_study(tmp_path_factory.mktemp("etter"))
    change(study)
    assert forankret(study, "report").code == 0
    return derived(study)


def begun(study: Path) -> int:
    """A build that was begun in a process of its own: its number."""
    child = os.fork()
    if child == 0:
        os._exit(forankret(study, "report").code)
    return child


def build_and_kill(study: Path, seconds: float) -> bool:
    """Whether a build was killed before it came to its end."""
    child = begun(study)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def assert_nothing_is_half(study: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    for name, data in derived(study).items():
        if not Path(name).name.startswith("."):
            assert data in (before.get(name), after.get(name)), name
    for stage in STAGES:
        record = read_record(StudyFolder(study), stage)
        if record is not None and record.is_finished:
            assert all((study / name).exists() for name in record.outputs), stage


@forks
def test_a_build_killed_at_any_moment_leaves_no_half_file_and_is_taken_up(tmp_path, before, after):
    chance = random.Random(7)
    killed, whole = 0, 1.5
    for turn in range(20):
        folder = tmp_path / str(turn // 10)
        if not folder.exists():
            study = built_study(folder)
            change(study)
            authored = contents(study)
        killed += build_and_kill(study, chance.uniform(0, whole))
        assert_nothing_is_half(study, before, after)
        if turn % 10 == 9:
            assert forankret(study, "report").code == 0
            assert derived(study) == after
            assert contents(study) == authored
    assert killed >= 5


class Killed(BaseException):
    """Stands for a death at the very moment of a write, of which nothing in the program hears."""


def die_at_write(study: Path, write: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report whose n-th file is written beside its place, and never put there."""
    writes, rename = iter(range(1, 1000)), Path.rename

    def replace(path: Path, target: Path) -> None:
        if next(writes) == write:
            monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
            raise Killed
        rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(Killed):
        forankret(study, "report")
    monkeypatch.undo()


@pytest.mark.parametrize("write", [1, 9, 40, 85])
def test_a_death_during_a_certain_write_leaves_no_half_file_and_is_taken_up(
    tmp_path, before, after, monkeypatch, write
):
    study = built_study(tmp_path)
    change(study)
    die_at_write(study, write, monkeypatch)
    assert_nothing_is_half(study, before, after)
    assert forankret(study, "report").code == 0
    assert derived(study) == after
    assert not [name for name in contents(study, "data", "reports") if name.endswith(".part")]


def test_what_only_a_build_that_died_wrote_is_taken_away_by_the_next(tmp_path, before, monkeypatch):
    study = built_study(tmp_path)
    was = contents(study)
    change(study)
    die_at_write(study, 78, monkeypatch)
    assert (study / "reports/tables/words_OA_begynnelse.csv").exists()
    for name, data in was.items():
        put(study, name, data)
    assert forankret(study, "report").code == 0
    assert derived(study) == before


def test_after_a_death_status_says_what_is_to_be_run_again(tmp_path, monkeypatch):
    study = built_study(tmp_path)
    change(study)
    monkeypatch.setattr("pipeline.stages.analyse.all_tables", lambda *_: 1 / 0)
    assert forankret(study, "report").code == 3
    lines = forankret(study, "status").out.splitlines()
    assert "  analyse  to be run again (it did not come to its end)" in lines
    assert lines[-1].startswith("  report   to be run again")


@forks
def test_two_that_build_at_once_both_end_well_and_build_the_same(tmp_path, after):
    study = small_study(tmp_path / "to")
    change(study)
    both = [begun(study), begun(study)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in both] == [0, 0]
    assert derived(study) == after


def test_a_build_that_waits_too_long_for_another_says_so(tmp_path, monkeypatch):
    from filelock import FileLock

    study = small_study(tmp_path, coded=False)
    (study / "data/processed").mkdir(exist_ok=True)
    monkeypatch.setattr("pipeline.stages.running.LONGEST_WAIT", 0.1)
    put(study, "data/raw/int-01.txt", "OA: Nytt.\n")
    with FileLock(study / "data/processed/.build.lock"):
        said = forankret(study, "ingest")
    assert said.code == 1 and "[busy]" in said.err
    assert forankret(study, "ingest").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["check"],
        ["check", "--mend"],
        ["code"],
        ["analyse"],
        ["all"],
        ["verify"],
        ["status"],
        ["clean"],
        ["show", "INT-01:2"],
        ["find", "ordet"],
        ["quotes", "uklart"],
        ["mentions", "uklart"],
        ["new", "ny"],
    ],
    ids=" ".join,
)
def test_no_command_but_coding_and_import_changes_what_people_wrote(tmp_path, monkeypatch, arguments):
    study = built_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = contents(study)
    assert forankret(study, *arguments).code == 0
    assert contents(study) == before


def test_codebooks_and_raw_data_that_may_only_be_read_are_enough(tmp_path):
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("the system's administrator may write everywhere")
    study = small_study(tmp_path)
    for path in [*(study / "data/raw").rglob("*"), *(study / "codebooks").rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert forankret(study, "report").code == 0
    said = forankret(study, "coding", "add", "INT-02:4", "uklart", "--coder", "hege")
    assert said.code == 1 and "[not-saved]" in said.err
