"""Answers to take away. Every download is recorded; what is on somebody's disk is out of reach of erasure."""

from __future__ import annotations

import asyncio
import re

from starlette.responses import Response

from psychograph.fielding.office.audit import record
from psychograph.fielding.server.manager.desk import Desk


async def export_page(desk: Desk) -> Response:
    """Say what the files hold."""
    found = await desk.bureau.status()
    return desk.page("export", "Export", status_=found)


async def download(desk: Desk) -> Response:
    """Return the answers as a ZIP of files that `psychograph` reads."""
    from psychograph.fielding.server.manager.archive import archive_of

    context, user, at = desk.context, desk.user, desk.at
    partial = desk.sent("partial") == "yes"
    found = await asyncio.to_thread(archive_of, context, partial=partial)
    what = "with partial answers" if partial else "complete answers"
    await context.stores.office.writing(
        lambda connection: record(connection, user, "answers exported", f"{found.rows} rows, {what}", at)
    )
    plain = re.sub(r"[^a-z0-9]+", "-", str(context.field.questionnaire.title).lower()).strip("-")[:40]
    name = f"{plain or 'answers'}-{context.clock.now():%Y-%m-%d}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(found.content, 200, headers, "application/zip")
