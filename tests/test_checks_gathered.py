"""Forty warnings of one kind do not hide the one of another kind; a program is told of each."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from small_study import CODEBOOK, answered, forankret, small_study

from pipeline.checks.gathering import FIRST, Further, gathered
from pipeline.problems import Problem, error, warning

THIN = "".join(f"  - {{id: ny-{number}, label: Ny {number}}}\n" for number in range(40))


def thin(line: int, level: str = "warning", check: str = "six-fields", file: str = "a.yaml") -> Problem:
    tell = warning if level == "warning" else error
    return tell(f"{file}:{line}", check, f"code {line}.", "Describe it.")


def test_many_warnings_of_one_kind_in_a_file_are_told_by_the_first_and_their_number() -> None:
    many = [thin(line) for line in range(1, 41)]
    other = thin(41, check="parent")
    assert list(gathered([*many, other])) == [*many[:FIRST], Further("a.yaml", "six-fields", 35), other]


def test_nothing_is_gathered_that_must_be_seen_or_that_is_told_as_shortly() -> None:
    for kept in (
        [thin(line) for line in range(FIRST + 1)],
        [thin(line, level="error") for line in range(40)],
        [thin(line, check="name") for line in range(40)],
        [thin(line, check="telephone") for line in range(40)],
        [thin(line % 2, file=f"{line}.yaml") for line in range(40)],
    ):
        assert list(gathered(kept)) == kept


def test_a_study_with_forty_new_codes_can_still_be_read(tmp_path: Path) -> None:
    study = small_study(tmp_path, codebook__yaml=CODEBOOK + THIN)
    said = forankret(study, "check").out.splitlines()
    thin = [line for line in said if "[six-fields]" in line]
    assert len(thin) == FIRST + 1
    assert thin[-1].startswith("codebooks/codebook.yaml: ... and 35 more such warnings;")
    every = forankret(study, "check", "--all").out.splitlines()
    assert sum("[six-fields]" in line for line in every) == 40 and every[-1] == said[-1]


def test_other_programs_are_told_of_each_problem(tmp_path: Path) -> None:
    let = "privacy:\n  acknowledged:\n    - {check: six-fields, reason: de er nye}\n"
    study = small_study(tmp_path, codebook__yaml=CODEBOOK + THIN)
    rows = answered(study, "check")
    assert sum(row["check"] == "six-fields" for row in rows) == 40
    assert {row["acknowledged"] for row in rows} == {""}
    (study / "study.yaml").write_text((study / "study.yaml").read_text("utf-8") + let, "utf-8")
    said = forankret(study, "check", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(said.out)))
    assert {row["acknowledged"] for row in table if row["check"] == "six-fields"} == {"de er nye"}
