"""The commands of the manuscript: print it with its numbers filled in, and list the numbers."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.context import opened, show_problems, study_option
from pipeline.cli.tables import format_option, print_table


@click.group(invoke_without_command=True, epilog="Example: forankret manuscript")
@click.option("--out", type=click.Path(path_type=Path), help="A new file for it, instead of the terminal.")
@study_option
@click.pass_context
def manuscript(ctx: click.Context, out: Path | None) -> None:
    """Print codebooks/manuscript.md with its numbers filled in; **[?]** stands before a wrong expression."""
    if ctx.invoked_subcommand is not None:
        return
    from pipeline.problems import errors
    from pipeline.stages.manuscript import save, written

    text, problems = written(opened(ctx))
    show_problems(problems)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        save(out, text)
        click.echo(f"The manuscript with its numbers is in {out}.")
    ctx.exit(1 if errors(problems) else 0)


@manuscript.command(epilog="Example: forankret manuscript numbers")
@format_option
@study_option
@click.pass_context
def numbers(ctx: click.Context, form: str) -> None:
    """List each live number: where it stands, what it asks, what it gives, on how many utterances."""
    from pipeline.problems import errors
    from pipeline.stages.manuscript import COLUMNS, chapter, numbers_table

    found = chapter(opened(ctx))
    show_problems(found.problems)
    print_table(COLUMNS, numbers_table(found.filled), form, "The manuscript has no live numbers.")
    ctx.exit(1 if errors(found.problems) else 0)
