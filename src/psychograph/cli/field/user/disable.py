"""`psychograph field user disable`."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say_wrapped

EXAMPLE = """\b
Example:
  psychograph field user disable my-study ben
  psychograph field user disable my-study ben --undo
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let them in again.")
def disable(study: Path, name: str, undo: bool) -> None:
    """Lock the user NAME of STUDY out, at once and everywhere; what they did stays in the audit log."""
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.office import users

    name = users.name_of(name)
    at = stamp(SystemClock().now())
    with opened_field(study) as opened:
        opened.stores.office.write(lambda connection: users.set_disabled(connection, name, not undo, at))
    say_wrapped(f"{name} may log in again." if undo else f"{name} is locked out; their sessions have ended.")
