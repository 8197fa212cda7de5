"""What speakers are called beside their number: by their role, and as speakers where one may be many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.wording import role_label, role_plural

if TYPE_CHECKING:
    from pipeline.report.evidence import Evidence


def people(evidence: Evidence, role: str, number: int) -> str:
    """The noun for so many known speakers of a role; the public edition, which hides one, says several.

    Where nobody has told who they are from one document to the next, they are speakers and no people.
    """
    words, one = evidence.wording, number == 1 and not evidence.public
    named = (role_label if one else role_plural)(evidence.study, role, words)
    if role not in evidence.untold:
        return named
    return words(f"people.speakers.{'one' if one else 'many'}", role=named)
