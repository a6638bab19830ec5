"""What was done, and by whom."""

from __future__ import annotations

from starlette.responses import Response

from psychograph.fielding.office.audit import entries
from psychograph.fielding.server.manager.desk import Desk

A_PAGE = 100


async def audit(desk: Desk) -> Response:
    """List what was done, the latest first."""
    asked = desk.request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    found = await desk.context.stores.office.reading(
        lambda connection: entries(connection, at_most=A_PAGE + 1, before=before)
    )
    return desk.page(
        "audit",
        "Audit log",
        entries=found[:A_PAGE],
        earlier=found[A_PAGE - 1].entry_id if len(found) > A_PAGE else None,
    )
