"""Groups whose commands are imported when they are called, so that help costs no more than a list."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click


class LateCommands(click.Group):
    """Commands of a group, imported when they are called.

    Parameters
    ----------
    summaries : mapping of str to str
        What each does, in one line, in the order in which people need them.
    modules : str
        Module of a command, with ``{}`` for its name; the command has the name of its file. One named by a
        word of Python ends in an underscore there (``import_``).
    """

    def __init__(self, *given: Any, summaries: Mapping[str, str], modules: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.summaries = summaries
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.summaries:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = getattr(importlib.import_module(self.modules.format(name)), name)
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, not of the user
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))
