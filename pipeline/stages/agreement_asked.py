"""The agreement of coders as data frames for a notebook: in a study, and in any table of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.problems import UsageError
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("unit", "coder", "value")


def agreement(study: OpenStudy, rounds: int = 200) -> pd.DataFrame:
    """How far coders agree on each code, one row a code and group of coders; undefined numbers are missing.

    Columns: those of ``agreement.csv`` (code, label, coders, documents, n, n_positive, percent, positive,
    kappa, alpha and ac1 with the ends of their intervals, the measures on letters, rounds, left_out). Only
    documents that at least two coders have marked as done count.
    """
    return _tables(study, rounds)["agreement"]


def disagreements(study: OpenStudy) -> pd.DataFrame:
    """Every code on an utterance that not all put there, the largest first, with what was decided on it.

    Columns: utterance, document, code, label, put, left, pairs, letters, decision, reason.
    """
    return _tables(study, 0)["disagreements"]


def coefficients(table: pd.DataFrame) -> pd.Series:
    """The coefficients of a table of values, by name; missing where one is not defined.

    The table has a row for each unit and coder, with the columns unit, coder and value (empty: not coded).
    Names: n_units, percent, cohen_kappa, fleiss_kappa, brennan_prediger, ac1, alpha_nominal.
    """
    import pandas as pd

    from pipeline.analysis.agreement.coefficients import coefficients as of
    from pipeline.analysis.agreement.ratings import rated

    lacking = [name for name in NEEDED if name not in table.columns]
    if lacking:
        raise UsageError(f"The table lacks {', '.join(lacking)}. It needs the columns {', '.join(NEEDED)}.")
    rows = zip(*(table[name] for name in NEEDED), strict=True)
    empty = ((unit, coder, None if pd.isna(value) or value == "" else value) for unit, coder, value in rows)
    return pd.Series(of(rated(empty).ratings)._asdict(), dtype="float64")


def _tables(study: OpenStudy, rounds: int) -> dict[str, pd.DataFrame]:
    from pipeline.stages.agreement_tables import agreement_tables

    return agreement_tables(study, rounds)
