"""Checks: everything that can be wrong in a study, found all at once."""

from __future__ import annotations

import re

from pipeline.checks import anonymity, codebook, media, roles
from pipeline.checks.acknowledging import acknowledged, unneeded
from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import Check
from pipeline.problems import Problem

__all__ = ["CHECKS", "Check", "Evidence", "acknowledged", "run"]

CHECKS: list[Check] = [
    codebook.duplicate_codes,
    codebook.unfilled_fields,
    codebook.missing_parents,
    roles.unmapped_labels,
    roles.unknown_roles,
    media.media_files,
    media.key_files,
    anonymity.identifiers,
]


def run(evidence: Evidence) -> list[Problem]:
    """All problems of a study, those found while reading too, sorted by file and line, each once."""
    problems = {*evidence.found, *(problem for check in CHECKS for problem in check(evidence))}
    problems |= set(unneeded(problems, evidence.study))
    return sorted(problems, key=_order)


def _order(problem: Problem) -> tuple[list[tuple[int, str]], Problem]:
    """By place, numbers as numbers; errors before warnings come by themselves in alphabetical order."""
    parts = re.split(r"(\d+)", problem.place)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], problem
