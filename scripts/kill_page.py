"""Saves thousands of codings while the page is killed, and by four at once, and tells what is lost.

    .venv/bin/python scripts/kill_page.py [--saves 1000] [--shared 5000] [--full-disk]

Works in a temporary folder. Run as it is, with no fewer saves, it writes what it found into the section
"Nothing lost" of docs/performance.md. ``--full-disk`` fills a small disk in memory, for which it has to be
mounted (as root).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))

from browser import served  # noqa: E402
from measured import machine, put_section  # noqa: E402
from saving import Killed, Saved, Writer, at_once, lost, torn  # noqa: E402
from small_study import forankret, small_study, texts_of  # noqa: E402

TOKEN = "en-kort-nokkel-1234"
FOUR = ["hege", "hege", "ola", "ola"]


HOW = """\
A small study on the machine's own disk, the page as people start it, and writers that ask as the page
does: again, with the same act, until they are told that it is saved. Most acts put one code on some
words; others put two, take a whole passage of utterances, or take the last act back. A save is on the
disk (`fsync`) before it is told. Afterwards every act is looked for in the files: it is there, whole and
once, no line that was cut off hides another, and `forankret check` finds every chain whole. A save that
met a killed server takes as long as the server needs to start again, a second or so. Repeat with `make
kill`."""


class Found(NamedTuple):
    """What was measured, as a row of a table, and whether nothing was lost."""

    row: str
    good: bool


def told(what: str, kills: int, saved: list[Saved], seconds: float, study: Path) -> Found:
    """What was measured; what is lost is printed."""
    each = sorted(one.seconds * 1000 for one in saved)
    wrong = lost(study, saved)
    chain = "broken-chain" in forankret(study, "check").both
    result = f"{len(wrong)} lost" + (", a chain is BROKEN" if chain else "")
    figures = (
        *(f"{len(saved):,}", str(kills), f"{seconds:.0f}", f"{median(each):.1f}"),
        *(f"{quantiles(each, n=20)[-1]:.1f}", str(torn(study)), result),
    )
    row = f"| {what} | " + " | ".join(figures) + " |"
    print(row, flush=True)
    for line in wrong[:20]:
        print(f"  {line}")
    return Found(row, not wrong and not chain)


def killed(folder: Path, saves: int, coders: list[str]) -> Found:
    """Some who save while the server is killed at random moments."""
    study = small_study(folder)
    texts = texts_of(study)
    begun = time.perf_counter()
    with Killed(study, seed=int(begun * 1000), longest=0.25, most=10**6) as server:
        saved = at_once([server.first], coders, texts, saves // len(coders))
    who = "one writer" if len(coders) == 1 else f"{len(coders)} writers"
    return told(f"{who}, the server killed", server.kills, saved, time.perf_counter() - begun, study)


def shared(folder: Path, saves: int, servers: int) -> Found:
    """Four writers at once, two of them the same coder."""
    study = small_study(folder)
    texts = texts_of(study)
    with served(study, token=TOKEN) as one, served(study, token=TOKEN) as other:
        begun = time.perf_counter()
        saved = at_once([one, other][:servers], FOUR, texts, saves // 4)
        what = f"4 writers, {servers} server{'s' if servers > 1 else ''}"
        return told(what, 0, saved, time.perf_counter() - begun, study)


@contextmanager
def small_disk(folder: Path):
    """A disk of two megabytes in memory."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(folder: Path) -> Found:
    """A disk that is filled and emptied again while somebody saves."""
    with small_disk(folder) as disk:
        study = small_study(disk / "study")
        texts = texts_of(study)
        ballast, refused = disk / "ballast", 0
        with served(study, token=TOKEN) as desk:
            writer = Writer(desk.origin, TOKEN, "hege", texts, 1)
            begun = time.perf_counter()
            saved = [writer.save() for _ in range(20)]
            for _ in range(20):
                _fill(ballast)
                told_at_once = writer.client.post(
                    "/api/apply",
                    json={
                        "act": f"full-{refused:06}",
                        "coder": "hege",
                        "codes": ["styring"],
                        "places": writer.places(),
                        "memo": "x" * 9000,
                    },
                )
                refused += told_at_once.status_code == 503
                ballast.unlink()
                saved += [writer.save() for _ in range(5)]
        what = f"a full disk, {refused} of 20 refused in words"
        found = told(what, 0, saved, time.perf_counter() - begun, study)
        return found._replace(good=found.good and torn(study) == 0)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def main() -> int:
    """The exit code: 0 where nothing was lost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--saves", type=int, default=1000, help="how many saves while the server is killed")
    asked.add_argument("--shared", type=int, default=5000, help="how many saves by four at once")
    asked.add_argument("--full-disk", action="store_true", help="fill a small disk too (needs root)")
    wanted = asked.parse_args()
    head = [
        "| who | saves | kills | s | ms a save, median | p95 | lines cut off | result |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    on = machine()
    print("\n".join([on, "", *head]))
    with tempfile.TemporaryDirectory(prefix="forankret-kill-") as folder:
        there = Path(folder)
        found = [killed(there / "killed", wanted.saves, ["hege"])] if wanted.saves else []
        found += [killed(there / "killed-4", wanted.saves, FOUR)] if wanted.saves else []
        found += [shared(there / f"shared-{n}", wanted.shared, n) for n in (1, 2) if wanted.shared]
        found += [full_disk(there / "full")] if wanted.full_disk else []
    if wanted.saves >= 1000 and wanted.shared >= 5000:
        put_section("Nothing lost", [*HOW.split("\n"), "", on, "", *head, *(one.row for one in found)])
    return 0 if all(one.good for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
