"""Speakers whom nobody has told apart, or told to be the same, from one document to the next."""

from __future__ import annotations

from collections.abc import Iterable


def untold(said: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    """The roles that have such speakers in several documents, with these documents in their order.

    ``said`` are the document, role and speaker of utterances. A label without a row in ``speakers.csv`` is a
    speaker of its own in each interview (``INT-01/OA``), so that one person may be counted several times.
    """
    found: dict[str, dict[str, None]] = {}
    for document, role, speaker in said:
        if speaker.startswith(f"{document}/"):
            found.setdefault(role, {})[document] = None
    return {role: list(documents) for role, documents in found.items() if len(documents) > 1}
