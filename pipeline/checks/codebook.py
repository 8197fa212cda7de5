"""What can be wrong in the codebook: ids, parents, merges, fields that are not filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.evidence import CODEBOOK_FILE, Evidence
from pipeline.checks.registry import check
from pipeline.codebook import Code, Codebook
from pipeline.problems import Problem, error, warning


def place_of_code(evidence: Evidence, id: str, nth: int = 0) -> str:
    """The line of the codebook on which a code's id stands."""
    return evidence.line_in(
        CODEBOOK_FILE, rf"(?:^|[\s{{,-])id:\s*[\"']?{re.escape(id)}[\"']?\s*(?:[,}}#]|$)", nth
    )


def _codes(evidence: Evidence) -> tuple[Code, ...]:
    return evidence.codebook.codes if evidence.codebook else ()


@check("duplicate-code")
def duplicate_codes(evidence: Evidence) -> Iterator[Problem]:
    """Two codes with one id."""
    for id, times in Counter(code.id for code in _codes(evidence)).items():
        for nth in range(1, times):
            message = f"the id '{id}' is that of another code above, so codings cannot tell which is meant."
            remedy = "Give one of them an id that was never used."
            yield error(place_of_code(evidence, id, nth), "duplicate-code", message, remedy)


@check("six-fields")
def unfilled_fields(evidence: Evidence) -> Iterator[Problem]:
    """Active codes that lack one of the six fields."""
    for code in _codes(evidence):
        if code.status == "active" and code.lacking:
            lacking = ", ".join(code.lacking)
            message = f"the code '{code.id}' lacks {lacking}, so it does not count in agreement."
            remedy = "Write down what the code means, when to use it, when not to, and an example."
            yield warning(place_of_code(evidence, code.id), "six-fields", message, remedy)


@check("parent-missing")
def missing_parents(evidence: Evidence) -> Iterator[Problem]:
    """Codes that lie under a code which is not there."""
    for code in _codes(evidence):
        if code.parent and evidence.codebook and code.parent not in evidence.codebook.by_id:
            message = (
                f"the code '{code.id}' lies under '{code.parent}', which is not there: it is in no finding."
            )
            remedy = "Correct the parent, or leave it empty for a code at the top."
            yield error(place_of_code(evidence, code.id), "parent-missing", message, remedy)


@check("parent-circular")
def circular_parents(evidence: Evidence) -> Iterator[Problem]:
    """Codes that lie under themselves, each circle once."""
    parents: dict[str, str] = {}
    for code in _codes(evidence):
        parents.setdefault(code.id, code.parent)
    for circle in _circles(parents):
        message = f"the codes {_chain(circle)} lie under each other in a circle, so they are in no finding."
        yield error(place_of_code(evidence, circle[0]), "parent-circular", message, "Leave one parent empty.")


def _circles(onward: dict[str, str]) -> Iterator[list[str]]:
    """The circles among links from id to id, each once, from the id that stands first."""
    done: set[str] = set()
    for start in onward:
        path: dict[str, None] = {}
        id = start
        while id in onward and id not in done and id not in path:
            path[id] = None
            id = onward[id]
        if id in path:
            ids = list(path)
            yield ids[ids.index(id) :]
        done |= set(path)


def _chain(circle: list[str]) -> str:
    return " -> ".join([*circle, circle[0]])


@check("merged-into")
def broken_merges(evidence: Evidence) -> Iterator[Problem]:
    """Merged codes whose heir is not told, is not there, or is in the end the code itself."""
    codes = _codes(evidence)
    known = {code.id for code in codes}
    remedy = "Write the id of the code that it became under merged_into."
    for code in codes:
        place = place_of_code(evidence, code.id)
        if code.status == "merged" and not code.merged_into:
            message = (
                f"the code '{code.id}' is merged, but not told into which code: its codings have no heir."
            )
            yield error(place, "merged-into", message, remedy)
        elif code.merged_into and code.merged_into not in known:
            message = (
                f"the code '{code.id}' is merged into '{code.merged_into}', which is not there: "
                "its codings count as its own."
            )
            yield error(place, "merged-into", message, remedy)
        elif code.merged_into and code.status != "merged":
            message = f"the code '{code.id}' names an heir, but is {code.status}: its codings stay with it."
            yield warning(place, "merged-into", message, "Write status: merged, or take merged_into away.")
    merges = {code.id: code.merged_into for code in codes if code.status == "merged"}
    for circle in _circles(merges):
        message = f"the codes {_chain(circle)} are merged into each other in a circle, so there is no heir."
        yield error(place_of_code(evidence, circle[0]), "merged-into", message, remedy)


@check("split-into")
def broken_splits(evidence: Evidence) -> Iterator[Problem]:
    """Split codes of which it is not told into which codes, or whose heirs are not there."""
    known = {code.id for code in _codes(evidence)}
    for code in _codes(evidence):
        gone = [f"'{id}'" for id in code.split_into if id not in known]
        if code.status == "split" and not code.split_into:
            message = f"the code '{code.id}' is split, but not told into which codes: its codings wait."
        elif gone:
            message = f"the code '{code.id}' is split into {', '.join(gone)}, which is not there."
        else:
            continue
        remedy = "Write the ids of the codes that it became under split_into, or status: active."
        yield warning(place_of_code(evidence, code.id), "split-into", message, remedy)


@check("finding-below")
def findings_below_others(evidence: Evidence) -> Iterator[Problem]:
    """Findings and cross-cutting themes that lie under another code, in which they would count twice."""
    for code in _codes(evidence):
        if code.kind in ("finding", "cross-cutting") and code.parent:
            message = (
                f"'{code.id}' is a {code.kind} and lies under '{code.parent}', so its codings count in both."
            )
            remedy = "A finding or theme stands at the top: leave the parent empty, or change the kind."
            yield warning(place_of_code(evidence, code.id), "finding-below", message, remedy)


@check("inactive-parent")
def active_under_inactive(evidence: Evidence) -> Iterator[Problem]:
    """Active codes under one that is retired, merged or split, so that no report shows them."""
    by_id = (evidence.codebook or Codebook()).by_id
    for code in _codes(evidence):
        parent = by_id.get(code.parent)
        if code.status == "active" and parent is not None and parent.status != "active":
            message = f"the code '{code.id}' is in use, but '{parent.id}' above it is {parent.status}."
            remedy = "Give it another parent" + (
                f", such as '{parent.merged_into}'." if parent.merged_into else "."
            )
            yield warning(place_of_code(evidence, code.id), "inactive-parent", message, remedy)


@check("unknown-code")
def unknown_codes(evidence: Evidence) -> Iterator[Problem]:
    """Relations from or to a code that is not in the codebook."""
    known = (evidence.codebook or Codebook()).by_id
    for relation in evidence.codebook.relations if evidence.codebook else ():
        for end, id in (("source", relation.source), ("target", relation.target)):
            if id not in known:
                place = evidence.line_in(CODEBOOK_FILE, rf"{end}:\s*[\"']?{re.escape(id)}\b")
                message = f"a relation ({relation.type}) has the {end} '{id}', which is not in the codebook."
                yield error(place, "unknown-code", message, "Correct the id, or take the relation away.")


@check("in-vivo")
def in_vivo_not_said(evidence: Evidence) -> Iterator[Problem]:
    """In-vivo codes whose label nobody has said, letter for letter (capitals and spaces do not matter)."""
    labels = [code for code in _codes(evidence) if code.origin == "in-vivo" and code.status == "active"]
    if not labels or not evidence.utterances:
        return
    said = "\n".join(_plain(row.text) for rows in evidence.utterances.values() for row in rows)
    for code in labels:
        if _plain(code.label) not in said:
            message = (
                f"the label «{code.label}» of '{code.id}' is in vivo, but these words stand in no document."
            )
            remedy = "Use the participant's own words as the label, or another origin."
            yield warning(place_of_code(evidence, code.id), "in-vivo", message, remedy)


def _plain(text: str) -> str:
    """A text without capitals, quotation marks around it and double spaces."""
    return " ".join(text.casefold().split()).strip(" «»\"“”„'‘’…")
