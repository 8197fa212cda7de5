"""Agreement code by code: each coefficient with what it stands on and how far it might come out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from pipeline.analysis.agreement import formulas
from pipeline.analysis.agreement.bootstrap import Interval, draws, interval
from pipeline.analysis.agreement.characters import characters
from pipeline.analysis.agreement.continua import u_alpha_binary
from pipeline.analysis.agreement.double import Double
from pipeline.analysis.agreement.patterns import Patterns
from pipeline.analysis.agreement.ratings import Floats, defined
from pipeline.analysis.agreement.sums import unpacked, width
from pipeline.analysis.agreement.unitizing import disagreement

MEASURES: dict[str, Callable[[Floats], Floats]] = {
    "percent": lambda sums: formulas.percent(unpacked(sums[..., : width(2)])),
    "positive": lambda sums: formulas.positive(unpacked(sums[..., : width(2)])),
    "kappa": lambda sums: formulas.cohen(sums[..., width(2) :]),
    "alpha": lambda sums: formulas.alpha(unpacked(sums[..., : width(2)])),
    "ac1": lambda sums: formulas.ac1(unpacked(sums[..., : width(2)])),
}
"""Each measure of a code over sums of a document, in the order of the table."""
SPAN_MEASURES = ("alpha_unitizing_2004", "alpha_unitizing_2016", "kappa_characters")
CHUNK = 2_000_000


class CodeAgreement(NamedTuple):
    """How far a group of coders agree on one code.

    ``n`` are the utterances that at least two of them finished, ``n_positive`` those on which somebody put
    the code. ``found`` has a number for each of ``MEASURES``, ``intervals`` its bounds; None where not
    defined.
    """

    code: str
    coders: str
    documents: int
    n: int
    n_positive: int
    found: dict[str, float | None]
    intervals: dict[str, Interval]
    on_spans: dict[str, float | None]


def agreement_by_code(
    double: Double,
    codes: Sequence[str],
    rounds: int,
    seed: int,
    watched: Callable[[Iterable[Any], str], Iterable[Any]] = lambda items, _: items,
    spans: bool = True,
) -> list[CodeAgreement]:
    """How far coders agree on each code, in each of the groups of ``Double.groups``, code by code.

    Intervals are of ``rounds`` draws of documents (``bootstrap``); ``watched`` goes through pieces of the
    work with a bar. ``spans`` leaves out the measures on letters where it is False.
    """
    found: list[list[CodeAgreement]] = [[] for _ in codes]
    for number, group in enumerate(double.groups):
        here = double.of_group(group)
        whole = here.of_all(group) if spans else None
        patterns = Patterns(here, group)
        drawn = draws(len(here.documents), rounds if len(here.documents) > 1 else 0, seed + number)
        many = max(1, CHUNK // max(1, len(here.documents) * (width(2) + 4) + rounds * (width(2) + 4)))
        pieces = [range(at, min(at + many, len(codes))) for at in range(0, len(codes), many)]
        for piece in watched(pieces, f"Agreement of {double.named(group)}"):
            _add(found, patterns, [(at, codes[at]) for at in piece], drawn, whole)
    return [row for rows in found for row in rows]


def _add(
    found: list[list[CodeAgreement]],
    patterns: Patterns,
    codes: list[tuple[int, str]],
    drawn: Floats,
    spans: Double | None,
) -> None:
    sums = patterns.sums([code for _, code in codes])
    whole = sums.sum(axis=0)
    again = np.tensordot(drawn, sums, axes=1)
    point = {name: measure(whole) for name, measure in MEASURES.items()}
    rounds = {name: measure(again) for name, measure in MEASURES.items()}
    double, group = patterns.double, patterns.group
    for place, (at, code) in enumerate(codes):
        found[at].append(
            CodeAgreement(
                code,
                double.named(group),
                len(double.documents),
                len(double.units),
                len(patterns.units_with(code)[0]),
                {name: defined(values[place]) for name, values in point.items()},
                {name: interval(values[:, place]) for name, values in rounds.items()},
                on_spans(spans, group, code) if spans else {},
            )
        )


def on_spans(double: Double, group: Sequence[int], code: str) -> dict[str, float | None]:
    """Agreement on the letters of a code: both families of unitizing alpha, and kappa of a pair.

    The utterances of all documents are laid end to end; each coder of the group must have finished them.
    """
    if code not in double.marks:
        return dict.fromkeys(SPAN_MEASURES)
    length = int(double.length.sum())
    marked = [double.spans(code, coder) for coder in group]
    kappa = characters(marked[0], marked[1], length).kappa if len(group) == 2 else None
    alphas = (disagreement(marked, 0, length).alpha, u_alpha_binary(marked, length))
    return dict(zip(SPAN_MEASURES, (*alphas, kappa), strict=True))
