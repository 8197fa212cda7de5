"""Running the command as people do, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(study: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What ``forankret`` answers when typed in the folder of a study, with its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=study,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
