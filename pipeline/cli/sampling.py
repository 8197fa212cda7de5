"""The commands of theoretical sampling: whom to ask next, what came of it, and where nothing is found."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.coding import coder_option
from pipeline.cli.context import codebook_option, opened, study_option, text_options, under
from pipeline.cli.tables import format_option, print_table
from pipeline.model import Narrow


@click.group("sampling", epilog="Example: forankret sampling list")
def sampling() -> None:
    """Plan whom to ask next and why, write down what came of it, and see where nothing was found yet."""


@sampling.command(
    epilog="\b\nExample: forankret sampling plan "
    '"Hva gjør de som ikke lurer på ordet?" --about code:uklart-begrep --coder hege'
)
@click.argument("question")
@click.option("--whom", default="", help="Who or what is to be asked.")
@click.option("--why", default="", help="Why: what in the analysis asks for it.")
@click.option(
    "--about", multiple=True, metavar="KIND:ID", help="A code, memo, document, role or case it springs from."
)
@coder_option
@study_option
@click.pass_context
def plan(ctx: click.Context, question: str, whom: str, why: str, about: tuple[str, ...], coder: str) -> None:
    """Write down a QUESTION that the material is to answer next."""
    from pipeline.stages import sampling as acts

    click.echo(acts.plan(opened(ctx), coder, question, whom, why, about))


@sampling.command(
    epilog="\b\nExample: forankret sampling outcome 0197cb0b "
    '"To av dem hadde ikke fått brevet." --document FN-06 --coder hege'
)
@click.argument("id")
@click.argument("text")
@click.option("--document", "documents", multiple=True, help="A document that came of it.")
@coder_option
@study_option
@click.pass_context
def outcome(ctx: click.Context, id: str, text: str, documents: tuple[str, ...], coder: str) -> None:
    """Write down what came of a plan; its ID or the beginning of it."""
    from pipeline.stages import sampling as acts

    one = acts.settle(opened(ctx), coder, id, "outcome", text, documents)
    click.echo(f"{one.sampling}  {one.state}: {one.question}")


@sampling.command(
    epilog='\b\nExample: forankret sampling drop 0197cb0b --reason "Ingen ville snakke om det." --coder hege'
)
@click.argument("id")
@click.option("--reason", default="", help="Why it is given up.")
@coder_option
@study_option
@click.pass_context
def drop(ctx: click.Context, id: str, reason: str, coder: str) -> None:
    """Give a plan up; the log keeps that it was there, and why it went."""
    from pipeline.stages import sampling as acts

    one = acts.settle(opened(ctx), coder, id, "drop", reason)
    click.echo(f"{one.sampling}  {one.state}: {one.question}")


@sampling.command("list", epilog="Example: forankret sampling list --state open")
@click.option("--state", type=click.Choice(["open", "answered", "dropped"]), help="Only plans that are so.")
@format_option
@study_option
@click.pass_context
def list_plans(ctx: click.Context, state: str | None, form: str) -> None:
    """List the plans: what was to be asked, of whom, why, and what came of it."""
    from pipeline.coding.sampling import SAMPLING_COLUMNS, sampling_rows
    from pipeline.stages.sampling import samplings

    plans = [one for one in samplings(opened(ctx)).plans if state in (None, one.state)]
    if form != "text":
        print_table(SAMPLING_COLUMNS, sampling_rows(plans), form)
        return
    lines = [line for one in plans for line in _told(one)]
    click.echo("\n".join(lines) or "No plans. Make one with: forankret sampling plan QUESTION")


def _told(one: Any) -> list[str]:
    """A plan as a person reads it."""
    facts = {
        "whom": one.whom,
        "why": one.why,
        "about": ", ".join(f"{kind}:{id}" for kind, id in one.about),
        "came of it": " ".join(one.outcomes),
        "documents": ", ".join(one.documents),
    }
    head = f"{one.at[:10]}  {one.state:<8}  {one.sampling}  {one.who}"
    return [head, f"    {one.question}", *(f"    {name}: {said}" for name, said in facts.items() if said)]


@sampling.command("gaps", epilog="Example: forankret sampling gaps --role INN --case bolig")
@click.option("--code", default="", help="Only this code and those below it.")
@text_options
@codebook_option
@format_option
@study_option
@click.pass_context
def list_gaps(ctx: click.Context, code: str, version: int | None, form: str, **narrowed: Any) -> None:
    """List the codes that were never used where a role was heard in a case, with how much was said there."""
    from pipeline.stages.sampling import gaps_of

    study = under(ctx, version)
    table = gaps_of(study, Narrow(**narrowed), code)
    rows = [tuple(row) for row in table.to_numpy(dtype=object).tolist()]
    used = "No gaps: every code was used wherever a role was heard."
    none = "There are no codes in use, so nothing is missing yet."
    in_use = any(one.status == "active" for one in study.codebook.codes)
    print_table(list(table.columns), rows, form, used if in_use else none)
