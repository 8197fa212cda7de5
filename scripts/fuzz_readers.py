"""Damages the sample documents thousands of times and reads them, to see that a reader never falls over.

Run by ``make fuzz``; ``--count`` is the number of damaged files per sample, ``--seed`` makes others.
Each file has ten seconds and the whole run two gigabytes; the first failure is printed with the name
of a file that holds it, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))

from mutations import mutations  # noqa: E402

from pipeline.model import Document  # noqa: E402
from pipeline.readers import Unreadable, read  # noqa: E402
from pipeline.segment import SpeakerMap, turns, utterances  # noqa: E402
from pipeline.segment.labels import label_book  # noqa: E402
from pipeline.study import Study  # noqa: E402

SECONDS = 10
GIGABYTES = 2


def main() -> int:
    """Reads every damaged file; 0 where each ended in words or in a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2)
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES * 2**30, GIGABYTES * 2**30))
    signal.signal(signal.SIGALRM, _too_slow)
    for sample in sorted((ROOT / "tests" / "samples").iterdir()):
        words = refused = 0
        for data in mutations(sample.name, sample.read_bytes(), asked.count, asked.seed):
            outcome = _tried(sample.name, data)
            if outcome not in ("words", "refused"):
                print(f"{sample.name}: {outcome}; the file: {_kept(sample, data)}")
                return 1
            words, refused = words + (outcome == "words"), refused + (outcome == "refused")
        print(f"{sample.name}: {words} read, {refused} refused with a reason")
    return 0


def _tried(name: str, data: bytes) -> str:
    """``words``, ``refused``, or what went wrong."""
    signal.alarm(SECONDS)
    try:
        reading, _ = read(name, data)
        for kind in ("interview", "report"):
            found = turns(reading, kind, label_book(Study().roles, [], "D"))
            utterances(Document("D", name, kind), found, SpeakerMap([]), Study())
    except Unreadable:
        return "refused"
    except BaseException as trouble:
        return f"{type(trouble).__name__}: {trouble}"
    finally:
        signal.alarm(0)
    return "words"


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds")


def _kept(sample: Path, data: bytes) -> Path:
    kept = Path(tempfile.mkdtemp()) / sample.name
    kept.write_bytes(data)
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
