"""An event that nobody knows is told of with its line, what comes of it, and what it may have been."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_study import contents, forankret, put, small_study

from pipeline.halves import all_whole, whole

AT = {"at": "2024-03-01T09:00:00Z", "who": "hege", "previous": "none"}
CHANGE = {**AT, "version": 3, "code": "uklart", "before": {"label": "Uklart"}, "after": {"label": "Ja"}}
CODED = {"coding": "c1", "utterance": "INT-01:0002", "code": "uklart", "quote": "Jeg", "start": 0, "end": 3}


@pytest.mark.parametrize(
    ("file", "line", "meant", "comes_of_it"),
    [
        ("codebooks/history.jsonl", {**CHANGE, "event": "editt"}, "edit", "before and after counts"),
        ("codebooks/memos.jsonl", {**AT, "event": "rewrit", "memo": "a.md"}, "rewrite", "has no effect"),
        ("codebooks/sampling.jsonl", {**AT, "event": "outcom", "sampling": "s1"}, "outcome", "has no effect"),
        ("codebooks/codings/hege/INT-01.jsonl", {**AT, **CODED, "event": "aply"}, "apply", "has no effect"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("codebooks/") else "",
)
def test_check_tells_of_an_unknown_event_and_leaves_its_line(
    tmp_path: Path, file: str, line: dict[str, object], meant: str, comes_of_it: str
) -> None:
    study = small_study(tmp_path, coded=False)
    put(study, file, json.dumps(line) + "\n")
    before = contents(study, "codebooks")
    said = forankret(study, "check").out
    told = next(one for one in said.splitlines() if "[unknown-event]" in one)
    assert told.startswith(f"{file}:1: warning: The event '{line['event']}' is not known")
    assert (
        f"the line is kept, and {'what it says of ' if 'before' in comes_of_it else 'it '}{comes_of_it}"
        in told
    )
    assert f"If '{meant}' was meant" in told
    assert contents(study, "codebooks") == before


def test_a_word_that_is_like_no_event_is_told_of_without_a_guess(tmp_path: Path) -> None:
    study = small_study(tmp_path, coded=False)
    put(study, "codebooks/history.jsonl", json.dumps({**CHANGE, "event": "xyz"}) + "\n")
    told = next(one for one in forankret(study, "check").out.splitlines() if "[unknown-event]" in one)
    assert "was meant" not in told


def test_the_line_of_a_history_that_is_no_change_says_why(tmp_path: Path) -> None:
    study = small_study(tmp_path, coded=False)
    put(study, "codebooks/history.jsonl", '{"at": "2024-03-01"}\n[1]\nhei\n')
    said = forankret(study, "check").out
    for number, why in ((1, "its field 'who' is wrong"), (2, "it is not an event"), (3, "it is not JSON")):
        assert f"codebooks/history.jsonl:{number}: error: The line cannot be read: {why}" in said


def test_half_a_character_is_told_by_a_sign_and_two_halves_are_one() -> None:
    assert whole("a\ud83db \ud83d\ude42") == "a\ufffdb 🙂"
    assert all_whole({"a\ud800": ["\udc00", 1]}) == {"a\ufffd": ["\ufffd", 1]}
