"""What can be wrong in the codebook: ids, parents, merges, fields that are not filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.evidence import CODEBOOK_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.codebook import Code, Codebook
from pipeline.problems import Problem, error, warning


def _place(evidence: Evidence, id: str, nth: int = 0) -> str:
    """The line of the codebook on which a code's id stands."""
    return evidence.line_in(
        CODEBOOK_FILE, rf"(?:^|[\s{{,-])id:\s*[\"']?{re.escape(id)}[\"']?\s*(?:[,}}#]|$)", nth
    )


def _codes(evidence: Evidence) -> tuple[Code, ...]:
    return evidence.codebook.codes if evidence.codebook else ()


@check("duplicate-code")
def duplicate_codes(evidence: Evidence) -> Iterator[Problem]:
    """Two codes with one id."""
    for id, times in Counter(code.id for code in _codes(evidence)).items():
        for nth in range(1, times):
            yield error(
                _place(evidence, id, nth),
                "duplicate-code",
                f"the id '{id}' is that of another code above, so codings cannot tell which is meant.",
                "Give one of them an id that was never used.",
            )


@check("six-fields")
def unfilled_fields(evidence: Evidence) -> Iterator[Problem]:
    """Active codes that lack one of the six fields."""
    for code in _codes(evidence):
        if code.status == "active" and code.lacking:
            yield warning(
                _place(evidence, code.id),
                "six-fields",
                f"the code '{code.id}' lacks {', '.join(code.lacking)}, so it does not count in agreement.",
                "Write down what the code means, when to use it, when not to, and an example.",
            )


@check("parent-missing")
def missing_parents(evidence: Evidence) -> Iterator[Problem]:
    """Codes that lie under a code which is not there."""
    codebook = evidence.codebook or Codebook()
    for code in codebook.codes:
        if code.parent and code.parent not in codebook.by_id:
            yield error(
                _place(evidence, code.id),
                "parent-missing",
                f"the code '{code.id}' lies under '{code.parent}', which is not in the codebook, so it belongs to no "
                "finding.",
                "Correct the parent, or leave it empty for a code at the top.",
            )
