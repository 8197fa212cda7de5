"""Coverage: how much of each document has been coded, by people or by indicators alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.analysis.divisions import rules_only
from pipeline.analysis.narrowing import Table
from pipeline.analysis.tally import Field, Numbers, field, marks
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

COVERAGE_COLUMNS = ("document", "kind", "utterances", "coded", "rule_only", "uncoded", "coded_share")


def coverage(utterances: Table, codings: Table, study: Study, narrow: Narrow | None = None) -> pd.DataFrame:
    """How many utterances of each document are coded, one row a document, in the order of the study.

    Columns: document, kind, utterances (under the filters), coded (a person has coded them), rule_only
    (only an indicator has), uncoded, coded_share (coded / utterances). The three add up to utterances.
    """
    import pandas as pd

    about, coded, rule_only = _states(utterances, codings, study, narrow or Narrow())
    _, first = np.unique(about.document, return_index=True)
    of = np.bincount(about.document, minlength=about.documents)
    by_people = np.bincount(about.document[coded], minlength=about.documents)
    by_rule = np.bincount(about.document[rule_only], minlength=about.documents)
    columns = {
        "document": about.table["document"].take(first).to_pylist(),
        "kind": about.table["kind"].take(first).to_pylist(),
        "utterances": of,
        "coded": by_people,
        "rule_only": by_rule,
        "uncoded": of - by_people - by_rule,
        "coded_share": np.round(by_people / np.maximum(of, 1), 6),
    }
    return pd.DataFrame(columns)[list(COVERAGE_COLUMNS)]


def _states(
    utterances: Table, codings: Table, study: Study, narrow: Narrow
) -> tuple[Field, Numbers, Numbers]:
    """Which utterances a person has coded, and which only an indicator has."""
    about = field(utterances, narrow, study)
    coded = np.zeros(len(about.document), dtype=bool)
    caught = coded.copy()
    coded[marks(codings, about, narrow, study).utterance] = True
    caught[marks(codings, about, rules_only(narrow), study).utterance] = True
    return about, coded, caught & ~coded
