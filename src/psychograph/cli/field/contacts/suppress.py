"""`psychograph field contacts suppress`: addresses that are never written to."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

EXAMPLE = """\b
Example:
  psychograph field contacts suppress my-study ann@example.org
  psychograph field contacts suppress my-study --file do-not-mail.csv
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("addresses", nargs=-1)
@click.option(
    "--file", type=click.Path(path_type=Path), help="A list of addresses: CSV or XLSX with headings."
)
def suppress(study: Path, addresses: tuple[str, ...], file: Path | None) -> None:
    """Never write to these ADDRESSES in STUDY, whatever list they come back with.

    Only a keyed hash of each is kept. What is planned for them is called off.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.clock import SystemClock, stamp
    from psychograph.fielding.contacts.reading import read_contacts
    from psychograph.fielding.contacts.suppression import Reason
    from psychograph.fielding.contacts.typed import typed_addresses
    from psychograph.fielding.invitations.unsubscribing import suppress_addresses
    from psychograph.fielding.office.audit import note

    if not addresses and file is None:
        raise UsageError(
            Problem(
                "the command", "no address", "addresses, or --file with a list of them", "name one of them"
            )
        )
    keys = [one.key for one in typed_addresses(addresses)]
    asked = len(keys)
    if file is not None:
        listed = read_contacts(file)
        if listed.problems:
            raise listed.error()
        keys += [one.address.key for one in listed.contacts]
    now = SystemClock().now()
    with opened_field(study) as opened:
        reasons = [Reason.ASKED] * asked + [Reason.LISTED] * (len(keys) - asked)
        new = suppress_addresses(
            opened.stores, dict(zip(keys, reasons, strict=True)), opened.settings.secret, stamp(now)
        )
        note(opened.stores, "addresses suppressed", f"{new} new", now)
    known = len(set(keys)) - new
    say(f"{new:,} {'address' if new == 1 else 'addresses'} suppressed, {known:,} were so already.")
