"""Each check finds what it is for, and an empty study has no problems."""

from __future__ import annotations

from pipeline.checks import CHECKS, run
from pipeline.checks.evidence import Evidence


def test_an_empty_study_has_no_problems():
    assert run(Evidence()) == []


def test_every_check_runs_on_an_empty_study_without_a_problem():
    assert [list(check(Evidence())) for check in CHECKS] == [[] for _ in CHECKS]
