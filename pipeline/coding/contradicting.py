"""Negative cases: the words that speak against a finding, collected for each of them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.codebook import Codebook
from pipeline.coding.live import LiveCodings
from pipeline.coding.marks import Mark


class NegativeCase(NamedTuple):
    """A coding whose words speak against a finding: who says so, when and why, and what was coded.

    ``code`` and ``owner`` are those of the coding; ``utterances`` are all that it is on, ``quote`` its first
    words. ``place`` is the line in which it was said.
    """

    finding: str
    coding: str
    code: str
    owner: str
    utterances: tuple[str, ...]
    quote: str
    memo: str
    coder: str
    at: str
    place: str


def negative_cases(live: LiveCodings, codebook: Codebook) -> dict[str, list[NegativeCase]]:
    """What speaks against each finding and cross-cutting theme, in the order it was said; none is left out.

    A finding that nothing speaks against has an empty list. What was withdrawn is not there, nor what is
    about a coding that was removed or waits. Of several decisions on a coding and a finding the last counts.
    """
    marks: dict[str, list[Mark]] = {}
    for mark in live.marks:
        marks.setdefault(mark.coding, []).append(mark)
    standing: dict[tuple[str, str], NegativeCase] = {}
    for event, coder, _, place in live.contradicted:
        lines = marks.get(event.coding)
        if not lines:
            continue
        finding = _finding(codebook, event.code or lines[0].code)
        standing.pop((finding, event.coding), None)
        if not event.withdrawn:
            standing[finding, event.coding] = _case(finding, lines, event.memo, coder, event.at, place)
    found: dict[str, list[NegativeCase]] = {
        code.id: [] for code in (*codebook.findings, *codebook.cross_cutting)
    }
    for (finding, _), case in standing.items():
        found.setdefault(finding, []).append(case)
    return found


def _finding(codebook: Codebook, code: str) -> str:
    """The finding that is contradicted: that of the code, or the code itself where it has none."""
    heir = codebook.heir(code)
    return codebook.finding(heir) or heir


def _case(finding: str, lines: list[Mark], memo: str, coder: str, at: str, place: str) -> NegativeCase:
    first = lines[0]
    utterances = tuple(dict.fromkeys(mark.utterance for mark in lines))
    return NegativeCase(
        finding, first.coding, first.code, first.coder, utterances, first.quote, memo, coder, at, place
    )
