"""The description of an audit trail as an RO-Crate holds against the validator, with no network."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import requests
import requests_cache
from small_study import built_study, forankret

CONTEXT = "https://w3id.org/ro/crate/1.3/context"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The one document that the validator asks for comes from the library that wrote the crate."""
    asked: list[str] = []

    def request(_: Any, method: str, url: str, *__: Any, **___: Any) -> requests.Response:
        asked.append(url)
        if url != CONTEXT:
            raise requests.ConnectionError(f"no network here: {url}")
        answer = requests.Response()
        answer.status_code, answer.url = 200, CONTEXT
        answer.headers["Content-Type"] = "application/ld+json"
        answer._content = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
        return answer

    for session in (requests.Session, requests_cache.CachedSession):
        monkeypatch.setattr(session, "request", request)
    return asked


ONLY_PEOPLE_KNOW = ("56.1", "85.0", "91.0")
"""A publisher, the address of a licence, and ORCIDs: recommended, and in no file of a study."""


def faults(crate: Path, cache: Path) -> list[str]:
    """What the validator finds amiss, all that is required or recommended."""
    from rocrate_validator import services
    from rocrate_validator.models import Severity, ValidationSettings

    settings = ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier="ro-crate-1.3",
        requirement_severity=Severity.RECOMMENDED,
        cache_path=cache,
    )
    result = services.validate(settings)
    return [
        f"{issue.severity.name} {issue.check.identifier}: {issue.message}"
        for issue in result.get_issues()
        if not issue.check.identifier.endswith(ONLY_PEOPLE_KNOW) or issue.severity == Severity.REQUIRED
    ]


@pytest.mark.parametrize("how", [[], ["--without-text"]], ids=["whole", "without text"])
def test_the_crate_is_as_the_standard_wants_it(how: list[str], tmp_path: Path, no_network: list[str]) -> None:
    out = tmp_path / "trail"
    assert forankret(built_study(tmp_path), "audit", "--out", str(out), *how).code == 0
    assert faults(out, tmp_path / "cache") == []
    assert CONTEXT in no_network


def test_the_validator_notices_a_crate_that_is_amiss(tmp_path: Path, no_network: list[str]) -> None:
    out = tmp_path / "trail"
    forankret(built_study(tmp_path), "audit", "--out", str(out))
    path = out / "ro-crate-metadata.json"
    crate = json.loads(path.read_text(encoding="utf-8"))
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    del root["datePublished"]
    path.write_text(json.dumps(crate), encoding="utf-8")
    assert any("datePublished" in fault for fault in faults(out, tmp_path / "cache"))
