"""`psychograph field draw tell`: the winners are written to, each once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field draw tell my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def tell(study: Path) -> None:
    """Write to the winners of STUDY who were not told yet; run it again after a prize went to a reserve.

    Messages go through the outbox, now or by the next round of `psychograph field serve`: nobody is told
    twice. Each says until when to answer, on the winner's own clock; a winner who was told is marked so.
    Whoever unsubscribed is told all the same, because it is no advertising. Whoever is not to be written to
    for another reason is named here, for you to reach in another way.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.delivery.delivery import Delivery
    from psychograph.fielding.incentives.winners import winners_of
    from psychograph.fielding.office.audit import note

    with opened_field(study) as opened:
        if not opened.stores.contacts.read(winners_of):
            raise UsageError(
                Problem(
                    "the draw", "no winners", "a draw that was held", f"psychograph field draw run {study}"
                )
            )
        delivery = Delivery(opened.field, opened.stores, opened.settings, SystemClock())
        told = delivery.tell_winners()
        note(
            opened.stores,
            "draw tell",
            f"{told.queued} queued, {len(told.held)} held back",
            SystemClock().now(),
        )
        turn = delivery.turn()
    say_wrapped(
        f"{told.queued:,} to be told, {turn.sent:,} messages sent now, {turn.delayed:,} to be tried again, "
        f"{turn.failed:,} refused, {turn.uncertain:,} uncertain."
    )
    for one in told.held:
        say(f"not written to: place {one.place}, {one.address} ({one.held})")
    if told.held:
        say("Reach them in another way, and note it: psychograph field draw winners --told PLACE", err=True)
    if turn.uncertain:
        say(f"See: psychograph field invite {study} --uncertain", err=True)
    if turn.stopped:
        say_wrapped(f"stopped: {turn.stopped}")
        sys.exit(1)
    say(f"Next: psychograph field draw winners {study}", err=True)
