"""The command on saturation: what further documents still add, and whether that is little enough."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.context import codebook_option, narrowing_options, study_option, under
from pipeline.cli.passages import print_folded
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.model import DECIDED, Narrow

SHOWN = ("order", "role", "case", "documents", "base_codes", "codes", "run_codes", "outcome", "saturated_at")
"""The columns on a terminal; the others are in the forms for programs."""
CURVE_SHOWN = ("order", "role", "case", "position", "document", "new_codes", "codes", "run_codes", "new")
CAUTION = (
    "This is code saturation: few new codes in a run of documents. It does not say that the categories, "
    "their properties and relations are understood (theoretical saturation); that is argued, not counted."
)


@click.command(epilog="Example: forankret saturation --by role --order coding")
@click.option("--base", type=click.IntRange(1, 1000), help="Documents in the base (default: study.yaml, 6).")
@click.option("--run", type=click.IntRange(1, 1000), help="Documents in a run (default: study.yaml, 2).")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    help="The per cent of the base's codes that a run may add (default: study.yaml, 5).",
)
@click.option(
    "--order",
    type=click.Choice(["coding", "date"]),
    help="Documents as they were coded, or by their dates (default: both).",
)
@click.option("--by", type=click.Choice(["role", "case"]), help="One row for each role or case.")
@click.option(
    "--of",
    "unit",
    type=click.Choice(["codes", "findings"]),
    default="codes",
    show_default=True,
    help="What must be new.",
)
@click.option("--curve", is_flag=True, help="Show what each document added.")
@narrowing_options
@codebook_option
@format_option
@study_option
@click.pass_context
def saturation(
    ctx: click.Context,
    base: int | None,
    run: int | None,
    threshold: float | None,
    order: Any,
    by: str | None,
    unit: Any,
    curve: bool,
    version: int | None,
    form: str,
    **narrowed: Any,
) -> None:
    """Show how many new codes further documents give, after Guest, Namey and Chen (2020)."""
    from pipeline.stages.saturating import saturation as ask

    study = under(ctx, version)
    given = {"base": base, "run": run, "threshold": threshold}
    asked = study.study.report.saturation.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    origins = narrowed.pop("origins") or DECIDED
    narrow = Narrow(**narrowed, origins=origins)
    answer = ask(study, asked, narrow, order, by or "", unit, curve)
    shown = list(CURVE_SHOWN if curve else SHOWN) if form == "text" else answer.columns
    places = [answer.columns.index(name) for name in shown]
    print_table(shown, [[row[at] for at in places] for row in answer.rows], form)
    if form == "text":
        print_folded(
            f"\nBase {number_of(asked.base, 'document')}, run {asked.run}, "
            f"threshold {asked.threshold:g} %. {CAUTION}"
        )
