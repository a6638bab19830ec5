"""`psychograph field user password`."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say_wrapped

EXAMPLE = """\b
Example:
  psychograph field user password my-study anna
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("name")
def password(study: Path, name: str) -> None:
    """Give the user NAME of STUDY another password, and end their sessions.

    It is asked for twice, or read from standard input as one line.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.cli.field.user.asked import password_hash_asked
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office import users

    name = users.name_of(name)
    at = stamp(SystemClock().now())
    with opened_field(study) as opened:
        opened.stores.office.read(lambda connection: users.known(connection, name))
        password_hash = password_hash_asked(name, opened.field)
        opened.stores.office.write(lambda connection: users.set_password(connection, name, password_hash, at))
    say_wrapped(f"{name} has another password now. Sessions that were open have ended.")
