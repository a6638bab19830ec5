"""Pausing, opening again and closing for good."""

from __future__ import annotations

from starlette.responses import Response

from psychograph.errors import Problem, UsageError
from psychograph.fielding.office.door import Told, standing, told
from psychograph.fielding.office.door import tell as tell_door
from psychograph.fielding.server.manager.desk import Desk
from psychograph.fielding.server.manager.overview import DOORS


async def door(desk: Desk) -> Response:
    """Show how the survey stands, and what may be said."""
    context = desk.context
    said: tuple[Told, int] = await context.stores.office.reading(told)
    now = standing(context.field, *said, desk.at)
    return desk.page(
        "door",
        "Open, pause, close",
        door=now.value,
        door_words=DOORS[now.value],
        said=said[0].value,
        since=said[1] or None,
    )


async def tell(desk: Desk) -> Response:
    """Pause, open again or close; closing wants to be confirmed, since it is for good."""
    wanted, user, at = desk.sent("door"), desk.user, desk.at
    if wanted not in set(Told):
        raise UsageError(Problem("the survey", "nothing that can be done", "pause, open or close", "go back"))
    if wanted == Told.CLOSED and desk.sent("sure") != "yes":
        raise UsageError(
            Problem(
                "the survey",
                "a close that was not confirmed",
                "a tick that you mean it: a closed survey cannot be opened again",
                "go back and tick the box, or pause it instead",
            )
        )

    before = await desk.context.stores.office.writing(
        lambda connection: tell_door(connection, Told(wanted), at, user)
    )
    if before is Told.CLOSED and wanted != Told.CLOSED:
        raise UsageError(
            Problem("the survey", "closed for good", "a survey that is open or paused", "nothing can be done")
        )
    return Response(None, 303, {"location": "/manage/door"})
