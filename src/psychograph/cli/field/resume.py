"""`psychograph field resume`: the survey is open again after a pause."""

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
def resume(study: Path) -> None:
    """Open the survey of STUDY again, within the days of its plan; one that was closed stays closed."""
    from psychograph.cli.field.door import told

    told(study, "open", "Open, within the days of the plan.")
