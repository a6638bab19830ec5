"""`psychograph field user role`."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.field.user.add import ROLES
from psychograph.cli.talk import say_wrapped

EXAMPLE = """\b
Example:
  psychograph field user role my-study ben analyst
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("name")
@click.argument("new_role", type=click.Choice(ROLES), metavar="[manager|analyst|viewer]")
def role(study: Path, name: str, new_role: str) -> None:
    """Give the user NAME of STUDY another role, and end their sessions."""
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office import users

    name = users.name_of(name)
    at = stamp(SystemClock().now())
    with opened_field(study) as opened:
        opened.stores.office.write(
            lambda connection: users.set_role(connection, name, users.Role(new_role), at)
        )
    say_wrapped(f"{name} is {new_role} now. Sessions that were open have ended.")
