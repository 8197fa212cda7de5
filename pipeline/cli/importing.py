"""Taking in what other programs wrote."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.context import opened, show_problems, study_option
from pipeline.cli.tables import format_option, print_table


@click.group("import", epilog="Example: forankret import codings docs/examples/codings.csv --dry-run")
def import_group() -> None:
    """Take in codings that were made elsewhere."""


@import_group.command(
    "codings", epilog="Example: forankret import codings docs/examples/codings.csv --coder amund"
)
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--coder", default="", help="Whose codings they are, where the table does not say.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@format_option
@study_option
@click.pass_context
def codings(ctx: click.Context, table: Path, coder: str, dry_run: bool, form: str) -> None:
    """Put the codings of TABLE on the words they quote.

    Its columns are document, code and quote, and optionally utterance, coder, date and memo.
    """
    from pipeline.stages.importing import import_codings

    result = import_codings(opened(ctx), table, coder, dry_run)
    print_table(result.columns, result.rows, form, empty="The table has no rows.")
    show_problems(result.problems)
    click.echo(result.said, err=form != "text")
    ctx.exit(1 if result.failed else 0)
