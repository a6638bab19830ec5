"""`psychograph field vouchers`: codes are read, given to those who completed, and mailed to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.cli.field.opened import OpenField

EXAMPLE = """\b
Example:
  psychograph field vouchers my-study --codes codes.txt
  psychograph field vouchers my-study --send
  psychograph field vouchers my-study --list
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--codes", type=click.Path(path_type=Path), help="File with a code on each line.")
@click.option("--give", is_flag=True, help="Give a code to everybody who completed and has none.")
@click.option("--send", "sending", is_flag=True, help="Give codes, and mail those that may go now.")
@click.option("--list", "listed", is_flag=True, help="Print as CSV whose code is whose.")
def vouchers(study: Path, codes: Path | None, give: bool, sending: bool, listed: bool) -> None:
    """Read voucher codes for STUDY, and bring them to those who completed: one each, none twice.

    Once codes were read, `psychograph field serve` gives and mails them by itself as people complete, in the
    window of the plan on each person's clock; --send does the same now, once. With `sent: by_hand` in the
    plan, nothing is mailed: --give and --list are for your own mailing. On an open link the thank-you page
    shows the code.
    """
    from psychograph.cells import csv_text
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.incentives import vouchers as kept
    from psychograph.fielding.office.audit import note

    now, stopped = SystemClock().now(), ""
    read = kept.read_codes(codes) if codes is not None else ()
    with opened_field(study) as opened:
        stores = opened.stores
        if read:
            new = stores.contacts.write(lambda connection: kept.add_codes(connection, read))
            note(stores, "vouchers read", f"{new} new codes", now)
            say(f"{new} new codes, {len(read) - new} that were there already.", err=True)
        if give:
            given = kept.give(stores, opened.field, now)
            note(stores, "vouchers given", f"{given.now}", now)
            say(f"{given.now} people got a code now, {given.before} had one.", err=True)
            if given.without:
                say_wrapped(
                    f"{given.without} people completed and got none: there are too few codes, or more than "
                    "at_most. Read more codes and give again."
                )
        if sending:
            _refuse_by_hand(opened)
            stopped = _send(opened, study)
        if listed:
            rows = stores.contacts.read(kept.issued)
            note(stores, "vouchers listed", f"{len(rows)}", now)
            click.echo(
                csv_text(("code", "address", "name"), [(r.code, r.address, r.name) for r in rows]), nl=False
            )
        held = stores.contacts.read(kept.held)
    say(f"{held.codes} codes, {held.free} of them free.", err=True)
    if stopped:
        say_wrapped(f"stopped: {stopped}")
        sys.exit(1)


def _refuse_by_hand(opened: OpenField) -> None:
    from psychograph.errors import Problem
    from psychograph.fielding.errors import IncentiveError

    promised = opened.field.plan.incentives.voucher
    if promised is not None and promised.sent == "mail":
        return
    found = "no voucher" if promised is None else "sent: by_hand"
    raise IncentiveError(
        Problem("field.yaml, incentives", found, "a voucher that is sent by mail", "--give and --list")
    )


def _send(opened: OpenField, study: Path) -> str:
    """Take one turn, tell what it did, and return why it ended early."""
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.delivery.delivery import Delivery
    from psychograph.fielding.office.audit import note

    clock = SystemClock()
    turn = Delivery(opened.field, opened.stores, opened.settings, clock).turn()
    note(opened.stores, "vouchers sent", f"{turn.sent} messages", clock.now())
    say_wrapped(
        f"{turn.sent:,} sent, {turn.planned:,} newly planned, {turn.put_off:,} put off to a later window, "
        f"{turn.delayed:,} to be tried again, {turn.failed:,} refused, {turn.uncertain:,} uncertain, "
        f"{turn.cancelled:,} called off."
    )
    if turn.waiting:
        say("More may go than the plan allows a minute: run it again, or let the server run.", err=True)
    for one in _held_back(opened):
        say(f"not written to: {one}")
    if turn.uncertain:
        say(f"See: psychograph field invite {study} --uncertain", err=True)
    return turn.stopped


def _held_back(opened: OpenField) -> list[str]:
    from psychograph.fielding.delivery.addressees import voucher_people

    people = opened.stores.contacts.read(
        lambda connection: voucher_people(connection, opened.settings.secret)
    )
    return [f"{one.address} ({one.held}); see --list for the code" for one in people if one.held]
