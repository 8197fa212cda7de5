"""Groups of commands, each command imported only when it is asked for, so that help comes at once."""

from __future__ import annotations

import importlib
from typing import Any

import click


class LazyGroup(click.Group):
    """The commands of ``places`` in their order: name -> ``module:command``."""

    def __init__(self, *given: Any, places: dict[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command
