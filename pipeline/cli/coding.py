"""Coding from the terminal: nothing that a person decides depends on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.context import opened, study_option
from pipeline.problems import UsageError

if TYPE_CHECKING:
    from pipeline.stages.opened import OpenStudy

coder_option = click.option("--coder", default="", help="Who is coding (default: the study's only coder).")


@click.group("coding", epilog="Example: forankret coding pin 018f99fd-3865-7b2f-ba23-1edc540ae650")
def coding() -> None:
    """Code from the terminal: add, remove, recode, keep, pin, unpin, edit, place, contradict, done, settle.

    A CODING is meant by its id, or by the beginning of it.
    """


@coding.command(
    epilog="\b\nExample: forankret coding add INT-07:0031 usikker-arbeidsmate --coder amund "
    '--words "eg veit ikkje korleis me gjer det"'
)
@click.argument("utterance")
@click.argument("code")
@click.option(
    "--words", default="", help="The words to code, as they stand in the utterance (default: all of it)."
)
@click.option("--through", default="", help="Code all utterances up to this one.")
@click.option("--memo", default="", help="A note on why.")
@coder_option
@study_option
@click.pass_context
def add(
    ctx: click.Context, utterance: str, code: str, words: str, through: str, memo: str, coder: str
) -> None:
    """Put CODE on an UTTERANCE, on some of its words, or on several utterances in a row."""
    from pipeline.stages import coding as acts

    done = acts.add(opened(ctx), coder, utterance, code, words, through, memo)
    click.echo(f"{done.coding}  {done.said}")
    if done.note:
        click.echo(done.note, err=True)


@coding.command(
    epilog="\b\nExample: forankret coding remove 018f99fe-a335-72c1-8335-06a2dc3ae917 --coder hege "
    '--reason "handler mer om lista enn om vaner"'
)
@click.argument("coding")
@click.option("--reason", default="", help="Why it goes.")
@coder_option
@study_option
@click.pass_context
def remove(ctx: click.Context, coding: str, reason: str, coder: str) -> None:
    """Take a CODING away; the file keeps that it was there."""
    from pipeline.stages import coding as acts

    done = acts.remove(*_meant(ctx, coder, coding), reason)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(
    epilog="\b\nExample: forankret coding recode 018f99fe-a335-72c1-8335-06a2dc3ae917 samme-runden "
    '--coder hege --reason "Det er runden hun snakker om."'
)
@click.argument("coding")
@click.argument("code")
@click.option("--reason", default="", help="Why it gets another code.")
@coder_option
@study_option
@click.pass_context
def recode(ctx: click.Context, coding: str, code: str, reason: str, coder: str) -> None:
    """Give a CODING of yours another CODE; what was decided on it goes along."""
    from pipeline.stages import queueing as acts

    done = acts.recode(*_meant(ctx, coder, coding), code, reason)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(
    epilog="\b\nExample: forankret coding keep 018f99fe-a335-72c1-8335-06a2dc3ae917 --coder hege "
    '--reason "Lest på nytt: det er vanen hun vil bryte."'
)
@click.argument("coding")
@click.option("--reason", default="", help="Why it stays.")
@coder_option
@study_option
@click.pass_context
def keep(ctx: click.Context, coding: str, reason: str, coder: str) -> None:
    """Let a CODING of yours stay with its code, after you have read it again: it leaves the recode queue."""
    from pipeline.stages import queueing as acts

    done = acts.keep(*_meant(ctx, coder, coding), reason)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(epilog="Example: forankret coding pin 018f99fd-3865-7b2f-ba23-1edc540ae650")
@click.argument("coding")
@coder_option
@study_option
@click.pass_context
def pin(ctx: click.Context, coding: str, coder: str) -> None:
    """Choose a CODING's words as a quote for the report."""
    from pipeline.stages import coding as acts

    done = acts.pin(*_meant(ctx, coder, coding))
    click.echo(f"{done.coding}  {done.said}")


@coding.command(epilog="Example: forankret coding unpin 019909fd-3830-7c95-a125-db8f8c1d30ce")
@click.argument("coding")
@coder_option
@study_option
@click.pass_context
def unpin(ctx: click.Context, coding: str, coder: str) -> None:
    """Let a pinned quote go."""
    from pipeline.stages import coding as acts

    done = acts.pin(*_meant(ctx, coder, coding), "unpin")
    click.echo(f"{done.coding}  {done.said}")


@coding.command(
    epilog="\b\nExample: forankret coding edit 018f99fd-3865-7b2f-ba23-1edc540ae650 "
    '--cut "(ler)" --mask "fag=[faget mitt]"'
)
@click.argument("coding")
@click.option("--cut", "cuts", multiple=True, metavar="WORDS", help="Leave these words out, shown as (...).")
@click.option(
    "--mask", "masks", multiple=True, metavar="WORDS=SHOWN", help="Print SHOWN in place of these words."
)
@click.option(
    "--insert", "inserts", multiple=True, metavar="WORDS=SHOWN", help="Print (SHOWN) after these words."
)
@click.option("--utterance", default="", help="Which utterance, where the coding runs over several.")
@coder_option
@study_option
@click.pass_context
def edit(
    ctx: click.Context,
    coding: str,
    cuts: tuple[str, ...],
    masks: tuple[str, ...],
    inserts: tuple[str, ...],
    utterance: str,
    coder: str,
) -> None:
    """Print a quote with words cut, masked or inserted; with no option it is printed as it was said."""
    from pipeline.stages import coding as acts

    done = acts.edit(*_meant(ctx, coder, coding), cuts, _pairs(masks), _pairs(inserts), utterance)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(
    epilog="\b\nExample: forankret coding place 018fa48a-d940-724d-8b14-57fcd463b52c INT-02R:0044 "
    '--words "Jeg har kanskje ikke spurt dem ordentlig."'
)
@click.argument("coding")
@click.argument("utterance")
@click.option("--words", default="", help="The words it belongs to (default: the whole utterance).")
@click.option("--through", default="", help="It belongs to all utterances up to this one.")
@coder_option
@study_option
@click.pass_context
def place(ctx: click.Context, coding: str, utterance: str, words: str, through: str, coder: str) -> None:
    """Say where a waiting CODING belongs after a transcript was corrected."""
    from pipeline.stages import coding as acts

    done = acts.place(*_meant(ctx, coder, coding), utterance, words, through)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(
    epilog="\b\nExample: forankret coding contradict 018f99fd-3865-7b2f-ba23-1edc540ae650 "
    '--memo "Hun vet godt hva ordet betyr."'
)
@click.argument("coding")
@click.option("--finding", default="", help="Which finding (default: that of the coding's own code).")
@click.option("--memo", default="", help="Why the words speak against it.")
@click.option("--withdraw", is_flag=True, help="Take it back.")
@coder_option
@study_option
@click.pass_context
def contradict(ctx: click.Context, coding: str, finding: str, memo: str, withdraw: bool, coder: str) -> None:
    """Mark the words of a CODING as a negative case: they speak against a finding."""
    from pipeline.stages import contradictions as acts

    done = acts.contradict(*_meant(ctx, coder, coding), finding, memo, withdraw)
    click.echo(f"{done.coding}  {done.said}")


@coding.command(epilog="Example: forankret coding done INT-03 --coder amund")
@click.argument("document")
@click.option("--again", is_flag=True, help="It is not done after all: open it again.")
@coder_option
@study_option
@click.pass_context
def done(ctx: click.Context, document: str, again: bool, coder: str) -> None:
    """Mark a DOCUMENT as done: what two coders have done is compared by forankret agreement."""
    from pipeline.stages.blindness import mark_done

    click.echo(mark_done(opened(ctx), coder, document, again))


@coding.command(
    epilog="\b\nExample: forankret coding settle INT-05:0040 engasjement-tillit --stands --coder hege "
    '--reason "Lest sammen: hun snakker om tillit."'
)
@click.argument("utterance")
@click.argument("code")
@click.option("--stands/--falls", "stands", default=None, help="Whether the code is to stand there.")
@click.option("--words", default="", help="The words on which it stands (default: those it was put on).")
@click.option("--reason", default="", help="Why: it is kept beside the decision.")
@click.option(
    "--between",
    multiple=True,
    metavar="CODER",
    help="Who decided (several times; default: all who have done the document).",
)
@click.option("--withdraw", is_flag=True, help="Take the decision back.")
@coder_option
@study_option
@click.pass_context
def settle(
    ctx: click.Context,
    utterance: str,
    code: str,
    stands: bool | None,
    words: str,
    reason: str,
    between: tuple[str, ...],
    withdraw: bool,
    coder: str,
) -> None:
    """Write down what coders decided together on a CODE and an UTTERANCE: it counts from then on.

    All of them have marked the document as done. What to decide on is told by forankret agreement.
    """
    from pipeline.stages.settling_typed import settle_typed, withdraw_typed

    if withdraw == (stands is not None):
        raise click.UsageError("Say --stands or --falls, or --withdraw to take the decision back.")
    if withdraw:
        click.echo(withdraw_typed(opened(ctx), coder, utterance, code, reason))
        return
    decision = "stands" if stands else "falls"
    click.echo(settle_typed(opened(ctx), coder, utterance, code, decision, reason, words, between))


def _meant(ctx: click.Context, coder: str, coding: str) -> tuple[OpenStudy, str, str]:
    """The study, the coder and the coding that the beginning of an id means."""
    from pipeline.stages.typed_id import refuse_recoded, the_coding

    study = opened(ctx)
    meant = the_coding(study, coding)
    refuse_recoded(study, meant)
    return study, coder, meant


def _pairs(given: tuple[str, ...]) -> list[tuple[str, str]]:
    parted = [item.partition("=") for item in given]
    for words, mark, _ in parted:
        if not mark or not words.strip():
            raise UsageError(f"'{words}{mark}' must be written WORDS=SHOWN.")
    return [(words, shown) for words, _, shown in parted]
