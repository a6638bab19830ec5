"""`psychograph segments`: methods and numbers of segments side by side, and choosing among them."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

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


@click.group(cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.segments_{}", epilog=EXAMPLE)
def segments() -> None:
    """Choose how to segment: try methods and numbers of segments, compare, and decide."""
