"""Saturation: what further documents still gave, whether that was little enough, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.report.blocks import Block, Heading, Paragraph, Row, Table, Text
from pipeline.report.evidence import Evidence
from pipeline.report.sections.cells import Part, number, plain, small_note
from pipeline.report.sections.findings import figure
from pipeline.report.sections.labels import value_label
from pipeline.report.sections.suppression import LEAST
from pipeline.report.wording import capital

if TYPE_CHECKING:
    import pandas as pd


def saturation(evidence: Evidence) -> list[Block]:
    """The parameters, the answer in each order, the caution, the table by role and case, and the figure."""
    words, table = evidence.wording, evidence.saturation
    heading = Heading(1, words("saturation.heading"), "saturation")
    everybody = _rows(table, "all", "all") if table is not None else []
    if table is None or not everybody or not everybody[0]["documents"]:
        return [heading, Paragraph((Text(words("saturation.empty")),))]
    blocks: list[Block] = [heading, Paragraph((Text(_parameters(evidence, everybody[0])),))]
    blocks += [Paragraph((Text(" ".join(_answer(evidence, row))),)) for row in everybody]
    blocks.append(Paragraph((Text(words("saturation.caution")),)))
    drawn = figure(evidence, "saturation", words("saturation.figure"))
    return [*blocks, _table(evidence, table), *drawn]


def _rows(table: pd.DataFrame, role: str, case: str) -> list[dict[Any, Any]]:
    return table[(table["role"] == role) & (table["case"] == case)].to_dict("records")


def _parameters(evidence: Evidence, row: dict[Any, Any]) -> str:
    threshold = f"{row['threshold']:g}".replace(".", "," if evidence.language != "en" else ".")
    form = f"{row['base']}+{row['run']}"
    given = {"base": int(row["base"]), "run": int(row["run"]), "threshold": threshold, "form": form}
    return evidence.wording("saturation.intro", **given)


def _answer(evidence: Evidence, row: dict[Any, Any]) -> Iterator[str]:
    """The sentences on one order; the public edition tells nothing of single runs."""
    words, outcome = evidence.wording, row["outcome"]
    order = words(f"saturation.order.{row['order']}")
    needed = int(row["base"]) + int(row["run"])
    yield words(f"saturation.{outcome}", order=order, form=row["saturated_at"], needed=needed)
    if outcome in ("reached", "not-reached"):
        if not evidence.public:
            percent, new = float(row["run_percent"]), int(row["run_codes"])
            base, word = int(row["base_codes"]), words.counted("new", new)
            yield words("saturation.run", base=base, n=new, new=word, percent=percent)
        if row["runs_above_later"]:
            yield words("saturation.again", n=int(row["runs_above_later"]))
        yield words(
            "saturation.chance", orders=int(row["random_orders"]), reached=int(row["random_orders_reached"])
        )
    if not evidence.public:
        if row["uncoded_documents"] and row["order"] == "coding":
            yield words("saturation.uncoded", n=int(row["uncoded_documents"]))
        if row["unplaced_documents"] and row["order"] == "date":
            yield words("saturation.unplaced", n=int(row["unplaced_documents"]))


def _table(evidence: Evidence, table: pd.DataFrame) -> Table:
    """All, each role and each case, in both orders; in the public edition none of few documents."""
    words, public = evidence.wording, evidence.public
    rows = tuple(_row(evidence, row) for row in _shown(table, public))
    names = (
        *("who", "order", "documents", "base-codes", "all-codes"),
        *(() if public else ("run-codes",)),
        "threshold",
    )
    header = tuple(words(f"column.{name}") for name in names)
    numeric = (2, 3, 4) if public else (2, 3, 4, 5)
    widths = (0.19, 0.1, 0.13, 0.13, 0.11, 0.34) if public else (0.17, 0.1, 0.12, 0.11, 0.08, 0.08, 0.34)
    note = small_note(evidence, words("saturation.note"), rows)
    return Table(header, rows, words("saturation.table"), note, numeric, widths)


def _shown(table: pd.DataFrame, public: bool) -> list[dict[Any, Any]]:
    """The rows that this edition prints.

    The documents of the cases add up to all there are, so where one case has few, outside none is told of.
    """
    rows = table.to_dict("records")
    few = public and any(row["case"] != "all" and 0 < row["documents"] < LEAST for row in rows)
    least = LEAST if public else 1
    return [row for row in rows if row["documents"] >= least and not (few and row["case"] != "all")]


def _row(evidence: Evidence, row: dict[Any, Any]) -> Row:
    words = evidence.wording
    cells = [
        plain(_who(evidence, row)),
        plain(words(f"saturation.short.{row['order']}")),
        number(evidence, Part(int(row["documents"]))),
        number(evidence, Part(int(row["base_codes"]))),
        number(evidence, Part(int(row["codes"]))),
    ]
    if not evidence.public:
        defined = row["outcome"] in ("reached", "not-reached")
        cells.append(plain(words.number(int(row["run_codes"])) if defined else "–"))
    again = row["outcome"] == "reached" and row["runs_above_later"]
    told = words(f"saturation.answer.{row['outcome']}", form=row["saturated_at"])
    cells.append(plain(told + (words("saturation.answer.again") if again else "")))
    return Row(tuple(cells), strong=row["role"] == row["case"] == "all")


def _who(evidence: Evidence, row: dict[Any, Any]) -> str:
    for name in ("role", "case"):
        if row[name] != "all":
            return capital(value_label(evidence, name, row[name]))
    return evidence.wording("saturation.everybody")
