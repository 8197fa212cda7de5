"""What tests share: the demonstration, built once for all of them, and the browser, started once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import at_work
from browser import browser as browser
from browser import page_on as page_on
from commands import run
from filelock import FileLock
from hypothesis import HealthCheck, settings

os.environ.pop("COLUMNS", None)
"""Whoever starts the tests may say how wide a terminal is; what commands print into a file is not."""

settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("patient")
"""Examples are made up anew at each run, but for CI, where the same code is held to the same examples."""

ROOT = Path(__file__).resolve().parents[1]
AUTHORED = ("study.yaml", "data/raw", "codebooks", "docs/examples")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration, built to its report; tests read it and write nothing in it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    study, said = folder / "demonstration", folder / "demonstration.said"
    with FileLock(f"{study}.lock"):
        if not said.exists():
            copy_authored(ROOT, study)
            built = run(study, "report")
            fault = f"{built.stdout}{built.stderr}" if built.returncode else ""
            said.write_text(fault, encoding="utf-8")
    fault = said.read_text(encoding="utf-8")
    assert not fault, f"the demonstration does not build:\n{fault}"
    return study


@pytest.fixture
def own_demonstration(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the built demonstration for one test to write in; nothing needs to be built again."""
    return Path(shutil.copytree(demonstration, tmp_path / "study"))


def copy_authored(study: Path, copy: Path) -> None:
    """What people wrote in the demonstration, with the files that examples name, in another folder."""
    copy.mkdir(parents=True)
    for name in AUTHORED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (study / name).is_dir():
            shutil.copytree(study / name, copy / name)
        else:
            shutil.copy(study / name, copy / name)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The browser is at work in the tests that ask for it, and in no other."""
    if "browser" in getattr(item, "fixturenames", ()):
        at_work(True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """What a test opened in the browser may be closed after another test."""
    at_work(True)
    try:
        yield
    finally:
        at_work(False)
