"""`psychograph field draw`: a prize draw, from its rules to its winners, that anyone can check."""

from __future__ import annotations

import click

from psychograph.cli.late_commands import LateCommands

EXAMPLE = """\b
Example:
  psychograph field draw rules my-study
  psychograph field draw commit my-study
  psychograph field draw run my-study --randomness HEX --signature HEX
  psychograph field draw verify my-study/field/draw/draw-record.json
  psychograph field draw winners my-study
  psychograph field draw tell my-study
"""

# Each is a file of its own, imported when it is called.
SUBCOMMANDS = {
    "rules": "Print the rules as people are told them, and their SHA-256.",
    "commit": "Close the list of entries, and commit to it before the randomness comes out.",
    "run": "Hold the draw with the randomness of the round that was named.",
    "verify": "Check a published record, as anyone can.",
    "tell": "Write to the winners who were not told yet, each once.",
    "winners": "List the winners, and note who was told, has claimed or gave up.",
}


@click.group(cls=LateCommands, summaries=SUBCOMMANDS, modules="psychograph.cli.field.draw.{}", epilog=EXAMPLE)
def draw() -> None:
    """Hold a prize draw that anyone can check: commit to the list, draw by public randomness, publish."""
