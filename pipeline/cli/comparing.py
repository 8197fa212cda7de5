"""The commands that compare: the words of a code side by side, and what speaks against a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import codebook_option, narrowing_options, study_option, under
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.model import DECIDED, Narrow
from pipeline.problems import UsageError

if TYPE_CHECKING:
    from pipeline.stages.asking import Answer
    from pipeline.stages.compared import Compared
    from pipeline.stages.opened import OpenStudy


@click.command(epilog="Example: forankret contradictions rolle-ubehag")
@click.argument("finding", required=False, default="")
@narrowing_options
@codebook_option
@format_option
@study_option
@click.pass_context
def contradictions(ctx: click.Context, finding: str, version: int | None, form: str, **narrowed: Any) -> None:
    """Count what speaks against each finding, zeros included, or list all that speaks against one FINDING."""
    from pipeline.stages import contradictions as ask

    narrow, study = _narrow(**narrowed), under(ctx, version)
    if not finding:
        counts = ask.how_many(study, narrow)
        print_table(counts.columns, counts.rows, form, "The study has no findings yet.")
        return
    cases = ask.which(study, finding, narrow)
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
    click.echo(f"\n{number_of(len(rows), 'coding speaks', 'codings speak')} against {rows[0]['label']}.")


def _narrow(roles: Any, cases: Any, waves: Any, kinds: Any, coders: Any = (), origins: Any = ()) -> Narrow:
    return Narrow(roles, cases, waves, kinds, coders, origins or DECIDED)


@click.command(epilog="Example: forankret compare tillit-brytes --by role --with OA INN")
@click.argument("code")
@click.option(
    "--by",
    type=click.Choice(["role", "case", "wave"]),
    default="role",
    show_default=True,
    help="What to compare by.",
)
@click.option("--with", "values", nargs=2, default=None, metavar="VALUE VALUE", help="Only these two.")
@click.option(
    "--to", default="", metavar="UTTERANCE", help="Show the words most and least like an utterance."
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=None,
    help="At most so many passages of each (default: all; with --to: 5).",
)
@narrowing_options
@codebook_option
@format_option
@study_option
@click.pass_context
def compare(
    ctx: click.Context,
    code: str,
    by: str,
    values: tuple[str, str] | None,
    to: str,
    most: int | None,
    version: int | None,
    form: str,
    **narrowed: Any,
) -> None:
    """Set the words of a CODE side by side: how often each role, case or wave says it, and how."""
    from pipeline.stages.compared import compared

    if to and values:
        raise UsageError("Give either --to or --with, not both.")
    study = under(ctx, version)
    if to:
        _print_nearest(study, code, to, most or 5, form, _narrow(**narrowed))
        return
    found = compared(study, code, by, _narrow(**narrowed), values or ())
    if form != "text":
        print_table(found.said.columns, found.said.rows, form)
        return
    print_table(found.counts.columns, found.counts.rows, form)
    click.echo()
    _print_words(found, by, most)


def _print_words(found: Compared, by: str, most: int | None) -> None:
    """The words of each value that was counted, a passage over several utterances as one."""
    from pipeline.cli.passages import passage, print_beside

    rows = [dict(zip(found.said.columns, row, strict=True)) for row in found.said.rows]
    columns: dict[str, list[tuple[str, ...]]] = {}
    for value in (str(row[0]) for row in found.counts.rows):
        codings: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in rows:
            if row["value"] == value:
                codings.setdefault((row["coding"], row["coder"]), []).append(row)
        shown = list(codings.values())[:most]
        more = len(codings) - len(shown)
        head = f"{value or '(unknown)'}: {number_of(len(codings), 'coding')}" + (
            f", the first {len(shown)}" if more else ""
        )
        names = [name for name in ("utterance", "role", "case", "wave", "code", "coder") if name != by]
        columns[head] = [
            passage(
                "  ".join(own[0][name] for name in names if own[0][name]),
                " […] ".join(row["quote"] for row in own),
            )
            for own in shown
        ]
    print_beside(columns, "nothing")


def _print_nearest(study: OpenStudy, code: str, to: str, most: int, form: str, narrow: Narrow) -> None:
    """The words of a code that are most and least like an utterance, in two columns."""
    from pipeline.analysis.likeness import MEASURE
    from pipeline.cli.passages import passage, print_below, print_beside
    from pipeline.stages.nearest import nearest

    found = nearest(study, code, to, narrow, most)
    if not found.comparable:
        click.echo(f"{found.utterance.utterance} holds no words that can be compared.", err=True)
    if form != "text":
        print_table(found.near.columns, found.near.rows, form)
        return
    hand = found.utterance
    print_below([passage("  ".join((hand.utterance, hand.role, hand.case, hand.wave)), hand.text)])
    click.echo()
    sides: dict[str, list[tuple[str, ...]]] = {"Nearest": [], "Farthest": []}
    for row in (dict(zip(found.near.columns, row, strict=True)) for row in found.near.rows):
        head = [
            f"{row['likeness']:.3f}",
            *(row[name] for name in ("utterance", "role", "case", "wave", "code")),
        ]
        other = f"other {row['unlike']}" if row["unlike"] else ""
        sides[row["side"].capitalize()].append(passage("  ".join(filter(None, head)), row["quote"], other))
    print_beside(sides, "nothing")
    silent = (
        f"; {number_of(found.wordless, 'of them holds', 'of them hold')} no words to compare"
        if found.wordless
        else ""
    )
    click.echo(f"\nOf {number_of(found.codings, 'coding')}{silent}. Likeness, 0 to 1: {MEASURE}.")
