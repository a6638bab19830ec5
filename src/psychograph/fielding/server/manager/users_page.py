"""Users: adding them, their roles, locking them out."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from psychograph.errors import Problem, UsageError
from psychograph.fielding.office import passwords
from psychograph.fielding.office import users as kept
from psychograph.fielding.server.manager.desk import Desk

USERS = "/manage/users"


async def users(desk: Desk) -> Response:
    """List users."""
    found = await desk.context.stores.office.reading(kept.everybody)
    return desk.page("users", "Users", users=found, roles=tuple(kept.Role), shortest=passwords.SHORTEST)


async def add(desk: Desk) -> Response:
    """Add a user with a first password."""
    name, role, user, at = kept.name_of(desk.sent("name")), _role(desk), desk.user, desk.at
    password, plan = desk.typed("password"), desk.context.field
    weak = passwords.weakness(password, name, plan.plan.organiser.name, str(plan.questionnaire.title))
    if weak:
        mend = "take four or five words that do not belong together"
        raise UsageError(Problem("the password", f"one that will not do: {weak}", "another", mend))
    fresh = await asyncio.to_thread(passwords.hash_of, password)
    await desk.context.stores.office.writing(
        lambda connection: kept.add(connection, name, role, fresh, at, by=user)
    )
    return _back()


async def role(desk: Desk) -> Response:
    """Give a user another role."""
    name, wanted, user, at = desk.sent("name"), _role(desk), desk.user, desk.at
    await desk.context.stores.office.writing(
        lambda connection: kept.set_role(connection, name, wanted, at, by=user)
    )
    return _back()


async def lock(desk: Desk) -> Response:
    """Lock a user out, or let them in again."""
    name, user, at = desk.sent("name"), desk.user, desk.at
    disabled = desk.sent("lock") == "yes"
    await desk.context.stores.office.writing(
        lambda connection: kept.set_disabled(connection, name, disabled, at, by=user)
    )
    return _back()


def _role(desk: Desk) -> kept.Role:
    wanted = desk.sent("role")
    if wanted not in set(kept.Role):
        raise UsageError(
            Problem("the role", "none that there is", ", ".join(kept.Role), "choose one of them")
        )
    return kept.Role(wanted)


def _back() -> Response:
    return Response(None, 303, {"location": USERS})
