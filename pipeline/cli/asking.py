"""The commands that ask: what is behind an id, where words stand, how often, and which quotes."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.context import (
    codebook_option,
    narrowing_options,
    opened,
    study_option,
    text_options,
    under,
)
from pipeline.cli.tables import folded, format_option, print_table
from pipeline.model import DECIDED, Narrow


def _narrow(roles: Any, cases: Any, waves: Any, kinds: Any, coders: Any = (), origins: Any = ()) -> Narrow:
    return Narrow(roles, cases, waves, kinds, coders, origins or DECIDED)


@click.command(epilog="Example: forankret documents")
@format_option
@study_option
@click.pass_context
def documents(ctx: click.Context, form: str) -> None:
    """List the documents: what each is, how much of it people have coded, and who has done it."""
    from pipeline.stages.documents_told import COLUMNS, documents_table

    rows = documents_table(opened(ctx))
    shown = len(COLUMNS) - (form == "text")  # the last is the file, which a terminal has no room for
    print_table(COLUMNS[:shown], [row[:shown] for row in rows], form, "The study has no documents yet.")


@click.command(epilog="Example: forankret show INT-01:0004")
@click.argument("id")
@click.option("--coder", default="", help="Who reads: your own codings, and those that you may see.")
@click.option("--all", "every", is_flag=True, help="Codings too that others have not finished yet.")
@study_option
@click.pass_context
def show(ctx: click.Context, id: str, coder: str, every: bool) -> None:
    """Show an utterance with its codes, a whole document to read, a code or a coding, by its ID.

    In a document that several code, codings stay hidden until they have marked it as done.
    """
    from pipeline.stages.meant import the_coder
    from pipeline.stages.showing import show as ask

    study = opened(ctx)
    for line in ask(study, id, the_coder(study, coder) if coder else "", every):
        click.echo(folded(line))


@click.command(epilog="Example: forankret find kanskje --role OA --wave start")
@click.argument("pattern")
@click.option("--lemma", is_flag=True, help="Find every form of the word.")
@click.option("--regex", is_flag=True, help="Read PATTERN as a regular expression.")
@click.option(
    "--width",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    help="How many characters to show on either side.",
)
@text_options
@format_option
@study_option
@click.pass_context
def find(
    ctx: click.Context, pattern: str, lemma: bool, regex: bool, width: int, form: str, **narrowed: Any
) -> None:
    """Find a word or phrase in what was said and written, with what stands around it."""
    from pipeline.stages.asking import found

    answer = found(opened(ctx), pattern, _narrow(**narrowed), lemma, regex, width)
    print_table(answer.columns, answer.rows, form)


@click.command(epilog="Example: forankret quotes uklart-begrep --role OA")
@click.argument("code")
@narrowing_options
@codebook_option
@format_option
@study_option
@click.pass_context
def quotes(ctx: click.Context, code: str, version: int | None, form: str, **narrowed: Any) -> None:
    """List every quote of a CODE and the codes below it."""
    from pipeline.stages.asking import quotes as ask

    answer = ask(under(ctx, version), code, _narrow(**narrowed))
    print_table(answer.columns, answer.rows, form)


@click.command(epilog="Example: forankret mentions uklart-begrep --by role")
@click.argument("code")
@click.option(
    "--by",
    type=click.Choice(["role", "case", "wave", "kind", "coder", "document"]),
    default=None,
    help="One row for each role, case, ...",
)
@narrowing_options
@codebook_option
@format_option
@study_option
@click.pass_context
def mentions(
    ctx: click.Context, code: str, by: str | None, version: int | None, form: str, **narrowed: Any
) -> None:
    """Count a CODE and the codes below it: codings, utterances, documents, speakers."""
    from pipeline.stages.asking import mentions as ask

    answer = ask(under(ctx, version), code, _narrow(**narrowed), by or "")
    print_table(answer.columns, answer.rows, form)
