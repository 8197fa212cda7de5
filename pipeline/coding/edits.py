"""How a quote is printed: words cut, masked or put in, as a log that can be taken back letter for letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.coding.events import Edit
from pipeline.problems import Problem, StudyError, error

ELLIPSIS = "(...)"
LOST = Edit(op="cut", start=0, end=0)
"""Stands for edits whose words were not found again: it fits no quote, so that none is printed with it."""


class Part(NamedTuple):
    """A stretch of a quote: as the source has it, as it is printed, and whether it was edited."""

    source: str
    shown: str
    edited: bool


def cut(start: int, end: int) -> Edit:
    """An edit that leaves words out, printed as ``(...)``."""
    return Edit(op="cut", start=start, end=end)


def mask(start: int, end: int, text: str) -> Edit:
    """An edit that prints other words in place of those that could tell who somebody is."""
    return Edit(op="mask", start=start, end=end, text=text)


def insert(start: int, text: str) -> Edit:
    """An edit that prints words of the researcher, in parentheses, after a place."""
    return Edit(op="insert", start=start, end=start, text=text)


def check_edits(start: int, end: int, edits: Iterable[Edit], place: str) -> list[Problem]:
    """What is wrong with the edits of the quote ``start:end`` of an utterance."""
    return [
        error(place, "quote-edit", f"The quote cannot be edited like this: {fault}.", _REMEDY)
        for fault in _faults(start, end, edits)
    ]


def within(start: int, end: int, edits: Iterable[Edit]) -> list[Edit]:
    """Those of the edits of an utterance that are inside the quote ``start:end``."""
    return [edit for edit in edits if start <= edit.start <= edit.end <= end]


def misfits(spans: Sequence[tuple[int, int]], edits: Sequence[Edit]) -> list[str]:
    """Why these edits cannot be those of a coding on these spans of an utterance; nothing where they fit."""
    if edits and not spans:
        return ["the coding is not on this utterance"]
    whole = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
    outside = [edit for edit in edits if not any(within(*span, [edit]) for span in spans)]
    faults = [
        f"the {edit.op} at {edit.start}-{edit.end} is not inside the quote (%d-%d)" % whole
        for edit in outside
    ]
    return faults + [fault for span in spans for fault in _faults(*span, within(*span, edits))]


_REMEDY = "Edit it again: forankret coding edit CODING (with no option it is printed as it was said)."


def _faults(start: int, end: int, edits: Iterable[Edit]) -> Iterator[str]:
    before: Edit | None = None
    for edit in _in_order(edits):
        where = f"the {edit.op} at {edit.start}-{edit.end}"
        if not start <= edit.start <= edit.end <= end:
            yield f"{where} is not inside the quote ({start}-{end})"
        if edit.op == "insert" and edit.start != edit.end:
            yield f"{where} must have one place, not two"
        if edit.op != "insert" and edit.start == edit.end:
            yield f"{where} holds no words"
        if edit.op != "cut" and not edit.text.strip():
            yield f"{where} says nothing to print"
        if before is not None and edit.start < before.end:
            yield f"{where} overlaps the {before.op} at {before.start}-{before.end}"
        before = edit if before is None or edit.end >= before.end else before


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits from left to right; what is put in at a place comes before what is cut from there."""
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def parts(text: str, start: int, end: int, edits: Iterable[Edit]) -> list[Part]:
    """The quote ``text[start:end]`` in stretches, edited and not; raises StudyError where edits cannot be."""
    edits = list(edits)
    problems = check_edits(start, end, edits, "codebooks/codings")
    if problems:
        raise StudyError(*problems)
    found: list[Part] = []
    reached = start
    for edit in _in_order(edits):
        found.append(_as_said(text[reached : edit.start]))
        found.append(Part(text[edit.start : edit.end], _shown(text, edit), True))
        reached = edit.end
    found.append(_as_said(text[reached:end]))
    return [part for part in found if part.source or part.shown]


def _as_said(words: str) -> Part:
    return Part(words, words, False)


def _shown(text: str, edit: Edit) -> str:
    if edit.op == "cut":
        return ELLIPSIS
    if edit.op == "mask":
        return edit.text
    before = " " if edit.start > 0 and not text[edit.start - 1].isspace() else ""
    after = " " if edit.start < len(text) and text[edit.start].isalnum() else ""
    return f"{before}({edit.text}){after}"


def apply_edits(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """The quote ``text[start:end]`` as it is printed; raises StudyError where that cannot be."""
    return "".join(part.shown for part in parts(text, start, end, edits))


def without_edits(printed: str, text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """The printed quote with its edits taken back; it equals ``text[start:end]`` letter for letter.

    What was not edited is taken from the printed words, so that a word that was changed without an edit
    shows. Raises ValueError where an edit does not stand in the printed words.
    """
    restored: list[str] = []
    at = 0
    for part in parts(text, start, end, edits):
        if part.edited and not printed.startswith(part.shown, at):
            raise ValueError(f"'{part.shown}' is not in the printed quote where the edit log has it")
        restored.append(part.source if part.edited else printed[at : at + len(part.shown)])
        at += len(part.shown)
    return "".join(restored) + printed[at:]
