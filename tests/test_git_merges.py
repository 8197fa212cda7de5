"""Two people who join their copies of a study with git: nothing is lost, and check says what is left."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from small_study import forankret, small_study

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
LOGS = (
    "codebooks/codings/anna/INT-01.jsonl",
    "codebooks/history.jsonl",
    "codebooks/memos.jsonl",
    "codebooks/sampling.jsonl",
)
MARKS = re.compile(r"(?m)^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|).*\n")
BREAKS = ("broken-chain", "chain", "broken-line", "conflict-marker")


def git(folder: Path, *arguments: str) -> str:
    options = ("-c", "user.name=En", "-c", "user.email=en@example.org", "-c", "commit.gpgsign=false")
    told = subprocess.run(["git", *options, *arguments], cwd=folder, capture_output=True, text=True)
    return told.stdout + told.stderr


def did(folder: Path, *arguments: str) -> None:
    said = forankret(folder, *arguments)
    assert said.code == 0, said.both


def works(folder: Path, name: str, utterance: str) -> None:
    """A line in each of the four logs."""
    did(folder, "coding", "add", utterance, "uklart", "--coder", "anna")
    did(folder, "codebook", "edit", "uklart", "--brief", name, "--coder", "anna", "--reason", "Klarere.")
    did(folder, "memo", "add", f"Notatet til {name}.", "--title", name.capitalize(), "--coder", "anna")
    did(folder, "sampling", "plan", f"Hva mener {name}?", "--coder", "anna")


@pytest.fixture
def merged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A study in which two branches wrote to every log and to the same field of a code, merged by git."""
    folder = small_study(tmp_path / "study")
    attributes = forankret(None, "new", str(tmp_path / "new")).code == 0 and request.param == "union"
    if attributes:
        shutil.copy(tmp_path / "new/.gitattributes", folder)
    works(folder, "alle", "INT-01:0002")
    for arguments in (
        ("init", "-b", "main"),
        ("add", "-A"),
        ("commit", "-m", "alle"),
        ("checkout", "-b", "b"),
    ):
        git(folder, *arguments)
    works(folder, "de andre", "INT-01:0004")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "b")
    git(folder, "checkout", "main")
    works(folder, "vi", "INT-01:0004")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "a")
    told = git(folder, "merge", "b")
    conflicts = {name for name in LOGS if f"Merge conflict in {name}" in told}
    assert conflicts == (set() if attributes else set(LOGS)), told
    return folder


def lines_of(folder: Path) -> int:
    return sum(MARKS.sub("", (folder / name).read_text(encoding="utf-8")).count("\n") for name in LOGS)


def unmarked(folder: Path, *names: str) -> None:
    """The marker lines taken out, as the messages say."""
    for name in names:
        path = folder / name
        path.write_text(MARKS.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def breaks(folder: Path) -> list[str]:
    return [
        line
        for line in forankret(folder, "check").out.splitlines()
        if any(f"[{one}]" in line for one in BREAKS)
    ]


@pytest.mark.parametrize("merged", ["union", "conflict"], indirect=True)
def test_what_two_wrote_is_all_there_and_can_be_mended(merged: Path) -> None:
    held = lines_of(merged)
    codebook = (merged / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    assert "<<<<<<<" in codebook
    said = forankret(merged, "check").both
    assert "git left both sides of a conflict here" in said and "codebooks/codebook.yaml:" in said
    ours = re.sub(r"(?s)<<<<<<<[^\n]*\n(.*?)=======\n.*?>>>>>>>[^\n]*\n", r"\1", codebook)
    (merged / "codebooks/codebook.yaml").write_text(ours, encoding="utf-8")
    works(merged, "etterpå", "INT-01:0003")
    unmarked(merged, *LOGS)
    assert forankret(merged, "check", "--mend").code in (0, 1)
    assert breaks(merged) == []
    assert lines_of(merged) >= held + 4
    assert "merged-history" not in forankret(merged, "check").both
