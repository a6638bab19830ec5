"""`psychograph field user`: those who may see the manager's pages."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

EXAMPLE = """\b
Example:
  psychograph field user add my-study anna --role manager
  psychograph field user add my-study ben --role viewer < password.txt
  psychograph field user list my-study
"""

SUBCOMMANDS = {
    "add": "Add a user; the password is asked for, or read from standard input.",
    "list": "List users, and what they may do.",
    "role": "Give a user another role.",
    "disable": "Lock a user out, or let them in again.",
    "password": "Give a user another password, and end their sessions.",
}


@click.group(cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.field.user.{}", epilog=EXAMPLE)
def user() -> None:
    """Add and change those who may see the manager's pages.

    A manager may do everything, an analyst sees figures and answers but no contacts, a viewer figures only.
    """
