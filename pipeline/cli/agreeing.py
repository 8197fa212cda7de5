"""How far coders agree: in a table from anywhere, and in the study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import codebook_option, opened, show_problems, study_option, under
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of

if TYPE_CHECKING:
    from pipeline.stages.ratings import Found

PARTS = ("disagreements", "codes", "sets", "versions")
SCALES = ("nominal", "ordinal", "interval", "ratio")
SAYS = {
    "n_units": "units that at least one coder coded",
    "percent": "observed agreement: the share of pairs of coders that agree, averaged over units",
    "cohen_kappa": "Cohen 1960; of exactly two coders, on the units both coded",
    "fleiss_kappa": "Fleiss 1971; of two or more coders (of two it is Scott's pi)",
    "brennan_prediger": "Brennan and Prediger 1981; chance is 1 / the number of values",
    "ac1": "Gwet 2008; does not fall where one value is much the commonest",
    "alpha_nominal": "Krippendorff 2011; values are alike or not",
    "alpha_ordinal": "Krippendorff 2011; values have an order",
    "alpha_interval": "Krippendorff 2011; differences between values count",
    "alpha_ratio": "Krippendorff 2011; values have a true zero",
}


@click.group(
    "agreement",
    invoke_without_command=True,
    epilog="Example: forankret agreement --table docs/examples/agreement.csv",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="A table with the columns unit, coder, value (.csv or .xlsx; empty: not coded). No study is needed.",
)
@click.option(
    "--scale",
    type=click.Choice(SCALES),
    default="nominal",
    show_default=True,
    help="With --table: how far values are apart, for one more alpha.",
)
@click.option("--coder", "coders", multiple=True, help="Compare these coders (default: all).")
@click.option("--document", "documents", multiple=True, help="Only this document.")
@click.option("--code", "codes", multiple=True, help="Only this code, as it was put.")
@click.option(
    "--rounds",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="How often documents are drawn again for the intervals.",
)
@click.option(
    "--all-disagreements", "every", is_flag=True, help="List every disagreement, not the first ten."
)
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default=None,
    help="Only this table (with --format csv: codes unless you say otherwise).",
)
@codebook_option
@format_option
@study_option
@click.pass_context
def agreement(
    ctx: click.Context,
    table: Path | None,
    scale: Any,
    coders: tuple[str, ...],
    documents: tuple[str, ...],
    codes: tuple[str, ...],
    rounds: int,
    every: bool,
    part: str | None,
    version: int | None,
    form: str,
) -> None:
    """How far coders agree: first where they do not, then the numbers, code by code.

    Only documents that at least two coders have marked as done are looked at. With --table: the coefficients
    of any table of values. What each number means is in docs/agreement.md.
    """
    if ctx.invoked_subcommand:
        return
    if table is not None:
        _refuse_with_table(ctx)
        from pipeline.stages.ratings import agreement_of_table

        found = agreement_of_table(table, scale)
        show_problems(found.problems)
        _print_coefficients(found, form)
        return
    from pipeline.cli.agreement_told import tell
    from pipeline.stages.agreement import study_agreement
    from pipeline.stages.versions import standing_twice

    study = under(ctx, version)
    agreed = study_agreement(study, coders, documents, codes, rounds)
    tell(study, agreed, form, part or "", every)
    if part in (None, "versions"):
        for note in standing_twice(study, agreed.double.version):
            click.echo(note, err=True)


OF_A_TABLE = ("table", "scale", "form")
"""The options that mean something with --table."""


def _refuse_with_table(ctx: click.Context) -> None:
    """Raise a usage error for an option that would narrow the study, and that no table has."""
    from click.core import ParameterSource

    for option in ctx.command.params:
        typed = ctx.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        if typed and option.name not in OF_A_TABLE:
            raise click.UsageError(
                f"{option.opts[0]} is about the study; leave it out, or leave out --table."
            )


def _print_coefficients(found: Found, form: str) -> None:
    """One object, one row of CSV, or a line for each coefficient with what it is."""
    told = found.coefficients
    if form == "json":
        click.echo(json.dumps(told, indent=1))
        return
    if form == "csv":
        print_table([*told], [[_rounded(value) for value in told.values()]], form)
        return
    coders = f"{number_of(len(found.coders), 'coder')} ({_few(found.coders)})"
    click.echo(f"{coders}, {number_of(len(found.values), 'value')} ({_few(found.values)})")
    print_table(
        ("coefficient", "value", "what it is"),
        [(name, _shown(value), SAYS[name]) for name, value in told.items()],
        form,
    )


def _few(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")


def _rounded(value: float | None) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def _shown(value: float | None) -> str:
    if value is None:
        return "not defined"
    return f"{value:.4f}" if isinstance(value, float) else str(value)


@agreement.command("sample", epilog="Example: forankret agreement sample --share 0.2")
@click.option("--size", type=click.IntRange(min=1), help="So many utterances.")
@click.option("--share", type=click.FloatRange(0, 1, min_open=True), help="Such a part of all utterances.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw by this number (default: the study's seed).")
@click.option(
    "--occurs",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="On what share of utterances a code is expected (default: 1 / the number of codes).",
)
@format_option
@study_option
@click.pass_context
def sample(
    ctx: click.Context,
    size: int | None,
    share: float | None,
    seed: int | None,
    occurs: float | None,
    form: str,
) -> None:
    """Draw documents to be coded twice, spread over cases, roles and waves as the study is."""
    from pipeline.cli.agreement_sample import tell
    from pipeline.stages.agreement_sampling import double_coding_sample

    tell(double_coding_sample(opened(ctx), size, share, seed, occurs), form)
