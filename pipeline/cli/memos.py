"""The commands about memos: write one, find some, read and change one, and see who wrote what when."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.coding import coder_option
from pipeline.cli.context import opened, study_option
from pipeline.cli.tables import format_option, print_table
from pipeline.counted import number_of
from pipeline.problems import StudyError, UsageError, error

if TYPE_CHECKING:
    from pipeline.model import Memo
    from pipeline.stages.noting import MemoChanged

about_option = click.option(
    "--about",
    multiple=True,
    metavar="KIND:ID",
    help="What it is about, such as code:uklart-begrep or document:INT-01 (may be given several times).",
)
file_option = click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the text from this file.",
)
reader_option = click.option(
    "--coder", default="", help="Who reads: your own memos, and others' that tell of nothing still blind."
)


@click.group("memo", epilog="Example: forankret memo search kanskje")
def memo() -> None:
    """Write memos, find them, change them, and see who wrote what when."""


@memo.command(
    epilog="\b\nExample: forankret memo add \"De spør på gangen.\" --title 'Hvor det spørres' "
    "--about code:hva-er-det-egentlig --coder hege"
)
@click.argument("text", default="")
@click.option("--title", required=True, help="Its title.")
@about_option
@file_option
@coder_option
@study_option
@click.pass_context
def add(
    ctx: click.Context, text: str, title: str, about: tuple[str, ...], source: Path | None, coder: str
) -> None:
    """Write a memo. Its TEXT may also come from --file, from a pipe, or from your editor."""
    from pipeline.stages.meant import the_coder
    from pipeline.stages.noting import write_memo
    from pipeline.stages.subjects import the_subjects

    study = opened(ctx)
    pairs, who = the_subjects(study, about), the_coder(study, coder)
    click.echo(write_memo(study, who, title, _text(text, source, ""), pairs).file)


def _text(typed: str, source: Path | None, before: str) -> str:
    """The text as it was typed, or from a file, a pipe or the editor; raises UsageError where it is empty."""
    if typed and source:
        raise UsageError("Give either the text or --file, not both.")
    if source:
        said = _read(source)
    else:
        said = typed or (_edited(before) if sys.stdin.isatty() else sys.stdin.read())
    if not said.strip():
        raise UsageError("The memo has no text, so nothing was written.")
    return said


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        message = "cannot be read as UTF-8 text."
        raise StudyError(error(str(source), "memo", message, "Save it again as UTF-8.")) from trouble


def _edited(before: str) -> str:
    """What the person left in the editor; as it was where it was closed without saving."""
    said = click.edit(before, extension=".md")
    return before if said is None else said


@memo.command("list", epilog="Example: forankret memo list --about code:uklart-begrep")
@click.option("--about", default="", metavar="KIND[:ID]", help="Only on this, or on anything of this kind.")
@reader_option
@format_option
@study_option
@click.pass_context
def list_memos(ctx: click.Context, about: str, coder: str, form: str) -> None:
    """List the memos by date: all, or those about something or linking to it."""
    from pipeline.coding.noted import memo_name
    from pipeline.stages.memo_acts import MEMO_COLUMNS, about_text, readable

    listed = readable(opened(ctx), coder, about)
    rows = [(one.date, memo_name(one), one.title, about_text(one.about), one.coder) for one in listed.memos]
    print_table(MEMO_COLUMNS, rows, form, "No memos.")
    if listed.closed:
        more = f"{listed.closed} more stay closed: another's, on what is still coded blind."
        click.echo(f"{more} Your own are shown with --coder NAME.", err=True)


@memo.command(epilog="Example: forankret memo show 2024-03-15-hva-er-det-egentlig")
@click.argument("name")
@reader_option
@study_option
@click.pass_context
def show(ctx: click.Context, name: str, coder: str) -> None:
    """Show a memo by the NAME of its file, or the beginning of it."""
    from pipeline.stages.memo_acts import about_text, the_memo

    one = the_memo(opened(ctx), coder, name)
    facts = (one.date, one.coder, about_text(one.about))
    click.echo(f"{one.title}\n{'  '.join(fact for fact in facts if fact)}\n{one.file}\n\n{one.text}")


@memo.command(epilog="Example: forankret memo search skummelt ord")
@click.argument("words", nargs=-1, required=True)
@reader_option
@format_option
@study_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], coder: str, form: str) -> None:
    """Find the memos that hold all of these WORDS."""
    from pipeline.coding.noted import memo_name, search_memos
    from pipeline.stages.memo_acts import FOUND_MEMO_COLUMNS, readable

    found = search_memos(readable(opened(ctx), coder).memos, " ".join(words))
    rows = [(one.memo.date, memo_name(one.memo), one.memo.title, one.snippet) for one in found]
    print_table(FOUND_MEMO_COLUMNS, rows, form, "No memo holds these words.")


@memo.command(
    epilog="\b\nExample: forankret memo edit 2024-09-03-skummelt "
    "--title 'Skummelt er et godt ord' --coder hege"
)
@click.argument("name")
@click.argument("text", default="")
@click.option("--title", default="", help="Another title; alone, it leaves the text as it is.")
@about_option
@file_option
@click.option("--reason", default="", help="Why, for the log.")
@coder_option
@study_option
@click.pass_context
def edit(
    ctx: click.Context,
    name: str,
    text: str,
    title: str,
    about: tuple[str, ...],
    source: Path | None,
    reason: str,
    coder: str,
) -> None:
    """Change a memo, in your editor or by options; never over what somebody else wrote meanwhile."""
    from pipeline.stages.meant import the_coder
    from pipeline.stages.memo_acts import the_memo
    from pipeline.stages.noting import MemoChanged, open_memo, rewrite_memo
    from pipeline.stages.subjects import the_subjects

    study = opened(ctx)
    who = the_coder(study, coder)
    seen = open_memo(study, the_memo(study, who, name).file)
    pairs = the_subjects(study, about) if about else seen.memo.about
    alone = (title or about) and not (text or source)
    said = seen.memo.text if alone else _text(text, source, seen.memo.text)
    try:
        done = rewrite_memo(
            study, seen.memo.file, title or seen.memo.title, said, pairs, seen.digest, who, reason
        )
    except MemoChanged as fault:
        _keep(fault, seen.memo)
        raise
    same = done == seen.memo
    click.echo(f"{done.file}  {'as it was' if same else 'changed'}: {done.title}")


def _keep(fault: MemoChanged, memo: Memo) -> None:
    """Put what was written into a file of its own, since the memo holds another's text now."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix=f"{memo.date}-", suffix=".md", delete=False
    ) as file:
        file.write(fault.mine)
    click.echo(f"What you wrote is kept in {file.name}.", err=True)


@memo.command(epilog="\b\nExample: forankret memo record --coder hege --reason 'Skrevet i en annen editor'")
@click.argument("names", nargs=-1)
@click.option("--reason", default="", help="What was done, and why.")
@coder_option
@study_option
@click.pass_context
def record(ctx: click.Context, names: tuple[str, ...], reason: str, coder: str) -> None:
    """Log the memos that were written, changed or removed by hand: all, or those of these NAMES."""
    from pipeline.stages.memo_acts import record as stage

    done = stage(opened(ctx), coder, names, reason)
    for one in done:
        click.echo(f"{one.how:<8} {one.memo}")
    click.echo(f"{number_of(len(done), 'memo')} logged.")


@memo.command("log", epilog="Example: forankret memo log 2024-03-04")
@click.argument("name", default="")
@reader_option
@format_option
@study_option
@click.pass_context
def log(ctx: click.Context, name: str, coder: str, form: str) -> None:
    """Show who wrote, changed or recorded which memo when: all, or the one of this NAME."""
    from pipeline.stages.memo_acts import LOG_COLUMNS, about_text, memo_log, not_logged

    study = opened(ctx)
    rows = [
        (
            event.at,
            event.who,
            event.event,
            event.memo,
            about_text([pair for one in event.about for pair in one.items()]),
            event.reason,
            event.digest,
        )
        for event in memo_log(study, coder, name)
    ]
    print_table(LOG_COLUMNS, rows, form, "Nothing is logged.")
    if left := len(not_logged(study)):
        click.echo(f"{left} not as the log has them. To log them, type: forankret memo record", err=True)
