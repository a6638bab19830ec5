"""`psychograph history`: what the data of a business already say, before anybody is asked."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

EXAMPLE = """\b
Example:
  psychograph history explore --sample
  psychograph history init transactions.csv
  psychograph history explore history.yaml
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "init": "Write a commented history.yaml, guessed from a table of transactions.",
    "explore": "Find what is there: seasons, places, who stays, who makes the money, what to ask.",
}


@click.group(cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.history.{}", epilog=EXAMPLE)
def history() -> None:
    """What the data you already have say, before you ask anyone."""
