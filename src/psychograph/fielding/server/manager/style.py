"""The one style of the manager's pages; its address changes with its bytes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from psychograph.fielding.server.manager.desk import Desk


@cache
def _style() -> tuple[str, bytes]:
    content = files("psychograph.fielding.server.manager").joinpath("static", "manage.css").read_bytes()
    return f"manage.{hashlib.sha256(content).hexdigest()[:12]}.css", content


def style_path() -> str:
    """Return the address of the style."""
    return f"/manage/style/{_style()[0]}"


async def style(desk: Desk) -> Response:
    """Return the style; nothing else is there."""
    name, content = _style()
    if desk.request.path_params["name"] != name:
        return Response("Not here.\n", 404, media_type="text/plain")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(content, 200, headers, "text/css; charset=utf-8")
