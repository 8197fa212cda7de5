"""What can be wrong in the relations between codes: ends, types, memos, and what argues for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis.relations import HOLDING, Argued, Shown, argued, named, standing_by_id
from pipeline.checks.evidence import CODEBOOK_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.codebook import RELATION_TYPES, Relation
from pipeline.problems import Problem, warning

AGAIN = "Take it away with: forankret codebook unrelate ID; then relate the codes anew."


def place_of(evidence: Evidence, relation: Relation) -> str:
    """The line of the codebook on which a relation's id, or its source, stands."""
    key, value = ("id", relation.id) if relation.id else ("source", relation.source)
    return evidence.line_in(
        CODEBOOK_FILE, rf"(?:^|[\s{{,-]){key}:\s*[\"']?{re.escape(value)}[\"']?\s*(?:[,}}#]|$)"
    )


def _told(evidence: Evidence) -> list[Argued]:
    book = evidence.codebook
    if book is None or not book.relations:
        return []
    ids = named(book)
    standing = standing_by_id(row._asdict() for row in evidence.codings if row.coding in ids)
    if ids - standing.keys():  # one that was recoded stands under another id
        standing = standing_by_id(row._asdict() for row in evidence.codings)
    return argued(book, standing, lambda: evidence.records)


def _name(relation: Relation) -> str:
    """A relation as a message names it."""
    called = f"'{relation.id}' " if relation.id else ""
    return f"the relation {called}({relation.source} – {relation.type} – {relation.target})"


def _warned(evidence: Evidence, told: Argued, name: str, what: str, remedy: str) -> Problem:
    relation = told.relation
    return warning(place_of(evidence, relation), name, f"{_name(relation)} {what}", remedy)


@check("relation-id")
def relations_without_id(evidence: Evidence) -> Iterator[Problem]:
    """Relations without an id, or with that of another."""
    seen: set[str] = set()
    for told in _told(evidence):
        id = told.relation.id
        if not id or id in seen:
            what = "has the id of another one." if id else "has no id, so it cannot be named or taken away."
            remedy = "Write an id that no other relation has, such as id: r1."
            yield _warned(evidence, told, "relation-id", what, remedy)
        seen.add(id)


@check("relation-type")
def unknown_types(evidence: Evidence) -> Iterator[Problem]:
    """Relations of a type that is none of ours, which the diagram draws as any other."""
    for told in _told(evidence):
        if told.relation.type not in RELATION_TYPES:
            remedy = f"Use one of {', '.join(RELATION_TYPES)}; or let it stand, and it is printed as written."
            yield _warned(evidence, told, "relation-type", "is of a type that is not known here.", remedy)


@check("relation-ends")
def odd_ends(evidence: Evidence) -> Iterator[Problem]:
    """Relations of a code to itself, to a code out of use, or told twice."""
    book, seen = evidence.codebook, set()
    for told in _told(evidence):
        known = book.by_id if book else {}
        ends = (told.source, told.relation.type, told.target)
        if told.source == told.target:
            merged = told.source not in (told.relation.source, told.relation.target)
            why = ", since both codes have become it" if merged else ""
            yield _warned(
                evidence, told, "relation-ends", f"leads from '{told.source}' to itself{why}.", AGAIN
            )
        elif ends in seen:
            what = "says what another relation says already."
            yield _warned(evidence, told, "relation-ends", what, "Keep one, with the evidence of both.")
        seen.add(ends)
        for end in dict.fromkeys((told.source, told.target)):
            if end in known and known[end].status in ("retired", "split"):
                what = f"has an end, '{end}', that is {known[end].status}."
                yield _warned(evidence, told, "relation-ends", what, AGAIN)


@check("relation-memo")
def without_memo(evidence: Evidence) -> Iterator[Problem]:
    """Relations that nobody has given a reason for."""
    for told in _told(evidence):
        if not told.relation.memo.strip():
            remedy = "Write under memo why you think so; a memo file about the relation can say more."
            yield _warned(evidence, told, "relation-memo", "has no memo: nobody has said why.", remedy)


@check("relation-evidence")
def weak_evidence(evidence: Evidence) -> Iterator[Problem]:
    """Relations argued with nothing, and pairs that no longer show what they are to show."""
    for told in _told(evidence):
        if not told.relation.evidence:
            remedy = "Name at least one pair of codings, one of each code: evidence: [[CODING, CODING]]."
            yield _warned(evidence, told, "relation-evidence", "is argued with nothing.", remedy)
        for one in told.odd:
            what = f"has evidence that is no pair of codings: {str(one)[:60]}."
            yield _warned(
                evidence,
                told,
                "relation-evidence",
                what,
                "Write two ids: [CODING, CODING], one of each code.",
            )
        for pair in told.pairs:
            for end, shown in zip((told.source, told.target), pair, strict=True):
                if shown.state not in HOLDING:
                    remedy = "Name another coding, or take the pair away."
                    yield _warned(evidence, told, "relation-evidence", _became(shown, end), remedy)


def _became(shown: Shown, end: str) -> str:
    """What is wrong with a coding that was to show something of a code."""
    if shown.state == "removed":
        return f"stands on the coding {shown.written}, which was removed."
    if shown.state == "unknown" or shown.standing is None:
        return f"stands on the coding {shown.written}, which nobody has made, or whose words are gone."
    return f"stands on the coding {shown.written}, which is of '{shown.standing.code}' and not of '{end}'."
