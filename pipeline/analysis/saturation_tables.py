"""The tables of saturation: the curve of new codes for each order of the documents, and what it shows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.analysis.document_orders import ORDERS, Ordering, coded_at, orderings
from pipeline.analysis.lineage import finding_of, lineage
from pipeline.analysis.narrowing import Table, in_study_order
from pipeline.analysis.saturation import Band, Verdict, band, new_codes, runs, verdict
from pipeline.analysis.tally import Field, Marks, Numbers, field, marks, position
from pipeline.codebook import Codebook
from pipeline.columns import numpy_of
from pipeline.model import Narrow
from pipeline.study import Saturation, Study

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["codes", "findings"]
UNITS: tuple[Unit, ...] = ("codes", "findings")
RANDOM_ORDERS = 1000
SATURATION_COLUMNS = (
    *("unit", "order", "role", "case", "base", "run", "threshold"),
    *("documents", "uncoded_documents", "unplaced_documents", "base_codes", "codes"),
    *("outcome", "saturated_at", "at_document", "run_codes", "run_percent", "runs_above_later"),
    *("random_orders", "random_orders_reached"),
)
CURVE_COLUMNS = (
    *("unit", "order", "role", "case", "position", "document", "new_codes", "codes", "run_codes"),
    *("run_percent", "random_low", "random_middle", "random_high", "new"),
)
WHOLE = (
    *("documents", "uncoded_documents", "unplaced_documents", "base_codes", "codes", "run_codes"),
    *("runs_above_later", "random_orders", "random_orders_reached", "position", "new_codes"),
)
Row = dict[str, Any]


class Group(NamedTuple):
    """The documents in which a role speaks, or of a case, and which code stands in which of them.

    ``has`` is a table of truth values, a row a document of ``documents`` and a column a code of ``codes``.
    """

    role: str
    case: str
    documents: list[str]
    uncoded: int
    codes: list[str]
    has: Numbers


def saturation_tables(
    documents: pd.DataFrame,
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    narrow: Narrow | None = None,
    asked: Saturation | None = None,
    unit: Unit = "codes",
    orders: int = RANDOM_ORDERS,
) -> dict[str, pd.DataFrame]:
    """The tables ``saturation`` and ``saturation_curve``, for all and by role and case, in both orders.

    Codes are those put on words by the counted coders, a merged one as its heir, a split one as it stands;
    with ``unit="findings"`` each counts as its finding. Documents in which no counted coder has coded
    anything are not among them, since they cannot tell. ``random_low``, ``_middle`` and ``_high`` are the
    5th, 50th and 95th percentile of ``orders`` orders drawn at random, seeded by the study's seed.
    """
    import pandas as pd

    narrow, asked = narrow or Narrow(), asked or study.report.saturation
    listed = list(documents["document"])
    coded = list(coded_at(codings, narrow, study))
    placed, here = orderings(documents, coded), {document for document, _ in coded}
    told, curve = [], []
    for group in groups(listed, here, utterances, codings, codebook, study, narrow, unit):
        seed = (study.report.seed, zlib.crc32(f"{unit}|{group.role}|{group.case}".encode()))
        drawn = band(group.has, asked, seed, orders) if len(group.documents) else None
        for name in ORDERS:
            order = sorted(range(len(group.documents)), key=lambda at: placed[name].rank[group.documents[at]])
            new = new_codes(group.has, order)
            about = {"unit": unit, "order": name, "role": group.role, "case": group.case}
            told.append({**about, **_told(group, placed[name], order, verdict(new, asked), asked, drawn)})
            curve += [{**about, **row} for row in _curve(group, order, new, asked, drawn)]
    made = {
        "saturation": pd.DataFrame(told, columns=list(SATURATION_COLUMNS)),
        "saturation_curve": pd.DataFrame(curve, columns=list(CURVE_COLUMNS)),
    }
    return {name: table.astype(_types(table)) for name, table in made.items()}


def _types(table: pd.DataFrame) -> dict[str, str]:
    """Whole numbers that may be missing stay whole."""
    return {name: "Int64" for name in table.columns if name in WHOLE or (name == "codes")}


def groups(
    listed: list[str],
    coded: Set[str],
    utterances: Table,
    codings: Table,
    codebook: Codebook,
    study: Study,
    narrow: Narrow,
    unit: Unit,
) -> Iterator[Group]:
    """All documents, those of each role and those of each case, with the codes that stand in them.

    ``listed`` are the documents in the order of the register, ``coded`` those that have been coded.
    """
    about = field(utterances, narrow, study)
    found = marks(codings, about, narrow, study)
    codes, column = _codes(found, codebook, unit)
    document = position(about.table["document"], listed)
    is_coded = np.array([id in coded for id in listed], dtype=bool)
    for role, case, inside in _parts(about, narrow, study):
        held = np.zeros((len(listed), len(codes)), dtype=bool)
        rows = (column >= 0) & inside[found.utterance]
        held[document[found.utterance[rows]], column[rows]] = True
        here = np.zeros(len(listed), dtype=bool)
        here[document[inside]] = True
        kept, used = np.flatnonzero(here & is_coded), np.flatnonzero(held.any(axis=0))
        yield Group(
            role,
            case,
            [listed[at] for at in kept],
            int((here & ~is_coded).sum()),
            [codes[at] for at in used],
            held[np.ix_(kept, used)],
        )


def _codes(found: Marks, codebook: Codebook, unit: Unit) -> tuple[list[str], Numbers]:
    """The codes (or findings) that the marks count as, and which of them each mark is; -1 for none."""
    counts_as = [
        finding_of(codebook, code) if unit == "findings" else next(iter(lineage(codebook, code)), "")
        for code in found.codes
    ]
    codes = [code.id for code in codebook.codes if code.id in set(counts_as)]
    number = {code: at for at, code in enumerate(codes)}
    return codes, np.array([number.get(code, -1) for code in counts_as], dtype=np.int64)[found.code]


def _parts(about: Field, narrow: Narrow, study: Study) -> Iterator[tuple[str, str, Numbers]]:
    """All, each role and each case, with the utterances that belong to it."""
    yield "all", "all", np.ones(len(about.document), dtype=bool)
    for name in ("role", "case"):
        column = about.table[name]
        for value in in_study_order(name, pc.unique(column).to_pylist(), narrow, study):
            inside = numpy_of(pc.equal(column, pa.scalar(value, column.type)))
            yield (value, "all", inside) if name == "role" else ("all", value, inside)


def _told(
    group: Group,
    placed: Ordering,
    order: list[int],
    shown: Verdict,
    asked: Saturation,
    drawn: Band | None,
) -> Row:
    last = shown.before + asked.run
    is_asked = shown.run_codes is not None
    return {
        **{"base": asked.base, "run": asked.run, "threshold": float(asked.threshold)},
        "documents": len(group.documents),
        "uncoded_documents": group.uncoded,
        "unplaced_documents": len(placed.unplaced.intersection(group.documents)),
        "base_codes": shown.base_codes,
        "codes": len(group.codes),
        "outcome": shown.outcome,
        "saturated_at": shown.form(asked.run),
        "at_document": group.documents[order[last - 1]] if shown.outcome == "reached" else "",
        "run_codes": shown.run_codes,
        "run_percent": _percent(shown.run_codes, shown.base_codes),
        "runs_above_later": shown.later_above if is_asked else None,
        "random_orders": drawn.orders if drawn and is_asked else None,
        "random_orders_reached": drawn.reached if drawn and is_asked else None,
    }


def _percent(part: int | None, whole: int) -> float:
    """A share in per cent; not a number where it is not defined, which tables print as nothing."""
    return float("nan") if part is None or not whole else round(100 * part / whole, 6)


def _curve(
    group: Group, order: list[int], new: Numbers, asked: Saturation, drawn: Band | None
) -> Iterator[Row]:
    base, found, counts = int(new[: asked.base].sum()), np.cumsum(new), runs(new, asked)
    seen = np.zeros(len(group.codes), dtype=bool)
    for at, document in enumerate(order):
        run = at + 1 - asked.base - asked.run
        run_codes = int(counts[run]) if 0 <= run < len(counts) else None
        first = group.has[document] & ~seen
        seen |= first
        yield {
            "position": at + 1,
            "document": group.documents[document],
            "new_codes": int(new[at]),
            "codes": int(found[at]),
            "run_codes": run_codes,
            "run_percent": _percent(run_codes, base),
            "random_low": float(drawn.low[at]) if drawn else float("nan"),
            "random_middle": float(drawn.middle[at]) if drawn else float("nan"),
            "random_high": float(drawn.high[at]) if drawn else float("nan"),
            "new": " ".join(group.codes[code] for code in np.flatnonzero(first)),
        }


def drawn_curves(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The curves of all and of each role, each row with the base and with what its order shows."""
    keys = ["unit", "order", "role", "case"]
    curve = tables["saturation_curve"]
    curve = curve[curve["case"] == "all"]
    told = tables["saturation"][[*keys, "base", "outcome", "saturated_at", "runs_above_later", "documents"]]
    return curve.merge(told, on=keys, how="left", sort=False)
