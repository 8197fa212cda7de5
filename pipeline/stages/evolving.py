"""How the codebook evolved, as a table of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.wording import wording
from pipeline.stages.opened import OpenStudy
from pipeline.stages.versions import history_of

if TYPE_CHECKING:
    import pandas as pd


def change_tables(opened: OpenStudy) -> dict[str, pd.DataFrame]:
    """The table of changes of the codebook up to the version that the study is opened under, by its name."""
    from pipeline.analysis.codebook_changes import codebook_changes

    words, history = wording(opened.study.language), history_of(opened)
    if opened.older:
        history = [change for change in history if change.version <= opened.codebook.version]
    return {"codebook_changes": codebook_changes(opened.codebook, history, words)}
