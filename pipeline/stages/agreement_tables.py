"""What is known of the agreement in a study, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.stages.agreement import ROUNDS, StudyAgreement, study_agreement
from pipeline.stages.opened import OpenStudy

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("percent", "positive", "kappa", "alpha", "ac1")
NUMBERS = tuple(name for measure in MEASURES for name in (measure, f"{measure}_low", f"{measure}_high"))
ON_SPANS = ("alpha_unitizing_2004", "alpha_unitizing_2016", "kappa_characters")
CODE_COLUMNS = (
    *("code", "label", "coders", "documents", "n", "n_positive"),
    *NUMBERS,
    *ON_SPANS,
    *("rounds", "left_out"),
)
SET_COLUMNS = (
    *("coders", "distance", "documents", "n", "n_coded"),
    *("alpha", "alpha_low", "alpha_high", "rounds", "n_codes"),
)
VERSION_COLUMNS = (
    *("version", "coders", "documents", "code", "n", "n_positive", "distance"),
    *("percent", "positive", "kappa", "alpha", "alpha_low", "alpha_high", "ac1", "n_codes"),
)
DISAGREEMENT_COLUMNS = (
    *("utterance", "document", "code", "label", "put", "left", "pairs", "letters", "decision", "reason"),
)
Rows = list[dict[str, Any]]


def part_of(opened: OpenStudy, found: StudyAgreement, part: str) -> tuple[tuple[str, ...], Rows]:
    """The columns and rows of one part: disagreements, codes, sets or versions; numbers to six decimals."""
    columns, rows = {
        "disagreements": (DISAGREEMENT_COLUMNS, disagreement_rows),
        "codes": (CODE_COLUMNS, code_rows),
        "sets": (SET_COLUMNS, set_rows),
        "versions": (VERSION_COLUMNS, version_rows),
    }[part]
    return columns, [_rounded(row) for row in rows(opened, found)]


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 6) if isinstance(value, float) else value for name, value in row.items()}


FILES = {
    "agreement": "codes",
    "agreement_sets": "sets",
    "agreement_versions": "versions",
    "disagreements": "disagreements",
}
"""The name of each table in ``reports/tables``, and the part that it is."""


def agreement_tables(opened: OpenStudy, rounds: int = ROUNDS) -> dict[str, pd.DataFrame]:
    """The tables of ``FILES`` by name; nothing but headers where nobody coded twice."""
    found = study_agreement(opened, rounds=rounds)
    return {name: _frame(*part_of(opened, found, part)) for name, part in FILES.items()}


_WHOLE = ("documents", "n", "n_positive", "n_coded", "n_codes", "version", "pairs", "letters", "rounds")
_WORDS = (
    "code",
    "label",
    "coders",
    "distance",
    "left_out",
    "utterance",
    "document",
    "put",
    "left",
    "decision",
)


def _frame(columns: tuple[str, ...], rows: Rows) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame(rows, columns=list(columns))
    types = {
        name: "int64" if name in _WHOLE else "object" if name in (*_WORDS, "reason") else "float64"
        for name in columns
    }
    return table.astype(types)


def code_rows(opened: OpenStudy, found: StudyAgreement) -> Rows:
    """A row for each code and group of coders; then the codes that do not count, with what they lack."""
    rows: Rows = []
    for one in found.by_code:
        row: dict[str, Any] = {"code": one.code, "label": _label(opened, one.code), "coders": one.coders}
        row |= {"documents": one.documents, "n": one.n, "n_positive": one.n_positive}
        for name in MEASURES:
            row[name] = one.found[name]
            row[f"{name}_low"], row[f"{name}_high"] = one.intervals[name]
        rows.append({**row, **one.on_spans, "rounds": found.rounds, "left_out": ""})
    for code, lacking in found.left_out.items():
        named = {"code": code, "label": _label(opened, code), "coders": " + ".join(found.double.coders)}
        counts = {"documents": len(found.double.documents), "n": len(found.double.units)}
        put = len(set(found.double.marks[code].unit.tolist()))
        told = {"n_positive": put, "rounds": 0, "left_out": ", ".join(lacking)}
        rows.append({**named, **counts, **told})
    return rows


def set_rows(opened: OpenStudy, found: StudyAgreement) -> Rows:
    """A row for each group of coders and distance, with how many codes count in it."""
    return [
        {
            **{name: getattr(one, name) for name in (*SET_COLUMNS[:6], "rounds")},
            "alpha_low": one.interval[0],
            "alpha_high": one.interval[1],
            "n_codes": len(found.counting),
        }
        for one in found.over_codes
    ]


def version_rows(opened: OpenStudy, found: StudyAgreement) -> Rows:
    """For each version and group a row over all codes (``code`` empty), then one for each code put there."""
    rows: Rows = []
    for version in found.versions:
        for over in version.over_codes:
            told = {
                "version": version.version,
                "coders": over.coders,
                "documents": over.documents,
                "code": "",
            }
            told |= {"n": over.n, "n_positive": over.n_coded, "distance": over.distance, "alpha": over.alpha}
            told |= {"n_codes": len(found.counting)}
            rows.append({**told, "alpha_low": over.interval[0], "alpha_high": over.interval[1]})
            rows += [
                _version_row(version.version, one) for one in version.by_code if one.coders == over.coders
            ]
    return rows


def _version_row(version: int, one: Any) -> dict[str, Any]:
    low, high = one.intervals["alpha"]
    told = {"version": version, "coders": one.coders, "documents": one.documents, "code": one.code}
    told |= {"n": one.n, "n_positive": one.n_positive, "distance": "", "n_codes": 1}
    return {**told, **one.found, "alpha_low": low, "alpha_high": high}


def disagreement_rows(opened: OpenStudy, found: StudyAgreement) -> Rows:
    """A row for each disagreement, the largest first, with what was decided on it."""
    rows = []
    for one in found.disagreements:
        decision = found.decisions.get((one.utterance, one.code))
        concerned = decision and (not decision.between or {*one.put, *one.left} & {*decision.between})
        rows.append(
            {
                "utterance": one.utterance,
                "document": one.document,
                "code": one.code,
                "label": _label(opened, one.code),
                "put": " ".join(one.put),
                "left": " ".join(one.left),
                "pairs": one.pairs,
                "letters": one.letters,
                "decision": decision.decision if decision and concerned else "",
                "reason": decision.reason if decision and concerned else "",
            }
        )
    return rows


def _label(opened: OpenStudy, code: str) -> str:
    known = opened.codebook.by_id.get(code)
    return known.label if known else code
