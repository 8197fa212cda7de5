"""What the study's documents show of code saturation, with parameters of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Narrow
from pipeline.stages.asking import Answer, must_know
from pipeline.stages.code import codings_table
from pipeline.stages.opened import OpenStudy
from pipeline.store.tables import read_arrow, read_frame

if TYPE_CHECKING:
    from pipeline.analysis.document_orders import Order
    from pipeline.analysis.saturation_tables import Unit
    from pipeline.study import Saturation


def saturation(
    opened: OpenStudy,
    asked: Saturation,
    narrow: Narrow,
    order: Order | None = None,
    by: str = "",
    unit: Unit = "codes",
    curve: bool = False,
) -> Answer:
    """The rows of the table of saturation, or of its curve, for all and for each role or case if asked."""
    from pipeline.analysis.saturation_tables import saturation_tables

    codings, tables = codings_table(opened), opened.folder.processed
    utterances = read_arrow(tables / "utterances.parquet")
    must_know(opened, narrow, utterances, codings)
    documents = read_frame(tables / "documents.parquet")
    made = saturation_tables(
        documents, utterances, codings, opened.codebook, opened.study, narrow, asked, unit
    )
    table = made["saturation_curve" if curve else "saturation"]
    wanted = {"": ("all", "all"), "role": ("", "all"), "case": ("all", "")}[by]
    for name, value in zip(("role", "case"), wanted, strict=True):
        table = table[(table[name] == value) if value else (table[name] != "all")]
    if order:
        table = table[table["order"] == order]
    shown = table.astype(object).where(table.notna(), None)
    return Answer(list(table.columns), shown.to_numpy().tolist())
