"""`psychograph field draw winners`: who won, for the manager alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.talk import say, say_wrapped

if TYPE_CHECKING:
    from psychograph.fielding.incentives.winners import Winner

EXAMPLE = """\b
Example:
  psychograph field draw winners my-study
  psychograph field draw winners my-study --told 1 --told 2
  psychograph field draw winners my-study --forfeited 2
"""
PLACES = click.IntRange(1, 20_000)


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--told", type=PLACES, multiple=True, help="Place whose winner was written to; repeatable.")
@click.option("--claimed", type=PLACES, multiple=True, help="Place whose prize was claimed.")
@click.option("--forfeited", type=PLACES, multiple=True, help="Place whose prize goes to the next reserve.")
def winners(study: Path, told: tuple[int, ...], claimed: tuple[int, ...], forfeited: tuple[int, ...]) -> None:
    """List the winners of STUDY with their addresses, and note how far each is.

    The list is printed and written nowhere: it is about people. `psychograph field draw tell` writes to
    them; mark with --told whom you told yourself. Who does not answer within the days of the plan may be
    marked with --forfeited, and the next reserve gets the prize.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.errors import Problem, UsageError
    from psychograph.fielding.clock import SystemClock
    from psychograph.fielding.incentives.winners import Standing, mark, winners_of
    from psychograph.fielding.office.audit import note

    now = SystemClock().now()
    marks = [
        *((place, Standing.TOLD) for place in told),
        *((place, Standing.CLAIMED) for place in claimed),
        *((place, Standing.FORFEITED) for place in forfeited),
    ]
    with opened_field(study) as opened:
        draw = opened.field.plan.incentives.draw
        # All of them or none: one work is one savepoint.
        passed = opened.stores.contacts.write(
            lambda connection: [mark(connection, place, standing, now) for place, standing in marks]
        )
        for place, standing in marks:
            note(opened.stores, "draw winners", f"place {place} {standing}", now)
        found = opened.stores.contacts.read(winners_of)
    if draw is None or not found:
        raise UsageError(
            Problem("the draw", "no winners", "a draw that was held", f"psychograph field draw run {study}")
        )
    for one in found:
        say(_line(one, overdue=one.overdue(draw.days_to_claim, now)))
    for reserve in passed:
        if reserve is not None:
            whom = reserve.address or "nobody, who was erased"
            say_wrapped(
                f"The prize goes to place {reserve.place}, {whom}. Next: psychograph field draw tell {study}"
            )
    if any(standing is Standing.FORFEITED for _, standing in marks) and None in passed:
        say_wrapped("Where no reserve was left, the prize stays with you; see what your law wants of it.")


def _line(one: Winner, *, overdue: bool) -> str:
    who = f"{one.address} {one.name}".strip() or "erased at their wish"
    late = ", time to answer is over" if overdue else ""
    return f"{one.place:>4}  {one.prize or 'reserve'}  {one.standing}{late}  {who}"
