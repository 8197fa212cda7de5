"""The commands that compare: the words of a code side by side, and what speaks against a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import narrowing_options, opened, study_option
from pipeline.cli.tables import format_option, print_table
from pipeline.model import DECIDED, Narrow

if TYPE_CHECKING:
    from pipeline.stages.asking import Answer


@click.command(epilog="Example: forankret contradictions rolle-ubehag")
@click.argument("finding", required=False, default="")
@narrowing_options
@format_option
@study_option
@click.pass_context
def contradictions(ctx: click.Context, finding: str, form: str, **narrowed: Any) -> None:
    """Count what speaks against each finding, zeros included, or list all that speaks against one FINDING."""
    from pipeline.stages import contradictions as ask

    narrow = _narrow(**narrowed)
    if not finding:
        counts = ask.how_many(opened(ctx), narrow)
        print_table(counts.columns, counts.rows, form, "The study has no findings yet.")
        return
    cases = ask.which(opened(ctx), finding, narrow)
    if form == "text" and cases.rows:
        _print_cases(cases)
    else:
        print_table(cases.columns, cases.rows, form, "0: nothing is marked as speaking against it.")


def _print_cases(cases: Answer) -> None:
    """What speaks against a finding: where, the words, and why."""
    from pipeline.cli.passages import passage, print_below

    rows = [dict(zip(cases.columns, row, strict=True)) for row in cases.rows]
    print_below(
        passage(
            "  ".join(
                row[name] for name in ("utterance", "role", "case", "wave", "code", "coder") if row[name]
            ),
            row["quote"],
            row["memo"],
            row["coding"],
        )
        for row in rows
    )
    click.echo(f"\n{len(rows)} codings speak against {rows[0]['label']}.")


def _narrow(roles: Any, cases: Any, waves: Any, kinds: Any, coders: Any = (), origins: Any = ()) -> Narrow:
    return Narrow(roles, cases, waves, kinds, coders, origins or DECIDED)
