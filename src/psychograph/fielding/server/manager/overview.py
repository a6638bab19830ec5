"""The first page: how the field goes, at a look."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from starlette.responses import Response

from psychograph.fielding.office.door import Standing, Told, standing, told
from psychograph.fielding.office.users import Role
from psychograph.fielding.plan.schema import Entrance
from psychograph.fielding.server.manager.attention import matters
from psychograph.fielding.server.manager.desk import Desk
from psychograph.fielding.server.manager.mail_page import outbox_of
from psychograph.fielding.server.manager.outlook import may_still, outlook
from psychograph.fielding.watching.status import Status

if TYPE_CHECKING:
    from psychograph.fielding.watching.stability import Stability

DOORS = {
    "not-yet": "Not yet open",
    "open": "Open",
    "paused": "Paused",
    "finishing": "Closing: who has begun may finish",
    "closed": "Closed",
}


WHOLE_BAR = Fraction(1, 4)  # of those who came to a question; where more stop, the bars are drawn to that


@dataclass(frozen=True)
class Step:
    """One step of the way from a message to a complete answer.

    Parameters
    ----------
    label : str
        What it is.
    count : int
        Cases that came so far.
    of_first, of_before : Fraction or None
        As a share of the first step, and of the one before; None for nobody.
    meaning : str
        How it is counted.
    """

    label: str
    count: int
    of_first: Fraction | None
    of_before: Fraction | None
    meaning: str


async def overview(desk: Desk) -> Response:
    """Show the figures that matter most."""
    found = await desk.bureau.status()
    context = desk.context
    said: tuple[Told, int] = await context.stores.office.reading(told)
    door = standing(context.field, *said, desk.at)
    seen = await outbox_of(desk) if desk.role is Role.MANAGER else None
    ahead = outlook(
        found,
        open_link=context.field.plan.entrance is Entrance.ANYONE,
        over=door in (Standing.FINISHING, Standing.CLOSED),
    )
    most = max((number for _, number in found.pace.by_day), default=0)
    return desk.page(
        "overview",
        "Overview",
        status_=found,
        outlook=ahead,
        waiting=may_still(found.invited),
        matters=matters(found, seen, paused=door is Standing.PAUSED),
        door=door.value,
        door_words=DOORS[door.value],
        steps=tuple(steps(found)),
        most_a_day=most,
        tallest=max(most, ahead.a_day or 0),
        full_stop=max(WHOLE_BAR, *(one.share for one in found.stops)) if found.stops else WHOLE_BAR,
    )


def steps(found: Status) -> Iterator[Step]:
    """Yield the way of those who were invited, from the message to the last answer."""
    counts = found.invited
    told = (
        ("Sent", counts.sent, "A mail server took at least one message to them."),
        ("Delivered", counts.delivered, "Sent, and not come back. That it was read, nobody can know."),
        ("Opened", counts.opened, "A person looked at the first page of the survey; scanners do not count."),
        ("Began", counts.started, "Pressed begin."),
        ("Complete", counts.complete, "Complete by the definition that was declared before the start."),
    )
    before = None
    for label, count, meaning in told:
        yield Step(
            label,
            count,
            Fraction(count, counts.sent) if counts.sent else None,
            Fraction(count, before) if before else None,
            meaning,
        )
        before = count


async def stability_page(desk: Desk) -> Response:
    """Show what the button would do."""
    return _stability(desk, None)


async def stability(desk: Desk) -> Response:
    """Segment the answers so far, and say whether more would change anything; one such at a time."""
    from psychograph.fielding.watching.stability import stability as stability_of

    context, at = desk.context, desk.at
    async with desk.bureau.segmenting:
        found = await asyncio.to_thread(
            context.stores.answers.read, lambda connection: stability_of(connection, context.field, at)
        )
    return _stability(desk, found)


def _stability(desk: Desk, found: Stability | None) -> Response:
    return desk.page(
        "stability",
        "Stability of the segments",
        found=found,
        has_study=desk.context.field.study is not None,
    )
