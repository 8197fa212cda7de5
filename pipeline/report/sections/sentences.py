"""The sentence that says how often a code is met: "n utterances by m of k ... in d of D documents"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.analysis.narrowing import in_study_order
from pipeline.model import NOTE, Narrow
from pipeline.report.blocks import Runs, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, noun, number, withheld
from pipeline.report.sections.people import people
from pipeline.report.sections.standing import Count
from pipeline.report.sections.suppression import LEAST
from pipeline.report.wording import role_plural


def roles_heard(evidence: Evidence) -> list[str]:
    """The roles that counts are about, in the order of the study: those that do not ask, and narrative."""
    return in_study_order("role", evidence.answered["role"].unique(), Narrow(), evidence.study)


def spread(evidence: Evidence, code: str) -> Runs:
    """How often a code is met in all, and then a clause for each role.

    Where the public edition may not print the number of one role, it prints that of none.
    """
    words, standing = evidence.wording, evidence.standing
    count, ids = standing.count(code), standing.ids(code)
    if not count.utterances:
        return (Text(words("spread.none")),)
    if evidence.public and count.utterances < LEAST:
        return (Text(words("spread.few")),)
    roles = roles_heard(evidence)
    counts = [standing.count(code, role) for role in roles]
    kept = withheld(evidence, count.utterances, [one.utterances for one in counts])
    people = _people(evidence, counts, count)
    clauses = [
        _clause(evidence, role, one, standing.ids(code, role), people)
        for role, one in zip(roles, counts, strict=True)
    ]
    return words.runs(
        "spread.withheld" if kept else "spread",
        n=number(evidence, Part(count.utterances, ids)),
        utterances=noun(evidence, "utterance", count.utterances),
        d=number(evidence, Part(count.documents, ids)),
        documents=_of(evidence, count.of_documents),
        noun=noun(evidence, "document", count.of_documents),
        **({} if kept else {"clauses": _joined(evidence, clauses)}),
    )


def _people(evidence: Evidence, counts: Sequence[Count], total: Count) -> bool:
    """Whether the known speakers of each role may be told beside those in all, which they add up to."""
    each = [one.speakers for one in counts if one.speakers]
    return len(each) < 2 or not withheld(evidence, total.speakers, each)


def _of(evidence: Evidence, whole: int, role: str = "all", known: bool = False) -> Runs:
    """A denominator, with the utterances of the role (of its known speakers) behind it."""
    standing = evidence.standing
    ids = standing.where(role) if role != "all" else tuple(evidence.answered["utterance"].tolist())
    return number(evidence, Part(whole, tuple(id for id in ids if standing.speaker(id)) if known else ids))


def _clause(evidence: Evidence, role: str, count: Count, ids: tuple[str, ...], people: bool) -> Runs:
    """One role's clause; people who cannot be told apart are said to be unknown, never counted."""
    words = evidence.wording
    some = (Text(words("hidden")),)
    unknown = number(evidence, Part(count.unknown, _unknown(evidence, ids)))
    holes: dict[str, Runs | str] = {
        "n": number(evidence, Part(count.utterances, ids)),
        "utterances": noun(evidence, "utterance", count.utterances),
        "plural": _called(evidence, role, count),
        "m": number(evidence, Part(count.speakers, ids)) if people else some,
        "k": _of(evidence, count.of_speakers, role, known=True),
        "d": number(evidence, Part(count.documents, ids)),
        "documents": _of(evidence, count.of_documents, role),
        "noun": noun(evidence, "document", count.of_documents),
        "u": some if withheld(evidence, count.utterances, _known_or_not(count)) else unknown,
    }
    form = f"clause.{_form(role, count)}"
    alone = f"{form}.one"
    one = count.of_speakers == 1 and not evidence.public and words.has(alone)
    return words.runs(alone if one else form, **holes)


def _called(evidence: Evidence, role: str, count: Count) -> str:
    """What those are called who are counted, or where nobody is known, all who have the role."""
    if _form(role, count) in ("known", "mixed", "none"):
        return people(evidence, role, count.of_speakers)
    return role_plural(evidence.study, role, evidence.wording)


def _known_or_not(count: Count) -> tuple[int, int]:
    """The utterances of known speakers and those of unknown ones, which add up to all."""
    return count.utterances - count.unknown, count.unknown


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
