"""`psychograph field migrate`: stores that an older version made, brought to this one."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

EXAMPLE = """\b
Example:
  psychograph field backup my-study
  psychograph field migrate my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def migrate(study: Path) -> None:
    """Bring the stores of STUDY to this version of Psychograph; no server may run.

    Make a backup first, with the version that made them.
    """
    from psychograph.cli.field.opened import place_of_stores, settings_beside
    from psychograph.fielding.plan.reading import load_fieldwork
    from psychograph.fielding.stores.migrating import migrate as bring_up

    field = load_fieldwork(study)
    for done in bring_up(place_of_stores(field.folder, settings_beside(field.folder))):
        if not done.before:
            say(f"  {done.store:9} made, version {done.after}")
        elif done.before == done.after:
            say(f"  {done.store:9} is of version {done.after} already")
        else:
            say(f"  {done.store:9} {done.before} -> {done.after}")
