"""`psychograph field retain`: the days of the plan are applied."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.stores.opened import Stores

EXAMPLE = """\b
Example:
  psychograph field retain my-study
  psychograph field retain my-study --agreed agreed.csv
  psychograph field retain my-study --yes
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do what is due: it cannot be undone.")
@click.option(
    "--agreed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write as CSV who agreed to be written to, while the key is there.",
)
def retain(study: Path, yes: bool, agreed: Path | None) -> None:
    """Say what the days of STUDY's plan want done by now, and do it with --yes.

    Run it every day, by cron or a systemd timer; what was done before is not done again.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.privacy.retain import due
    from psychograph.fielding.privacy.retain import retain as applied

    now = SystemClock().now()
    with opened_field(study) as opened:
        if agreed is not None:
            _write_agreed(opened.stores, agreed, now)
        steps = due(opened.stores, opened.field, now)
        done = applied(opened.stores, opened.field, now) if yes else ()
    if not steps:
        say("Nothing is due.")
    for one in steps:
        if one.held_back:
            say_wrapped(f"Due since {one.day}, and held back: {one.step}. Why: {one.held_back}")
        elif not one.rows:
            say(f"Done: {one.step} ({one.day})")
        elif not yes:
            say_wrapped(f"Due since {one.day}: {one.step}, {one.rows} rows. Lost with it:")
            for loss in one.losses:
                say_wrapped(loss, lead="  - ", indent="    ")
    for result in done:
        say(f"Done: {result.step}")
        for name, count in result.rows.items():
            say(f"  {name}: {count}")
        for copy in result.copies:
            say_wrapped(f"{copy.kind} {copy.path}: {copy.fate}", lead="  ", indent="    ")
    if any(one.rows and not one.held_back for one in steps) and not yes:
        say_wrapped(f"Nothing was changed. To do it: psychograph field retain {study} --yes")


def _write_agreed(stores: Stores, path: Path, now: datetime) -> None:
    from psychograph.cells import csv_text
    from psychograph.cli.new_files import write_new
    from psychograph.fielding.clock import stamp
    from psychograph.fielding.incentives.eligible import agreed_to
    from psychograph.fielding.office.audit import note
    from psychograph.fielding.privacy.copies import note_copy

    people = agreed_to(stores, "marketing")
    rows = [(one.address, one.name) for one in people]
    note_copy(stores, path, "winners", stamp(now))  # addresses, as a list of winners holds them
    write_new(path.parent, {path.name: csv_text(("address", "name"), rows).encode()})
    path.chmod(0o600)
    note(stores, "agreed listed", f"{len(rows)}", now)
    say_wrapped(f"Wrote {path}: {len(rows)} people agreed to be written to.")
