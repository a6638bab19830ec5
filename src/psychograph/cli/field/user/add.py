"""`psychograph field user add`."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say_wrapped

EXAMPLE = """\b
Example:
  psychograph field user add my-study anna --role manager
"""
ROLES = ("manager", "analyst", "viewer")


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="viewer", show_default=True, help="What they may do."
)
def add(study: Path, name: str, role: str) -> None:
    """Add the user NAME to STUDY.

    The password is asked for twice, or read from standard input as one line.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.cli.field.user.asked import password_hash_asked
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office import users

    name = users.name_of(name)
    with opened_field(study) as opened:
        password_hash = password_hash_asked(name, opened.field)
        at = stamp(SystemClock().now())

        opened.stores.office.write(
            lambda connection: users.add(connection, name, users.Role(role), password_hash, at)
        )
        say_wrapped(f"Added {name} as {role}. They log in at {opened.settings.public_url}/manage.")
