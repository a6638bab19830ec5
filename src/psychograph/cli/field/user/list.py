"""`psychograph field user list`."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

EXAMPLE = """\b
Example:
  psychograph field user list my-study
"""


@click.command("list", epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def list(study: Path) -> None:  # noqa: A001 - commands have the name of their file
    """List the users of STUDY, and what they may do."""
    from psychograph.cli.field.opened import opened_field
    from psychograph.cli.questionnaire.summary import print_table
    from psychograph.fielding.clock import moment
    from psychograph.fielding.office.users import everybody

    with opened_field(study) as opened:
        users = opened.stores.office.read(everybody)
    if not users:
        say(f"Nobody yet. psychograph field user add {study} NAME --role manager adds one.", err=True)
        return
    rows = [
        (
            one.name,
            one.role.value,
            f"{moment(one.created_at):%Y-%m-%d}",
            f"disabled {moment(one.disabled_at):%Y-%m-%d}" if one.disabled_at is not None else "",
        )
        for one in users
    ]
    print_table(("name", "role", "added", ""), rows)
