"""What the tests of readers and segmentation share: a transcript inline, and who says what in it."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Document, Speaker, Utterance
from pipeline.readers import read
from pipeline.segment import SpeakerMap, turns, utterances
from pipeline.segment.labels import label_book
from pipeline.study import Study

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[2] / "shared"
STUDY = Study()


def heard(
    text: str | bytes, kind: str = "interview", name: str = "int.txt", rows: tuple[Speaker, ...] = ()
) -> list[Utterance]:
    """The utterances of a document given as text or bytes; its id is ``D``, its case ``A``."""
    reading, _ = read(name, text if isinstance(text, bytes) else text.encode())
    found = turns(reading, kind, label_book(STUDY.roles, rows, "D"))
    return utterances(Document("D", name, kind, case="A", wave="start"), found, SpeakerMap(rows), STUDY)


def said(
    text: str | bytes, kind: str = "interview", name: str = "int.txt", rows: tuple[Speaker, ...] = ()
) -> list[tuple[str, str]]:
    """Pairs of label (or NOTE) and words."""
    return [(heard_.label or heard_.role, heard_.text) for heard_ in heard(text, kind, name, rows)]
