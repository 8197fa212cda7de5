"""Changing the codebook from the terminal: each command is one act, kept with who did it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.coding import coder_option
from pipeline.cli.context import opened, study_option

if TYPE_CHECKING:
    from pipeline.stages.changing import Act
    from pipeline.stages.opened import OpenStudy

reason_option = click.option("--reason", default="", help="Why: it is kept in the codebook's history.")
KINDS = click.Choice(["finding", "cross-cutting", "category", "code"])
LEVELS = click.Choice(["open", "focused", "axial", "core"])
ORIGINS = click.Choice(["a-priori", "open", "in-vivo"])
TEXTS = ("brief", "definition", "use_when", "not_when", "kind", "level", "origin", "colour")


def fields_options(command: Any) -> Any:
    """Let a command take what a code says, field by field."""
    for option in (
        click.option("--colour", help="Its colour on the page, as #1f77b4."),
        click.option("--origin", type=ORIGINS, help="Where it came from."),
        click.option("--level", type=LEVELS, help="How far it has come in the analysis."),
        click.option("--kind", type=KINDS, help="What it is in the tree."),
        click.option("--indicator", "indicators", multiple=True, help="A word or 'lemma: x' that hints."),
        click.option("--example", "examples", multiple=True, help="Words that it fits, as they were said."),
        click.option("--not-when", help="When it is not to be used."),
        click.option("--use-when", help="When it is to be used."),
        click.option("--definition", help="What it means."),
        click.option("--brief", help="The same in a few words."),
    ):
        command = option(command)
    return command


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """The fields that were typed; lists stand for all that a code has from now on."""
    from pipeline.coding.indicator_lines import indicators_of

    fields: dict[str, Any] = {name: given[name] for name in TEXTS if given[name] is not None}
    if given["examples"]:
        fields["examples"] = list(given["examples"])
    if given["indicators"]:
        fields["indicators"] = indicators_of(given["indicators"], ())
    return fields


def meant(study: OpenStudy, typed: str) -> str:
    """The id of the code that was typed, by its id or its label; '' where nothing was."""
    from pipeline.coding.code_meant import code_meant

    return code_meant(study.codebook, typed) if typed else ""


def _say(act: Act) -> None:
    click.echo(f"version {act.version}  {act.said}")


@click.command(
    epilog='\b\nExample: forankret codebook add "Et ja som ikke er et ja" --parent siloer --coder hege '
    '--reason "Prøves på neste intervju."'
)
@click.argument("label")
@click.option("--parent", default="", help="The code it lies under (default: none).")
@click.option("--id", "id", default="", help="Its id, which never changes (default: made from the label).")
@fields_options
@reason_option
@coder_option
@study_option
@click.pass_context
def add(ctx: click.Context, label: str, parent: str, id: str, reason: str, coder: str, **given: Any) -> None:
    """Add a new code with a LABEL."""
    from pipeline.stages.changing import add_code
    from pipeline.stages.changing_codes import refuse_same_label
    from pipeline.stages.changing_words import explained

    fields = _fields(given)
    origin = fields.pop("origin", "open")
    study, why = opened(ctx), explained(reason)
    refuse_same_label(study.codebook, label)
    under = meant(study, parent)
    _say(add_code(study, coder, label, id=id, parent=under, origin=origin, reason=why, **fields))


@click.command(
    epilog='\b\nExample: forankret codebook edit siloer --widened --brief "Hver for seg, også hjemme." '
    '--coder hege --reason "INT-11: det gjelder også frivillige."'
)
@click.argument("code")
@fields_options
@click.option("--widened", "scope", flag_value="widened", help="It means more than it did.")
@click.option("--narrowed", "scope", flag_value="narrowed", help="It means less than it did.")
@reason_option
@coder_option
@study_option
@click.pass_context
def edit(ctx: click.Context, code: str, scope: str | None, reason: str, coder: str, **given: Any) -> None:
    """Let a CODE say something else. The program cannot know whether that is wider: you can say so."""
    from pipeline.stages.changing import edit_code
    from pipeline.stages.changing_words import explained

    fields = _fields(given)
    if not fields:
        raise click.UsageError("Say what is to change, such as --definition or --use-when.")
    study = opened(ctx)
    _say(edit_code(study, coder, meant(study, code), fields, explained(reason), scope=scope or ""))


@click.command(
    epilog='\b\nExample: forankret codebook rename siloer "Hver i sitt hus" --coder hege '
    '--reason "Deltakernes eget bilde."'
)
@click.argument("code")
@click.argument("label")
@reason_option
@coder_option
@study_option
@click.pass_context
def rename(ctx: click.Context, code: str, label: str, reason: str, coder: str) -> None:
    """Give a CODE another LABEL; its id stays."""
    from pipeline.stages.changing import rename_code
    from pipeline.stages.changing_codes import refuse_same_label

    study = opened(ctx)
    refuse_same_label(study.codebook, label, meant(study, code))
    _say(rename_code(study, coder, meant(study, code), label, reason))


@click.command(
    epilog="\b\nExample: forankret codebook move rydde-tid bryte-vaner --coder hege "
    '--reason "Å rydde er en vane å bryte."'
)
@click.argument("code")
@click.argument("parent", required=False, default="")
@click.option("--top", is_flag=True, help="To the top of the tree.")
@reason_option
@coder_option
@study_option
@click.pass_context
def move(ctx: click.Context, code: str, parent: str, top: bool, reason: str, coder: str) -> None:
    """Put a CODE under another one, its PARENT."""
    from pipeline.stages.changing import move_code

    if bool(parent) == top:
        raise click.UsageError("Name either the code it is to lie under, or --top.")
    study = opened(ctx)
    _say(move_code(study, coder, meant(study, code), meant(study, parent), reason))


@click.command(
    epilog="\b\nExample: forankret codebook merge samme-runden nytt-ord-for-gammelt --coder hege "
    '--reason "De to brukes om hverandre."'
)
@click.argument("code")
@click.argument("into")
@reason_option
@coder_option
@study_option
@click.pass_context
def merge(ctx: click.Context, code: str, into: str, reason: str, coder: str) -> None:
    """Let a CODE become another one, INTO which it goes: its codings count there."""
    from pipeline.stages.changing import merge_code

    study = opened(ctx)
    _say(merge_code(study, coder, meant(study, code), meant(study, into), reason))


@click.command(
    epilog='\b\nExample: forankret codebook split siloer "Hver sin liste" "Hvert sitt hus" --coder hege '
    '--reason "Rommer både papirene og bygningene."'
)
@click.argument("code")
@click.argument("into", nargs=-1, required=True)
@reason_option
@coder_option
@study_option
@click.pass_context
def split(ctx: click.Context, code: str, into: tuple[str, ...], reason: str, coder: str) -> None:
    """Let a CODE become several: ids of codes that are there, and labels of new ones.

    Its codings wait in a queue until each is given one of them: see forankret codebook queue. Named among
    them itself, the CODE stays in use, and what is to stay with it is kept there.
    """
    from pipeline.stages.changing import split_code

    study = opened(ctx)
    _say(split_code(study, coder, meant(study, code), into, reason))
    click.echo(f"What was coded so waits to be read again: forankret codebook queue --code {code} --work")


@click.command(
    epilog="\b\nExample: forankret codebook retire siloer --coder hege "
    '--reason "Passer på alt og sier ingenting."'
)
@click.argument("code")
@reason_option
@coder_option
@study_option
@click.pass_context
def retire(ctx: click.Context, code: str, reason: str, coder: str) -> None:
    """Use a CODE no more; its codings stay."""
    from pipeline.stages.changing import retire_code

    study = opened(ctx)
    _say(retire_code(study, coder, meant(study, code), reason))


@click.command(
    epilog="\b\nExample: forankret codebook restore kommunikasjon --coder hege "
    '--reason "Prøves en gang til på de siste intervjuene."'
)
@click.argument("code")
@reason_option
@coder_option
@study_option
@click.pass_context
def restore(ctx: click.Context, code: str, reason: str, coder: str) -> None:
    """Take a CODE into use again that was retired, merged or split."""
    from pipeline.stages.changing import restore_code

    study = opened(ctx)
    _say(restore_code(study, coder, meant(study, code), reason))
