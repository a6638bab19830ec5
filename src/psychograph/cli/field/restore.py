"""`psychograph field restore`: a backup, in place of the stores."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field backup my-study --to monday
  psychograph field restore my-study monday --yes
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(study: Path, folder: Path, yes: bool) -> None:
    """Put the backup in FOLDER in place of the stores of STUDY; no server may run.

    Answers that were given since are lost. Who was erased since is erased again; who wants no mail gets
    none, and no message is sent twice, as far as the present stores can still be read.
    """
    from psychograph.cli.field.opened import place_of_stores, settings_beside
    from psychograph.fielding.clock import SystemClock, moment, stamp
    from psychograph.fielding.plan.reading import load_fieldwork
    from psychograph.fielding.privacy.erase import erase_again
    from psychograph.fielding.stores.backup import read_backup
    from psychograph.fielding.stores.opened import stores_at
    from psychograph.fielding.stores.restoring import restore as put_in_place

    field = load_fieldwork(study)
    place = place_of_stores(field.folder, settings_beside(field.folder))
    made = read_backup(folder)
    rows = made.stores["answers"].rows
    say(f"Backup of {moment(made.made_at):%Y-%m-%d %H:%M} UTC")
    say(f"  {rows['cases']:,} cases, {rows['saves']:,} saves")
    if not yes:
        click.confirm("Put it in place of what is there now?", abort=True, err=True)
    now = SystemClock().now()
    done = put_in_place(place, folder, at=stamp(now))
    with stores_at(place) as stores:
        again = erase_again(stores, done.erasures, now)
    say("Restored.")
    if again:
        say(f"Erased again: {again:,}")
    for path in done.aside:
        say_wrapped(f"{path} was damaged and moved aside; it holds personal data.", lead="Caution: ")
    if done.lost:
        say_wrapped(
            f"What the present {', '.join(done.lost)} knew since the backup is lost: erasures, "
            "unsubscriptions and messages that were sent. Look them up in your mail before you send more.",
            lead="Caution: ",
        )
