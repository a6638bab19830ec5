"""`psychograph field pause`: nobody is shown a question for a while."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLE = """\b
Example:
  psychograph field pause my-study
  psychograph field resume my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def pause(study: Path) -> None:
    """Pause the survey of STUDY; people are told to come back, and what they sent is kept.

    It holds at once, for servers that run too. Invitations wait.
    """
    from psychograph.cli.field.door import told

    told(study, "paused", f"Paused. To open it again: psychograph field resume {study}")
