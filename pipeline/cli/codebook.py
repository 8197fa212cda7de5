"""The codebook from the terminal: how it stands, how it came to be so, and every change of it."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup

COMMANDS = {
    "show": "pipeline.cli.versions:show",
    "table": "pipeline.cli.versions:table",
    "diff": "pipeline.cli.versions:diff",
    "log": "pipeline.cli.versions:log",
    "at": "pipeline.cli.versions:at",
    "add": "pipeline.cli.changing:add",
    "edit": "pipeline.cli.changing:edit",
    "rename": "pipeline.cli.changing:rename",
    "move": "pipeline.cli.changing:move",
    "merge": "pipeline.cli.changing:merge",
    "split": "pipeline.cli.changing:split",
    "retire": "pipeline.cli.changing:retire",
    "restore": "pipeline.cli.changing:restore",
    "record": "pipeline.cli.queueing:record",
    "review": "pipeline.cli.queueing:review",
    "queue": "pipeline.cli.queueing:queue",
    "relate": "pipeline.cli.relating:relate",
    "unrelate": "pipeline.cli.relating:unrelate",
    "relations": "pipeline.cli.relating:relations",
    "diagram": "pipeline.cli.relating:diagram",
}
"""Where each command of the group lives: a module and the name of the command in it."""


@click.group("codebook", cls=LazyGroup, places=COMMANDS, epilog="Example: forankret codebook show siloer")
def codebook() -> None:
    """Ask what a code means and how it came to mean that; change the codebook, with a reason."""
