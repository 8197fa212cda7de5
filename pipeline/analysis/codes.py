"""All codes of a codebook in a table: what each is, what it became, and how often it was used."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.analysis.lineage import finding_of, tree_order
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import UNITS, Numbers, field, marks, tally
from pipeline.codebook import Code, Codebook
from pipeline.model import Narrow
from pipeline.study import Study

COLUMNS = (
    *("code", "label", "status", "became", "kind", "level", "parent", "finding"),
    *("codings", "utterances", "documents"),
)


def code_rows(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> list[list[Any]]:
    """One row for each code in the order of the tree, columns ``COLUMNS``.

    ``became`` is what a merged or split code has become. The counts are of codings of the code itself and
    of those merged into it, without the codes below it; people's own, those that the study counts.
    """
    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    found = marks(codings, about, narrow, study)
    counts = tally(about, found, np.arange(len(found.code)), found.code, len(found.codes))
    number = {code: at for at, code in enumerate(found.codes)}
    return [
        [*_said(codebook, codebook.by_id[id]), *_counted(counts, number.get(id, -1))]
        for id in tree_order(codebook)
    ]


def _said(codebook: Codebook, code: Code) -> list[str]:
    became = ", ".join(code.split_into) if code.status == "split" else ""
    became = codebook.heir(code.id) if code.status == "merged" else became
    return [
        *(code.id, code.label, code.status, became, code.kind, code.level, code.parent),
        finding_of(codebook, code.id),
    ]


def _counted(counts: dict[str, Numbers], at: int) -> list[int]:
    return [int(counts[unit][at]) if at >= 0 else 0 for unit in UNITS[:3]]
