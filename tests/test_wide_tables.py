"""A table that has no room is folded, or told row by row: no word is cut off, and no id is broken."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from small_study import forankret

from pipeline.cli.passages import passage, print_below
from pipeline.cli.tables import print_table

ID = "018fe24d-22fa-79f3-aeec-1ed3b53173d2"
COLUMNS = ("coding", "at", "of_utterances", "quote")
ROW = (ID, "2024-03-08T11:10:00+01:00", 12, "jeg hadde lyst til å redde henne, og det sa jeg")


def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], room: int, *rows: tuple[object, ...]
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(room))
    print_table(COLUMNS, rows or [ROW], "text")
    return capsys.readouterr().out.splitlines()


def test_a_table_is_folded_in_its_columns_where_that_is_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(printed(monkeypatch, capsys, 140)) == 2
    lines = printed(monkeypatch, capsys, 78)
    assert lines[0].split() == ["coding", "at", "of_", "quote"] and lines[1].split() == ["utterances"]
    assert lines[2].startswith(f"{ID}  2024-03-08T ") and "11:10:00+01:00" in lines[3]
    assert max(map(len, lines)) <= 78


def test_what_has_no_room_beside_each_other_is_told_below_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = [
        f"coding: {ID}",
        "at: 2024-03-08T11:10:00+01:00  of_utterances: 12",
        "quote: jeg hadde lyst til å redde henne, og det",
        "  sa jeg",
    ]
    other = [f"coding: {ID}", "of_utterances: 3"]
    assert printed(monkeypatch, capsys, 48, ROW, (ID, "", 3, "")) == [*one, "", *other]


IDS = {
    "timeline --code bryte-vaner": "code",
    "codebook queue": "coding",
    "compare tillit-brytes": "code",
    "contradictions": "finding",
    "contradictions rolle-ubehag": "coding",
    "codebook table": "code",
    "sampling gaps": "code",
    "memo list": "memo",
}
"""Commands with wide tables, each with a column of ids that its text has too."""


@pytest.mark.parametrize("typed", IDS)
def test_nothing_runs_over_the_edge_of_a_terminal(
    demonstration: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = forankret(demonstration, *typed.split())
    assert said.code == 0 and max(map(len, said.out.splitlines())) <= 80
    told = forankret(demonstration, *typed.split(), "--format", "csv")
    ids = {row[IDS[typed]] for row in csv.DictReader(io.StringIO(told.out))}
    assert ids and not [id for id in ids if id not in said.out]


def test_an_id_in_a_passage_is_not_broken_at_its_hyphens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_below([passage("INT-01:0004  OA  nord  start  en-som-har-gjort-det-for", "ja")])
    assert "\nen-som-har-gjort-det-for\n" in capsys.readouterr().out
