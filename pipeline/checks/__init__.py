"""Checks: everything that can be wrong in a study, found all at once."""

from __future__ import annotations

import re

from pipeline.checks import (
    anonymity,
    codebook,
    codings,
    copies,
    documents,
    histories,
    media,
    memos,
    relations,
    roles,
    sampling,
)
from pipeline.checks.acknowledging import acknowledged, unneeded
from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import Check
from pipeline.problems import Problem, spoils_others

__all__ = ["CHECKS", "Check", "Evidence", "acknowledged", "by_place", "run"]

CHECKS: list[Check] = [
    codebook.duplicate_codes,
    codebook.unknown_codes,
    codebook.unfilled_fields,
    codebook.missing_parents,
    codebook.circular_parents,
    codebook.broken_merges,
    codebook.broken_splits,
    codebook.findings_below_others,
    codebook.active_under_inactive,
    codebook.in_vivo_not_said,
    histories.merges_into_nothing,
    histories.acts_on_codes_not_in_use,
    histories.changes_of_unknown_codes,
    histories.lines_that_do_not_fit,
    histories.lines_without_reason,
    histories.times_that_go_backward,
    histories.versions_out_of_step,
    histories.versions_that_stand_twice,
    histories.codebook_changed_by_hand,
    relations.relations_without_id,
    relations.unknown_types,
    relations.odd_ends,
    relations.without_memo,
    relations.weak_evidence,
    codings.unlisted_coders,
    codings.unknown_coders,
    codings.unknown_double_coding,
    codings.passages_coded_twice,
    codings.codebook_behind,
    codings.memos_about_nothing,
    codings.memo_dates,
    memos.memos_outside_the_log,
    sampling.unplanned,
    sampling.planned_twice,
    sampling.about_nothing,
    documents.documents_without_words,
    documents.documents_read_twice,
    documents.ids_alike,
    documents.unlisted_cases,
    documents.unlisted_waves,
    documents.waves_out_of_order,
    roles.unmapped_labels,
    roles.overlooked_labels,
    roles.unknown_roles,
    roles.names_as_labels,
    roles.unused_labels,
    roles.speakers_not_told_apart,
    roles.speakers_in_two_roles,
    media.media_files,
    media.key_files,
    copies.copies_of_files,
    anonymity.identifiers,
    anonymity.names,
    anonymity.uncased_documents,
]
"""Every check of a study; to add one, write a function and append it here."""


def run(evidence: Evidence) -> list[Problem]:
    """All problems of a study, those found while reading too, by file and line, each once."""
    problems = {*evidence.found, *(problem for check in CHECKS for problem in check(evidence))}
    problems |= set(unneeded(problems, evidence.study))
    return sorted(problems, key=by_place)


def by_place(problem: Problem) -> tuple[bool, list[tuple[int, str]], Problem]:
    """By place, numbers as numbers; first what is wrong with the files that everything else stands on."""
    parts = re.split(r"(\d+)", problem.place)
    numbered = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return not spoils_others(problem), numbered, problem
