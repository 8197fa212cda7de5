"""Every table as the codebook was at a version: today's codings, counted under the tree of then."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from pages import first_column, section, tables
from small_study import answered, code_words, contents, forankret, opened, put, small_study, texts_of
from test_help_examples import COMMANDS, help_of

from pipeline.coding.events import Event
from pipeline.model import digest
from pipeline.stages.as_it_was import as_it_was
from pipeline.stages.changing import split_code
from pipeline.stages.code import code, codings_table
from pipeline.store.codings import append
from pipeline.store.tables import read_arrow

BEFORE = ("--codebook", "4")
"""The version before *Slippe styringen* was split; in it a relation had come to the codebook."""
TODAY = ("--codebook", "7")
WORDS = "slippe styringen"


def ran(folder: Path, *arguments: str) -> str:
    said = forankret(folder, *arguments)
    assert said.code == 0, said.both
    return said.out


def part(folder: Path, coder: str, utterance: str, code: str, words: str) -> None:
    ran(folder, "coding", "add", utterance, code, "--words", words, "--coder", coder)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finding that was split, coders who took the same words for different parts, and what hangs on it."""
    folder = small_study(tmp_path_factory.mktemp("split"))
    why = ("--reason", "Fordi.", "--coder", "hege")
    related = ("styring", "condition", "uklart", "--evidence", "c2,c1", "--memo", "Sammen.")
    ran(folder, "codebook", "relate", *related, *why)
    split_code(opened(folder), "hege", "styring", ["Makt", "Kontroll"], "Rommer begge.")
    ran(folder, "coding", "recode", "c2", "makt", "--coder", "hege")
    ran(folder, "coding", "recode", "c5", "kontroll", "--coder", "hege")
    part(folder, "ola", "INT-01:0004", "kontroll", WORDS)
    part(folder, "ola", "INT-01:0002", "makt", "usikker")
    for coder in ("hege", "ola"):
        ran(folder, "coding", "done", "INT-01", "--coder", coder)
    (row,) = answered(folder, "quotes", "kontroll")
    against = ("--finding", "kontroll", "--memo", "De fikk jo makt.", "--coder", "hege")
    ran(folder, "coding", "contradict", row["coding"], *against)
    return folder


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "study"))


def count(folder: Path, code: str, *arguments: str) -> int:
    (row,) = answered(folder, "mentions", code, *arguments)
    return int(row["codings"])


def test_the_parts_of_a_code_count_under_the_code_that_was_split_and_that_is_told(folder: Path) -> None:
    assert [count(folder, code) for code in ("styring", "makt", "kontroll")] == [1, 1, 1]
    said = forankret(folder, "mentions", "styring", "--by", "coder", "--format", "csv", *BEFORE)
    rows = {row["coder"]: row["codings"] for row in csv.DictReader(said.out.splitlines())}
    assert rows == {"hege": "3", "ola": "2"}
    assert said.err == "4 codings count under styring, which was split later.\n"
    assert [row["code"] for row in answered(folder, "quotes", "styring", *BEFORE)] == [
        *("skummelt", "styring", "styring"),
    ]
    unknown = forankret(folder, "mentions", "makt", *BEFORE)
    assert unknown.code == 1 and "no code 'makt'" in unknown.err


def test_what_was_coded_with_a_code_before_another_was_split_into_it_is_left_out(folder: Path) -> None:
    ran(folder, "codebook", "add", "Ny", "--reason", "x", "--coder", "hege")
    part(folder, "hege", "INT-02:0004", "ny", "oppskrift")
    split_code(opened(folder), "hege", "makt", ["ny", "Annet"], "Rommer begge.")
    said = forankret(folder, "mentions", "styring", "--format", "csv", *BEFORE)
    assert said.out.splitlines()[1].startswith("3,")
    assert said.err.splitlines() == [
        "4 codings count under styring, which was split later.",
        "In the whole study, 1 coding is left out, whose code version 4 of the codebook did not have.",
    ]
    part(folder, "hege", "INT-02:0004", "ny", "rett og slett")
    assert count(folder, "styring", *BEFORE) == 4


def test_a_code_is_compared_as_it_was(folder: Path) -> None:
    rows = answered(folder, "compare", "styring", "--by", "case", *BEFORE)
    assert [(row["value"], row["code"]) for row in rows] == [
        *(("nord", "skummelt"), ("nord", "styring"), ("nord", "styring")),
    ]
    near = answered(folder, "compare", "styring", "--to", "INT-01:0002", *BEFORE)
    assert {row["code"] for row in near} == {"styring", "skummelt"}
    assert {row["code"] for row in answered(folder, "compare", "styring", "--to", "INT-01:0002")} == {
        "skummelt"
    }


def test_what_speaks_against_a_part_spoke_against_the_whole(folder: Path) -> None:
    now = {row["finding"]: row["against"] for row in answered(folder, "contradictions")}
    then = {row["finding"]: row["against"] for row in answered(folder, "contradictions", *BEFORE)}
    assert (now, then) == ({"uklart": 0, "makt": 0, "kontroll": 1}, {"uklart": 0, "styring": 1})
    (row,) = answered(folder, "contradictions", "styring", *BEFORE)
    assert (row["code"], row["memo"]) == ("styring", "De fikk jo makt.")


def test_saturation_and_gaps_know_the_codes_of_then_only(folder: Path) -> None:
    curve = answered(folder, "saturation", "--curve", "--order", "date", *BEFORE)
    assert [row["new"] for row in curve] == ["uklart styring skummelt", "", ""]
    gaps = answered(folder, "sampling", "gaps", "--role", "OA", "--case", "vest")
    assert {row["code"] for row in gaps} == {"skummelt", "makt", "kontroll"}
    then = answered(folder, "sampling", "gaps", "--role", "OA", "--case", "vest", *BEFORE)
    assert {row["code"] for row in then} == {"styring", "skummelt"}


def test_a_relation_is_as_it_was_with_the_evidence_that_stands_now(folder: Path, tmp_path: Path) -> None:
    (now,), (then,) = (answered(folder, "codebook", "relations", *more) for more in ((), BEFORE))
    assert (now["source_state"], now["source_code"]) == ("other-code", "makt")
    assert (then["source_state"], then["source_code"]) == ("recoded", "styring")
    assert answered(folder, "codebook", "relations", "--codebook", "3") == []
    out = str(tmp_path / "then.graphml")
    assert ran(folder, "codebook", "diagram", "--out", out, *BEFORE) == f"{out}: 1 relation.\n"
    out = str(tmp_path / "before.graphml")
    assert "0 relations" in ran(folder, "codebook", "diagram", "--out", out, "--codebook", "3")


def test_coders_who_took_different_parts_agreed_on_the_whole(folder: Path) -> None:
    def put(*arguments: str) -> dict[str, str]:
        rows = answered(folder, "agreement", "--part", "disagreements", *arguments)
        return {row["code"]: row["put"] for row in rows if row["utterance"] == "INT-01:0004"}

    assert put() == {"makt": "hege", "kontroll": "ola", "skummelt": "hege"}
    assert put(*BEFORE) == {"skummelt": "hege"}
    codes = answered(folder, "agreement", "--part", "codes", "--rounds", "0", *BEFORE)
    assert {row["code"]: row["left_out"] for row in codes} == {"uklart": "", "styring": "", "skummelt": ""}
    now = answered(folder, "agreement", "--part", "codes", "--rounds", "0")
    assert {row["code"] for row in now if row["left_out"]} == {"makt", "kontroll"}
    unknown = forankret(folder, "agreement", "--code", "makt", *BEFORE)
    assert unknown.code == 1 and "no code 'makt'" in unknown.err


def test_the_tree_and_a_code_are_shown_as_they_were(folder: Path) -> None:
    assert ran(folder, "codebook", "show", *BEFORE) == ran(folder, "codebook", "show", "--at", "4")
    assert "makt" not in ran(folder, "codebook", "show", *BEFORE)
    assert "Status:      active" in ran(folder, "codebook", "show", "styring", *BEFORE)
    assert "Status:      split" in ran(folder, "codebook", "show", "styring")


def settle(
    folder: Path,
    decision: str,
    code: str,
    coding: str,
    at: str,
    where: str = "INT-01:0004",
    quote: str = WORDS,
) -> None:
    text = texts_of(folder)[where]
    start = text.index(quote)
    words = {"coding": coding, "start": start, "end": start + len(quote), "quote": quote}
    event = Event(
        at=at, event="settle", decision=decision, utterance=where, code=code, codebook=7,
        digest=digest(text), memo="Lest sammen.", **(words if decision == "stands" else {}),
    )  # fmt: skip
    append(folder, "ola", "INT-01", [event])


def styring(folder: Path) -> list[str]:
    rows = answered(folder, "quotes", "styring", *BEFORE)
    return [row["coding"] for row in rows if (row["utterance"], row["code"]) == ("INT-01:0004", "styring")]


def test_what_coders_decided_on_a_part_is_about_that_part_alone(folder: Path) -> None:
    (mine,) = styring(folder)
    settle(folder, "falls", "kontroll", "", "2024-05-01T10:00:00Z")
    assert styring(folder) == [mine], "what fell was the other part"
    settle(folder, "stands", "makt", "d1", "2024-05-02T10:00:00Z")
    settle(folder, "falls", "kontroll", "", "2024-05-03T10:00:00Z")
    assert styring(folder) == ["d1"]
    rows = {row["coding"]: row for row in codings_table(as_it_was(opened(folder), 4).opened).to_pylist()}
    assert (rows["d1"]["code"], rows["d1"]["finding"], rows["d1"]["settled"]) == ("styring",) * 2 + (
        "decision",
    )
    settle(folder, "falls", "makt", "", "2024-05-04T10:00:00Z")
    assert styring(folder) == []


def test_a_decision_on_a_part_stands_beside_the_disagreement_on_the_whole(folder: Path) -> None:
    settle(folder, "stands", "makt", "d1", "2024-05-01T10:00:00Z", "INT-01:0002", "usikker")
    settle(folder, "falls", "kontroll", "", "2024-05-02T10:00:00Z", "INT-01:0002", "usikker")
    rows = answered(folder, "agreement", "--part", "disagreements", *BEFORE)
    assert [
        (row["code"], row["put"], row["decision"]) for row in rows if row["utterance"] == "INT-01:0002"
    ] == [("styring", "ola", "stands")]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_tables_of_the_report_are_written_as_they_were(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "then"
    ran(folder, "analyse")
    ran(folder, "analyse", "--out", str(out), *BEFORE)
    kept = {path.name for path in (folder / "reports/tables").iterdir()} - {"quotes.csv", "sampling.csv"}
    written = {path.name for path in (out / "tables").iterdir()}
    of_findings = {name for name in (*kept, *written) if name.startswith("finding_keyness_")}
    assert written - of_findings == kept - of_findings
    assert written & of_findings == {"finding_keyness_uklart.csv", "finding_keyness_styring.csv"}
    asked = {
        "gaps": ("sampling", "gaps"),
        "negative_cases": ("contradictions",),
        "contradictions": ("contradictions", "styring"),
        "relations": ("codebook", "relations"),
        "saturation_curve": ("saturation", "--curve"),
        "agreement": ("agreement", "--part", "codes"),
        "agreement_sets": ("agreement", "--part", "sets"),
        "disagreements": ("agreement", "--part", "disagreements"),
    }
    for name, command in asked.items():
        said = ran(folder, *command, "--format", "csv", *BEFORE)
        table = (out / f"tables/{name}.csv").read_text(encoding="utf-8")
        told = [
            row
            for row in csv.DictReader(table.splitlines())
            if row.get("role", "all") in ("all", "OA", "INN")
        ]
        assert len(told) >= len(said.splitlines()) - 1 > 0, name
        assert {tuple(row) for row in told} == {tuple(said.splitlines()[0].split(","))}, name
        assert not {"makt", "kontroll"} & {value for row in told for value in row.values()}, name
    changes = rows_of(out / "tables/codebook_changes.csv")
    assert [(row["version"], row["codes_in_use"]) for row in changes] == [("4", "3")]


ASKED = [
    ("mentions", "styring"),
    ("quotes", "makt"),
    ("compare", "kontroll", "--by", "case"),
    ("compare", "kontroll", "--to", "INT-01:0002"),
    ("contradictions",),
    ("contradictions", "kontroll"),
    ("saturation",),
    ("sampling", "gaps"),
    ("codebook", "table"),
    ("codebook", "relations"),
    ("codebook", "show"),
    ("agreement", "--rounds", "10"),
]


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_under_the_version_of_today_all_is_as_without(once: Path, arguments: tuple[str, ...]) -> None:
    assert forankret(once, *arguments, *TODAY) == forankret(once, *arguments)


def test_counting_under_an_older_version_leaves_what_is_on_the_disk_under_today(folder: Path) -> None:
    code_words(folder, "hege", "c9", "INT-02:0004", "uklart", "oppskrift")
    wrote, made = (contents(folder, *places) for places in ((), ("reports",)))
    for arguments in (("mentions", "styring"), ("agreement", "--rounds", "0"), ("saturation",)):
        ran(folder, *arguments, *BEFORE)
    assert (contents(folder), contents(folder, "reports")) == (wrote, made)
    kept = read_arrow(folder / "data/processed/codings.parquet")
    assert {"makt", "kontroll"} <= set(kept["code"].to_pylist()) and "c9" in kept["coding"].to_pylist()


def test_what_changes_meanwhile_is_never_written_under_an_older_codebook(folder: Path) -> None:
    then = as_it_was(opened(folder), 4).opened
    code_words(folder, "hege", "c9", "INT-02:0004", "uklart", "oppskrift")
    code(then)
    kept = read_arrow(folder / "data/processed/codings.parquet")
    assert {"makt", "kontroll"} <= set(kept["code"].to_pylist())


def test_a_version_that_never_was_is_told_by_every_command(folder: Path) -> None:
    for arguments in ASKED:
        said = forankret(folder, *arguments, "--codebook", "99")
        assert said.code == 2 and "versions 0 (nothing yet) to 7" in said.err, arguments


def test_a_codebook_without_anything_yet_makes_empty_tables(folder: Path) -> None:
    put(folder, "codebooks/codebook.yaml", "version: 1\ncodes: []\n")
    put(folder, "codebooks/history.jsonl", "")
    ran(folder, "codebook", "add", "Ny", "--reason", "x", "--coder", "hege")
    for arguments in (("saturation",), ("sampling", "gaps"), ("contradictions",), ("codebook", "table")):
        assert forankret(folder, *arguments, "--codebook", "1").code == 0, arguments


def test_the_page_on_the_codebook_names_every_command_that_takes_a_version_and_no_other() -> None:
    takes = {
        " ".join(path) for path in COMMANDS if re.search(r"^ +(--at, )?--codebook ", help_of(path), re.M)
    }
    (table,) = tables(section("docs/codebook.md", "## Counting under an older version"))
    assert set(first_column(table)) == takes and len(takes) > 10
