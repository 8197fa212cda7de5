"""What the researchers' own read-me says can be typed, can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from commands import run

TEXT = (Path(__file__).resolve().parents[1] / "LES-MEG.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^- `forankret ([^`]+)`", TEXT, re.MULTILINE)


def test_the_read_me_shows_the_commands_of_an_analysis_that_grows() -> None:
    first = {typed.split()[0] for typed in TYPED}
    assert first >= {"codebook", "memo", "sampling", "agreement", "saturation", "compare", "contradictions"}
    assert first >= {"patterns", "trace", "timeline", "audit", "manuscript"}


@pytest.mark.parametrize("typed", TYPED)
def test_what_the_read_me_says_can_be_typed(typed: str, own_demonstration: Path) -> None:
    said = run(own_demonstration, *shlex.split(typed))
    assert said.returncode == 0, said.stderr
    assert len(said.stdout.splitlines()) > 1
