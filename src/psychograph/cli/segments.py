"""`psychograph segments`: methods and numbers of segments side by side, and choosing among them."""

from __future__ import annotations

import importlib

import click

EXAMPLE = """\b
Example:
  psychograph demo
  psychograph segments sweep psychograph-demo --k 2-4 --pairs 20
  psychograph segments compare psychograph-demo ward:2 kmeans:3
  psychograph segments choose psychograph-demo kmeans:3
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "sweep": "Try methods and numbers of segments, and say what to look at first.",
    "compare": "Lay two solutions side by side: who stays, who moves, and how they differ.",
    "choose": "Write a method and a number of segments into a study file.",
    "tree": "Print the top of the tree, or a respondent's path through it.",
}


class Subcommands(click.Group):
    """Commands of the group, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in SUBCOMMANDS:
            return None
        command = getattr(importlib.import_module(f"psychograph.cli.segments_{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, not of the user
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group(cls=Subcommands, epilog=EXAMPLE)
def segments() -> None:
    """Choose how to segment: try methods and numbers of segments, compare, and decide."""
