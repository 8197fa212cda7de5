"""All numbers that counts of a code may give, whatever they are narrowed to."""

from __future__ import annotations

from functools import cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.analysis.lineage import lineage
from pipeline.analysis.narrowing import narrow_codings, narrow_utterances
from pipeline.model import NOTE, Narrow
from pipeline.report.manuscript.counting import Counting

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.report.evidence import Evidence

DIVISIONS = ("role", "case", "wave", "kind")


class Numbers(NamedTuple):
    """The numbers that counts give under any role, case, wave and kind, or none, by what is counted.

    ``times`` are those of utterances and of codings.
    """

    times: frozenset[int]
    speakers: frozenset[int]
    documents: frozenset[int]


class Possible:
    """The numbers of each code, made when they are asked for."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.counting = Counting(evidence)
        self._made: dict[str, Numbers] = {}

    @property
    def all(self) -> Numbers:
        """The numbers of everything that was said."""
        return self.of("")

    def of(self, code: str) -> Numbers:
        """The numbers of one code and those below it."""
        if code not in self._made:
            self._made[code] = self._numbers(code)
        return self._made[code]

    @cached_property
    def _said(self) -> pd.DataFrame:
        said = narrow_utterances(self.evidence.utterances, Narrow(), self.evidence.study)
        known = (said["speaker"] != "") & (said["role"] != NOTE)
        return _numbered(said, ("utterance", "document", "speaker")).assign(known=known)

    @cached_property
    def _coded(self) -> pd.DataFrame:
        evidence = self.evidence
        coded = narrow_codings(evidence.codings, evidence.utterances, Narrow(), evidence.study)
        return _numbered(coded, ("coding",)).assign(code=coded["code"], id=coded["utterance"])

    def _numbers(self, code: str) -> Numbers:
        book, coded, said = self.evidence.codebook, self._coded, self._said
        if code:
            under = [one for one in coded["code"].unique() if code in lineage(book, one)]
            coded = coded[coded["code"].isin(under)]
            said = said[said["id"].isin(coded["id"])]
        return Numbers(
            frozenset(_distinct(said, "utterance") | _distinct(coded, "coding")),
            frozenset(_distinct(said[said["known"]], "speaker")),
            frozenset(_distinct(said, "document")),
        )


def _numbered(table: pd.DataFrame, units: tuple[str, ...]) -> pd.DataFrame:
    """The divisions and units of a table as whole numbers, with the ids of its utterances."""
    import pandas as pd

    made = {name: pd.factorize(table[name])[0].astype(np.int64) for name in (*DIVISIONS, *units)}
    return pd.DataFrame(made, index=table.index).assign(id=table["utterance"])


def _distinct(table: pd.DataFrame, unit: str) -> set[int]:
    """How many of a unit there are, in all and in each cell of each way to divide them."""
    counted = table[unit].to_numpy()
    size = int(counted.max(initial=0)) + 1
    found = {0}
    ways = chain.from_iterable(combinations(DIVISIONS, size) for size in range(len(DIVISIONS) + 1))
    for by in ways:
        cell = np.zeros(len(counted), dtype=np.int64)
        for name in by:
            values = table[name].to_numpy()
            cell = cell * (int(values.max(initial=0)) + 1) + values
        found |= set(np.bincount(np.unique(cell * size + counted) // size).tolist())
    return found
