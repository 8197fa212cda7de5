"""Save thousands of codings while the page is killed, and by four at once, and tell what is lost.

    .venv/bin/python scripts/kill_page.py [--saves 1000] [--shared 5000] [--full-disk]

Nothing outside a temporary folder is touched. ``--full-disk`` fills a small disk in memory, for which it has
to be mounted (as root).
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

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))

from browser import served  # noqa: E402
from saving import Killed, Saved, Writer, at_once, lost, torn  # noqa: E402
from small_study import forankret, small_study, texts_of  # noqa: E402

TOKEN = "en-kort-nokkel-1234"


def told(what: str, saved: list[Saved], seconds: float, study: Path) -> bool:
    """Print what was measured; whether nothing is lost."""
    each = sorted(one.seconds * 1000 for one in saved)
    wrong = lost(study, saved)
    chain = "broken-chain" in forankret(study, "check").both
    print(
        f"{what}: {len(saved)} saves in {seconds:.0f} s, median {median(each):.1f} ms, "
        f"p95 {quantiles(each, n=20)[-1]:.1f} ms; {torn(study)} torn lines told, "
        f"{'a chain is BROKEN' if chain else 'every chain whole'}, {len(wrong)} lost",
        flush=True,
    )
    for line in wrong[:20]:
        print(f"  {line}")
    return not wrong and not chain


def killed(folder: Path, saves: int) -> bool:
    """One coder who saves while the server is killed at random moments."""
    study = small_study(folder)
    texts = texts_of(study)
    begun = time.perf_counter()
    with Killed(study, seed=int(begun * 1000), longest=0.5, most=10**6) as server:
        writer = Writer(server.first.origin, TOKEN, "hege", texts, 1)
        saved = [writer.save() for _ in range(saves)]
    return told(f"killed {server.kills} times", saved, time.perf_counter() - begun, study)


def shared(folder: Path, saves: int, servers: int) -> bool:
    """Four writers at once, two of them the same coder."""
    study = small_study(folder)
    texts = texts_of(study)
    with served(study, token=TOKEN) as one, served(study, token=TOKEN) as other:
        begun = time.perf_counter()
        saved = at_once([one, other][:servers], ["hege", "hege", "ola", "ola"], texts, saves // 4)
        return told(f"four writers, {servers} server(s)", saved, time.perf_counter() - begun, study)


@contextmanager
def small_disk(folder: Path):
    """A disk of two megabytes in memory."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(folder: Path) -> bool:
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
        good = told(
            f"a full disk, {refused} of 20 refused in words", saved, time.perf_counter() - begun, study
        )
        return good and torn(study) == 0


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
    with tempfile.TemporaryDirectory(prefix="forankret-kill-") as folder:
        there = Path(folder)
        good = [killed(there / "killed", wanted.saves)] if wanted.saves else []
        good += [shared(there / f"shared-{n}", wanted.shared, n) for n in (1, 2) if wanted.shared]
        good += [full_disk(there / "full")] if wanted.full_disk else []
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
