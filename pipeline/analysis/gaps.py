"""Gaps: where a role was heard in a case and a code was never used, so that one may ask why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.analysis.divisions import about_codes, by_code, cells_of, counts_by_code, denominators
from pipeline.analysis.lineage import tree_order
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import field, marks
from pipeline.codebook import Codebook
from pipeline.model import NOTE, Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

GAP_COLUMNS = ("code", "label", "finding", "role", "case", "utterances", "documents")


def gaps(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """Each active code in each role and case that has said something and was never given it.

    Columns: code, label, finding, role, case, utterances and documents (how many there are of that role in
    that case, where the code could have been used). One row a gap, in the order of the codebook and the
    study. A code counts its descendants. Roles that ask and narrative have no gaps, unless asked for by name;
    a cell in which nobody spoke is no gap, since there was nothing to code.
    """
    import pandas as pd

    narrow = narrow or Narrow()
    about = field(utterances, narrow, study)
    codes = [code for code in tree_order(codebook) if codebook.by_id[code].status == "active"]
    cell, values = cells_of(about, ("role", "case"), narrow, study)
    every = tree_order(codebook)
    coded = by_code(marks(codings, about, narrow, study), every, codebook)
    used = counts_by_code(about, coded, len(every), cell, len(values))["utterances"]
    used = used.reshape(len(every), len(values))[[every.index(code) for code in codes]].reshape(-1)
    of = denominators(about, cell, len(values))
    columns = {
        **about_codes(codebook, codes, len(values)),
        "role": [role for role, _ in values] * len(codes),
        "case": [case for _, case in values] * len(codes),
        "utterances": np.tile(of["of_utterances"], len(codes)),
        "documents": np.tile(of["of_documents"], len(codes)),
    }
    table = pd.DataFrame(columns)[list(GAP_COLUMNS)]
    heard = (table["utterances"] > 0) & ((table["role"] != NOTE) | (NOTE in narrow.roles))
    return table[heard & (used == 0)].reset_index(drop=True)
