"""Which code a person means who typed its id or its label."""

from __future__ import annotations

from difflib import get_close_matches

from pipeline.codebook import Codebook
from pipeline.problems import StudyError, error

FILE = "codebooks/codebook.yaml"
SHORT = 80


def code_meant(book: Codebook, typed: str) -> str:
    """The id of the code that has this id, or alone has this label; raises StudyError where none has."""
    if typed in book.by_id:
        return typed
    called = codes_called(book, typed)
    if len(called) == 1:
        return called[0]
    if called:
        message = f"{len(called)} codes are called «{_one_line(typed)[:SHORT]}»."
        raise StudyError(error(FILE, "unknown-code", message, f"Give the id of one: {', '.join(called)}"))
    raise no_such_code(book, typed)


def no_such_code(book: Codebook, typed: str) -> StudyError:
    """What is told where no code has an id: the nearest ones that are not merged, and how to see them all."""
    near = near_codes(book, typed)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    remedy = f'{meant}See all with: forankret codebook show; add one with: forankret codebook add "LABEL"'
    return StudyError(error(FILE, "unknown-code", f"there is no code '{typed[:SHORT]}'.", remedy))


def near_codes(book: Codebook, typed: str, most: int = 3) -> list[str]:
    """The ids of codes that are spelt or called nearly so, at most so many, and none that was merged."""
    known = {code.id: code for code in book.codes if code.status != "merged"}
    labels = {_one_line(code.label): id for id, code in reversed(known.items())}
    by_id = get_close_matches(typed, known, most)
    by_label = [labels[label] for label in get_close_matches(_one_line(typed), labels, most)]
    return list(dict.fromkeys([*by_id, *by_label]))[:most]


def codes_called(book: Codebook, typed: str) -> list[str]:
    """The codes with a label; those that are not merged, where there are any."""
    called = [code for code in book.codes if _one_line(code.label) == _one_line(typed)]
    standing = [code.id for code in called if code.status != "merged"]
    return standing or [code.id for code in called]


def _one_line(label: str) -> str:
    return " ".join(label.casefold().split())
