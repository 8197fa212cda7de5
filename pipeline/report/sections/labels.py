"""Cases, waves, kinds and roles as readers of the report know them."""

from __future__ import annotations

import re

from pipeline.report.evidence import Evidence
from pipeline.report.wording import Wording, capital, role_plural

_PLACE = re.compile(r"(?:sheet (.+) )?(line|paragraph|cue|row) (\d+)", re.DOTALL)


def place_label(words: Wording, place: str) -> str:
    """The place of an utterance in its file as readers know it: *linje 2*, *ark Svar, rad 3*."""
    found = _PLACE.fullmatch(place)
    if not found:
        return place
    named = words(f"place.{found[2]}", n=found[3])
    return words("place.sheet", sheet=found[1], place=named) if found[1] else named


def value_label(evidence: Evidence, dimension: str, value: str) -> str:
    """A case, wave, kind or role as readers know it; '' is said to be unknown."""
    words, study = evidence.wording, evidence.study
    if not value:
        return words("not-stated")
    if dimension == "kind":
        return capital(words(f"kind.{value}")) if words.has(f"kind.{value}") else value
    if dimension == "role":
        return capital(role_plural(study, value, words))
    named = {"case": study.cases, "wave": study.waves}[dimension]
    return capital(named[value].label or value) if value in named else value
