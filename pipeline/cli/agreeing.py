"""How far coders agree: in a table from anywhere, and in the study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import show_problems, study_option
from pipeline.cli.tables import format_option, print_table

if TYPE_CHECKING:
    from pipeline.stages.ratings import Found

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
@format_option
@study_option
@click.pass_context
def agreement(ctx: click.Context, table: Path | None, scale: Any, form: str) -> None:
    """How far coders agree.

    With --table: the coefficients of any table of values. What each means is in docs/agreement.md.
    """
    if ctx.invoked_subcommand:
        return
    if table is not None:
        from pipeline.stages.ratings import agreement_of_table

        found = agreement_of_table(table, scale)
        show_problems(found.problems)
        _print_coefficients(found, form)


def _print_coefficients(found: Found, form: str) -> None:
    """One object, one row of CSV, or a line for each coefficient with what it is."""
    told = found.coefficients
    if form == "json":
        click.echo(json.dumps(told, indent=1))
        return
    if form == "csv":
        print_table([*told], [[_rounded(value) for value in told.values()]], form)
        return
    coders, values = _few(found.coders), _few(found.values)
    click.echo(f"{len(found.coders)} coders ({coders}), {len(found.values)} values ({values})")
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
