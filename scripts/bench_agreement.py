"""Measures what agreement costs: three coders, a hundred codes, a hundred thousand utterances.

python scripts/bench_agreement.py            prints a table
python scripts/bench_agreement.py --one PART UTTERANCES    one part, in this process
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CODERS, CODES, ROUNDS, EACH = ("a", "b", "c"), 100, 1000, 200


def made_up(utterances: int) -> Any:
    """Documents of 200 utterances, all done by three coders; each utterance with some two codes a coder."""
    import numpy as np

    from pipeline.analysis.agreement.double import double_coded

    chance = np.random.default_rng(7)
    said = [(f"d{at // EACH}:{at % EACH:04d}", f"d{at // EACH}", 80) for at in range(utterances)]
    truth = chance.integers(0, CODES, utterances)
    rows = []
    for coder in CODERS:
        for code in (truth, chance.integers(0, CODES, utterances)):
            kept = np.flatnonzero(chance.random(utterances) < 0.8).tolist()
            starts = chance.integers(0, 40, utterances).tolist()
            ends = chance.integers(41, 81, utterances).tolist()
            codes = code.tolist()
            rows += [(coder, said[at][0], f"c{codes[at]}", starts[at], ends[at], 1) for at in kept]
    done = {(coder, f"d{at}") for coder in CODERS for at in range(-(-utterances // EACH))}
    return double_coded(said, rows, done, CODERS)


def _per_code(double: Any) -> str:
    from pipeline.analysis.agreement.by_code import agreement_by_code

    found = agreement_by_code(double, [f"c{at}" for at in range(CODES)], ROUNDS, 1, spans=False)
    return f"{len(found)} rows, {ROUNDS:,} rounds"


def _letters(double: Any) -> str:
    from pipeline.analysis.agreement.by_code import on_spans

    for group in double.groups:
        here = double.of_all(group)
        for at in range(CODES):
            on_spans(here, group, f"c{at}")
    return "both unitizing alphas and kappa of each code and group, no rounds"


def _sets(double: Any) -> str:
    from pipeline.analysis.agreement.over_codes import agreement_over_codes

    found = agreement_over_codes(double, [f"c{at}" for at in range(CODES)], ROUNDS, 1)
    rounds = sorted({one.rounds for one in found})
    few = " to ".join(f"{many:,}" for many in dict.fromkeys((rounds[0], rounds[-1])))
    return f"{len(found)} rows, {few} rounds"


def _disagreements(double: Any) -> str:
    from pipeline.analysis.agreement.disagreements import disagreements

    return f"{len(disagreements(double)):,} disagreements"


PARTS: dict[str, Callable[[Any], str]] = {
    "code by code": _per_code,
    "on letters": _letters,
    "over codes, as sets": _sets,
    "disagreements": _disagreements,
}


def one(part: str, utterances: int) -> None:
    """Print what one part of the work gave, and the seconds it took."""
    double = made_up(utterances)
    begun, worked = time.perf_counter(), time.process_time()
    told = PARTS[part](double)
    print(f"{time.process_time() - worked:.1f} | {time.perf_counter() - begun:.1f}\t{told}")


def agreement_lines(quick: bool) -> list[str]:
    """The table for docs/performance.md."""
    import subprocess

    utterances = 5_000 if quick else 100_000
    lines = [
        f"{len(CODERS)} coders, {CODES} codes, {utterances:,} utterances in documents of {EACH}, at most two "
        "codes an utterance and coder; all three together and each pair. Peak MB is of the process, in which "
        "the study is made up too.",
        "",
        "| part | CPU s | wall s | peak MB | what |",
        "|---|--:|--:|--:|---|",
    ]
    for part in PARTS:
        command = [sys.executable, __file__, "--one", part, str(utterances)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        told = process.stdout.read().strip() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{part} ended with {process.returncode}")
        seconds, _, what = told.partition("\t")
        lines.append(f"| {part} | {seconds} | {usage.ru_maxrss / 1024:.0f} | {what} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return lines


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--one", nargs=2)
    options.add_argument("--quick", action="store_true")
    asked = options.parse_args()
    if asked.one:
        one(asked.one[0], int(asked.one[1]))
    else:
        print("\n".join(agreement_lines(asked.quick)))
