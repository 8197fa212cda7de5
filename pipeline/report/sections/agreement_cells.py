"""Cells of the tables of agreement: coders by their labels, coefficients, and the intervals beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.report.evidence import Evidence
from pipeline.report.sections.memos import coder_label

if TYPE_CHECKING:
    import pandas as pd

Found = Sequence[dict[Any, Any]]
TOGETHER = " + "
"""Between the coders of a group, in the tables."""


def rows_of(tables: Mapping[str, pd.DataFrame], name: str) -> Found:
    """The rows of a table, none where it is not there; what is not defined is None."""
    table = tables.get(name)
    if table is None:
        return []
    return [
        {key: None if value != value else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def compared(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """The coders who are compared, each once."""
    groups = (row["coders"].split(TOGETHER) for row in rows_of(tables, "agreement_sets"))
    return list(dict.fromkeys(who for group in groups for who in group))


def labels(evidence: Evidence, coders: Iterable[str]) -> str:
    """Coders as readers know them: *Første koder og Andre koder*."""
    return evidence.wording.listed([coder_label(evidence, who) for who in coders])


def group_label(evidence: Evidence, group: str) -> str:
    """A group of coders as readers know them."""
    return labels(evidence, group.split(TOGETHER))


def side_label(evidence: Evidence, side: str) -> str:
    """Those who put a code, or did not, as readers know them; also where the name of one has a space."""
    known, found, rest = compared(evidence.agreement), [], side
    while rest:
        here = [who for who in known if rest == who or rest.startswith(f"{who} ")]
        found.append(max(here, key=len, default=rest.partition(" ")[0]))
        rest = rest[len(found[-1]) + 1 :]
    return labels(evidence, found)


def kappa(evidence: Evidence, found: Found) -> str:
    """Kappa of two coders; of several the lowest and the highest of their pairs, which are never averaged."""
    if len(found) == 1:
        return coefficient(evidence, found[0], "kappa")
    kappas = [row["kappa"] for row in found[1:] if row["kappa"] is not None]
    if not kappas:
        return evidence.wording("undefined")
    low, high = (two(evidence, value) for value in (min(kappas), max(kappas)))
    return evidence.wording("agreement.from-to", low=low, high=high)


def coefficient(evidence: Evidence, row: dict[Any, Any], name: str) -> str:
    """A coefficient to two decimals; in words where it is not defined."""
    value = row.get(name)
    return evidence.wording("undefined") if value is None else two(evidence, value)


def interval(evidence: Evidence, row: dict[Any, Any], name: str) -> str:
    """The interval of a coefficient; nothing where it has none."""
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if low is None or high is None:
        return ""
    return evidence.wording("agreement.from-to", low=two(evidence, low), high=two(evidence, high))


def two(evidence: Evidence, value: float) -> str:
    """A number to two decimals, never a nought below nought."""
    return evidence.wording.decimal(round(float(value), 2) + 0.0, 2)


def header(evidence: Evidence, *names: str) -> tuple[str, ...]:
    words = evidence.wording
    return tuple(
        words(f"agreement.column.{name}")
        if words.has(f"agreement.column.{name}")
        else words(f"column.{name}")
        for name in names
    )
