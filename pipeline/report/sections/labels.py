"""Cases, waves, kinds and roles as readers of the report know them."""

from __future__ import annotations

from pipeline.report.evidence import Evidence
from pipeline.report.wording import capital, role_plural


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
