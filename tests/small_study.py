"""A small study in a folder of its own, and the command line called as a person calls it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from atexit import register
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from pipeline.cli import main
from pipeline.coding.events import Event
from pipeline.model import digest
from pipeline.stages.opened import OpenStudy, open_study
from pipeline.store.codings import append
from pipeline.store.tables import read_arrow

STUDY = """\
title: En liten studie
language: nb
roles:
  INN: {label: innbygger, plural: innbyggere}
  OA: {label: offentlig ansatt, plural: offentlig ansatte}
  F: {label: forsker, plural: forskere, asks: true}
cases:
  nord: {label: Nord}
  vest: {label: Vest}
waves:
  start: {label: start}
  end: {label: slutt}
coders:
  hege: {label: Første}
  ola: {label: Andre}
report:
  coders: [hege]
  quotes_per_finding: 2
"""
DOCUMENTS = """\
file,document,kind,case,wave,date,mode,replaces
int-01.txt,INT-01,interview,nord,start,2024-02-14,,
int-02.md,INT-02,interview,vest,end,2024-09-02,,
notat.md,FN-01,field-note,nord,end,2024-10-01,,
"""
SPEAKERS = """\
document,label,speaker,role,case
INT-01,OA,OA-7,OA,
"""
INT_01 = """\
F: Hva betyr ordet for deg?

OA: Jeg er usikker på hva ordet betyr. Kanskje det er noe nytt.

F: Og for de andre?

OA: Vi er usikre alle sammen. Det er skummelt å slippe styringen.

F: Ja?

OA: Mm.

OA: Mm.
"""
INT_02 = """\
**F:** Hvordan har det gått?

**OA:** Det går bedre nå, men usikkerheten er der. Vi mangler verktøy.

**F:** Hva slags verktøy?

**OA:** En oppskrift, rett og slett.
"""
NOTE = """\
# Møtet

Det var kaldt i salen, og få hadde kommet.

INN: Vi vil bli spurt før alt er bestemt.

INN: Ingen spør oss.
"""
CODEBOOK = """\
version: 3
codes:
  - id: uklart
    label: Usikre på begrepet
    brief: Folk vet ikke hva ordet betyr.
    definition: Usikkerhet om hva ordet betyr.
    use_when: Når noen sier at de ikke vet hva det betyr.
    not_when: Når noen er usikre på noe annet.
    examples: [Jeg er usikker på hva ordet betyr.]
    kind: finding
    indicators: [{lemma: usikker}, {prefix: usikkerhet}]
  - id: styring
    label: Slippe styringen
    brief: Det er skummelt å slippe styringen.
    definition: Ubehag ved å gi fra seg makt.
    use_when: Når styring nevnes.
    not_when: Når verktøy nevnes.
    examples: [Det er skummelt å slippe styringen.]
    kind: finding
  - id: skummelt
    label: Skummelt
    brief: Det kjennes skummelt.
    definition: Ordet brukes om det nye.
    use_when: Når ordet er brukt.
    not_when: Når det er brukt om noe annet.
    examples: [skummelt]
    parent: styring
    origin: in-vivo
  - id: gammel
    label: Gammel kode
    brief: Brukes ikke lenger.
    definition: Brukes ikke lenger.
    use_when: Aldri.
    not_when: Alltid.
    examples: [noe]
    status: retired
  - id: redd
    label: Redd
    brief: Er blitt til skummelt.
    definition: Er blitt til skummelt.
    use_when: Aldri.
    not_when: Alltid.
    examples: [noe]
    status: merged
    merged_into: skummelt
"""
MEMO = """\
---
date: 2024-03-01
title: Ordet er uklart
about: {code: uklart}
coder: hege
---

De sier at de ikke vet hva ordet betyr.
"""
FILES = {
    "study.yaml": STUDY,
    "data/raw/documents.csv": DOCUMENTS,
    "data/raw/speakers.csv": SPEAKERS,
    "data/raw/int-01.txt": INT_01,
    "data/raw/int-02.md": INT_02,
    "data/raw/notat.md": NOTE,
    "codebooks/codebook.yaml": CODEBOOK,
    "codebooks/memos/2024-03-01-ordet.md": MEMO,
}
CODED = (
    ("hege", "c1", "INT-01:0002", "uklart", "usikker på hva ordet betyr"),
    ("hege", "c2", "INT-01:0004", "styring", "slippe styringen"),
    ("hege", "c3", "INT-01:0004", "skummelt", "skummelt"),
    ("hege", "c4", "INT-02:0002", "uklart", "usikkerheten er der"),
    ("hege", "c5", "FN-01:0003", "styring", "Vi vil bli spurt før alt er bestemt."),
    ("ola", "c6", "INT-01:0002", "uklart", "Jeg er usikker på hva ordet betyr."),
)


def put(folder: Path, name: str, text: str | bytes) -> Path:
    """A file of a study, written as it stands."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def small_study(folder: Path, coded: bool = True, **others: str | bytes) -> Path:
    """A study of two interviews and a note, coded by two; ``others`` replaces files by their last name."""
    for name, text in FILES.items():
        put(folder, name, text)
    for name, text in others.items():
        place = next(place for place in FILES if place.endswith(name.replace("__", ".")))
        put(folder, place, text)
    if coded:
        for row in CODED:
            code_words(folder, *row)
    return folder


def code_words(folder: Path, coder: str, coding: str, utterance: str, code: str, words: str) -> None:
    """A coding of words in a document, at a time that is always the same."""
    texts = {**dict(texts_of(folder))}
    text = texts[utterance]
    start = text.index(words)
    event = Event(
        at="2024-03-01T09:00:00Z", event="apply", coding=coding, utterance=utterance, start=start,
        end=start + len(words), quote=words, digest=digest(text), code=code, codebook=3,
    )  # fmt: skip
    append(folder, coder, utterance.rpartition(":")[0], [event])


def texts_of(folder: Path) -> dict[str, str]:
    """The utterances of a study by their ids, brought up to date."""
    from pipeline.stages.ingest import ingest

    ingest(opened(folder))
    table = read_arrow(folder / "data/processed/utterances.parquet").to_pydict()
    return dict(zip(table["utterance"], table["text"], strict=True))


def opened(folder: Path) -> OpenStudy:
    """The study of a folder, opened anew."""
    return open_study(folder)


class Said(NamedTuple):
    """What a command answered: its exit code, what it printed, and what it said beside it."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        return self.out + self.err


def forankret(folder: Path | None, *arguments: str) -> Said:
    """A command on the study of a folder, in this process."""
    out, err = io.StringIO(), io.StringIO()
    given = [*(["--study", str(folder)] if folder else []), *arguments]
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(given)
        except SystemExit as left:
            return Said(int(left.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("a command leaves with an exit code")


def answered(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """The rows of a command that was asked for JSON."""
    said = forankret(folder, *arguments, "--format", "json")
    assert said.code == 0, said.both
    rows: list[dict[str, Any]] = json.loads(said.out)
    return rows


def contents(folder: Path, *places: str) -> dict[str, bytes]:
    """Every file below some places of a study, byte for byte; all that people wrote where none is named."""
    places = places or ("study.yaml", "data/raw", "codebooks")
    found: dict[str, bytes] = {}
    for place in places:
        path = folder / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file():
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


@cache
def _built_once() -> Path:
    folder = Path(mkdtemp(prefix="forankret-small-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    study = small_study(folder / "study")
    said = forankret(study, "report")
    assert said.code == 0, said.both
    return study


def built_study(folder: Path) -> Path:
    """A copy of the small study with its report built, in which nothing has to be built again."""
    return Path(shutil.copytree(_built_once(), folder / "study"))


def command(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A command on a study in a process of its own, begun."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "--study", str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
