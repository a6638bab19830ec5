"""`psychograph field contacts`: who is asked, and who must not be."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

EXAMPLE = """\b
Example:
  psychograph field contacts import my-study people.csv
  psychograph field contacts list my-study
  psychograph field contacts suppress my-study ann@example.org
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "import": "Read contacts from a CSV or XLSX file.",
    "list": "Say how many people each group has; no names.",
    "suppress": "Never write to these addresses.",
    "unsuppress": "Allow to write to an address again, with the reason.",
}


@click.group(
    cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.field.contacts.{}", epilog=EXAMPLE
)
def contacts() -> None:
    """Read contacts from a file, list them by group, and suppress addresses."""
