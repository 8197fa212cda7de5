"""The command that finds patterns for open coding, and prints them as a reading list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import opened, study_option, text_options
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.model import Narrow

if TYPE_CHECKING:
    from pipeline.stages.patterning import Group, Reading

LOW = 0.4
"""Groupings that agree less than this hardly come again."""


@click.command(epilog="Example: forankret patterns --role OA --k 8 --most 2")
@click.option(
    "--k", "groups", type=click.IntRange(min=2), default=None, help="How many groups (default: chosen)."
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="So many utterances at either end.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=None, help="The seed of the lot (default: the study's)."
)
@click.option(
    "--hold-out",
    type=click.FloatRange(0, 0.9),
    default=0.0,
    show_default=True,
    help="The share of utterances to keep aside by lot, for confirming what you find.",
)
@click.option("--uncoded", is_flag=True, help="Only utterances that nobody has coded yet.")
@text_options
@format_option
@study_option
@click.pass_context
def patterns(
    ctx: click.Context,
    groups: int | None,
    most: int,
    seed: int | None,
    hold_out: float,
    uncoded: bool,
    form: str,
    **narrowed: Any,
) -> None:
    """Group utterances that are alike in their words, as a reading list for open coding; nothing is named."""
    from pipeline.stages.patterning import reading_list

    narrow = Narrow(narrowed["roles"], narrowed["cases"], narrowed["waves"], narrowed["kinds"])
    found = reading_list(opened(ctx), narrow, groups or 0, most, seed, hold_out, uncoded)
    if not found.groups:
        _say_too_few(found)
    if form != "text":
        print_table(found.rows.columns, found.rows.rows, form)
    elif found.groups:
        _print(found)


def _say_too_few(found: Reading) -> None:
    from pipeline.analysis.patterns import FEWEST, WORDS

    left = found.utterances - found.aside - found.short
    click.echo(
        f"{number_of(left, 'utterance is', 'utterances are')} too few for patterns (at least {FEWEST}, each "
        f"with {WORDS} words or more that no list removes): read them. "
        f"{number_of(found.short, 'was', 'were')} too short, {found.aside} kept aside.",
        err=True,
    )


def _print(found: Reading) -> None:
    from pipeline.analysis.likeness import MEASURE
    from pipeline.analysis.patterns import WORDS
    from pipeline.cli.passages import print_folded

    used = found.utterances - found.aside - found.short
    print_folded(
        f"{used} utterances in {len(found.groups)} groups, the largest first. A group is what is alike in "
        "its words. It has a number and no name: read it, and see whether there is anything to name."
    )
    print_folded(
        f"Left out: {found.short} with fewer than {WORDS} words to compare. "
        f"Kept aside by lot for confirming: {found.aside}."
    )
    if found.curve:
        _print_curve(found)
    for group in found.groups:
        _print_group(group)
    print_folded(f"\nLikeness: {MEASURE}; seed {found.seed}. Every utterance with its group: --format csv.")
    if found.aside:
        print_folded(
            "When you have read and defined your codes, try them on what was kept aside: "
            "--format csv, where shown is aside."
        )


def _print_curve(found: Reading) -> None:
    """How well groupings of the resamples agree, for each number of groups that was tried."""
    from pipeline.cli.passages import print_folded

    click.echo()
    marked = [(one, "chosen" if one.groups == len(found.groups) else "") for one in found.curve]
    print_table(
        ("groups", "agreement", ""), [(one.groups, round(one.rand, 3), mark) for one, mark in marked], "text"
    )
    best = max(one.rand for one in found.curve)
    print_folded(
        "Agreement: the mean adjusted Rand index of groupings of resamples; "
        "1 is the same each time, 0 is chance."
        + (" It is low: these groups are one way to order the reading among many." if best < LOW else "")
    )


def _print_group(group: Group) -> None:
    from pipeline.cli.passages import passage, print_below, print_folded

    click.echo()
    said, documents = number_of(group.size, "utterance"), number_of(group.documents, "document")
    print_folded(f"== Group {group.number}: {said} in {documents}")
    print_folded(f"Words that set it apart: {', '.join(group.words) or 'none'}")
    for head, rows in (("Most typical", group.most), ("Least typical", group.least)):
        if rows:
            click.echo(f"\n{head}")
            print_below(
                passage(
                    "  ".join(filter(None, (row["utterance"], row["role"], row["case"], row["wave"]))),
                    row["text"],
                )
                for row in rows
            )
