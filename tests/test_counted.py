"""One of something is told in the singular, wherever a command tells how many there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_study import code_words, forankret, put, small_study

from pipeline.counted import number_of

PLURALS = re.compile(
    r"(?<![\d.,:-])\b1 (?:active )?(?:codings|codes|coders|documents|utterances|quotes|memos|lines|rows|files"
    r"|groups|errors|warnings|disagreements|findings|numbers|tables|figures|relations|values|speak|are|were|have)\b"
)
"""One of something, told as if there were several."""
CODEBOOK = """\
version: 1
codes:
  - id: uklart
    label: Usikre på begrepet
    kind: finding
"""
DOCUMENTS = "file,document,kind,case,wave,date,mode,replaces\nint-01.txt,INT-01,interview,nord,start,,,\n"


def test_a_noun_follows_its_number() -> None:
    assert [number_of(n, "coding") for n in (0, 1, 2)] == ["0 codings", "1 coding", "2 codings"]
    assert number_of(2, "coding speaks", "codings speak") == "2 codings speak"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """One of everything: a document of one utterance, with one code put on it once."""
    folder = small_study(tmp_path, coded=False, codebook__yaml=CODEBOOK, documents__csv=DOCUMENTS)
    put(folder, "data/raw/int-01.txt", "OA: Jeg er usikker på hva ordet betyr.\n")
    for name in ("int-02.md", "notat.md"):
        (folder / "data/raw" / name).unlink()
    code_words(folder, "hege", "c1", "INT-01:0001", "uklart", "usikker")
    return folder


COMMANDS = (
    ("ingest",),
    ("code",),
    ("report",),
    ("check",),
    ("status",),
    ("show", "INT-01"),
    ("show", "OA-7"),
    ("compare", "uklart"),
    ("codebook", "show"),
    ("trace", "uklart"),
    ("saturation", "--base", "1"),
    ("agreement", "sample", "--size", "1"),
    ("patterns",),
    ("memo", "record", "--coder", "hege"),
)


@pytest.mark.parametrize("typed", COMMANDS, ids=" ".join)
def test_one_of_something_is_told_in_the_singular(study: Path, typed: tuple[str, ...]) -> None:
    said = forankret(study, *typed)
    assert re.search(r"\b1 [a-z]", said.both), f"the test must see a number: {said.both}"
    assert not PLURALS.findall(said.both), said.both
