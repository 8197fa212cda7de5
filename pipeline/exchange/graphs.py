"""The relations between codes as GraphML, for programs that draw and measure graphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.analysis.lineage import finding_of
from pipeline.analysis.relations import ENDS, HOLDING
from pipeline.codebook import Codebook

if TYPE_CHECKING:
    import pandas as pd

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(table: pd.DataFrame, codebook: Codebook, memos: bool = True) -> bytes:
    """The table of relations as a directed graph, the same bytes for the same table.

    Nodes are the codes that are related, with label, level, kind and finding; edges the relations, with their
    id, type, memo (where ``memos``), and ``pairs``, the number of pairs of codings that still show them.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for row in table.to_dict("records"):
        for end in ENDS:
            _node(graph, codebook, str(row[end]), str(row[f"{end}_label"]))
    for id, rows in table.groupby("relation", sort=False) if len(table) else ():
        first = rows.iloc[0]
        holding = rows["source_state"].isin(HOLDING) & rows["target_state"].isin(HOLDING)
        about = {"id": str(id), "type": _text(first["type"]), "pairs": int(holding.sum())}
        if memos:
            about["memo"] = _text(first["memo"])
        graph.add_edge(str(first["source"]), str(first["target"]), key=str(id), **about)
    return ("\n".join(nx.generate_graphml(graph)) + "\n").encode("utf-8", "replace")


def _text(value: object) -> str:
    """A text without the signs that no XML can hold."""
    return _NOT_XML.sub("\ufffd", str(value))


def _node(graph: Any, codebook: Codebook, code: str, label: str) -> None:
    known = codebook.by_id.get(code)
    about = {"level": known.level, "kind": known.kind, "finding": finding_of(codebook, code)} if known else {}
    graph.add_node(code, label=_text(label), **about)
