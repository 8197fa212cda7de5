"""All that people did stands in one line of time, whichever file tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pages import code, first_column, section, tables
from small_study import answered, forankret, put, small_study

from pipeline.cli.trailing import KINDS as OFFERED
from pipeline.coding.events import Event, Record
from pipeline.coding.timeline import COLUMNS, KINDS, Asked, coding_happenings, narrowed, timeline


def records(*rows: tuple[str, str, str]) -> list[Record]:
    """Events of two coders: when, whose, and which coding."""
    return [
        Record(
            Event(at=at, event="apply", coding=coding, utterance="INT-01:0002", code="uklart", quote="ord"),
            coder,
            "INT-01",
            f"codebooks/codings/{coder}/INT-01.jsonl:{number}",
        )
        for number, (at, coder, coding) in enumerate(rows, 1)
    ]


def order(*rows: tuple[str, str, str]) -> list[str]:
    return [one.coding for one in timeline(coding_happenings(records(*rows)))]


def test_moments_decide_and_not_how_they_are_written() -> None:
    rows = ("2024-03-01T10:00:00+01:00", "hege", "c1"), ("2024-03-01T08:30:00Z", "ola", "c2")
    assert order(*rows) == ["c2", "c1"]


def test_what_happened_at_one_moment_stays_in_the_order_of_the_files() -> None:
    same = "2024-03-01T09:00:00Z"
    assert order((same, "ola", "c2"), (same, "hege", "c1"), (same, "ola", "c0")) == ["c2", "c1", "c0"]


def test_a_line_without_a_time_stays_behind_the_line_before_it_in_its_file() -> None:
    rows = (
        ("2024-03-02T09:00:00Z", "ola", "late"),
        ("2024-03-01T09:00:00Z", "hege", "early"),
        ("nobody knows", "ola", "lost"),
    )
    assert order(*rows) == ["early", "late", "lost"]


def test_an_act_on_a_coding_is_told_with_the_code_and_words_of_it() -> None:
    first, *_ = records(("2024-03-01T09:00:00Z", "hege", "c1"))
    pin = Record(Event(at="2024-03-02T09:00:00Z", event="pin", coding="c1"), "ola", "INT-01", "x:1")
    told = coding_happenings([pin, first])[0]
    assert (told.event, told.who, told.code, told.utterance, told.about) == (
        *("pin", "ola", "uklart"),
        *("INT-01:0002", "ord"),
    )


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-03-02", "", ["c2", "c3"]),
        ("", "2024-03-02", ["c1", "c2"]),
        ("2024-03-02", "2024-03-02", ["c2"]),
        ("2024-03-02T00:10:00Z", "", ["c3"]),
    ],
)
def test_days_are_those_written_in_the_events(since: str, until: str, found: list[str]) -> None:
    rows = (
        ("2024-03-01T23:50:00+01:00", "hege", "c1"),
        ("2024-03-02T00:30:00+01:00", "hege", "c2"),
        ("2024-03-03T12:00:00+01:00", "hege", "c3"),
    )
    told = timeline(coding_happenings(records(*rows)))
    assert [one.coding for one in narrowed(told, Asked(since, until))] == found


LOGS = {
    "codebooks/history.jsonl": [
        {
            "at": "2024-02-01T09:00:00Z",
            "who": "hege",
            "version": 2,
            "event": "edit",
            "code": "uklart",
            "reason": "For trang.",
            "before": {"definition": "a"},
            "after": {"definition": "b"},
        }
    ],
    "codebooks/memos.jsonl": [
        {
            "at": "2024-02-03T09:00:00Z",
            "who": "hege",
            "event": "write",
            "memo": "2024-03-01-ordet.md",
            "about": [["code", "uklart"]],
            "reason": "Skrevet etter møtet.",
        }
    ],
    "codebooks/sampling.jsonl": [
        {
            "at": "2024-02-02T09:00:00Z",
            "who": "ola",
            "event": "plan",
            "sampling": "s1",
            "question": "Vet de yngste?",
            "why": "Bare eldre er spurt.",
            "about": [{"code": "uklart"}],
        },
        {
            "at": "2024-02-04T09:00:00Z",
            "who": "ola",
            "event": "outcome",
            "sampling": "s1",
            "outcome": "To til.",
            "documents": ["INT-02"],
        },
    ],
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = small_study(tmp_path)
    for name, lines in LOGS.items():
        put(folder, name, "".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_codings_codebook_memos_and_sampling_stand_in_one_line(study: Path) -> None:
    told = answered(study, "timeline", "--code", "uklart")
    assert [(row["kind"], row["event"], row["about"], row["why"]) for row in told[:3]] == [
        ("codebook", "edit", "version 2, definition", "For trang."),
        ("sampling", "plan", "Vet de yngste?", "Bare eldre er spurt."),
        ("memo", "write", "Ordet er uklart", "Skrevet etter møtet."),
    ]
    assert [row["coding"] for row in told[3:]] == ["c1", "c4", "c6"]
    assert all((study / row["place"].rpartition(":")[0]).is_file() for row in told)


def test_the_outcome_of_a_plan_is_told_with_its_question(study: Path) -> None:
    told = answered(study, "timeline", "--kind", "sampling", "--document", "INT-02")
    assert [(row["event"], row["about"], row["why"]) for row in told] == [
        ("outcome", "Vet de yngste?", "To til.")
    ]


def test_a_memo_that_no_log_knows_has_the_day_of_its_front_matter(tmp_path: Path) -> None:
    told = answered(small_study(tmp_path), "timeline", "--kind", "memo")
    assert [(row["at"], row["who"], row["code"]) for row in told] == [("2024-03-01", "hege", "uklart")]


def test_broken_lines_of_a_log_hide_no_other(study: Path) -> None:
    path = study / "codebooks/sampling.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(
        b"\n".join([b"{broken", lines[0], b"[1]", b"\xff\xfe", lines[1], b'{"at": 3, "about": 7}'])
    )
    events = [row["event"] for row in answered(study, "timeline", "--kind", "sampling")]
    assert sorted(events) == ["", "outcome", "plan"]


def test_a_name_that_is_nowhere_is_an_error_and_one_without_acts_is_not(study: Path) -> None:
    assert forankret(study, "timeline", "--code", "finnes-ikke").code == 1
    assert forankret(study, "timeline", "--code", "gammel").out == "Nothing fits.\n"
    assert forankret(study, "timeline", "--since", "i fjor").code == 2


def test_the_command_offers_every_kind() -> None:
    assert OFFERED == KINDS


def test_the_page_names_every_column_and_kind() -> None:
    under = section("docs/audit.md", "## The timeline")
    assert first_column(tables(under)[0]) == list(COLUMNS)
    assert set(KINDS) <= set(code(under))
