"""The commands on relations: relate two codes, take it back, list what is related, draw it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changing import meant, reason_option
from pipeline.cli.coding import coder_option
from pipeline.cli.context import codebook_option, opened, study_option, under
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.problems import UsageError

if TYPE_CHECKING:
    from pipeline.stages.opened import OpenStudy

SHOWN = ("relation", "source", "type", "target", "pair", "source_quote", "target_quote")
"""The columns on a terminal; the others are in the forms for programs."""


@click.command(
    epilog="\b\nExample: forankret codebook relate siloer condition samme-runden --coder hege "
    "--evidence 018f9a01-5b0f-7e88-b987-8666785db47d,018f9a4d-cd13-7082-95f9-49c4e80ec8ec "
    '--memo "Der tjenestene er hver for seg, begynner folk på nytt." --reason "Sett i to tjenester."'
)
@click.argument("source")
@click.argument("type")
@click.argument("target")
@click.option(
    "--evidence",
    multiple=True,
    metavar="CODING,CODING",
    help="A pair of codings that shows it, one of each code or of a code below it (several times).",
)
@click.option("--memo", default="", help="Why you think so: it is printed with the relation.")
@reason_option
@coder_option
@study_option
@click.pass_context
def relate(
    ctx: click.Context,
    source: str,
    type: str,
    target: str,
    evidence: tuple[str, ...],
    memo: str,
    reason: str,
    coder: str,
) -> None:
    """Say that SOURCE is a condition, context, action, consequence, contrast or part-of (TYPE) to TARGET.

    Where the two are related so already, more evidence is added to that relation.
    """
    from pipeline.stages.relating import relate as act

    study = opened(ctx)
    pairs = [_meant(study, _pair(one)) for one in evidence]
    done = act(study, coder, meant(study, source), type, meant(study, target), pairs, memo, reason)
    click.echo(f"version {done.version}  {done.said}")
    if done.note:
        click.echo(done.note, err=True)


def _meant(study: OpenStudy, pair: tuple[str, str]) -> tuple[str, str]:
    """Both codings of a pair, of which the beginnings of the ids were typed."""
    from pipeline.stages.typed_id import the_coding

    return the_coding(study, pair[0]), the_coding(study, pair[1])


def _pair(typed: str) -> tuple[str, str]:
    one, comma, other = typed.partition(",")
    if not comma or not one.strip() or not other.strip() or "," in other:
        raise UsageError(f"'{typed}' must be written CODING,CODING: two ids with a comma between.")
    return one.strip(), other.strip()


@click.command(epilog='\b\nExample: forankret codebook unrelate r1 --coder hege --reason "Bare ett sted."')
@click.argument("relation")
@reason_option
@coder_option
@study_option
@click.pass_context
def unrelate(ctx: click.Context, relation: str, reason: str, coder: str) -> None:
    """Take a RELATION away; the history keeps what it was."""
    from pipeline.stages.relating import unrelate as act

    done = act(opened(ctx), coder, relation, reason)
    click.echo(f"version {done.version}  {done.said}")


@click.command(epilog="Example: forankret codebook relations")
@codebook_option
@format_option
@study_option
@click.pass_context
def relations(ctx: click.Context, version: int | None, form: str) -> None:
    """List the relations between codes, with the words that show each."""
    from pipeline.stages.relating import relations as ask

    answer = ask(under(ctx, version))
    shown = list(SHOWN) if form == "text" else answer.columns
    places = [answer.columns.index(name) for name in shown]
    rows = [[row[at] for at in places] for row in answer.rows]
    if form == "text":
        rows = [[*row[:-2], _cut(row[-2], 50), _cut(row[-1], 120)] for row in rows]
    print_table(shown, rows, form, "No codes are related yet: forankret codebook relate --help")


def _cut(text: str, most: int) -> str:
    """The beginning of words that are too many for a line."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


@click.command(epilog="Example: forankret codebook diagram --out ../relations.svg")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A new file: .svg to look at, .graphml for programs that draw graphs.",
)
@codebook_option
@study_option
@click.pass_context
def diagram(ctx: click.Context, out: Path, version: int | None) -> None:
    """Draw the codes that are related, by their levels, with what each is to the other."""
    from pipeline.stages.relating import draw

    number = draw(under(ctx, version), out)
    click.echo(f"{out}: {number_of(number, 'relation')}.")
