"""What is told of the agreement in a study: where coders differ first, then the numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.passages import print_folded
from pipeline.cli.tables import print_table
from pipeline.counted import number_of

if TYPE_CHECKING:
    from pipeline.stages.agreement import StudyAgreement
    from pipeline.stages.opened import OpenStudy

Rows = list[dict[str, Any]]
FIRST = 10
UNIT_COLUMNS = ("code", "coders", "n", "n_positive", "percent", "positive", "kappa", "alpha", "ac1")
LETTER_COLUMNS = ("code", "coders", "alpha_unitizing_2004", "alpha_unitizing_2016", "kappa_characters")
LETTERS = (
    "Kappa over letters: long stretches that nobody marked raise it, and one long coding outweighs many "
    "short ones. Unitizing alpha is given in two families, which are not the same number: 2004 (how far "
    "borders lie apart) and 2016 (letters inside and outside)."
)
NOBODY = (
    "No document has been marked as done by two coders, so there is nothing to compare yet: each works blind "
    "until both are done. Choose documents with: forankret agreement sample"
)

SETTLE = "Decide on one together: forankret coding settle UTTERANCE CODE --stands (or --falls) --reason WHY"


def tell(study: OpenStudy, found: StudyAgreement, form: str, part: str, every: bool) -> None:
    """Print the parts that are asked for: all of them in words, or for other programs."""
    from pipeline.stages.agreement_tables import part_of

    if form == "json":
        told = {name: part_of(study, found, name)[1] for name in SHOWN if part in ("", name)}
        click.echo(json.dumps(told[part] if part else told, ensure_ascii=False, indent=1))
    elif form == "csv":
        columns, rows = part_of(study, found, part or "codes")
        print_table(columns, [[row.get(name) for name in columns] for row in rows], form)
    elif not found.double.documents:
        click.echo(NOBODY)
    else:
        _in_words(study, found, part, every)


def _in_words(study: OpenStudy, found: StudyAgreement, part: str, every: bool) -> None:
    from pipeline.stages.agreement_tables import part_of

    double = found.double
    click.echo(
        f"{', '.join(double.coders)}. Documents that at least two of them marked as done: "
        f"{len(double.documents)}, with {number_of(len(double.units), 'utterance')}."
    )
    _told_since(found)
    for name, show in SHOWN.items():
        if part in ("", name):
            show(found, part_of(study, found, name)[1], every or bool(part))


def _told_since(found: StudyAgreement) -> None:
    """That what was put alone is compared, and how much came after it."""
    went, came, reopened = found.since
    click.echo(
        "Compared is what stood when each of them had finished. Until then the page hides what the others "
        "put; commands can show it, so whether anyone looked is not known."
    )
    if went or came:
        click.echo(
            f"Since then {went} of these codings were removed or recoded, and {came} came, to no effect."
        )
    for who, document in reopened:
        click.echo(f"{who} marked {document} as done again since; what stood the first time counts.")


def _disagreements(found: StudyAgreement, rows: Rows, every: bool) -> None:
    if not rows:
        click.echo("\nNo disagreements: what one of them put, the others put there too.")
        return
    click.echo(
        f"\n{number_of(len(rows), 'disagreement')}, the largest first "
        "(a code on an utterance that not all put there):"
    )
    columns = ("utterance", "code", "put", "left", "letters", "decision")
    first = rows if every else rows[:FIRST]
    _table(columns, ([row[name] for name in columns] for row in first))
    if len(rows) > len(first):
        click.echo(f"... and {len(rows) - len(first)} more; see them all with --all-disagreements.")
    if not all(row["decision"] for row in rows):
        click.echo(SETTLE)


def _told_of_intervals(found: StudyAgreement) -> None:
    """What intervals of few documents say, and why one may be missing."""
    from pipeline.analysis.agreement.bootstrap import FEW

    documents = len(found.double.documents)
    if documents < FEW:
        told = number_of(documents, "document")
        click.echo(
            f"They are drawn from {told}: of so few they mean little, and are narrower than they should."
        )
    click.echo("Where none is given, the number was not defined in a tenth of the draws or more.")


def _codes(found: StudyAgreement, rows: Rows, every: bool) -> None:
    counted = [row for row in rows if not row["left_out"]]
    click.echo(
        "\nCode by code, present or absent on each utterance "
        f"(intervals of 95 %, {found.rounds:,} draws of documents):"
    )
    if not counted:
        click.echo(
            f"No code has numbers: {'none that was put is fully described' if rows else 'none was put'}."
        )
    else:
        _told_of_intervals(found)
        _table(UNIT_COLUMNS, ([_cell(row, name) for name in UNIT_COLUMNS] for row in counted))
        click.echo("\nThe same on letters:")
        _table(LETTER_COLUMNS, ([_cell(row, name) for name in LETTER_COLUMNS] for row in counted))
        print_folded(LETTERS)
    for row in rows:
        if row["left_out"]:
            click.echo(f"{row['code']} does not count: {row['left_out']} must be written first.")
    if found.unused:
        click.echo(f"Put by nobody in these documents, so not defined: {found.unused} more of the codes.")


def _sets(found: StudyAgreement, rows: Rows, every: bool) -> None:
    click.echo(
        f"\nOver the {number_of(len(found.counting), 'code')} that {_count(found)} in the codebook of today: "
        "alpha on the set of codes of each utterance, by the distance that is named:"
    )
    columns = ("coders", "distance", "n", "n_coded", "alpha")
    _table((*columns, "draws"), ([*(_cell(row, name) for name in columns), row["rounds"]] for row in rows))


def _count(found: StudyAgreement) -> str:
    return "counts" if len(found.counting) == 1 else "count"


def _versions(found: StudyAgreement, rows: Rows, every: bool) -> None:
    click.echo(
        "\nAs the codebook grew: a document belongs to the version under which most of it was coded. "
        f"Of all versions the same {number_of(len(found.counting), 'code')} {_count(found)}, "
        "those that are fully described in the codebook of today:"
    )
    columns = ("version", "coders", "documents", "n", "distance", "alpha")
    _table(columns, ([_cell(row, name) for name in columns] for row in rows if not row["code"]))


SHOWN = {"disagreements": _disagreements, "codes": _codes, "sets": _sets, "versions": _versions}
"""How each part is told in words, in the order in which they come."""


def _table(columns: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
    print_table(columns, list(rows), "text", empty="Nothing was coded there.")


def _cell(row: dict[str, Any], name: str) -> Any:
    """A number to two decimals, with its bounds where it has some; what is not defined says so."""
    value = row.get(name)
    if value is None:
        return "not defined"
    if not isinstance(value, float):
        return value
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if name not in ("kappa", "alpha", "ac1") or low is None or high is None:
        return _two(value)
    return f"{_two(value)} [{_two(low)}, {_two(high)}]"


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"
