"""Cross tables: each code against the cases, the roles or the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.analysis.divisions import about_codes, by_code, cells_of, counts_by_code, denominators
from pipeline.analysis.lineage import tree_order
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import field, marks
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd


def cross_columns(by: str) -> tuple[str, ...]:
    """The columns of a cross table by role, case, wave, kind or document."""
    units = ("utterances", "codings", "documents", "speakers", "of_utterances", "of_documents", "of_speakers")
    return ("code", "label", "finding", by, *units, "status")


def code_by_case(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """Each code in each case, zeros included; columns as in ``crosstab``."""
    return crosstab(utterances, codings, codebook, study, "case", narrow)


def code_by_role(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """Each code in each role, zeros included; columns as in ``crosstab``."""
    return crosstab(utterances, codings, codebook, study, "role", narrow)


def code_by_document(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """Each code in each document, zeros included; columns as in ``crosstab``."""
    return crosstab(utterances, codings, codebook, study, "document", narrow)


def crosstab(
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    by: str,
    narrow: Narrow | None = None,
) -> pd.DataFrame:
    """Each code with each value of ``by``, one row a cell, zeros included, in the order of the study.

    Columns: code, label, finding, ``by`` itself, utterances (the number to show in a cell), codings,
    documents, speakers, the denominators of_utterances, of_documents, of_speakers of that value, and
    the code's status. A code counts its descendants, each utterance once.
    """
    import pandas as pd

    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    codes = tree_order(codebook)
    cell, values = cells_of(about, (by,), narrow, study)
    coded = by_code(marks(codings, about, narrow, study), codes, codebook)
    columns: dict[str, Any] = {
        **about_codes(codebook, codes, len(values)),
        by: [value for (value,) in values] * len(codes),
        **counts_by_code(about, coded, len(codes), cell, len(values)),
    }
    for name, of in denominators(about, cell, len(values)).items():
        columns[name] = np.tile(of, len(codes))
    return pd.DataFrame(columns)[list(cross_columns(by))]


def grid(table: pd.DataFrame, by: str, unit: str = "utterances") -> pd.DataFrame:
    """A cross table as people read it: codes down, values across, one unit in the cells."""
    wide = table.pivot(index="code", columns=by, values=unit)
    return wide.loc[table["code"].unique(), table[by].unique()]
