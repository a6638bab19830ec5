"""What the server does by itself while it runs: opens the field, and sends what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psychograph.fielding.clock import MINUTE
from psychograph.fielding.delivery.delivery import Delivery
from psychograph.fielding.invitations.mailing import Mailing
from psychograph.fielding.office.callers import Callers, keep
from psychograph.fielding.office.door import Standing
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.security.guard import reason_of

log = logging.getLogger("psychograph.server")

EVERY = 5.0  # seconds between rounds


@asynccontextmanager
async def rounds(reception: Reception, *, mailing: bool) -> AsyncIterator[None]:
    """Go on rounds for a while; the message that is being sent when it ends is finished.

    Parameters
    ----------
    reception : Reception
        What routes share.
    mailing : bool
        Whether messages are sent.
    """
    context, ending = reception.context, asyncio.Event()
    mail: tuple[Mailing | Delivery, ...] = ()
    if mailing and context.settings.mail.host:
        given = context.field, context.stores, context.settings, context.clock
        mail = Mailing(*given), Delivery(*given)
    task = asyncio.create_task(_go_round(reception, mail, ending))
    try:
        yield
    finally:
        ending.set()
        for one in mail:
            one.stop()
        await task


@dataclass(frozen=True)
class Told:
    """What was kept last of whom proxies named, and when: milliseconds since 1970."""

    callers: Callers
    at: int


async def _keep_callers(reception: Reception, told: Told) -> Told:
    """Keep whom proxies named, where that has changed, once a minute at most."""
    context = reception.context
    seen, at = context.seen.callers, context.at
    if context.test or seen == told.callers or 0 <= at - told.at < MINUTE:
        return told
    await context.stores.office.writing(lambda office: keep(office, seen, at))
    return Told(seen, at)


async def _go_round(
    reception: Reception, mail: tuple[Mailing | Delivery, ...], ending: asyncio.Event
) -> None:
    told = Told(Callers(), 0)
    while not ending.is_set():
        try:
            if await reception.door.standing() is Standing.OPEN:
                await reception.prepare()
            for one in mail:
                await asyncio.to_thread(one.turn)
            told = await _keep_callers(reception, told)
        except Exception as reason:  # noqa: BLE001 - the next round may go better
            log.error("round failed: %s", reason_of(reason))
        try:
            await asyncio.wait_for(ending.wait(), EVERY)
        except TimeoutError:
            continue
