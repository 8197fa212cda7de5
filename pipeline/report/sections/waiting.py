"""Codings that wait to be read again: how many there are in all, and beside each code that they may go to."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.report.blocks import Block, Paragraph, Run, Text
from pipeline.report.evidence import Evidence, Waiting
from pipeline.report.sections.cells import Part, divided, noun, number


def waiting_in_all(evidence: Evidence) -> Paragraph:
    """How many codings wait, everybody's, and under which codes; that none does is said too."""
    words, piles = evidence.wording, _piles(evidence)
    if not piles:
        return Paragraph((Text(words("waiting.none")),))
    n = len(evidence.waiting)
    parts = [_part(evidence, code, pile) for code, pile in piles.items()]
    total, each = divided(evidence, Part(n), parts)
    told: list[Run] = []
    for at, (code, count) in enumerate(zip(piles, each, strict=True)):
        told += [Text(", ")] if at else []
        told += words.runs("waiting.part", n=count, label=_label(evidence, code))
    return Paragraph(
        words.runs("waiting.all", n=total, codings=noun(evidence, "coding", n), list=tuple(told))
    )


def waiting_under(evidence: Evidence, codes: Collection[str]) -> list[Block]:
    """A note for each code among these, or that was split into one of them, whose codings wait."""
    words, book = evidence.wording, evidence.codebook
    notes: list[Block] = []
    for code, pile in _piles(evidence).items():
        heirs = {book.heir(one) for one in book.by_id[code].split_into}
        if code not in codes and heirs.isdisjoint(codes):
            continue
        runs = words.runs(
            "waiting.here" if code in codes else "waiting.may-come",
            n=number(evidence, _part(evidence, code, pile)),
            codings=noun(evidence, "coding", len(pile)),
            label=_label(evidence, code),
        )
        notes.append(Paragraph(runs, "note"))
    return notes


def _piles(evidence: Evidence) -> dict[str, list[Waiting]]:
    """The codings that wait by the code that they count under, in the order of the codebook."""
    found: dict[str, list[Waiting]] = {code.id: [] for code in evidence.codebook.codes}
    for one in evidence.waiting:
        found[one.code].append(one)
    return {code: pile for code, pile in found.items() if pile}


def _part(evidence: Evidence, code: str, pile: list[Waiting]) -> Part:
    ids = tuple(dict.fromkeys(id for one in pile for id in one.utterances))
    codes = tuple(one for one in evidence.codebook.by_id if evidence.codebook.heir(one) == code)
    coders = tuple(dict.fromkeys(one.coder for one in pile))
    return Part(len(pile), ids, evidence.codebook.by_id[code].label, codes=codes, coders=coders)


def _label(evidence: Evidence, code: str) -> str:
    return evidence.wording.quoted(evidence.codebook.by_id[code].label)
