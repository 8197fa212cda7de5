"""Portraits: where along a document its themes are, from its first word to its last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pipeline.analysis.lineage import theme_of, tree_order
from pipeline.analysis.narrowing import SETTLED, Table, arrow, counted
from pipeline.codebook import Codebook
from pipeline.model import Narrow
from pipeline.study import Study

if TYPE_CHECKING:
    import pandas as pd

PORTRAIT_COLUMNS = ("document", "kind", "length", "theme", "label", "lane", "begin", "end")


def portraits(
    utterances: Table, codings: Table, codebook: Codebook, study: Study, narrow: Narrow | None = None
) -> pd.DataFrame:
    """Which stretches of each document stand under which theme, in the order of the documents.

    Columns: document, kind, length (characters of its utterances, whoever spoke), theme (a finding, or
    the topmost code where there is none), its label and its lane (0, 1, ... in the order of the
    codebook, the same in all documents), begin and end (shares of the length, 0 to 1). Stretches of a
    theme that touch or overlap are one. A document nobody coded has one row with theme '' and zeros.
    Roles do not narrow it, since a portrait is of the whole document; cases and waves do.
    """
    import pandas as pd

    narrow = narrow or Narrow()
    said = arrow(utterances, ("utterance", "document", "kind", "case", "wave", "text")).to_pandas()
    for name, values in (("case", narrow.cases), ("wave", narrow.waves), ("kind", narrow.kinds)):
        said = said[said[name].isin(values)] if values else said
    said["chars"] = said["text"].str.len()
    said["before"] = said.groupby("document", sort=False)["chars"].cumsum() - said["chars"]
    lengths = said.groupby("document", sort=False).agg(kind=("kind", "first"), length=("chars", "sum"))
    stretches = _stretches(said, codings, codebook, study, narrow)
    lanes = _lanes(stretches, codebook)
    rows = [
        (document, about.kind, int(about.length), theme, *lanes[theme], begin, end)
        for document, about in lengths.iterrows()
        for theme, begin, end in _shares(stretches.get(str(document), []), int(about.length))
    ]
    return pd.DataFrame(rows, columns=list(PORTRAIT_COLUMNS))


Stretch = tuple[str, int, int]


def _lanes(stretches: dict[str, list[Stretch]], codebook: Codebook) -> dict[str, tuple[str, int]]:
    """The label and the lane of each theme that is met, in the order of the codebook."""
    met = {theme for of_document in stretches.values() for theme, _, _ in of_document}
    order = [code for code in tree_order(codebook) if code in met]
    return {"": ("", 0)} | {code: (codebook.by_id[code].label, at) for at, code in enumerate(order)}


def _stretches(
    said: pd.DataFrame, codings: Table, codebook: Codebook, study: Study, narrow: Narrow
) -> dict[str, list[Stretch]]:
    """The stretches of each document: theme, and where it begins and ends in characters."""
    ours = arrow(codings, ("coder", "utterance", "start", "end", "code", "origin", SETTLED))
    ours = ours.filter(counted(ours, narrow, study))
    theme = {code: theme_of(codebook, code) for code in pc.unique(ours["code"]).to_pylist()}
    table = ours.to_pandas().merge(said[["utterance", "document", "before"]], on="utterance")
    table["theme"] = table["code"].map(theme)
    table = table[table["theme"] != ""]
    begins, ends = table["before"] + table["start"], table["before"] + table["end"]
    found: dict[str, list[Stretch]] = {}
    for document, name, begin, end in zip(table["document"], table["theme"], begins, ends, strict=True):
        found.setdefault(document, []).append((name, int(begin), int(end)))
    return {document: list(_joined(stretches)) for document, stretches in found.items()}


def _joined(stretches: list[Stretch]) -> Iterable[Stretch]:
    """The stretches in order, those of one theme that touch or overlap made one."""
    current: Stretch | None = None
    for theme, begin, end in sorted(stretches):
        if current and current[0] == theme and begin <= current[2]:
            current = (theme, current[1], max(current[2], end))
            continue
        if current:
            yield current
        current = (theme, begin, end)
    if current:
        yield current


def _shares(stretches: list[Stretch], length: int) -> list[tuple[str, float, float]]:
    if not stretches or not length:
        return [("", 0.0, 0.0)]
    return [(theme, round(begin / length, 6), round(end / length, 6)) for theme, begin, end in stretches]
