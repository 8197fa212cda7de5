"""A study as large as those that people spend their days in, for measuring the page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from synthetic import make_study

from pipeline.coding.events import Event, stamp, uuid7
from pipeline.model import Utterance, digest
from pipeline.stages.ingest import read_all
from pipeline.stages.opened import open_study
from pipeline.store.codings import append

CODES, APPLIED = 30, "kode-29"
"""How many codes there are, and the one of them that no coding has, so that it can be put anywhere."""
FIRST = 1_767_261_600_000
"""When the first coding was made, and every other one 20 seconds after the one before it."""


class Size(NamedTuple):
    """How large a document is, and how many codings it has."""

    utterances: int
    codings: int

    def __str__(self) -> str:
        return f"{self.utterances:,} utterances, {self.codings:,} codings"


def make_page_study(study: Path, documents: Sequence[Size]) -> None:
    """Make a study of documents of these sizes, coded by coder ``a``, each coding an act of its own."""
    make_study(study, len(documents), [one.utterances for one in documents], 17, CODES, 10)
    settings = study / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^coders:.*$", "coders: {a: {}}", text), encoding="utf-8")
    chance, made = random.Random(11), 0
    for item, size in zip(read_all(open_study(study))[0], documents, strict=True):
        append(study, "a", item.document.document, _codings(item.utterances, size, chance, made))
        made += size.codings


def _codings(
    utterances: Sequence[Utterance], size: Size, chance: random.Random, made: int
) -> Iterator[Event]:
    for number in range(size.codings):
        said = utterances[number * size.utterances // size.codings]
        start, end = _words(chance, said.text) if number % 2 else (0, len(said.text))
        at = FIRST + (made + number) * 20_000
        yield Event(
            at=stamp(datetime.fromtimestamp(at / 1000, UTC)),
            event="apply",
            coding=uuid7(at, at.to_bytes(10, "big")),
            act=uuid7(at + 1, at.to_bytes(10, "big")),
            code=f"kode-{number % (CODES - 1)}",
            codebook=1,
            utterance=said.utterance,
            start=start,
            end=end,
            quote=said.text[start:end],
            digest=digest(said.text),
        )


def _words(chance: random.Random, text: str) -> tuple[int, int]:
    """Where some words of an utterance begin and end."""
    words = [found.span() for found in re.finditer(r"\w+", text)]
    first = chance.randrange(len(words))
    return words[first][0], words[min(first + chance.randint(0, 5), len(words) - 1)][1]
