"""The demonstration shows each thing that the program is for, and its texts agree with its data."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from commands import run


def rows(study: Path, *arguments: str) -> list[dict[str, str]]:
    """The rows of the table that a command prints."""
    done = run(study, *arguments, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_coders_differ_and_have_settled_a_part_of_it_in_one_meeting(demonstration: Path) -> None:
    asked = ("agreement", "--part", "disagreements", "--all-disagreements", "--rounds", "0")
    differ = rows(demonstration, *asked)
    settled = [one for one in differ if one["decision"]]
    assert {one["document"] for one in settled} == {"MR-04"}
    assert sorted({one["decision"] for one in settled}) == ["falls", "stands"]
    left = [one for one in differ if one["document"] == "MR-04" and not one["decision"]]
    assert (len(settled), len(left)) == (17, 5), "the memo of 20 August 2025 tells how many"
    assert len(differ) > 2 * len(settled)


def test_a_split_has_its_queue_half_done_and_the_memo_tells_where_it_waits(demonstration: Path) -> None:
    waiting = rows(demonstration, "codebook", "queue")
    assert {(one["code"], one["why"]) for one in waiting} == {("noen-ved-siden", "split")}
    own = {one["utterance"] for one in waiting if one["coder"] == "hege"}
    start_and_underway = {
        "INT-01",
        "INT-02R",
        "INT-04",
        "INT-05",
        "INT-07",
        "INT-08",
        "INT-09",
        "INT-10",
        "INT-11",
    }
    assert {id for id in own if id.partition(":")[0] in start_and_underway} == {"INT-05:0044"}
    recoded = int(run(demonstration, "codebook", "queue").stderr.partition("; ")[2].split()[0])
    assert min(recoded, len(waiting)) * 2 > max(recoded, len(waiting))


def test_a_definition_widened_and_relations_have_words_that_show_them(demonstration: Path) -> None:
    told = run(demonstration, "codebook", "diff", "111", "112").stdout
    assert "Definisjonen av «Å bli sett» er utvidet" in told
    pairs = rows(demonstration, "codebook", "relations")
    assert {one["type"] for one in pairs} == {"action", "condition", "contrast"}
    assert all(one["source_quote"] and one["target_quote"] for one in pairs)


def test_every_finding_has_two_negative_cases_or_more(demonstration: Path) -> None:
    counts = rows(demonstration, "contradictions")
    assert min(int(one["against"]) for one in counts) >= 2


def test_the_curve_of_one_role_has_not_flattened(demonstration: Path) -> None:
    curves = rows(demonstration, "saturation", "--by", "role")
    outcomes = {(one["role"], one["outcome"]) for one in curves}
    assert outcomes == {("INN", "not-reached"), ("OA", "reached"), ("NOTE", "reached")}
