"""Every table and figure can be had for a part of the study, in a folder of one's own."""

from pathlib import Path

import pandas as pd
import pytest
from commands import run


@pytest.fixture(scope="module")
def narrowed(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("narrowed") / "ansatte ved start"
    done = run(demonstration, "analyse", "--role", "OA", "--wave", "start", "--out", str(out))
    assert done.returncode == 0, done.stderr
    return out


def test_the_narrowed_counts_are_those_of_the_question_narrowed_alike(
    demonstration: Path, narrowed: Path
) -> None:
    table = pd.read_csv(narrowed / "tables/code_frequencies.csv", keep_default_na=False)
    row = table[(table[["role", "case", "wave"]] == "all").all(axis=1) & (table["code"] == "uklart-begrep")]
    asked = run(
        demonstration,
        *("mentions", "uklart-begrep", "--role", "OA", "--wave", "start", "--format", "csv"),
    ).stdout.splitlines()
    units = ["codings", "utterances", "documents", "speakers", "of_utterances", "of_documents", "of_speakers"]
    answer = dict(zip(asked[0].split(","), map(int, asked[1].split(",")), strict=True))
    assert row[units].iloc[0].to_dict() == {unit: answer[unit] for unit in units}
    assert answer["of_speakers"] == 6


def test_the_narrowed_words_are_those_of_the_role_and_wave(demonstration: Path, narrowed: Path) -> None:
    whole = pd.read_csv(demonstration / "reports/tables/words_OA_start.csv", keep_default_na=False)
    part = pd.read_csv(narrowed / "tables/words_all_all.csv", keep_default_na=False)
    pd.testing.assert_frame_equal(part, whole)


def test_the_figures_are_drawn_too(narrowed: Path) -> None:
    names = {path.name for path in (narrowed / "figures").iterdir()}
    assert {"cloud_all_all.svg", "cloud_all_all.png", "code_by_case.svg", "frequencies.png"} <= names


def test_a_folder_that_holds_something_is_left_alone(demonstration: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run(demonstration, "analyse", "--role", "OA", "--out", str(tmp_path))
    assert done.returncode == 1
    assert "holds something already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [(("--role", "OA"), 2, "--out"), (("--role", "XX", "--out", "new"), 1, "no role 'XX'")],
)
def test_what_cannot_be_meant_is_asked_back(
    demonstration: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(demonstration, "analyse", *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert not (demonstration / "new").exists()
