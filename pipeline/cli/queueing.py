"""The recode queue from the terminal: open it, see it, work it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.changing import meant, reason_option
from pipeline.cli.coding import coder_option
from pipeline.cli.context import opened, study_option
from pipeline.cli.tables import format_option, print_table

if TYPE_CHECKING:
    from pipeline.coding.recoding import Queued
    from pipeline.stages.opened import OpenStudy


CHOICES = ("k", "r", "s", "q")
"""What can be typed of a coding beside the number of a code."""


@click.command(
    epilog='\b\nExample: forankret codebook record --coder hege --reason "Skrivefeil rettet i definisjonene."'
)
@reason_option
@coder_option
@study_option
@click.pass_context
def record(ctx: click.Context, reason: str, coder: str) -> None:
    """Write down what was changed in codebook.yaml by hand, with the reason."""
    from pipeline.stages.recording import record_by_hand

    version, found, note = record_by_hand(opened(ctx), coder, reason)
    if not found:
        click.echo("Nothing to write down: the codebook is as its history tells.")
    for one in found:
        what = "gone" if one.after is None else ", ".join(one.after) if one.before else "new in the history"
        click.echo(f"version {version}  {one.code}: {what}")
    if note:
        click.echo(note, err=True)


@click.command(
    epilog="\b\nExample: forankret codebook review siloer --coder hege "
    '--reason "Definisjonen ble videre i september."'
)
@click.argument("code")
@click.option("--close", is_flag=True, help="The codings need not be read again any more.")
@reason_option
@coder_option
@study_option
@click.pass_context
def review(ctx: click.Context, code: str, close: bool, reason: str, coder: str) -> None:
    """Put all codings of a CODE that are there now into the recode queue."""
    from pipeline.stages.recording import review_code

    study = opened(ctx)
    act = review_code(study, coder, meant(study, code), reason, close)
    click.echo(f"version {act.version}  {act.said}")


@click.command(epilog="Example: forankret codebook queue")
@click.option("--code", default="", help="Only this code.")
@click.option("--coder", default="", help="Only this coder's codings.")
@click.option("--document", default="", help="Only this document.")
@click.option("--work", is_flag=True, help="Go through them one by one, and decide.")
@format_option
@study_option
@click.pass_context
def queue(ctx: click.Context, code: str, coder: str, document: str, work: bool, form: str) -> None:
    """List the codings that are to be read again, since their code was split or opened for review."""
    from pipeline.stages.queueing import COLUMNS, far, rows
    from pipeline.stages.queueing import queue as ask

    study = opened(ctx)
    code = meant(study, code)
    if work:
        _work(study, code, coder, document)
        return
    waiting = ask(study, code, coder, document)
    print_table(COLUMNS, rows(waiting), form, "Nothing is to be read again.")
    for line in far(waiting):
        click.echo(line, err=True)
    if waiting.queued:
        click.echo("Go through yours one by one with: forankret codebook queue --work", err=True)


def _work(study: OpenStudy, code: str, coder: str, document: str) -> None:
    """Ask of each coding of one's own what becomes of it; whatever was decided is saved at once."""
    from pipeline.stages.meant import the_coder
    from pipeline.stages.queueing import queue as ask

    who = the_coder(study, coder)
    queued = ask(study, code, who, document).queued
    for number, one in enumerate(queued, 1):
        click.echo(f"\n{number} of {len(queued)}")
        if not _decided(study, one, who):
            break
    click.echo(f"\n{len(ask(study, code, who, document).queued)} of yours are still to be read again.")


def _why(needed: bool) -> str:
    """The reason that a person types; one of the choices is taken for a slip, and asked about again."""
    ask = "Why (needed to keep it)" if needed else "Why (Enter: no reason)"
    while True:
        why = click.prompt(ask, default="", show_default=False).strip()
        if why.isdecimal() or why in CHOICES:
            click.echo("That is a choice and no reason.")
        elif needed and not why:
            click.echo("What is kept needs its reason.")
        else:
            return str(why)


def _decided(study: OpenStudy, one: Queued, who: str) -> bool:
    """Whether to go on, after a person has said what becomes of a coding."""
    from pipeline.problems import ForankretError
    from pipeline.stages import coding as acts
    from pipeline.stages import queueing

    for line in queueing.shown(study, one):
        click.echo(line)
    while True:
        said = click.prompt("A number, k keep, r remove, s skip, q quit").strip()
        if said in ("s", "q"):
            return said == "s"
        try:
            chosen = queueing.chosen(study, one, said)
            if said in ("k", "r") or chosen:
                why = _why(said == "k")
                if said == "k":
                    done = queueing.keep(study, who, one.coding, why)
                elif said == "r":
                    done = acts.remove(study, who, one.coding, why)
                else:
                    done = queueing.recode(study, who, one.coding, chosen, why)
                click.echo(done.said)
                return True
            click.echo("Type one of the numbers or letters, or the id of a code.")
        except ForankretError as fault:
            click.echo(str(fault))
