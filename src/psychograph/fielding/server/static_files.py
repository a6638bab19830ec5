"""Files that pages load: the same for everybody, and for ever under their name."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from psychograph.fielding.server.pages.assets import FOLDER, assets
from psychograph.fielding.server.respondent.replies import pages
from psychograph.fielding.server.security.headers import IMMUTABLE
from psychograph.fielding.server.security.refused import RefusedError


def static_files() -> APIRouter:
    """Return the route of files; what is not on the list is not served."""
    router, served = APIRouter(), assets()

    @router.get(
        FOLDER + "{name}",
        response_class=Response,
        responses={**pages(404), 200: {"description": "The file.", "content": {"*/*": {}}}},
    )
    async def file(name: str) -> Response:
        asset = served.get(FOLDER + name)
        if asset is None:
            raise RefusedError(404)
        headers = {"cache-control": IMMUTABLE.decode()}
        return Response(asset.content, 200, headers, asset.media_type)

    return router
