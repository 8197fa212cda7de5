"""The arithmetic of counting: how many codings, utterances, documents and speakers stand behind a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.analysis.narrowing import SETTLED, Whose, arrow, asked_about, counted, is_in
from pipeline.columns import numbers, numpy_of, texts
from pipeline.model import NOTE, Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[Any]

UNITS = ("codings", "utterances", "documents", "speakers", "unknown_speaker_utterances")
UTTERANCE_FACTS = ("utterance", "document", "role", "speaker", "case", "wave", "kind")
CODING_FACTS = ("coding", "coder", "utterance", "code", "origin", SETTLED)
_SMALL = 1 << 26


class Field(NamedTuple):
    """The utterances a count is about, as numbers, one entry an utterance.

    ``document`` and ``speaker`` number the documents and the known speakers; ``speaker`` is -1 where
    nobody known spoke, and ``unknown`` marks those of them that somebody did say (not narrative).
    """

    table: pa.Table
    document: Numbers
    documents: int
    speaker: Numbers
    speakers: int
    unknown: Numbers


class Marks(NamedTuple):
    """Codings on the utterances of a field, as numbers, one entry for each coding and utterance."""

    code: Numbers
    codes: list[str]
    coder: pa.Array
    origin: pa.Array
    utterance: Numbers
    coding: Numbers
    codings: int


def field(utterances: pd.DataFrame | pa.Table, narrow: Narrow, study: Study) -> Field:
    """The utterances that are left under the filters, ready for counting."""
    whole = arrow(utterances, UTTERANCE_FACTS)
    table = whole.filter(asked_about(whole, narrow, study))
    document, documents = _numbered(table["document"])
    silent = is_in(table["role"], (NOTE,))
    unnamed = is_in(table["speaker"], ("",))
    speaker, speakers = _numbered(table["speaker"])
    nobody = numpy_of(pc.or_(silent, unnamed))
    return Field(
        table=table,
        document=document,
        documents=len(documents),
        speaker=np.where(nobody, -1, speaker),
        speakers=len(speakers),
        unknown=numpy_of(pc.and_not(unnamed, silent)),
    )


def marks(
    codings: pd.DataFrame | pa.Table, about: Field, narrow: Narrow, study: Study, whose: Whose = "counted"
) -> Marks:
    """The codings that are left under the filters, on the utterances of the field."""
    whole = arrow(codings, CODING_FACTS)
    ours = whole.filter(counted(whole, narrow, study, whose))
    where = pc.index_in(ours["utterance"], value_set=about.table["utterance"])
    inside = ours.append_column("where", where).filter(pc.is_valid(where))
    code, codes = _numbered(inside["code"])
    coding, all_codings = _numbered(inside["coding"])
    return Marks(
        code=code,
        codes=codes.to_pylist(),
        coder=inside["coder"],
        origin=inside["origin"],
        utterance=numpy_of(inside["where"]).astype(np.int64),
        coding=coding,
        codings=len(all_codings),
    )


def tally(about: Field, found: Marks, rows: Numbers, cell: Numbers, cells: int) -> dict[str, Numbers]:
    """How many of each unit stand in each cell of a table, for the marks in ``rows`` and their cells.

    An utterance counts once in a cell however many codings it has, and so do a document, a speaker
    and a passage over several utterances.
    """
    codings, _ = distinct(cell, cells, found.coding[rows], found.codings)
    spoken, utterance = distinct(cell, cells, found.utterance[rows], len(about.document))
    return {"codings": np.bincount(codings, minlength=cells), **people(about, spoken, utterance, cells)}


def people(about: Field, cell: Numbers, utterance: Numbers, cells: int) -> dict[str, Numbers]:
    """How many utterances, documents and speakers stand in each cell, from its distinct utterances."""
    documents, _ = distinct(cell, cells, about.document[utterance], about.documents)
    known = about.speaker[utterance] >= 0
    speakers, _ = distinct(cell[known], cells, about.speaker[utterance[known]], about.speakers)
    unknown = cell[about.unknown[utterance]]
    return {
        "utterances": np.bincount(cell, minlength=cells),
        "documents": np.bincount(documents, minlength=cells),
        "speakers": np.bincount(speakers, minlength=cells),
        "unknown_speaker_utterances": np.bincount(unknown, minlength=cells),
    }


def distinct(cell: Numbers, cells: int, value: Numbers, values: int) -> tuple[Numbers, Numbers]:
    """The pairs of cell and value that occur, each once and in order."""
    key = cell.astype(np.int64) * max(values, 1) + value
    if cells * values <= _SMALL:
        seen = np.zeros(cells * max(values, 1), dtype=bool)
        seen[key] = True
        key = np.flatnonzero(seen)
    else:
        key = np.unique(key)
    first, second = np.divmod(key, max(values, 1))
    return first, second


def position(column: pa.Array, values: list[str] | pa.ChunkedArray) -> Numbers:
    """Where each entry of a column stands in a list or column of values; -1 where it does not."""
    among = texts(values).cast(pa.large_string()) if isinstance(values, list) else values
    places = pc.index_in(column, value_set=among)
    return numpy_of(pc.coalesce(places.cast(pa.int64()), numbers([-1])[0]))


def _numbered(column: pa.ChunkedArray) -> tuple[Numbers, pa.Array]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = pc.dictionary_encode(whole)
    return numpy_of(encoded.indices).astype(np.int64), encoded.dictionary
