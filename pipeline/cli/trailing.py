"""The commands of the audit trail: what happened when, what stands behind a sentence, and the whole of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli.context import opened, study_option
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of

KINDS = ("coding", "codebook", "memo", "sampling")


def _time(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """A day or a moment as people write it."""
    try:
        if value:
            datetime.fromisoformat(value)
    except ValueError as fault:
        raise click.BadParameter(f"'{value}' is no day; write it like 2024-03-04.") from fault
    return value or ""


@click.command(epilog="Example: forankret timeline --code bryte-vaner --kind codebook")
@click.option("--since", callback=_time, help="From this day on (2024-03-04), or from this moment.")
@click.option("--until", callback=_time, help="To this day, or this moment.")
@click.option("--coder", "coders", multiple=True, help="Only what this person did.")
@click.option("--code", "codes", multiple=True, help="Only what is about this code.")
@click.option("--document", "documents", multiple=True, help="Only what is about this document.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these records.")
@format_option
@study_option
@click.pass_context
def timeline(
    ctx: click.Context,
    since: str,
    until: str,
    coders: tuple[str, ...],
    codes: tuple[str, ...],
    documents: tuple[str, ...],
    kinds: tuple[str, ...],
    form: str,
) -> None:
    """Tell all that people did, in the order of time: codings, codebook, memos, sampling."""
    from pipeline.coding.timeline import Asked
    from pipeline.stages.timing import happened

    answer = happened(opened(ctx), Asked(since, until, coders, codes, documents, kinds))
    columns, rows = _short(*answer) if form == "text" else answer
    print_table(columns, rows, form, "Nothing fits.")


SHOWN = ("at", "who", "event", "code", "about", "why")
"""The columns on a terminal; --format csv has them all."""
ROOM = 60


def _short(columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """What fits on a terminal: fewer columns, long words cut."""
    at = [columns.index(name) for name in SHOWN]
    where = columns.index("utterance"), columns.index("document")
    shown = []
    for row in rows:
        cells = [_cut(row[place]) for place in at]
        cells[SHOWN.index("about")] = _cut(
            " ".join(filter(None, (row[where[0]] or row[where[1]], row[at[4]])))
        )
        shown.append(cells)
    return list(SHOWN), shown


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= ROOM else words[: ROOM - 1].rstrip() + "…"


@click.command(epilog="Example: forankret trace 'sitat 12'")
@click.argument("what", nargs=-1, required=True)
@click.option(
    "--most", type=click.IntRange(min=1), default=20, show_default=True, help="How much of a long list."
)
@format_option
@study_option
@click.pass_context
def trace(ctx: click.Context, what: tuple[str, ...], most: int, form: str) -> None:
    """Follow WHAT back to the words it stands on, or forward to what became of it.

    WHAT is an utterance (INT-01:0004), a coding, a code, a quote of the report ('sitat 12'), or a number,
    row or sentence copied from the report.
    """
    import json

    from pipeline.stages.tracing import COLUMNS, rows_of
    from pipeline.stages.tracing import trace as ask
    from pipeline.stages.tracing_told import told

    traced = ask(opened(ctx), " ".join(what))
    if form == "json":
        click.echo(json.dumps(traced, ensure_ascii=False, indent=1))
    elif form == "csv":
        print_table(COLUMNS, rows_of(traced), form)
    else:
        click.echo("\n".join(told(traced, most)))


@click.command(epilog="Example: forankret audit --out ../audit")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="A new folder, outside the study."
)
@click.option(
    "--without-text",
    is_flag=True,
    help="Leave out all in which somebody's words stand; their digests are told.",
)
@study_option
@click.pass_context
def audit(ctx: click.Context, out: Path, without_text: bool) -> None:
    """Write the whole audit trail to a folder: Halpern's six kinds of records, indexed, as an RO-Crate."""
    from pipeline.exchange.halpern import KINDS as RECORDS
    from pipeline.stages.auditing import audit as write

    audited = write(opened(ctx), out, without_text)
    for kind in RECORDS:
        here = [one for one in audited.kept if one.kind == kind]
        away = sum(not one.copied for one in here)
        click.echo(f"  {kind}: {number_of(len(here) - away, 'file')}{f', {away} withheld' if away else ''}")
    click.echo(f"The audit trail lies in {out}; begin with {out / 'index.html'}.")
    if not without_text:
        click.echo(
            "It holds the interviews: keep it as safe as them, and never put it in a repository.", err=True
        )
    elif not audited.has_report:
        click.echo("The report was left out: only the public edition holds nobody's words.", err=True)
