"""What can be wrong with the sampling log: lines on no plan, second plans, and what is not in the study."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline.checks.evidence import Evidence
from pipeline.checks.registry import check
from pipeline.coding.sampling import plans_of
from pipeline.problems import Problem, warning


@check("sampling-unplanned")
def unplanned(evidence: Evidence) -> Iterator[Problem]:
    """Outcomes of plans that the log does not tell of."""
    for line in plans_of(evidence.sampling).unplanned:
        message = f"the {line.event.event} is on a plan '{line.event.sampling}' that the log does not have."
        remedy = "Get the line with the plan back from git or a backup, or plan it anew."
        yield warning(line.place, "sampling-unplanned", f"{message} It counts nowhere.", remedy)


@check("sampling-twice")
def planned_twice(evidence: Evidence) -> Iterator[Problem]:
    """Plans under an id that another plan has."""
    for line in plans_of(evidence.sampling).twice:
        message = f"the plan '{line.event.sampling}' stands further up already; this one counts nowhere."
        yield warning(line.place, "sampling-twice", message, "Plan it anew: forankret sampling plan QUESTION")


@check("sampling-about-nothing")
def about_nothing(evidence: Evidence) -> Iterator[Problem]:
    """Plans about a code, memo, document, role or case that the study does not have, and such documents."""
    known: Mapping[str, Collection[str]] = {
        "code": evidence.codebook.by_id if evidence.codebook else (),
        "memo": {memo.file.rpartition("/")[2].removesuffix(".md") for memo in evidence.memos},
        "document": evidence.by_id,
        "role": evidence.study.roles,
        "case": evidence.study.cases,
    }
    for line in evidence.sampling:
        named = [pair for one in line.event.about for pair in one.items()]
        named += [("document", id) for id in line.event.documents]
        for kind, id in named:
            if kind in known and id not in known[kind] and (kind != "code" or evidence.codebook):
                message = f"the line names the {kind} '{id}', which is not in the study."
                remedy = "Look for a slip of the pen; what is right can be said in a further line."
                yield warning(line.place, "sampling-about-nothing", message, remedy)
