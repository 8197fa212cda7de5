"""The sampling log in the report: a row a plan, and across below it what it springs from."""

from __future__ import annotations

from dataclasses import replace

from reported import evidence

from pipeline.coding.sampling import Sampling
from pipeline.report.blocks import Table, text_of
from pipeline.report.sections.sampling import sampling

ABOUT = (("role", "INN"), ("document", "INT-02"))
PLAN = Sampling(
    *(
        "s1",
        "2024-03-15",
        "",
        "Hva betyr ordet?",
        "de som kom",
        "Ingen vet.",
        ABOUT,
        "open",
        "",
        (),
        (),
        "x:1",
    )
)


def rows(*plans: Sampling, edition: str = "internal"):
    blocks = sampling(replace(evidence(edition=edition), sampling=plans, gaps=None))
    return next(one for one in blocks if isinstance(one, Table)).rows


def test_what_a_plan_springs_from_goes_across_below_it() -> None:
    planned, springs = rows(PLAN)
    assert text_of(planned.cells[3]) == "Ingen vet."
    assert springs.across and len(springs.cells) == 1
    assert text_of(springs.cells[0]).startswith("Springer ut av rollen ")
    assert text_of(springs.cells[0]).endswith("; dokumentet INT-02")


def test_a_plan_that_springs_from_nothing_named_is_one_row() -> None:
    assert [row.across for row in rows(PLAN._replace(about=()))] == [False]


def test_outside_nothing_is_told_of_what_a_plan_springs_from() -> None:
    assert [len(row.cells) for row in rows(PLAN, edition="public")] == [3]
