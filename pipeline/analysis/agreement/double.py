"""What several coders made of the same documents, each alone: the units, the codes, and who finished what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipeline.analysis.agreement.spans import Spans, merged

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """One code where coders put it, in parallel columns: unit, coder, start and end (letters of the unit)."""

    unit: Numbers
    coder: Numbers
    start: Numbers
    end: Numbers


@dataclass(frozen=True)
class Double:
    """The utterances of documents that at least two coders finished, and every code they put there.

    ``finished`` (documents x coders) tells who finished which; what is not finished by a coder is missing,
    and nobody's codings of it are here. ``document`` is the number of the document of each unit, ``length``
    its letters. ``marks`` is by code. ``version`` is the codebook's version for each document: that under
    which a coder put most codes there, of several coders the highest; 0 where nobody put any.
    """

    coders: tuple[str, ...]
    documents: tuple[str, ...]
    units: tuple[str, ...]
    document: Numbers
    length: Numbers
    finished: npt.NDArray[np.bool_]
    marks: Mapping[str, Marks]
    version: tuple[int, ...]

    @property
    def groups(self) -> list[tuple[int, ...]]:
        """The groups of coders that are compared: all of them where there are several, and each pair."""
        everyone = tuple(range(len(self.coders)))
        pairs = list(combinations(everyone, 2))
        return [*([everyone] if len(everyone) > 2 else []), *pairs]

    def named(self, group: Sequence[int]) -> str:
        """A group of coders by their names: ``a + b``."""
        return " + ".join(self.coders[at] for at in group)

    @cached_property
    def offset(self) -> Numbers:
        """Where each unit begins when all are laid end to end."""
        return np.concatenate([[0], np.cumsum(self.length)[:-1]]) if len(self.length) else self.length

    def of_documents(self, some: Collection[int]) -> Double:
        """The same for some of the documents alone, by their numbers."""
        kept = sorted(some)
        number = np.full(len(self.documents), -1)
        number[kept] = np.arange(len(kept))
        units = number[self.document] >= 0 if len(self.document) else np.zeros(0, dtype=bool)
        place = np.cumsum(units) - 1
        marks = {code: _picked(marks, units, place) for code, marks in self.marks.items()}
        return replace(
            self,
            documents=tuple(self.documents[at] for at in kept),
            units=tuple(unit for unit, here in zip(self.units, units, strict=True) if here),
            document=number[self.document[units]],
            length=self.length[units],
            finished=self.finished[kept],
            marks={code: found for code, found in marks.items() if len(found.unit)},
            version=tuple(self.version[at] for at in kept),
        )

    def of_group(self, group: Sequence[int]) -> Double:
        """The documents that at least two of a group finished; for a pair those that both did."""
        many = self.finished[:, list(group)].sum(axis=1)
        return self.of_documents(np.flatnonzero(many > 1).tolist())

    def spans(self, code: str, coder: int) -> Spans:
        """Where a coder put a code, as stretches of all units laid end to end."""
        marks = self.marks.get(code)
        if marks is None:
            return merged([])
        mine = marks.coder == coder
        begin = self.offset[marks.unit[mine]]
        return merged(np.column_stack([begin + marks.start[mine], begin + marks.end[mine]]))

    def of_all(self, group: Sequence[int]) -> Double:
        """The documents that every coder of a group finished."""
        return self.of_documents(np.flatnonzero(self.finished[:, list(group)].all(axis=1)).tolist())


def _picked(marks: Marks, units: npt.NDArray[np.bool_], place: Numbers) -> Marks:
    here = units[marks.unit]
    return Marks(place[marks.unit[here]], marks.coder[here], marks.start[here], marks.end[here])


Row = tuple[str, str, str, int, int, int]
"""A coding as it was put: coder, utterance, code, start, end, version of the codebook."""


def double_coded(
    utterances: Iterable[tuple[str, str, int]],
    codings: Iterable[Row],
    finished: Collection[tuple[str, str]],
    coders: Sequence[str],
) -> Double:
    """What coders made of the documents that at least two of them finished.

    ``utterances`` are (utterance, document, letters) in their order, without those of roles that ask;
    ``finished`` pairs of coder and document. Codings of others, elsewhere, or of a document that their
    coder has not finished are passed over.
    """
    said = list(utterances)
    done = {(coders.index(who), document) for who, document in finished if who in coders}
    often = {document: sum((at, document) in done for at in range(len(coders))) for _, document, _ in said}
    names = [document for document, many in often.items() if many > 1]
    number = {document: at for at, document in enumerate(names)}
    units = [(unit, number[document], length) for unit, document, length in said if document in number]
    place = {unit: at for at, (unit, _, _) in enumerate(units)}
    under: dict[tuple[int, int], Counter[int]] = {}
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for who, utterance, code, start, end, made_under in codings:
        at = place.get(utterance)
        if at is None or who not in coders or (coders.index(who), names[units[at][1]]) not in done:
            continue
        found.setdefault(code, []).append((at, coders.index(who), start, end))
        under.setdefault((units[at][1], coders.index(who)), Counter())[made_under] += 1
    return Double(
        tuple(coders),
        tuple(names),
        tuple(unit for unit, _, _ in units),
        np.array([document for _, document, _ in units], dtype=np.int64),
        np.array([length for _, _, length in units], dtype=np.int64),
        np.array([[(at, name) in done for at in range(len(coders))] for name in names], dtype=bool).reshape(
            len(names), len(coders)
        ),
        {code: Marks(*np.array(rows, dtype=np.int64).T) for code, rows in sorted(found.items())},
        tuple(_version(under, at, len(coders)) for at in range(len(names))),
    )


def _version(under: Mapping[tuple[int, int], Counter[int]], document: int, coders: int) -> int:
    """The version under which each coder put most codes in a document (of equals the later), the highest."""
    counts = [under[document, at] for at in range(coders) if (document, at) in under]
    return max((max(count, key=lambda one: (count[one], one)) for count in counts), default=0)
