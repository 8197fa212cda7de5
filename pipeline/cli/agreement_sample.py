"""What is told of a sample for double coding: its documents, its size and why, how it is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.tables import print_table
from pipeline.counted import number_of

if TYPE_CHECKING:
    from pipeline.stages.agreement_sampling import Sample

COLUMNS = ("document", "case", "wave", "utterances", "roles")


def tell(found: Sample, form: str) -> None:
    """Print the documents; in words also the size, what it assumes, and the line for study.yaml."""
    rows = [
        (
            one.document,
            one.case,
            one.wave,
            one.units,
            " ".join(f"{k} {n}" for k, n in sorted(one.roles.items())),
        )
        for one in found.drawn
    ]
    if form == "text":
        _size(found)
    print_table(COLUMNS, rows, form)
    if form == "text":
        _spread(found)
        listed = ", ".join(one.document for one in found.drawn)
        click.echo("\nIn study.yaml, so that everybody can see what is to be coded twice:\n")
        click.echo(f"double_coding: [{listed}]")


def _size(found: Sample) -> None:
    total = sum(one.units for one in found.candidates)
    drawn = sum(one.units for one in found.drawn)
    if found.sizes:
        first = found.sizes[0]
        needed = ", ".join(f"{size.units} for {size.alpha:.3f}" for size in found.sizes)
        why = f"1 / {found.codes} codes" if abs(first.share * found.codes - 1) < 1e-9 else "as you said"
        click.echo(
            "To show that alpha is at least so much, utterances coded twice (Bloch and Kraemer 1989, "
            f"eq. 3.7): {needed}.\nAssumed: z = {first.z} (one-sided, 5 %), {first.coders} coders, a code on "
            f"p = {first.share:.4g} of the utterances ({why}). A rarer code needs more."
        )
    else:
        click.echo(
            "The codebook has fewer than two codes that are fully described, so no size follows from it."
        )
    kept = f", {', '.join(found.already)} among them as study.yaml says" if found.already else ""
    click.echo(
        f"Drawn with seed {found.seed}: "
        f"{len(found.drawn)} of {number_of(len(found.candidates), 'document')}{kept}, "
        f"{drawn} of {number_of(total, 'utterance')} by those who answer ({found.wanted} asked for)."
    )
    if drawn < found.wanted:
        click.echo("That is all there is; fewer can open a discussion, but not show so high an alpha.")
    click.echo("")


def _spread(found: Sample) -> None:
    from pipeline.analysis.agreement.sampling import spread

    whole, here = spread(found.candidates), spread(found.drawn)
    rows = [
        (kind, name or "-", f"{100 * part:.0f} %", f"{100 * here.get((kind, name), 0):.0f} %")
        for (kind, name), part in sorted(whole.items())
    ]
    click.echo("")
    print_table(("spread", "over", "of the study", "of the sample"), rows, "text")
