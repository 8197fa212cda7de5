"""Who speaks in a document without anybody having said who that is."""

from __future__ import annotations

from collections import Counter

from pipeline.stages.desk import Desk


def unknown_labels(desk: Desk, document: str) -> list[tuple[str, int]]:
    """The labels that have no role, each with how many utterances it stands before, the commonest first."""
    found = Counter(row.label for row in desk.utterances(document) if not row.role and row.label)
    return found.most_common()
