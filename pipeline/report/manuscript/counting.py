"""Counts what a live number asks for, with the utterances that stand behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.analysis.divisions import cells_of, denominators
from pipeline.analysis.lineage import lineage
from pipeline.analysis.narrowing import SETTLED, arrow, in_study_order, narrow_utterances
from pipeline.analysis.tally import CODING_FACTS, UTTERANCE_FACTS, Field, Marks, Numbers, field, marks, tally
from pipeline.columns import numbers
from pipeline.language import fold
from pipeline.language import words as words_of
from pipeline.model import NOTE, Narrow

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.report.evidence import Evidence

NARROWED = {"role": "roles", "case": "cases", "wave": "waves", "kind": "kinds"}
"""The divisions of a count whose parts add up to it, and the filter of each."""


class Stood(NamedTuple):
    """A count in its four units with their denominators, and the utterances behind it in their order.

    ``unknown`` are the utterances that somebody unknown said, ``narrative`` those that nobody said.
    """

    codings: int
    utterances: int
    documents: int
    speakers: int
    of_utterances: int
    of_documents: int
    of_speakers: int
    unknown: int = 0
    narrative: int = 0
    ids: tuple[str, ...] = ()


class Said(NamedTuple):
    """How often a word was said, in which utterances, and how often in each."""

    times: int
    ids: tuple[str, ...]
    each: tuple[int, ...] = ()


class Counting:
    """The counts of a study by code and filters, each made once."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.stood = cache(self._stood)
        self.parts = cache(self._parts)
        self.said = cache(self._said)
        self._under = cache(self._marks)

    @cached_property
    def _utterances(self) -> pa.Table:
        return arrow(self.evidence.utterances, UTTERANCE_FACTS)

    @cached_property
    def _codings(self) -> pa.Table:
        names = [name for name in CODING_FACTS if name != SETTLED or name in self.evidence.codings.columns]
        return arrow(self.evidence.codings, names)

    def _marks(self, narrow: Narrow) -> tuple[Field, Marks]:
        about = field(self._utterances, narrow, self.evidence.study)
        return about, marks(self._codings, about, narrow, self.evidence.study)

    def _marked(self, code: str, narrow: Narrow) -> tuple[Field, Marks, Numbers]:
        """The utterances under the filters, the codings on them, and which of these are of the code."""
        about, found = self._under(narrow)
        codebook = self.evidence.codebook
        below = [not code or codebook.heir(code) in lineage(codebook, other) for other in found.codes]
        rows = np.flatnonzero(np.array(below, dtype=bool)[found.code]) if below else found.code
        return about, found, rows

    def _stood(self, code: str, narrow: Narrow) -> Stood:
        """A code, or without one everything that was said, under the filters."""
        about, found, rows = self._marked(code, narrow)
        nowhere = np.zeros(len(about.document), dtype=np.int64)
        counts = {
            **tally(about, found, rows, nowhere[found.utterance[rows]], 1),
            **denominators(about, nowhere, 1),
        }
        told = {name: int(column[0]) for name, column in counts.items()}
        units = ("utterances", "documents", "speakers")
        of = {f"of_{unit}": told[f"of_{unit}"] for unit in units}
        places = np.unique(found.utterance[rows]) if code else np.arange(len(nowhere))
        given = {unit: told[unit if code else f"of_{unit}"] for unit in units}
        inside = about.table.take(numbers(places.tolist()))
        return Stood(
            codings=told["codings"],
            **given,
            **of,
            unknown=told["unknown_speaker_utterances" if code else "of_unknown_speaker_utterances"],
            narrative=inside["role"].to_pylist().count(NOTE),
            ids=tuple(inside["utterance"].to_pylist()),
        )

    def _parts(self, code: str, narrow: Narrow, unit: str) -> tuple[tuple[int, ...], ...]:
        """For each filter that is set, the counts of all values of its division, which add up to a total."""
        asking = self.evidence.study.asking
        found = []
        for by, name in NARROWED.items():
            asked = set(getattr(narrow, name))
            if asked and not asked & asking:
                found.append(self._divided(code, replace(narrow, **{name: ()}), by, unit))
        return tuple(found)

    def _divided(self, code: str, narrow: Narrow, by: str, unit: str) -> tuple[int, ...]:
        about, found, rows = self._marked(code, narrow)
        cell, values = cells_of(about, (by,), narrow, self.evidence.study)
        if code or unit == "codings":
            counts = tally(about, found, rows, cell[found.utterance[rows]], len(values))
            return tuple(counts[unit].tolist())
        return tuple(denominators(about, cell, len(values))[f"of_{unit}"].tolist())

    def _said(self, word: str, narrow: Narrow) -> Said:
        """How often a word or phrase was said, capitals alike; ``*`` at the end is any ending."""
        wanted = words_of(word.rstrip("*"))
        if not wanted:
            return Said(0, ())
        inside = narrow_utterances(self.evidence.utterances, narrow, self.evidence.study)
        found = [
            (id, here)
            for id, text in zip(inside["utterance"].tolist(), inside["text"].tolist(), strict=True)
            if wanted[-1] in fold(text) and (here := _times(words_of(text), wanted, word.endswith("*")))
        ]
        each = tuple(here for _, here in found)
        return Said(sum(each), tuple(id for id, _ in found), each)

    def said_by(self, word: str, narrow: Narrow) -> list[list[int]]:
        """For each filter that is set, how often a word was said by all values of its division."""
        said, study = self.evidence.utterances, self.evidence.study
        found = []
        for by, name in NARROWED.items():
            if not getattr(narrow, name):
                continue
            wider = replace(narrow, **{name: ()})
            there = self.said(word, wider)
            value = dict(zip(said["utterance"].tolist(), said[by].tolist(), strict=True))
            present = narrow_utterances(said, wider, study)[by].unique()
            counts = dict.fromkeys(in_study_order(by, present, wider, study), 0)
            for id, times in zip(there.ids, there.each, strict=True):
                counts[value[id]] += times
            found.append(list(counts.values()))
        return found


def _times(said: list[str], wanted: list[str], any_ending: bool) -> int:
    """How often some words stand in a row."""
    size = len(wanted)
    return sum(
        said[at : at + size - 1] == wanted[:-1]
        and (said[at + size - 1].startswith(wanted[-1]) if any_ending else said[at + size - 1] == wanted[-1])
        for at in range(len(said) - size + 1)
    )
