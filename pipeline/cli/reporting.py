"""The command about what a report on interviews should tell: which items of COREQ are answered, by whom."""

from __future__ import annotations

import click

from pipeline.cli.context import opened, study_option
from pipeline.cli.tables import format_option, print_table


@click.command(epilog="Example: forankret coreq --missing")
@click.option(
    "--missing", is_flag=True, help="Only the items that nobody has answered, or the data only in part."
)
@format_option
@study_option
@click.pass_context
def coreq(ctx: click.Context, missing: bool, form: str) -> None:
    """Show the 32 items of COREQ: what data and people answer, and what waits for codebooks/coreq.yaml."""
    from pipeline.stages.coreq import COREQ_COLUMNS, coreq_rows

    rows = coreq_rows(opened(ctx))
    shown = [row for row in rows if not missing or row.state in ("none", "part")]
    if form != "text":
        print_table(COREQ_COLUMNS, shown, form)
        return
    for row in shown:
        click.echo(
            f"{row.item:>2}. {row.name}: {row.answer}" + (f"  [{row.stands_on}]" if row.stands_on else "")
        )
    none, part = (sum(row.state == state for row in rows) for state in ("none", "part"))
    if none or part:
        told = f"{none} items are answered by nobody, {part} by the data in part."
        click.echo(f"{told} Answer them by number in codebooks/coreq.yaml, as 2: TEXT", err=True)
