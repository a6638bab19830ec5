"""`psychograph field draw commit`: the list of entries is closed and committed to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field draw commit my-study
  psychograph field draw commit my-study --drawn "2026-12-24 12:00" --because "we were ill"
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--because", default="", help="Why rules differ from those the field opened with; is published."
)
@click.option(
    "--drawn",
    type=click.DateTime(["%Y-%m-%d %H:%M"]),
    help="Another hour for the draw, in the time zone of the plan; wants --because.",
)
def commit(study: Path, because: str, drawn: datetime | None) -> None:
    """Close the list of entries of STUDY, and commit to it before the randomness comes out.

    Files to publish at once go to STUDY/field/draw. Called again, it writes them again.
    """
    from psychograph.cli.field.draw.published_files import files_beside, write_files
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.incentives.draw import Change, committed_record
    from psychograph.fielding.incentives.draw import commit as close
    from psychograph.fielding.office.audit import note
    from psychograph.fielding.plan.values import in_zone

    now = SystemClock().now()
    with opened_field(study) as opened:
        record = committed_record(opened.stores)
        if record is None:
            zone = opened.field.plan.period.time_zone
            change = Change(because, in_zone(drawn, zone) if drawn is not None else None)
            record = close(opened.stores, opened.field, now, change)
            detail = f"{len(record.entries)} entries, {record.commitment}"
            note(opened.stores, "draw commit", detail, now)
        folder = files_beside(opened)
    write_files(folder, record)
    say(f"Entries     {len(record.entries)}")
    say(f"Commitment  {record.commitment}")
    say(f"Draw        {record.drawn:%Y-%m-%d %H:%M:%S} UTC")
    say_wrapped(
        f"Wrote {folder}. Publish it now: a commitment that nobody saw before the draw proves nothing."
    )
    say_wrapped(record.where_to_look)
    if record.round is None:
        say_wrapped(f"Next, at that hour: psychograph field draw run {study}")
    else:
        say_wrapped(
            f"Next, at that hour: psychograph field draw run {study} --randomness HEX --signature HEX"
        )
