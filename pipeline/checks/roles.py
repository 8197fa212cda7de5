"""What can be wrong with who speaks: labels nobody mapped, roles the study does not have, names as labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.evidence import CODEBOOK_FILE, SPEAKERS_FILE, STUDY_FILE, Evidence
from pipeline.checks.lists import word_list
from pipeline.checks.registry import check
from pipeline.labels import folded, role_of
from pipeline.model import NOTE
from pipeline.problems import Problem, error, warning
from pipeline.study import Study

_NAME_LIKE = re.compile(r"(?:[^\W\d_]{2,}|[^\W\d_]\.)(?:[-'’ .]+[^\W\d_]+){0,3}\.?")
_FUNCTIONS = word_list("functions")


def looks_like_name(label: str, study: Study) -> bool:
    """Whether a label looks like somebody's name: capitalised words that are no role and no function."""
    bare = label.strip(" *_:")
    allowed = {entry.casefold() for entry in study.privacy.allow}
    if bare.casefold() in allowed or role_of(bare, study.roles, any_case=True):
        return False
    if not _NAME_LIKE.fullmatch(bare) or not bare[0].isupper() or (bare.isupper() and len(bare) <= 4):
        return False
    words = re.findall(r"[^\W\d_]+", bare.casefold())
    return not any(word in _FUNCTIONS or word in allowed for word in words)


@check("unmapped-label")
def unmapped_labels(evidence: Evidence) -> Iterator[Problem]:
    """Labels of a document that are neither a role nor in ``speakers.csv``, each once with its count."""
    for document, utterances in evidence.utterances.items():
        seen: dict[str, list[str]] = {}
        for row in utterances:
            if row.label and not row.role:
                seen.setdefault(row.label, []).append(evidence.place_of(row))
        for label, places in seen.items():
            yield warning(
                places[0],
                "unmapped-label",
                f"nobody has said who '{label}' is ({len(places)} utterances), so they count for no role.",
                f"Add a row to {SPEAKERS_FILE}: document {document}, label {label}, a pseudonym and a role.",
            )


@check("unknown-role")
def unknown_roles(evidence: Evidence) -> Iterator[Problem]:
    """Roles that the study does not have, in ``speakers.csv``, in indicators and in the clouds it wants."""
    known = evidence.study.roles
    remedy = f"Use one of {', '.join(known)}, or add the role to study.yaml."
    for row in evidence.speakers:
        if row.role and row.role != NOTE and row.role not in known:
            message = f"the role '{row.role}' is not in study.yaml: no table by role has its words."
            yield error(f"{SPEAKERS_FILE}:{row.line}", "unknown-role", message, remedy)
    for code in evidence.codebook.codes if evidence.codebook else ():
        for role in {role for indicator in code.indicators for role in indicator.role}:
            if role != NOTE and role not in known:
                place = evidence.line_in(CODEBOOK_FILE, rf"role:.*\b{re.escape(role)}\b")
                message = (
                    f"an indicator of '{code.id}' is for the role '{role}', which nobody has: it never fires."
                )
                yield error(place, "unknown-role", message, remedy)
    for cloud in evidence.study.report.clouds:
        if cloud.role and cloud.role != NOTE and cloud.role not in known:
            place = evidence.line_in(STUDY_FILE, rf"role:.*\b{re.escape(cloud.role)}\b")
            message = f"a word cloud is wanted for the role '{cloud.role}', which the study does not have."
            yield error(place, "unknown-role", message, remedy)


@check("name-as-label")
def names_as_labels(evidence: Evidence) -> Iterator[Problem]:
    """Labels of the transcripts that look like names, each once a document."""
    for utterances in evidence.utterances.values():
        seen: set[str] = set()
        for row in utterances:
            if row.label and row.label not in seen and looks_like_name(row.label, evidence.study):
                yield warning(
                    evidence.place_of(row),
                    "name-as-label",
                    f"the label '{row.label}' looks like somebody's name, which the text then tells.",
                    "Use a label such as OA1 in the file; a pseudonym may stand in privacy.allow.",
                )
            seen.add(row.label)


@check("label-not-found")
def unused_labels(evidence: Evidence) -> Iterator[Problem]:
    """Rows of ``speakers.csv`` about a document that is not there, or a label that nobody has in it."""
    labels = {id: {_tight(row.label) for row in rows} for id, rows in evidence.utterances.items()}
    everywhere = set().union(*labels.values())
    for row in evidence.speakers:
        place = f"{SPEAKERS_FILE}:{row.line}"
        if row.document != "*" and row.document not in evidence.by_id:
            message = f"there is no document '{row.document}', so the row for '{row.label}' has no effect."
            yield warning(
                place, "label-not-found", message, "Write the id as in documents.csv, or * for all."
            )
        elif evidence.utterances and _tight(row.label) not in labels.get(row.document, everywhere):
            where = "any document" if row.document == "*" else row.document
            message = f"nobody in {where} speaks as '{row.label}', so the row has no effect."
            yield warning(place, "label-not-found", message, "Write the label just as it stands in the file.")


def _tight(label: str) -> str:
    return "".join(folded(label).split())


@check("speaker-in-two-roles")
def speakers_in_two_roles(evidence: Evidence) -> Iterator[Problem]:
    """Pseudonyms that stand with more than one role: counted as a speaker in each."""
    first: dict[str, tuple[str, int]] = {}
    for row in evidence.speakers:
        if not row.speaker or not row.role:
            continue
        role, line = first.setdefault(row.speaker, (row.role, row.line))
        if role != row.role:
            yield warning(
                f"{SPEAKERS_FILE}:{row.line}",
                "speaker-in-two-roles",
                f"'{row.speaker}' is {row.role} here and {role} in line {line}, so both count this person.",
                "If they are two people, give one another pseudonym; else acknowledge it in study.yaml.",
            )
