"""What can be wrong with who speaks: labels nobody mapped, roles the study does not have, names as labels."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.evidence import SPEAKERS_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.model import NOTE
from pipeline.problems import Problem, error, warning


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
                f"Add a row to speakers.csv: {document},{label},<pseudonym>,<role>,",
            )


@check("unknown-role")
def unknown_roles(evidence: Evidence) -> Iterator[Problem]:
    """Rows of ``speakers.csv`` with a role that the study does not have."""
    roles = evidence.study.roles
    for row in evidence.speakers:
        if row.role and row.role != NOTE and row.role not in roles:
            yield error(
                f"{SPEAKERS_FILE}:{row.line}",
                "unknown-role",
                f"the role '{row.role}' is not in study.yaml, so its utterances would be in no table by role.",
                f"Use one of {', '.join(roles)}, or add the role to study.yaml.",
            )
