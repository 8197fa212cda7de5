"""The sentence that says how often a code is met: "n utterances by m of k ... in d of D documents"."""

from __future__ import annotations

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import ALSO, Part, divided, number
from pipeline.report.sections.standing import Count
from pipeline.report.wording import role_plural


def roles_heard(evidence: Evidence) -> list[str]:
    """The roles that counts are about, in the order of the study: those that do not ask, and narrative."""
    return in_study_order("role", evidence.answered["role"].unique(), Narrow(), evidence.study)


def spread(evidence: Evidence, code: str) -> Runs:
    """How often a code is met in all, and then a clause for each role."""
    words, standing = evidence.wording, evidence.standing
    count, ids = standing.count(code), standing.ids(code)
    if not count.utterances:
        return (Text(words("spread.none")),)
    roles = roles_heard(evidence)
    counts = [standing.count(code, role) for role in roles]
    parts = [Part(one.utterances, standing.ids(code, role)) for one, role in zip(counts, roles, strict=True)]
    total, cells = divided(evidence, Part(count.utterances, ids), parts)
    clauses = [
        _clause(evidence, role, one, cell, part.utterances)
        for role, one, cell, part in zip(roles, counts, cells, parts, strict=True)
    ]
    return words.runs(
        "spread",
        n=total,
        utterances=words.counted("utterance", count.utterances),
        d=number(evidence, Part(count.documents, ids)),
        documents=_of(evidence, count.of_documents),
        noun=words.counted("document", count.of_documents),
        clauses=_joined(evidence, clauses),
    )


def _of(evidence: Evidence, whole: int, role: str = "all", known: bool = False) -> Runs:
    """A denominator, with the utterances of the role (of its known speakers) behind it."""
    standing = evidence.standing
    ids = standing.where(role) if role != "all" else tuple(evidence.answered["utterance"])
    return number(evidence, Part(whole, tuple(id for id in ids if standing.speaker(id)) if known else ids))


def _clause(evidence: Evidence, role: str, count: Count, said: Runs, ids: tuple[str, ...]) -> Runs:
    """One role's clause; people who cannot be told apart are said to be unknown, never counted."""
    words = evidence.wording
    plural = role_plural(evidence.study, role, words)
    holes: dict[str, Runs | str] = {
        "n": _said(evidence, said),
        "utterances": words.counted("utterance", count.utterances),
        "plural": plural,
        "m": number(evidence, Part(count.speakers, ids)),
        "k": _of(evidence, count.of_speakers, role, known=True),
        "d": number(evidence, Part(count.documents, ids)),
        "documents": _of(evidence, count.of_documents, role),
        "noun": words.counted("document", count.of_documents),
        "u": number(evidence, Part(count.unknown, _unknown(evidence, ids))),
    }
    return words.runs(f"clause.{_form(role, count)}", **holes)


def _said(evidence: Evidence, said: Runs) -> Runs:
    """A hidden number in a sentence is said in words."""
    return (Text(evidence.wording("hidden")),) if said == (Text(ALSO),) else said


def _form(role: str, count: Count) -> str:
    """Which form of the clause fits: narrative, nobody, people known, people unknown, or some of each."""
    if role == NOTE:
        return "note" if count.utterances else "note-none"
    if not count.utterances:
        return "none" if count.of_speakers else "nobody"
    if not count.unknown:
        return "known"
    return "mixed" if count.speakers else "unknown"


def _unknown(evidence: Evidence, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id for id in ids if not evidence.standing.speaker(id))


def _joined(evidence: Evidence, clauses: list[Runs]) -> Runs:
    made: list[Runs] = []
    for at, clause in enumerate(clauses):
        made += [(Text("; "),)] if at else []
        made.append(clause)
    return tuple(run for runs in made for run in runs)
