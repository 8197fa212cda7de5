"""Lineage: under which codes a coding counts, along the tree and through merges."""

from __future__ import annotations

from pipeline.codebook import Codebook
from pipeline.coding.code_meant import code_meant


def lineage(codebook: Codebook, code: str) -> list[str]:
    """The code that a coding counts for and those above it, nearest first; empty for an unknown code.

    A merged code is followed to its heir, also where it stands as the parent of another.
    """
    found: dict[str, None] = {}
    current = codebook.heir(code)
    while current in codebook.by_id and current not in found:
        found[current] = None
        current = codebook.heir(codebook.by_id[current].parent)
    return list(found)


def finding_of(codebook: Codebook, code: str) -> str:
    """The finding or cross-cutting theme that a code counts under, '' where there is none."""
    for above in lineage(codebook, code):
        if codebook.by_id[above].kind in ("finding", "cross-cutting"):
            return above
    return ""


def tree_order(codebook: Codebook) -> list[str]:
    """Every code once, each finding followed by what lies under it; those with a broken parent last."""
    reached = codebook.descendants("")[1:]
    return list(dict.fromkeys([*reached, *(code.id for code in codebook.codes)]))


def asked_code(codebook: Codebook, code: str) -> str:
    """The code that answers when this one is asked for; raises ``StudyError`` where the study lacks it."""
    return codebook.heir(code_meant(codebook, code))


def theme_of(codebook: Codebook, code: str) -> str:
    """The finding of a code, or where the codebook has none above it, the topmost code; '' if unknown."""
    line = lineage(codebook, code)
    return finding_of(codebook, code) or (line[-1] if line else "")
