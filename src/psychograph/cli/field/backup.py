"""`psychograph field backup`: a copy of the stores, made while the server runs."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field backup my-study
  psychograph field backup my-study --to /mnt/backups/tea-monday
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="New folder for the copy; `backups` beside the stores, named by the time.",
)
def backup(study: Path, folder: Path | None) -> None:
    """Copy the stores of STUDY, all four as they are at one moment; the server may run.

    The copy holds who people are and what they said: keep it where nobody else reads it, and delete it on
    the day of the plan. Its place is noted, so that `erase` and `retain` reach it.
    """
    from psychograph.cli.field.opened import own_folder, place_of_stores, settings_beside
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.plan.reading import load_fieldwork
    from psychograph.fielding.stores.backup import back_up

    field = load_fieldwork(study)
    settings = settings_beside(field.folder)
    now = SystemClock().now()
    if folder is None:
        folder = own_folder(field.folder, settings) / "backups" / f"{now:%Y-%m-%d-%H%M%S}"
    made = back_up(place_of_stores(field.folder, settings), folder, at=stamp(now))
    say(f"Wrote {made.folder}")
    for name, copy in made.stores.items():
        say(f"  {name:9} {sum(copy.rows.values()):>9,} rows")
    say_wrapped("It holds personal data: keep it encrypted, and away from this machine.", lead="Caution: ")
