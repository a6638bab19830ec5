"""`psychograph field doctor`: whether a server is safe to put on the internet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.deployment.finding import Look

EXAMPLE = """\b
Example:
  psychograph field doctor my-study
  psychograph field doctor my-study --mail --reach
"""
WRONG = 3  # exit code: the environment


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--mail", is_flag=True, help="Call the mail server: greet, encrypt, log in. Nothing is sent.")
@click.option("--reach", is_flag=True, help="Call the public address, and look at its certificate.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def doctor(study: Path, mail: bool, reach: bool, as_json: bool) -> None:
    """Look at the server of STUDY: address, files, stores, disk, clock, mail, users, backups, promises.

    Settings that will not do are refused with every problem. The exit code is 0 where all is well, 1 where
    something should be looked at, 3 where something is wrong.
    """
    from psychograph.cli.field.opened import FIELD_FOLDER, SETTINGS_FILE, opened_field, own_folder
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.deployment.doctor import examine
    from psychograph.fielding.deployment.finding import State

    with opened_field(study) as opened:
        found = list(
            examine(
                opened.field,
                opened.settings,
                opened.stores,
                SystemClock().now(),
                folder=own_folder(opened.field.folder, opened.settings),
                settings_file=opened.field.folder / FIELD_FOLDER / SETTINGS_FILE,
                mail=mail,
                reach=reach,
            )
        )
    if as_json:
        _print_json(found)
    else:
        _print(found, study)
    states = {one.state for one in found}
    if State.WRONG in states:
        sys.exit(WRONG)
    if State.LOOK in states:
        sys.exit(1)


def _print(found: list[Look], study: Path) -> None:
    widest = max(len(one.about) for one in found)
    for one in found:
        lead = f"{one.state.value:<5}  {one.about:<{widest}}  "
        say_wrapped(one.text, lead=lead, indent=" " * len(lead))
        if one.mend:
            mend = one.mend.replace(" STUDY", f" {study}")  # so that it can be copied
            say_wrapped(mend, lead=f"{' ' * len(lead)}> ", indent=" " * (len(lead) + 2))
    counted = [
        f"{sum(one.state.value == state for one in found)} {state}" for state in ("ok", "look", "wrong")
    ]
    say("")
    say(", ".join(counted))


def _print_json(found: list[Look]) -> None:
    from psychograph.reports.records import to_json

    rows = [
        {"about": one.about, "state": one.state.value, "text": one.text, "mend": one.mend} for one in found
    ]
    say(to_json({"looks": rows}).rstrip("\n"))
