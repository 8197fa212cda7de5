"""Makes studies of words drawn by lot, as large as one likes, to measure on."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from processes import ENVIRONMENT, FORANKRET, ROOT, run

COMMON = """
det er og ja så jeg i på ikke at som å en har var da med de til men vi du nei der for nå hva bare noe om kan
av den skal litt mye noen eller vil må bli blir sånn meg et han hun fra når mer dette ut inn opp etter også
folk dem hvordan kanskje tror samskaping møte kommunen tjenesten bruker ansatte innbyggere usikker leder tid
rom kaffe tillit vane rolle skjema
"""
SYLLABLES = "sam ska kom mu ne tje se te hel ve fe bru ke inn by ge an sa le da mø o ro lå i u en er ta"


def vocabulary(chance: random.Random, size: int = 20_000) -> tuple[list[str], list[float]]:
    """Common words and made-up rare ones, with weights that fall as words do in real texts (Zipf).

    The average word of a text has 4.7 letters, as in Norwegian speech.
    """
    syllables = SYLLABLES.split()
    rare = ("".join(chance.choices(syllables, k=chance.randint(2, 3))) for _ in range(size * 3))
    words = list(dict.fromkeys([*COMMON.split(), *rare]))[:size]
    return words, [1 / (rank + 2.7) for rank in range(len(words))]


def make_study(
    path: Path, documents: int, turns: int | Sequence[int], words_each: int, codes: int, indicators: int
) -> None:
    """A synthetic study of interviews in ``LABEL: text`` files, with codes that have indicators.

    ``turns`` is how many utterances each document has.
    """
    chance = random.Random(7)
    words, weights = vocabulary(chance)
    pool = chance.choices(words, weights, k=200_000)
    run([*FORANKRET, "new", str(path)], ROOT)
    rows = ["file,document,kind,case,wave,date,mode,replaces"]
    for number in range(documents):
        lines = []
        for turn in range(turns if isinstance(turns, int) else turns[number]):
            at = chance.randrange(len(pool) - 3 * words_each)
            text = " ".join(pool[at : at + chance.randint(words_each // 3, words_each * 5 // 3)])
            lines.append(f"{('F', 'OA', 'F', 'INN')[turn % 4]}: {text.capitalize()}.")
        name = f"doc-{number:05d}"
        (path / "data/raw" / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        rows.append(
            f"{name}.txt,{name},interview,case{number % 4},{('start', 'underway', 'end')[number % 3]},,,"
        )
    (path / "data/raw/documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (path / "codebooks/codebook.yaml").write_text(_codebook(words, codes, indicators), encoding="utf-8")


def _codebook(words: list[str], codes: int, indicators: int) -> str:
    lines = ["version: 1", "codes:"]
    for number in range(codes):
        found = [words[30 + (number * indicators + k) * 5 % 6000] for k in range(indicators)]
        kinds = [
            f"{{lemma: {word}}}" if k % 5 == 1 else f"{{prefix: {word}}}" if k % 5 == 2 else f'"{word}"'
            for k, word in enumerate(found)
        ]
        kind = "finding" if number % 6 == 0 else "code"
        parent = "" if kind == "finding" else f"\n    parent: kode-{number - number % 6}"
        lines.append(f"  - id: kode-{number}\n    label: Kode {number}\n    kind: {kind}{parent}")
        lines.append(f"    indicators: [{', '.join(kinds)}]")
    return "\n".join(lines) + "\n"


def add_codings(path: Path, documents: int, turns: int, codes: int, every: int = 3) -> None:
    """Manual codings on every third utterance, written as a coder's event files."""
    code = (
        "import sys; from pathlib import Path; from pipeline.stages.opened import open_study;"
        "from pipeline.stages.ingest import read_all; from pipeline.store.codings import append;"
        "from pipeline.coding.events import Event, uuid7; from pipeline.model import digest;"
        "p = Path(sys.argv[1]); n = int(sys.argv[2]); every = int(sys.argv[3]); o = open_study(p); i = 0\n"
        "for item in read_all(o)[0]:\n"
        "    events = []\n"
        "    for u in item.utterances[1::every]:\n"
        "        i += 1\n"
        "        events.append(Event(at='2026-01-01T10:00:00+00:00', event='apply', codebook=1,"
        "            coding=uuid7(1767261600000 + i, i.to_bytes(10, 'big')), code=f'kode-{i % n}',"
        "            utterance=u.utterance, start=0, end=len(u.text), quote=u.text, digest=digest(u.text)))\n"
        "    append(p, 'a', item.document.document, events)\n"
    )
    command = [sys.executable, "-c", code, str(path), str(codes), str(every)]
    subprocess.run(command, check=True, cwd=ROOT, env=ENVIRONMENT)
