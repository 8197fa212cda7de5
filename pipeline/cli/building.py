"""The commands that build: start a study, run its stages, check it, verify it, say how far it is."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.context import codebook_option, opened, show_problems, study_option, text_options, under
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.model import Narrow
from pipeline.problems import errors

if TYPE_CHECKING:
    from pipeline.stages.check import Checked
    from pipeline.stages.opened import OpenStudy
    from pipeline.stages.running import Ran


@click.command(epilog="Example: forankret new ../my-study")
@click.argument("path", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Start an empty study in a folder of your own."""
    from pipeline.stages.new import new_study

    for name in new_study(path):
        click.echo(f"  {name}")
    build = f"forankret --study {shlex.quote(str(path))} all"
    click.echo(f"A new study lies in {path}. Read LES-MEG.md there first; build it with: {build}")


@click.command(epilog="Example: forankret ingest")
@study_option
@click.pass_context
def ingest(ctx: click.Context) -> None:
    """Read data/raw into tables of documents and utterances."""
    from pipeline.stages.ingest import ingest as stage

    ran = stage(opened(ctx))
    _say(ran, "{documents:document}, {utterances:utterance} ({roles}).", roles="no roles")
    ctx.exit(1 if errors(ran.record.problems) else 0)


@click.command(epilog="Example: forankret check")
@click.option("--mend", is_flag=True, help="Mend histories that git merged, with an event that says so.")
@click.option("--all", "every", is_flag=True, help="Tell each warning, also the many of one kind in a file.")
@format_option
@study_option
@click.pass_context
def check(ctx: click.Context, mend: bool, every: bool, form: str) -> None:
    """Find everything that is wrong in the study, all at once.

    Of many warnings of one kind in one file the first are told, and how many more there are; --all and the
    forms for other programs have each of them.
    """
    from pipeline.stages.check import COLUMNS, mend_histories, rows_of
    from pipeline.stages.check import check as stage

    study = opened(ctx)
    if mend:
        for line in mend_histories(study):
            click.echo(line, err=form != "text")
        study = opened(ctx)
    found = stage(study)
    bad = len(errors(found.problems))
    if form == "text":
        _tell_checked(found, every)
    else:
        print_table(COLUMNS, rows_of(found), form)
    ctx.exit(1 if bad else 0)


def _tell_checked(found: Checked, every: bool) -> None:
    """What stands and what was acknowledged, a line each, and how many of each there are."""
    from pipeline.checks.gathering import gathered

    for problem in found.problems if every else gathered(found.problems):
        click.echo(str(problem))
    for problem, reason in found.acknowledged:
        click.echo(f"{problem.place}: acknowledged: {problem.message} Reason: {reason} [{problem.check}]")
    bad = len(errors(found.problems))
    click.echo(
        f"{number_of(bad, 'error')}, {number_of(len(found.problems) - bad, 'warning')}, "
        f"{len(found.acknowledged)} acknowledged."
    )


@click.command(epilog="Example: forankret code")
@study_option
@click.pass_context
def code(ctx: click.Context) -> None:
    """Put people's codings and the codebook's indicators on the utterances."""
    from pipeline.stages.code import code as stage

    study = opened(ctx)
    _tell_unread(study)
    ran = stage(study)
    sentence = "{coded} of {utterances:utterance} coded, {by_rule_only} by rule only, {uncoded} uncoded."
    if ran.record.facts["others"]:
        sentence += " This is what the report counts ({coders}); with {others} too, {by_all} are coded."
    _say(ran, sentence)
    ctx.exit(1 if errors(ran.record.problems) else 0)


@click.command(epilog="Example: forankret analyse")
@text_options
@codebook_option
@click.option("--out", type=click.Path(path_type=Path), help="A new folder for narrowed tables and figures.")
@study_option
@click.pass_context
def analyse(ctx: click.Context, out: Path | None, version: int | None, **narrowed: Any) -> None:
    """Count and compare: write reports/tables and reports/figures.

    Narrowed to a role, case, wave or kind, or under an older version of the codebook, they go to a new folder
    of yours: --role OA --out FOLDER.
    """
    from pipeline.stages import analyse as stage

    study = opened(ctx)
    _tell_unread(study)
    if out is None:
        if any(narrowed.values()) or version is not None:
            raise click.UsageError("Say with --out where the narrowed tables and figures are to be written.")
        _say(stage.analyse(study), "{tables:table} and {figures:figure} in reports/.")
        return
    tables, figures = stage.narrowed(under(ctx, version), Narrow(**narrowed), out)
    click.echo(f"{number_of(tables, 'table')} and {number_of(figures, 'figure')} in {out}.")


@click.command(epilog="Example: forankret report")
@study_option
@click.pass_context
def report(ctx: click.Context) -> None:
    """Write reports/report.docx and reports/report.html."""
    from pipeline.stages.report import report as stage

    ran = stage(opened(ctx))
    _say(ran, "reports/report.docx and reports/report.html ({quotes:quote}, {figures:figure}).")
    if ran.record.facts["edition"] == "public":
        click.echo("Share these two only: the tables beside them hold ids and small numbers.")


@click.command("all", epilog="Example: forankret all")
@study_option
@click.pass_context
def all_stages(ctx: click.Context) -> None:
    """Run every stage that needs it, from raw files to the report."""
    ctx.invoke(report)


@click.command(epilog="Example: forankret verify")
@study_option
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Build everything again elsewhere and compare it with reports/manifest.json."""
    from pipeline.stages.verify import verify as stage

    result = stage(opened(ctx))
    for line in result.differences:
        click.echo(line)
    if result.differences:
        click.echo(
            f"{number_of(len(result.differences), 'difference')} from reports/manifest.json; "
            f"{number_of(result.compared, 'output')} compared."
        )
        ctx.exit(1)
    click.echo(f"All {result.compared} outputs are as reports/manifest.json says.")


@click.command(epilog="Example: forankret clean")
@study_option
@click.pass_context
def clean(ctx: click.Context) -> None:
    """Remove what the stages wrote; never what people wrote, nor reports/manifest.json."""
    from pipeline.stages.clean import clean as remove

    gone = remove(opened(ctx))
    click.echo(
        f"{number_of(gone, 'derived file')} removed; data/raw, codebooks and study.yaml are as they were."
    )


@click.command(epilog="Example: forankret status")
@study_option
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say what the study holds, how far it is coded, and which stages are up to date."""
    from pipeline.stages.status import status as ask

    for line in ask(opened(ctx)):
        click.echo(line)


def _tell_unread(study: OpenStudy) -> None:
    """The errors in what was read, which leave documents out of all that follows."""
    from pipeline.stages.ingest import ingest as stage

    show_problems(errors(stage(study).record.problems), most=20)


class _Fact(str):
    """What a stage found, for its sentence; ``{quotes:quote}`` sets it with its noun: 1 quote, 2 quotes."""

    def __format__(self, noun: str) -> str:
        return number_of(int(self), noun) if noun else str(self)


def _say(ran: Ran, sentence: str, **without: str) -> None:
    """One line on how a stage ended, after what was wrong in what it read; ``without`` stands for nothing."""
    show_problems(ran.record.problems, most=20)
    facts = {name: _Fact(_prose(value) or without.get(name, "")) for name, value in ran.record.facts.items()}
    click.echo(("Up to date: " if ran.fresh else "") + sentence.format_map(facts))


def _prose(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name or 'unknown role'} {count}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
