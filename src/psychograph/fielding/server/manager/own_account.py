"""One's own password and sessions."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection
from starlette.responses import Response

from psychograph.fielding.office import passwords, sessions, users
from psychograph.fielding.office.audit import record
from psychograph.fielding.server.manager.desk import Desk
from psychograph.fielding.server.manager.entering import left


async def account(desk: Desk) -> Response:
    """Show what may be changed."""
    return _page(desk)


async def change_password(desk: Desk) -> Response:
    """Take another password; every session of the user ends, this one too."""
    user, at, office = desk.user, desk.at, desk.context.stores.office
    wait = desk.bureau.by_name_and_network.wait(f"password {user}")
    if wait:
        return _page(desk, f"Too many tries. Wait {wait} seconds.", 429)
    kept = await office.reading(lambda connection: users.password_hash_of(connection, user))
    if not await asyncio.to_thread(passwords.matches, kept, desk.typed("password")):
        await office.writing(lambda connection: record(connection, user, "password change refused", "", at))
        return _page(desk, "Your present password is not right.", 422)
    new = desk.typed("new")
    plan = desk.context.field
    weak = passwords.weakness(new, user, plan.plan.organiser.name, str(plan.questionnaire.title))
    if weak:
        return _page(desk, f"The new password will not do: {weak}.", 422)
    if new != desk.typed("again"):
        return _page(desk, "The new password was not typed alike both times.", 422)
    fresh = await asyncio.to_thread(passwords.hash_of, new)
    await office.writing(lambda connection: users.set_password(connection, user, fresh, at, by=user))
    return left(desk)


async def log_out_everywhere(desk: Desk) -> Response:
    """End every session of the user."""
    user, at = desk.user, desk.at

    def work(connection: Connection) -> None:
        ended = sessions.end_all(connection, user)
        record(connection, user, "logout everywhere", f"{ended} sessions", at)

    await desk.context.stores.office.writing(work)
    return left(desk)


def _page(desk: Desk, wrong: str = "", status: int = 200) -> Response:
    return desk.page("account", "Your account", status, wrong=wrong, shortest=passwords.SHORTEST)
