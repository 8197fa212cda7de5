"""Where the codings end up: each on the very words it was put on, under the code that its code has become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.gone import codes_gone, documents_gone
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark
from pipeline.model import Coding, Utterance, digest
from pipeline.problems import Problem, error


class Placed(NamedTuple):
    """The codings as they stand in the table, what is wrong, and what became of them in numbers.

    ``merged`` counts codings by (old code, heir); ``standing`` are the marks in the table, ``astray``
    those whose words, utterance or code are gone: they are not in it and counted nowhere.
    """

    codings: list[Coding]
    problems: list[Problem]
    merged: dict[tuple[str, str], int]
    standing: list[Mark]
    astray: list[Mark]


def place_codings(
    live: LiveCodings, codebook: Codebook, utterances: Sequence[Utterance], listed: Iterable[str] = ()
) -> Placed:
    """The table of codings: each mark on its utterance, under the code that its code has become.

    A mark counts only where its utterance has the very words at the very place. Codings of codes that are
    retired or split stay. Everything else is a problem of level error and in ``astray``; where a whole
    document or code is gone, one problem for each file of codings. ``listed`` are the documents that have a
    row in ``documents.csv``, though perhaps no utterance.
    """
    by_id = {utterance.utterance: utterance for utterance in utterances}
    table = _Table(codebook)
    marks = table.set_aside(live.marks, {utterance.document for utterance in utterances}, frozenset(listed))
    troubles = [_astray(mark, by_id.get(mark.utterance)) for mark in marks]
    doubtful = _repeated(
        utterances,
        {
            _document(mark)
            for mark, trouble in zip(marks, troubles, strict=True)
            if trouble and trouble.check in CHANGED
        },
    )
    for mark, trouble in zip(marks, troubles, strict=True):
        if not trouble and not mark.answered and mark.utterance in doubtful:
            trouble = _may_have_drifted(mark)
        if trouble:
            table.astray.append(mark)
            table.problems.append(trouble)
        else:
            table.add(mark, by_id[mark.utterance])
    return table.result()


CHANGED = ("coding-utterance-gone", "coding-words-gone", "coding-text-changed")
"""The checks that show that a document is not as it was when it was coded."""


def _document(mark: Mark) -> str:
    return mark.utterance.rpartition(":")[0]


def _repeated(utterances: Sequence[Utterance], documents: set[str]) -> set[str]:
    """The utterances of changed documents whose words (*Ja.*) are those of another one there."""
    if not documents:
        return set()
    changed = [row for row in utterances if row.document in documents]
    number = Counter((row.document, row.text) for row in changed)
    return {row.utterance for row in changed if number[row.document, row.text] > 1}


def _may_have_drifted(mark: Mark) -> Problem:
    message = (
        f"{_document(mark)} was changed since it was coded, and the words of {mark.utterance} stand in many "
        "turns, so that nobody can tell which one was coded; it is not counted."
    )
    remedy = f"Put the old file back; or say where it belongs: forankret coding place {mark.coding} UTTERANCE"
    return error(mark.place, "coding-text-changed", message, remedy)


def _astray(mark: Mark, utterance: Utterance | None) -> Problem | None:
    """Why a mark on a document that is here cannot be counted, or None where it can."""
    if utterance is None:
        return _utterance_gone(mark)
    if not mark.quote or utterance.text[mark.start : mark.end] != mark.quote:
        return _words_gone(mark)
    if mark.digest and mark.digest != digest(utterance.text):
        return _text_changed(mark)
    return None


def _drop(mark: Mark) -> str:
    return f"forankret coding remove {mark.coding} --coder {mark.coder}"


def _utterance_gone(mark: Mark) -> Problem:
    message = f"{_document(mark)} has no utterance {mark.utterance} any more; its coding is not counted."
    return error(mark.place, "coding-utterance-gone", message, _put_back(mark))


def _words_gone(mark: Mark) -> Problem:
    quote = mark.quote if len(mark.quote) <= 60 else mark.quote[:57] + "..."
    message = f"The words «{quote}» are not at {mark.start}-{mark.end} of {mark.utterance}; not counted."
    return error(mark.place, "coding-words-gone", message, _put_back(mark))


def _put_back(mark: Mark) -> str:
    return (
        "Files in data/raw are never edited: put the old file back and add the corrected one as a new file "
        "whose row in documents.csv names the document it replaces; or say where the words are now: "
        f'forankret coding place {mark.coding} UTTERANCE --words "..."'
    )


def _text_changed(mark: Mark) -> Problem:
    message = f"{mark.utterance} has other words around the quote than when it was coded; it is not counted."
    place = f'forankret coding place {mark.coding} {mark.utterance} --words "..."'
    remedy = f"If it is the right place, type: {place}; else: {_drop(mark)}"
    return error(mark.place, "coding-text-changed", message, remedy)


class _Table:
    """The table while it grows."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.codings: list[Coding] = []
        self.problems: list[Problem] = []
        self.astray: list[Mark] = []
        self.merged: dict[tuple[str, str], set[str]] = {}
        self.standing: list[Mark] = []
        self.codes: dict[str, tuple[str, str]] = {}

    def set_aside(self, marks: Iterable[Mark], here: Set[str], listed: Set[str]) -> list[Mark]:
        """The marks whose document and code are there; the others are astray."""
        rest, documents, codes = [], [], []
        for mark in marks:
            if _document(mark) not in here:
                documents.append(mark)
            elif self.codebook.heir(mark.code) not in self.codebook.by_id:
                codes.append(mark)
            else:
                rest.append(mark)
        self.astray += [*documents, *codes]
        self.problems += [*documents_gone(documents, listed), *codes_gone(codes)]
        return rest

    def add(self, mark: Mark, utterance: Utterance) -> None:
        code, finding = self._code(mark)
        if code != mark.code:
            self.merged.setdefault((mark.code, code), set()).add(mark.coding)
        self.standing.append(mark)
        self.codings.append(_coding(mark, utterance, code, finding))

    def _code(self, mark: Mark) -> tuple[str, str]:
        """The code that the mark's code has become, and its finding."""
        if mark.code not in self.codes:
            heir = self.codebook.heir(mark.code)
            self.codes[mark.code] = heir, self.codebook.finding(heir)
        return self.codes[mark.code]

    def result(self) -> Placed:
        merged = {codes: len(codings) for codes, codings in self.merged.items()}
        return Placed(self.codings, self.problems, merged, self.standing, self.astray)


def _coding(mark: Mark, utterance: Utterance, code: str, finding: str) -> Coding:
    return Coding(
        mark.coding,
        mark.coder,
        utterance.utterance,
        utterance.document,
        mark.start,
        mark.end,
        mark.quote,
        code,
        finding,
        utterance.role,
        utterance.speaker,
        utterance.case,
        utterance.wave,
        utterance.kind,
        mark.origin,
        mark.at,
        mark.codebook,
    )
