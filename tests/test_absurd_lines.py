"""Lines that a program could not have written: told of with their place, and never a fault of the program."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_study import answered, forankret, opened, put, small_study

HUGE = 10**22
LINE = {
    "at": "2024-03-01T10:00:00Z",
    "who": "hege",
    "version": 3,
    "event": "edit",
    "code": "uklart",
    "before": {"brief": "Kort."},
    "after": {"brief": "Folk vet ikke hva ordet betyr."},
}
HISTORY = "codebooks/history.jsonl"


def with_history(folder: Path, **more: Any) -> Path:
    """A study whose history has a line with something else in it, and a good one after it."""
    put(folder, HISTORY, "".join(json.dumps(one) + "\n" for one in (LINE | more, LINE)))
    return folder


def test_a_version_that_nobody_counted_to_is_a_problem_with_its_line(tmp_path: Path) -> None:
    study = with_history(small_study(tmp_path), version=HUGE)
    said = forankret(study, "check")
    assert said.code == 1 and f"{HISTORY}:1: error" in said.both and "[broken-line]" in said.both
    assert forankret(study, "report").code == 1
    assert forankret(study, "codebook", "log").out.count("hege") == 1


@pytest.mark.parametrize("version", [HUGE, -HUGE])
def test_a_coding_under_such_a_version_is_a_problem_and_the_others_stay(tmp_path: Path, version: int) -> None:
    study = small_study(tmp_path)
    path = study / "codebooks/codings/hege/INT-01.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    put(
        study,
        path.relative_to(study).as_posix(),
        "\n".join([json.dumps(json.loads(first) | {"codebook": version}), *rest, ""]),
    )
    said = forankret(study, "check")
    assert said.code == 1 and "INT-01.jsonl:1: error" in said.both and "[broken-line]" in said.both
    assert forankret(study, "quotes", "styring").code == 0


def test_a_codebook_of_such_a_version_is_not_changed(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    text = (study / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    put(study, "codebooks/codebook.yaml", text.replace("version: 3", f"version: {HUGE}"))
    edit = ("codebook", "edit", "uklart", "--brief", "Nytt.", "--reason", "Derfor.", "--coder", "hege")
    for said in (forankret(study, "check"), forankret(study, *edit)):
        assert said.code == 1 and "codebook.yaml:1: error" in said.both


@pytest.mark.parametrize("event", ["why", "before", "besides", "widened", "one"])
def test_an_event_named_like_a_text_of_the_report_is_told_as_it_was_written(
    tmp_path: Path, event: str
) -> None:
    study = with_history(small_study(tmp_path), event=event, before=None)
    said = forankret(study, "codebook", "log")
    assert said.code == 0 and f"{event}: " in said.out


def test_a_line_of_the_history_is_no_way_for_words_out_of_the_public_edition(tmp_path: Path) -> None:
    public = "report:\n  edition: public\n"
    study = with_history(small_study(tmp_path), event="Kari sa", at="Nordmann sa")
    text = (study / "study.yaml").read_text(encoding="utf-8")
    assert forankret(study, "report").code == 0
    assert "Kari sa" in (study / "reports/report.html").read_text(encoding="utf-8")
    put(study, "study.yaml", text.replace("report:\n", public))
    assert forankret(study, "report").code == 0
    page = (study / "reports/report.html").read_text(encoding="utf-8")
    assert "Kari sa" not in page and "Nordmann sa" not in page


def test_an_audit_without_text_tells_no_words_that_stand_in_place_of_a_day_or_an_act(tmp_path: Path) -> None:
    study = with_history(small_study(tmp_path / "study"), event="Kari sa", at="Nordmann sa")
    assert forankret(study, "audit", "--out", str(tmp_path / "out"), "--without-text").code == 0
    (acts,) = (tmp_path / "out").rglob("timeline.csv")
    told = acts.read_text(encoding="utf-8")
    assert "Kari" not in told and "Nordmann" not in told
    assert ",codebook,\n" in told and "2024-03-01,codebook,edit\n" in told and ",coding,apply\n" in told


def test_a_coding_made_in_the_second_of_a_review_is_read_again_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.stages import recording

    study = small_study(tmp_path)
    at = datetime(2024, 3, 1, 9, 0, 0, 900_000, UTC)
    monkeypatch.setattr(recording, "now", lambda: at)
    path = study / "codebooks/codings/hege/INT-02.jsonl"
    lines = path.read_text(encoding="utf-8").replace("2024-03-01T09:00:00Z", "2024-03-01T09:00:00.400Z")
    put(study, path.relative_to(study).as_posix(), lines)
    recording.review_code(opened(study), "hege", "uklart", "Les igjen.")
    assert "c4" in {row["coding"] for row in answered(study, "codebook", "queue")}


def test_half_a_character_in_a_log_or_coding_stops_no_report(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    assert forankret(study, "sampling", "plan", "Hva\ud800?", "--coder", "hege").code == 0
    put(study, "codebooks/coreq.yaml", '1: "Kari\\uD800"\n')
    path = study / "codebooks/codings/hege/INT-01.jsonl"
    against = {"at": "2024-03-02T09:00:00Z", "event": "contradict", "coding": "c1", "memo": "Mot\ud800."}
    text = path.read_text(encoding="utf-8") + json.dumps(against) + "\n"
    place = path.relative_to(study).as_posix()
    put(study, place, text)
    given = (study / "study.yaml").read_text(encoding="utf-8")
    reason = f"acknowledged: [{{check: broken-chain, place: {place}, reason: prøve}}]"
    put(study, "study.yaml", f"{given}privacy:\n  {reason}\n")
    said = forankret(study, "report")
    assert said.code == 0, said.both
    assert "Hva�?" in (study / "reports/tables/sampling.csv").read_text(encoding="utf-8")
    assert "Mot�." in (study / "reports/tables/contradictions.csv").read_text(encoding="utf-8")
