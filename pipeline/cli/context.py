"""What the commands share: opening the study, showing problems, narrowing, progress for those who watch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.problems import Problem, spoils_others

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.stages.opened import OpenStudy

Command = TypeVar("Command", bound=Callable[..., Any])


def opened(ctx: click.Context, study: Path | None = None) -> OpenStudy:
    """The study that the command is about, opened."""
    from pipeline.stages.opened import open_study

    return open_study(study or ctx.find_root().obj, progress=progress, working=working)


def study_option(command: Command) -> Command:
    """Let a command take --study after its own name too."""
    return click.option(
        "--study",
        type=click.Path(path_type=Path),
        expose_value=False,
        is_eager=True,
        callback=_take_study,
        help="The study's folder (default: the nearest with a study.yaml).",
    )(command)


def _take_study(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


def progress(items: Iterable[Any], label: str) -> Iterable[Any]:
    """The items, with a bar on the terminal while they go by when a person watches and there are many."""
    if not sys.stderr.isatty() or not isinstance(items, Sized) or len(items) < 2:
        return items
    from rich.progress import track

    return track(items, description=label, console=_screen(), transient=True)


@contextmanager
def working(label: str) -> Iterator[None]:
    """What is being done stands on the terminal while it lasts, when a person watches."""
    if not sys.stderr.isatty():
        yield
        return
    with _screen().status(label):
        yield


@cache
def _screen() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def show_problems(problems: Iterable[Problem], most: int | None = None) -> None:
    """Print problems, errors first, each on its line; beyond ``most`` only how many more there are."""
    ordered = sorted(
        set(problems),
        key=lambda found: (found.level != "error", not spoils_others(found), found.place, found.message),
    )
    for problem in ordered[:most]:
        click.echo(str(problem), err=True)
    if most is not None and len(ordered) > most:
        click.echo(f"... and {len(ordered) - most} more; see them all with: forankret check", err=True)


def text_options(command: Command) -> Command:
    """Let a command narrow to roles, cases, waves and kinds of document."""
    from pipeline.model import KINDS

    options = [
        click.option("--role", "roles", multiple=True, help="Only this role (may be given several times)."),
        click.option("--case", "cases", multiple=True, help="Only this case."),
        click.option("--wave", "waves", multiple=True, help="Only this wave."),
        click.option(
            "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind of document."
        ),
    ]
    return _with(command, options)


def narrowing_options(command: Command) -> Command:
    """Let a command narrow to roles, cases, waves, kinds of document, coders and origins."""
    from pipeline.model import ORIGINS

    options = [
        click.option("--coder", "coders", multiple=True, help="Only this coder's codings."),
        click.option(
            "--origin",
            "origins",
            multiple=True,
            type=click.Choice(ORIGINS),
            help="Only codings that came to be so (default: what people decided).",
        ),
    ]
    return text_options(_with(command, options))


def codebook_option(command: Command) -> Command:
    """Let a command count under an older version of the codebook: today's codings, the tree of then."""
    return click.option(
        "--codebook",
        "version",
        type=click.IntRange(min=0),
        help="Today's codings, counted under the codebook as it was at this version.",
    )(command)


def under(ctx: click.Context, version: int | None) -> OpenStudy:
    """The study that the command is about, under a version of its codebook; what to know is said beside."""
    if version is None:
        return opened(ctx)
    from pipeline.stages.as_it_was import as_it_was

    then = as_it_was(opened(ctx), version)
    for note in then.notes:
        click.echo(note, err=True)
    return then.opened


def _with(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
