"""The draw: commitment and result for all who log in, winners for the manager alone."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from psychograph.errors import Problem, UsageError
from psychograph.fielding.clock import moment
from psychograph.fielding.incentives.draw import commit as commit_draw
from psychograph.fielding.incentives.draw import run as run_draw
from psychograph.fielding.incentives.entries import entries
from psychograph.fielding.incentives.published import published
from psychograph.fielding.incentives.winners import NEXT, Standing, Winner, winners_of
from psychograph.fielding.incentives.winners import mark as mark_winner
from psychograph.fielding.office.audit import record
from psychograph.fielding.office.users import Role
from psychograph.fielding.plan.schema import Beacon
from psychograph.fielding.server.manager.desk import Desk

DRAW = "/manage/draw"


async def draw(desk: Desk) -> Response:
    """Show how far the draw is."""
    context = desk.context
    found = await asyncio.to_thread(published, context.stores, context.field)
    if found is None:
        return desk.page("draw", "Prize draw", draw=None)
    entered = len(await context.stores.contacts.reading(entries))
    winners: tuple[Winner, ...] = ()
    if desk.role is Role.MANAGER:
        winners = await context.stores.contacts.reading(winners_of)
    done = found.record
    return desk.page(
        "draw",
        "Prize draw",
        draw=found,
        entered=entered,
        winners=winners,
        next_steps=NEXT,
        days=found.rules.days_to_claim,
        committed=done is not None and done.beacon is Beacon.COMMITTED,
        may_commit=done is None and context.clock.now() >= context.field.last_call,
        may_run=done is not None and done.result is None and context.clock.now() >= done.drawn,
        manages=desk.role is Role.MANAGER,
    )


async def commit(desk: Desk) -> Response:
    """Close the list of entries and commit to it."""
    context, now = desk.context, moment(desk.at)
    done = await asyncio.to_thread(commit_draw, context.stores, context.field, now)
    await _note(desk, "draw commit", f"{len(done.entries)} entries, {done.commitment}")
    return Response(None, 303, {"location": DRAW})


async def run(desk: Desk) -> Response:
    """Hold the draw with the randomness that its round has published."""
    randomness, signature = desk.sent("randomness"), desk.sent("signature")
    done = await asyncio.to_thread(run_draw, desk.context.stores, moment(desk.at), randomness, signature)
    if done.result is not None:
        await _note(desk, "draw run", f"randomness {done.result.randomness}")
    return Response(None, 303, {"location": DRAW})


async def mark(desk: Desk) -> Response:
    """Note how far a winner is."""
    place, wanted, now = desk.sent("place"), desk.sent("standing"), moment(desk.at)
    if not place.isascii() or not place.isdigit() or len(place) > 5 or wanted not in set(Standing):
        raise UsageError(Problem("the winner", "no place, or no step", "a place of the draw", "go back"))
    await desk.context.stores.contacts.writing(
        lambda connection: mark_winner(connection, int(place), Standing(wanted), now)
    )
    await _note(desk, "draw winners", f"place {place} {wanted}")
    return Response(None, 303, {"location": DRAW})


async def _note(desk: Desk, action: str, detail: str) -> None:
    user, at = desk.user, desk.at
    await desk.context.stores.office.writing(lambda connection: record(connection, user, action, detail, at))
