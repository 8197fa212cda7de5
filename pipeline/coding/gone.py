"""Codings whose whole document or code is gone, told once for each file: one mend brings them all back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from pipeline.coding.marks import Mark
from pipeline.problems import Problem, error


def documents_gone(marks: Iterable[Mark], listed: Set[str]) -> Iterator[Problem]:
    """One error for each file of codings and document that the study does not have or could not read."""
    for (_, document), group in _grouped((mark, mark.utterance.rpartition(":")[0]) for mark in marks):
        if document in listed:
            why = "which could not be read or holds no words"
            remedy = "Put its file back into data/raw as it was; no coding needs to be touched."
        else:
            why = "of which data/raw/documents.csv has no row that can be used"
            remedy = f"Give the document its row back under the id {document}; no coding needs to be touched."
        message = f"{_codings(group)} on {document}, {why}; kept, and counted nowhere until it is back."
        yield error(group[0].place, "coding-utterance-gone", message, remedy)


def codes_gone(marks: Iterable[Mark]) -> Iterator[Problem]:
    """One error for each file of codings and code that the codebook does not have."""
    for (_, code), group in _grouped((mark, mark.code) for mark in marks):
        message = (
            f"{_codings(group)} of the code '{code}', which the codebook does not have; kept, and "
            "counted nowhere until it is back."
        )
        remedy = (
            "Put the code back in codebooks/codebook.yaml: with status retired if it is no more used, or "
            "merged, with the code that it has become."
        )
        yield error(group[0].place, "coding-code-gone", message, remedy)


def _grouped(marks: Iterable[tuple[Mark, str]]) -> Iterator[tuple[tuple[str, str], list[Mark]]]:
    """The marks by file and by what is gone, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Mark]] = {}
    for mark, what in marks:
        groups.setdefault((mark.place.rpartition(":")[0], what), []).append(mark)
    yield from groups.items()


def _codings(marks: list[Mark]) -> str:
    number = len({mark.coding for mark in marks})
    return "A coding in this file is" if number == 1 else f"The {number} codings in this file are"
