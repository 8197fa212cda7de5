"""Where each file of a study belongs among the six kinds of records of an audit trail.

The six kinds are Halpern's (1983), as Lincoln and Guba (1985, appendix A) tell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Memo

RAW = "1-raw-data"
REDUCED = "2-reduction-and-analysis"
SYNTHESIS = "3-reconstruction-and-synthesis"
PROCESS = "4-process-notes"
INTENTIONS = "5-intentions-and-dispositions"
INSTRUMENTS = "6-instrument-development"
KINDS = (RAW, REDUCED, SYNTHESIS, PROCESS, INTENTIONS, INSTRUMENTS)

PERSONAL = frozenset(("study", "positionality"))
"""What a memo is about that tells of the researchers' own intentions and dispositions."""


class Place(NamedTuple):
    """Where a file goes: the kind of its record, its name there, and the key of the words for what it is."""

    kind: str
    name: str
    what: str


RULES = (
    (r"data/raw/(documents|speakers)\.csv", RAW, "register"),
    (r"data/raw/(.+)", RAW, "document"),
    (r"codebooks/(codings/.+)", REDUCED, "codings"),
    (r"reports/tables/(quotes|relations|negative_cases)\.csv", SYNTHESIS, "table"),
    (r"reports/tables/(agreement\w*|disagreements|saturation\w*|gaps|sampling)\.csv", PROCESS, "trust"),
    (r"reports/tables/(codebook_changes)\.csv", PROCESS, "table"),
    (r"reports/(tables/.+)", REDUCED, "table"),
    (r"reports/(manifest\.json)", PROCESS, "manifest"),
    (r"reports/(figures/.+)", SYNTHESIS, "figure"),
    (r"reports/(report\.(?:docx|html))", SYNTHESIS, "report"),
    (r"reports/(.+\.graphml)", SYNTHESIS, "figure"),
    (r"reports/(.+)", SYNTHESIS, "other"),
    (r"codebooks/(codebook\.yaml)", SYNTHESIS, "codebook"),
    (r"codebooks/(manuscript\.md)", SYNTHESIS, "manuscript"),
    (r"codebooks/(history\.jsonl)", PROCESS, "history"),
    (r"codebooks/(memos\.jsonl|sampling\.jsonl)", PROCESS, "log"),
    (r"codebooks/(coreq\.yaml)", INTENTIONS, "coreq"),
    (r"codebooks/(stopwords/.+)", INSTRUMENTS, "stopwords"),
    (r"(study\.yaml)", INSTRUMENTS, "settings"),
)
"""For each kind of file its pattern, the kind of record it is, and what it is; the first that fits counts."""
_COMPILED = tuple((re.compile(pattern), kind, what) for pattern, kind, what in RULES)


def place_of(file: str, memos: Iterable[Memo] = ()) -> Place:
    """Where a file of a study goes by its name, a memo by what it is about; the unknown to process notes."""
    if file.startswith("codebooks/memos/"):
        return _memo_place(file, memos)
    for pattern, kind, what in _COMPILED:
        if pattern.fullmatch(file):
            return Place(kind, file.split("/", 2 if file.startswith("data/") else 1)[-1], what)
    return Place(PROCESS, file, "other")


def _memo_place(file: str, memos: Iterable[Memo]) -> Place:
    """A memo on the researchers themselves, or on the study as a whole, is of their intentions."""
    about = next((memo.about for memo in memos if memo.file == file), ())
    personal = bool(about) and all(kind in PERSONAL or id in PERSONAL for kind, id in about)
    return Place(INTENTIONS if personal else PROCESS, file.removeprefix("codebooks/"), "memo")
