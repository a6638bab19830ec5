"""`psychograph field close`: nobody begins any more, before the day of the plan."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLE = """\b
Example:
  psychograph field status my-study
  psychograph field close my-study --yes
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def close(study: Path, yes: bool) -> None:
    """Close the survey of STUDY for good, before the day of its plan.

    Nobody begins any more; whoever has begun has two hours to finish. It cannot be opened again.
    """
    from psychograph.cli.field.door import told

    if not yes:
        click.confirm("Close it for good? It cannot be opened again.", abort=True, err=True)
    told(study, "closed", "Closed. Whoever has begun has two hours to finish.")
