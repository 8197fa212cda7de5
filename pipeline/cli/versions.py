"""Asking the codebook from the terminal: how it stands, how it stood, and what was changed in between."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.context import codebook_option, opened, study_option, under
from pipeline.cli.tables import format_option, print_table


@click.command(epilog="Example: forankret codebook show siloer")
@click.argument("code", required=False, default="")
@click.option("--at", "--codebook", "version", type=click.IntRange(min=0), help="As it was at this version.")
@study_option
@click.pass_context
def show(ctx: click.Context, code: str, version: int | None) -> None:
    """Show the tree of codes, or what a CODE means and how it came to mean that."""
    from pipeline.stages.codes_told import code_lines, tree_lines
    from pipeline.stages.versions import at

    study = opened(ctx)
    then = at(study, version)
    for line in code_lines(study, then.codebook, code) if code else tree_lines(then.codebook):
        click.echo(line)
    _note(then.note)


@click.command(epilog="Example: forankret codebook table --format csv")
@codebook_option
@format_option
@study_option
@click.pass_context
def table(ctx: click.Context, version: int | None, form: str) -> None:
    """List all codes with their status and how often each was used by itself."""
    from pipeline.stages.codes_told import code_table

    columns, rows = code_table(under(ctx, version))
    print_table(columns, rows, form, "The codebook has no codes yet.")


@click.command(epilog="Example: forankret codebook diff 42 44")
@click.argument("one", type=click.IntRange(min=0))
@click.argument("other", type=click.IntRange(min=0), required=False)
@study_option
@click.pass_context
def diff(ctx: click.Context, one: int, other: int | None) -> None:
    """Tell in words what changed between version ONE and the OTHER (default: today's), and why."""
    from pipeline.stages.versions import diff as ask

    lines, note = ask(opened(ctx), one, other)
    for line in lines:
        click.echo(line)
    _note(note)


@click.command(epilog="Example: forankret codebook log siloer")
@click.argument("code", required=False, default="")
@format_option
@study_option
@click.pass_context
def log(ctx: click.Context, code: str, form: str) -> None:
    """List every change of the codebook, or of a CODE and of what became it, with who, when and why."""
    from pipeline.stages.versions import LOG_COLUMNS
    from pipeline.stages.versions import log as ask

    columns, rows = list(LOG_COLUMNS), ask(opened(ctx), code)
    if form == "text":
        columns = ["version", "date", "who", "what"]
        rows = [[row[0], str(row[1])[:10], row[2], f"{row[5]}. {row[6]}".rstrip()] for row in rows]
    print_table(columns, rows, form, "No changes of the codebook have been recorded.")


@click.command(epilog="Example: forankret codebook at 40")
@click.argument("version", type=click.IntRange(min=0))
@click.option("--out", type=click.Path(path_type=Path), help="A new file for it (default: the screen).")
@study_option
@click.pass_context
def at(ctx: click.Context, version: int, out: Path | None) -> None:
    """Write out the codebook as it was at a VERSION, in the form of codebook.yaml."""
    from pipeline.stages.versions import at as ask
    from pipeline.stages.versions import written

    then = ask(opened(ctx), version)
    click.echo(written(then.codebook, out), nl=False)
    _note(then.note)


def _note(note: str) -> None:
    if note:
        click.echo(note, err=True)
