"""What tests share: the demonstration, built once for all of them, and the browser, started once."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest
from browser import browser as browser
from browser import page_on as page_on
from commands import run
from filelock import FileLock

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


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Playwright leaves its loop marked as running between its calls; other tests run loops of their own."""
    if "playwright.sync_api" in sys.modules:
        asyncio._set_running_loop(None)
