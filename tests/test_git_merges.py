"""Two people who join their copies of a study with git: nothing is lost, and check says what is left."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from small_study import STUDY, answered, forankret, small_study

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
LOGS = (
    "codebooks/codings/anna/INT-01.jsonl",
    "codebooks/history.jsonl",
    "codebooks/memos.jsonl",
    "codebooks/sampling.jsonl",
)
THREE = STUDY.replace("report:", "  anna: {label: Tredje}\nreport:", 1)
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
    folder = small_study(tmp_path / "study", study__yaml=THREE)
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


def committed(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", message)


def definition(folder: Path, coder: str, text: str) -> None:
    did(folder, "codebook", "edit", "uklart", "--definition", text, "--coder", coder, "--reason", "Klarere.")


def ours_of(folder: Path, name: str = "codebooks/codebook.yaml") -> None:
    """Our side of each conflict in a file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    sides = re.sub(r"(?s)<<<<<<<[^\n]*\n(.*?)=======\n.*?>>>>>>>[^\n]*\n", r"\1", text)
    path.write_text(sides, encoding="utf-8")


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """Hege's and Ola's copies, both at version 4 with a definition of their own, merged; Ola's text stands.

    Hege, Ola and a third coder, who changed nothing, each put the code under version 4.
    """
    folder = small_study(tmp_path / "study", study__yaml=THREE)
    did(folder, "codebook", "record", "--coder", "hege", "--reason", "Loggen begynner her.")
    assert forankret(None, "new", str(tmp_path / "new")).code == 0
    shutil.copy(tmp_path / "new/.gitattributes", folder)
    git(folder, "init", "-b", "main")
    committed(folder, "alle")
    git(folder, "checkout", "-b", "hege")
    definition(folder, "hege", "Heges definisjon.")
    did(folder, "coding", "add", "INT-01:0006", "uklart", "--coder", "hege")
    did(folder, "coding", "add", "INT-02:0001", "uklart", "--coder", "anna")
    definition(folder, "hege", "Heges andre definisjon.")
    did(folder, "coding", "add", "INT-01:0007", "uklart", "--coder", "hege")
    committed(folder, "hege")
    git(folder, "checkout", "main")
    definition(folder, "ola", "Olas definisjon.")
    did(folder, "coding", "add", "INT-01:0006", "uklart", "--coder", "ola")
    committed(folder, "ola")
    git(folder, "merge", "hege")
    ours_of(folder)
    return folder


def meant(folder: Path, utterance: str) -> set[tuple[str, str]]:
    """What the code meant there, and in whose copy, as trace tells it."""
    told = forankret(folder, "trace", utterance, "--format", "json")
    assert told.code == 0, told.both
    return {(one["definition"], one["copy"]) for one in json.loads(told.out)["definitions"]}


def test_trace_tells_what_a_code_meant_in_the_copy_of_the_one_who_coded(apart: Path) -> None:
    hege, ola = ("Heges definisjon.", "line 7, hege"), ("Olas definisjon.", "line 6, ola")
    did(apart, "check", "--mend")
    assert meant(apart, "INT-01:0006") == {hege, ola}
    assert meant(apart, "INT-02:0001") == {hege, ola}
    assert meant(apart, "INT-01:0007") == {("Heges andre definisjon.", "")}
    assert (
        "version 4 in the copy of history.jsonl, line 7, hege" in forankret(apart, "trace", "INT-02:0001").out
    )


def test_every_command_that_is_asked_for_a_version_that_stands_twice_says_so(apart: Path) -> None:
    did(apart, "check", "--mend")
    both = "uklart, definition: «Olas definisjon.» (line 6, ola); «Heges definisjon.» (line 7, hege)"
    for arguments in (
        ("codebook", "at", "4"),
        ("codebook", "show", "uklart", "--at", "4"),
        ("codebook", "diff", "3", "4"),
        ("mentions", "uklart", "--codebook", "4"),
    ):
        said = forankret(apart, *arguments)
        assert said.code == 0 and "Version 4 stands more than once" in said.err and both in said.err, (
            arguments
        )
    assert "stands" not in forankret(apart, "codebook", "at", "3").err
    assert "definition: Olas definisjon." in forankret(apart, "codebook", "at", "4").out


def test_the_doubled_number_is_named_and_the_next_version_counts_on_from_the_highest(apart: Path) -> None:
    assert "version: 4" in (apart / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    did(apart, "check", "--mend")
    lines = forankret(apart, "check").out.splitlines()
    (line,) = [line for line in lines if "[history-twice]" in line]
    assert line.startswith(
        "codebooks/history.jsonl:7: warning: version 4 stands here (hege) and in line 6, ola"
    )
    assert "[history-ahead]" in forankret(apart, "check").out
    definition(apart, "ola", "Vår definisjon.")
    assert [row["version"] for row in answered(apart, "codebook", "log", "uklart")] == [3, 4, 4, 5, 6]
    told = forankret(apart, "check").out
    assert not any(f"[{one}]" in told for one in ("history-version", "history-ahead", "history-fields"))
    alone = forankret(apart, "codebook", "at", "5")
    assert "Version 5 was made in one copy alone" in alone.err and "Heges andre definisjon." in alone.out


def test_agreement_by_version_says_that_a_version_stands_twice(apart: Path) -> None:
    for utterance in ("INT-02:0002", "INT-02:0004"):
        did(apart, "coding", "add", utterance, "uklart", "--coder", "ola")
    for coder in ("hege", "ola"):
        did(apart, "coding", "done", "INT-02", "--coder", coder)
    said = forankret(apart, "agreement", "--part", "versions")
    assert said.code == 0 and "Version 4 of the codebook stands more than once" in said.err
    assert "stands more than once" not in forankret(apart, "agreement", "--part", "codes").err
