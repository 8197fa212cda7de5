"""Divisions: which cell of a table each coding counts in, by code and by role, case, wave or document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

from pipeline.analysis.lineage import finding_of, lineage
from pipeline.analysis.narrowing import in_study_order
from pipeline.analysis.tally import Field, Marks, Numbers, people, position, tally
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study


class Coded(NamedTuple):
    """Marks spread over the codes they count under: the row of the mark, and the code's number."""

    marks: Marks
    rows: Numbers
    code: Numbers


def by_code(found: Marks, codes: list[str], codebook: Codebook) -> Coded:
    """Each mark under its own code and under every code above it."""
    number = {code: at for at, code in enumerate(codes)}
    lines = [[number[above] for above in lineage(codebook, code)] for code in found.codes]
    depth = np.array([len(line) for line in lines], dtype=np.int64)
    begins = np.concatenate([[0], np.cumsum(depth)])[:-1] if lines else depth
    flat = np.fromiter(chain.from_iterable(lines), dtype=np.int64)
    deep = depth[found.code] if lines else depth
    rows = np.repeat(np.arange(len(found.code)), deep)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(deep) - deep, deep)
    code = flat[np.repeat(begins[found.code], deep) + within] if lines else flat
    return Coded(found, rows, code)


def cells_of(
    about: Field, by: tuple[str, ...], narrow: Narrow, study: Study
) -> tuple[Numbers, list[tuple[str, ...]]]:
    """Which cell each utterance stands in when divided ``by`` these columns, and the cells' values."""
    cell = np.zeros(len(about.document), dtype=np.int64)
    values: list[tuple[str, ...]] = [()]
    for name in by:
        column = about.table[name]
        ordered = in_study_order(name, pc.unique(column).to_pylist(), narrow, study)
        cell = cell * len(ordered) + position(column, ordered)
        values = [(*before, value) for before in values for value in ordered]
    return cell, values


def denominators(about: Field, cell: Numbers, cells: int) -> dict[str, Numbers]:
    """The denominators of each cell: how many utterances, documents and speakers there are in it."""
    counts = people(about, cell, np.arange(len(cell)), cells)
    return {f"of_{name}": column for name, column in counts.items()}


def rules_only(narrow: Narrow) -> Narrow:
    """The same filters, for what indicators caught instead of what people decided."""
    return Narrow(narrow.roles, narrow.cases, narrow.waves, narrow.kinds, (), ("rule",))


def counts_by_code(about: Field, coded: Coded, codes: int, cell: Numbers, cells: int) -> dict[str, Numbers]:
    """The four units for every code in every cell, code by code, zeros included."""
    at = coded.code * cells + cell[coded.marks.utterance[coded.rows]]
    return tally(about, coded.marks, coded.rows, at, codes * cells)


def about_codes(codebook: Codebook, codes: list[str], times: int) -> dict[str, Numbers]:
    """What a table says of each code, each ``times`` over: code, label, finding, status, merged_into."""
    ours = [codebook.by_id[code] for code in codes]
    told: dict[str, Iterable[Any]] = {
        "code": codes,
        "label": [code.label for code in ours],
        "finding": [finding_of(codebook, code) for code in codes],
        "status": [code.status for code in ours],
        "merged_into": [heir if (heir := codebook.heir(code)) != code else "" for code in codes],
    }
    return {name: np.repeat(np.array(list(column), dtype=object), times) for name, column in told.items()}
