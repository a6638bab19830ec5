"""`psychograph field status`: how the field goes."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField
    from psychograph.fielding.watching.stability import Stability
    from psychograph.fielding.watching.status import Status

BY = ("wave", "arm", "group", "device", "hour")
EXAMPLE = """\b
Example:
  psychograph field status my-study
  psychograph field status my-study --by wave --by device
  psychograph field status my-study --json
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--by", "parts", type=click.Choice(BY), multiple=True, help="Break cases down; repeatable.")
@click.option(
    "--e",
    "e",
    type=click.FloatRange(0, 1),
    help="Share of cases of unknown eligibility that are eligible, where you know better.",
)
@click.option("--e-basis", default="set by hand", show_default=True, help="Where that share comes from.")
@click.option("--stability", is_flag=True, help="Also say whether adding answers still changes the segments.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def status(
    study: Path, parts: tuple[str, ...], e: float | None, e_basis: str, stability: bool, as_json: bool
) -> None:
    """Say how the field of STUDY goes: response rates, mail, quotas, costs, arms.

    Rates are those of AAPOR's Standard Definitions for people who were invited by name. Who came by an open
    link is counted beside them: there is no response rate for them. Nothing is written, so that it can run
    beside the server. The exit code is 1 where something should be looked at.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.findings import Severity

    with opened_field(study) as opened:
        found = _counted(opened, e, e_basis)
        held = _stability(opened, found) if stability else None
    if as_json:
        _print_json(found, held)
    else:
        _print(found, parts, held, stability=stability)
    if any(finding.severity is not Severity.NOTE for finding in found.findings):
        sys.exit(1)


def _counted(opened: OpenField, e: float | None, basis: str) -> Status:
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.watching.rates import declared
    from psychograph.fielding.watching.status import status

    eligibility = None if e is None else declared(Fraction(str(e)), basis)
    now = SystemClock().now()
    return opened.stores.answers.read(
        lambda connection: status(connection, opened.field, now, eligibility=eligibility)
    )


def _stability(opened: OpenField, found: Status) -> Stability | None:
    from psychograph.cli.progress import progress_bar
    from psychograph.fielding.clock import stamp
    from psychograph.fielding.watching.stability import stability

    with progress_bar("Segmenting the answers so far") as progress:
        return opened.stores.answers.read(
            lambda connection: stability(connection, opened.field, stamp(found.at), progress=progress)
        )


def _print(found: Status, parts: tuple[str, ...], held: Stability | None, *, stability: bool) -> None:
    from psychograph.cli.field.status_page import print_breakdown, print_stability, print_status

    if not parts:
        print_status(found)
    for at, breakdown in enumerate(
        one for part in parts for one in found.breakdowns if one.by.partition(":")[0] == part
    ):
        if at:
            say("")
        print_breakdown(breakdown, found.all)
    if "arm" in parts and not any(one.by.startswith("arm") for one in found.breakdowns):
        say("Nothing was varied by chance.")
    if stability:
        print_stability(held)


def _print_json(found: Status, held: Stability | None) -> None:
    from psychograph.fielding.watching.record import record_of
    from psychograph.reports.records import to_json

    say(to_json(record_of(found, held)).rstrip("\n"))
