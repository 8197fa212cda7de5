"""Measures how fast a long history of the codebook is read and replayed."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EVENTS, CODES = 10_000, 1_000


def long_history(path: Path, events: int = EVENTS, codes: int = CODES) -> None:
    """A study whose codebook came about by so many changes: a tenth of them new codes, each with a reason."""
    sys.path.insert(0, str(ROOT))
    from pipeline.codebook import Change, Codebook
    from pipeline.coding.replaying import told_codebook
    from pipeline.stages.new import new_study
    from pipeline.store.codebook_text import codebook_text
    from pipeline.store.history import HISTORY, chained, change_line

    new_study(path)
    chance = random.Random(1)
    held: dict[str, dict[str, Any]] = {}
    history: list[Change] = []
    for version in range(1, events + 1):
        at = f"2024-{version % 12 + 1:02}-{version % 28 + 1:02}T10:00:00Z"
        usual = {"at": at, "who": "hege", "version": version, "reason": f"Grunn nummer {version} i loggen."}
        if version <= codes:
            id = f"kode-{version:04}"
            fields = {"id": id, "label": f"Kode {version}", "definition": "Noe som sies. " * 20}
            held[id] = dict(fields)
            history.append(Change(**usual, event="add", code=id, after=fields))
            continue
        id = chance.choice(list(held))
        after = {"definition": f"Noe som sies {version} ganger. " * 10}
        before = {"definition": held[id]["definition"]}
        held[id].update(after)
        history.append(Change(**usual, event="edit", code=id, before=before, after=after))
    lines = [change_line(change) for change in chained(history, b"")]
    (path / HISTORY).write_bytes(b"\n".join(lines) + b"\n")
    book: Codebook = told_codebook(history)
    (path / "codebooks/codebook.yaml").write_text(codebook_text(book), encoding="utf-8")


def history_lines(work: Path, run: Callable[..., Any], forankret: list[str]) -> list[str]:
    """The section on histories: the replay in one process, and the commands as one types them."""
    path = work / "history"
    long_history(path)
    rows = [f"| read the file and go back to the first version | {replayed(path):.2f} | |"]
    for told in ("at 1", "diff 1", "log", "show kode-0001", "table"):
        cost = run([*forankret, "--study", str(path), "codebook", *told.split()], ROOT)
        rows.append(f"| `forankret codebook {told}` | {cost.cpu:.2f} | {cost.memory:.0f} |")
    return [
        f"A codebook of {CODES:,} codes that came about by {EVENTS:,} changes; the goal is to replay these "
        "in under 2 s.",
        "",
        "| what | CPU s | peak MB |",
        "|---|--:|--:|",
        *rows,
    ]


def replayed(path: Path) -> float:
    """Seconds of the processor to read a history and to find the first version of its codebook."""
    from pipeline.coding.replaying import codebook_at, told_codebook
    from pipeline.store.history import history_told

    changes = history_told(path).changes
    now = told_codebook(changes)
    start = time.process_time()
    then = codebook_at(now, history_told(path).changes, 1)
    assert len(then.codes) == 1
    return time.process_time() - start
