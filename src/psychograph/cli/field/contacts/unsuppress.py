"""`psychograph field contacts unsuppress`: an address may be written to again."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say

EXAMPLE = """\b
Example:
  psychograph field contacts unsuppress my-study ann@example.org --reason "asked to be invited, 12 May"
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("address")
@click.option("--reason", required=True, help="Why; stands in the audit log, so name nobody.")
def unsuppress(study: Path, address: str, reason: str) -> None:
    """Allow to write to ADDRESS again in STUDY.

    Whoever unsubscribed must have asked for it. Somebody who complained or was erased stays on the list.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.contacts.suppression import Reason, suppressions
    from psychograph.fielding.contacts.suppression import unsuppress as allow
    from psychograph.fielding.contacts.typed import typed_addresses
    from psychograph.fielding.invitations.outbox import forget_cancelled
    from psychograph.fielding.office.audit import note

    if not reason.strip() or "@" in reason:
        raise UsageError(
            Problem("--reason", "no reason, or one with an address in it", "why, in words", "say why")
        )
    (found,) = typed_addresses((address,))
    with opened_field(study) as opened:
        secret, stores = opened.settings.secret, opened.stores
        why = stores.contacts.read(lambda contacts: suppressions(contacts, [found.key], secret)).get(
            found.key
        )
        if why in {Reason.COMPLAINED, Reason.ERASED}:
            raise UsageError(
                Problem(
                    where=f"this address is suppressed: {why}",
                    found="a wish to write to it again",
                    expected="an address that unsubscribed, bounced or was listed",
                    mend="leave it; whoever complained, or was erased, is not written to again",
                )
            )
        if why is None:
            say("The address is not suppressed.")
            return
        stores.contacts.write(lambda contacts: allow(contacts, found.key, secret))
        stores.contacts.write(lambda contacts: forget_cancelled(contacts, found.key))
        note(stores, "address unsuppressed", f"was {why}; {reason}", SystemClock().now())
    say(f"The address may be written to again; it was suppressed as {why}.")
