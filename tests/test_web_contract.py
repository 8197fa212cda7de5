"""What the page promises of its interface is kept, whatever is asked; no file is the worse for it."""

from __future__ import annotations

from atexit import register
from functools import cache
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from small_study import contents, forankret, small_study

from pipeline.model import digest
from pipeline.store.codings import read_codings
from pipeline.web.app import create_app
from pipeline.web.door import Door

TOKEN = "en-kort-nokkel-1234"
LET_IN = {"Authorization": f"Bearer {TOKEN}", "Host": "127.0.0.1:8700"}
PROMISED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)


@cache
def study() -> Path:
    """The study that all of this is asked of; it is gone when the tests have ended."""
    folder = Path(mkdtemp(prefix="forankret-contract-"))
    register(rmtree, folder, ignore_errors=True)
    return small_study(folder / "study")


def asked_of(folder: Path) -> dict[str, Any]:
    """What can be asked of the page of a study, by its name: ``POST /api/apply``."""
    app = create_app(folder, Door("127.0.0.1", 8700, TOKEN), "hege")
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=LET_IN)
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


@cache
def operations() -> dict[str, Any]:
    """What can be asked of the page of the study that all tests share."""
    return asked_of(study())


WORDS = "Jeg er usikker på hva ordet betyr. Kanskje det er noe nytt."
KNOWN = {
    "coder": "hege",
    "coding": "c1",
    "codings": ["c5"],
    "code": "styring",
    "codes": ["styring", "skummelt"],
    "finding": "styring",
    "document": "INT-01",
    "utterance": "INT-01:0002",
    "digest": digest(WORDS),
    "parent": "",
}
"""What the study has, by the names of the fields that ask for it."""
ACTS = count(1)
"""Each act has an id of its own; one that is asked for again is done once."""


def of_the_study(told: Any) -> Any:
    """What is asked for, with ids that the study has and words that stand there."""
    if isinstance(told, list):
        return [of_the_study(one) for one in told[:1]]
    if not isinstance(told, dict):
        return told
    found = {
        name: KNOWN[name] if name in KNOWN and type(value) is type(KNOWN[name]) else of_the_study(value)
        for name, value in told.items()
    }
    if isinstance(found.get("act"), str):
        found["act"] = f"handling-{next(ACTS)}"
    if {"start", "end"} <= found.keys():
        found |= {"start": 7, "end": 33}
    return found


def ask(operation: Any, times: int) -> None:
    """Ask one thing so many times, in ways that are allowed and in ways that are not; see each answer."""
    promised = [CHECKS.get_one(check) for check in PROMISED]

    @given(
        known=st.booleans(),
        case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)),
    )
    @settings(
        max_examples=times,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(known: bool, case: Any) -> None:
        if known and case.meta.generation.mode is GenerationMode.POSITIVE:
            case.body = of_the_study(case.body)
            case.path_parameters = of_the_study(case.path_parameters)
        case.call_and_validate(headers=LET_IN, checks=promised)

    asked()


@pytest.mark.parametrize("name", operations())
def test_every_answer_is_as_it_is_described(name: str) -> None:
    ask(operations()[name], 15)


def test_after_all_that_was_asked_the_study_is_whole(tmp_path: Path) -> None:
    small_study(tmp_path)
    before = contents(tmp_path, "data/raw", "study.yaml")
    for operation in asked_of(tmp_path).values():
        ask(operation, 10)
    files = read_codings(tmp_path)
    assert len({record.event.event for record in files.records}) >= 5
    assert [problem for problem in files.problems if problem.level == "error"] == []
    assert contents(tmp_path, "data/raw", "study.yaml") == before
    assert "broken-chain" not in forankret(tmp_path, "check").both
    assert forankret(tmp_path, "code").code == 0
