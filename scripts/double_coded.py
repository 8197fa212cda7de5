"""A large study that three coders have coded whole, each alone, for measuring what agreement costs.

python scripts/double_coded.py STUDY CODES    puts the codings into a study that is there
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from processes import ENVIRONMENT, FORANKRET, ROOT, run
from synthetic import make_study

from pipeline.coding.events import Event, stamp, uuid7
from pipeline.model import Utterance, digest
from pipeline.stages.ingest import read_all
from pipeline.stages.opened import open_study
from pipeline.store.codings import append

CODERS = ("a", "b", "c")
FIRST = 1_767_261_600_000
"""When the first coding was made, and every other event a millisecond after the one before it."""
DESCRIBED = "brief: b\n    definition: d\n    use_when: u\n    not_when: n\n    examples: [e]"


def make_double_coded(path: Path, documents: int, turns: int, codes: int) -> None:
    """A study of interviews in which half of the utterances answer, and three coders are done with all."""
    make_study(path, documents, turns, 17, codes, 0)
    _rewrite(path / "study.yaml", r"(?m)^coders:.*$", "coders: {a: {}, b: {}, c: {}}")
    _rewrite(path / "codebooks/codebook.yaml", r"indicators: \[\]", DESCRIBED)
    command = [sys.executable, __file__, str(path), str(codes)]
    subprocess.run(command, check=True, cwd=ROOT, env=ENVIRONMENT)


def command_lines(work: Path, quick: bool) -> list[str]:
    """What the commands cost on such a study: 100,000 answers, or a twentieth of them."""
    path, codes = work / "double", 100
    make_double_coded(path, 25 if quick else 500, 400, codes)
    rows = []
    for asked in ("code", "agreement --part codes", "agreement"):
        cost = run([*FORANKRET, "--study", str(path), *asked.split()], ROOT)
        rows.append(f"| `forankret {asked}` | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.memory:.0f} |")
        print(rows[-1], file=sys.stderr, flush=True)
    return [
        f"The commands as one types them, on a study of {5_000 if quick else 100_000:,} answers (and as many "
        f"questions) in transcripts of 400 utterances, {codes} codes, each of three coders having coded four "
        "of five answers: 1,000 rounds, the files of codings read and placed again. The goal is under 30 s "
        "and 1,000 MB for what is told code by code (`agreement --part codes`).",
        "",
        "| command | CPU s | wall s | peak MB |",
        "|---|--:|--:|--:|",
        *rows,
    ]


def _rewrite(file: Path, pattern: str, text: str) -> None:
    file.write_text(re.sub(pattern, text, file.read_text(encoding="utf-8")), encoding="utf-8")


def put_codings(path: Path, codes: int) -> None:
    """Four of five answers coded by each coder, four of five of these with the code that most would put."""
    at = FIRST
    for item in read_all(open_study(path))[0]:
        home = item.document.document
        answers = item.utterances[1::2]
        chance = random.Random(home)
        usual = [chance.randrange(codes) for _ in answers]
        for coder in CODERS:
            events = list(_codings(answers, usual, codes, chance, at))
            at += len(events) + 1
            append(path, coder, home, [*events, Event(event="done", **_made(at))])


def _codings(
    answers: list[Utterance], usual: list[int], codes: int, chance: random.Random, at: int
) -> Iterator[Event]:
    for said, code in zip(answers, usual, strict=True):
        if chance.random() < 0.8:
            at += 1
            yield Event(
                **_made(at),
                event="apply",
                coding=uuid7(at, at.to_bytes(10, "big")),
                code=f"kode-{code if chance.random() < 0.8 else chance.randrange(codes)}",
                utterance=said.utterance,
                start=0,
                end=len(said.text),
                quote=said.text,
                digest=digest(said.text),
            )


def _made(at: int) -> dict[str, Any]:
    return {"at": stamp(datetime.fromtimestamp(at / 1000, UTC)), "codebook": 1}


if __name__ == "__main__":
    put_codings(Path(sys.argv[1]), int(sys.argv[2]))
