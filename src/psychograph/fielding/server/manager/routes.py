"""The manager's routes, made from the table of who may do what; every rule stands here, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from psychograph.errors import PsychographError
from psychograph.fielding.errors import StoreError
from psychograph.fielding.server.context import Context
from psychograph.fielding.server.manager.access import ROUTES, Route
from psychograph.fielding.server.manager.desk import TOKEN, Bureau, Desk, session_of
from psychograph.fielding.server.security.fields import fields_of, only, read_body
from psychograph.fielding.server.security.refused import RefusedError

LOGIN = "/manage/login"
MOST_BYTES = 16 * 1024  # of a manager's form


def router(context: Context) -> APIRouter:
    """Return the routes under ``/manage``.

    Parameters
    ----------
    context : Context
        Study, stores, settings, clock.
    """
    bureau = Bureau(context)
    made = APIRouter()
    for route in ROUTES:
        made.add_api_route(
            route.path,
            _endpoint(bureau, route),
            methods=[route.method],
            include_in_schema=False,
            name=f"{route.method} {route.path}",
        )
    return made


def _endpoint(bureau: Bureau, route: Route) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await _answer(bureau, route, request)

    return endpoint


async def _answer(bureau: Bureau, route: Route, request: Request) -> Response:
    """Answer a request: who is it, may they, is the form theirs, and only then what they want."""
    session = await session_of(bureau, request)
    desk = Desk(bureau, request, session)
    if route.roles and session is None:
        return Response(None, 303, {"location": LOGIN})
    if route.roles and desk.role not in route.roles:
        return told(desk, 403, "Not for your role", "Your role does not allow this. Ask a manager.")
    try:
        if route.method == "POST":
            if not _from_here(request, bureau.context.settings.public_url):
                return _foreign(desk)
            desk = Desk(bureau, request, session, fields_of(await read_body(request, MOST_BYTES)))
            if route.roles and not bureau.signer.fits(
                only(desk.fields, TOKEN), "manage", desk.session.session_hash if desk.session else ""
            ):
                return _foreign(desk)
        return await route.handle(desk)
    except RefusedError as reason:
        return told(desk, reason.status, "Not understood", "What was sent cannot be read. Try again.")
    except StoreError as reason:
        return told(desk, 503, "Not done", "A store cannot be used just now; nothing was changed.", reason)
    except PsychographError as reason:
        return told(desk, 422, "Not done", "Nothing was changed.", reason)


def told(desk: Desk, status: int, title: str, text: str, reason: PsychographError | None = None) -> Response:
    """Return a page that says why something was not done."""
    problems = reason.problems if reason is not None else ()
    return desk.page("told", title, status, text=text, problems=problems)


def _foreign(desk: Desk) -> Response:
    return told(
        desk,
        403,
        "Not done",
        "This form is not of your session: it was open for too long, or came from elsewhere. Nothing was "
        "changed. Go back, reload the page, and try again.",
    )


def _from_here(request: Request, public_url: str) -> bool:
    """Say whether a form was sent by a page of this server, as far as the browser tells.

    Fetch Metadata (W3C) where there is any; else Origin, which is "null" under our own Referrer-Policy. A
    browser that tells neither is held by the token of the form and a cookie that is SameSite=Strict.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "null")
    wanted = urlsplit(public_url)
    own = {f"{wanted.scheme}://{host}" for host in (wanted.netloc, request.headers.get("host", ""))}
    return origin in {"null", *own}
