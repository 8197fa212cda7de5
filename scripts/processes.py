"""Runs the program as people do, each command a process of its own, and says what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# As where people work: Python keeps what it has compiled.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
FORANKRET = [sys.executable, "-m", "pipeline.cli"]


@dataclass
class Cost:
    """What a process cost: processor and clock time in seconds, and its largest memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(command: list[str], cwd: Path, stdout: Path | None = None) -> Cost:
    """Run a command to its end and say what it cost; its output goes to a file or nowhere."""
    out = stdout.open("wb") if stdout else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=subprocess.PIPE, env=ENVIRONMENT)
    complaint = process.stderr.read().decode() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{complaint}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / scale)
