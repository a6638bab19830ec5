"""The whole server as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from psychograph.fielding.clock import Clock
from psychograph.fielding.errors import StoreError
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.server.context import Context
from psychograph.fielding.server.manager.routes import router as managing
from psychograph.fielding.server.pages.pages import Pages
from psychograph.fielding.server.pages.views import Around, Message, MessageView
from psychograph.fielding.server.respondent.arriving import arriving
from psychograph.fielding.server.respondent.ending import ending
from psychograph.fielding.server.respondent.public import public
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.respondent.replies import RETRY, page
from psychograph.fielding.server.respondent.screens import screens
from psychograph.fielding.server.rounds import rounds
from psychograph.fielding.server.security.guard import Guard, log, reason_of
from psychograph.fielding.server.security.refused import USUAL, RefusedError
from psychograph.fielding.server.static_files import static_files
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores


def make_app(
    field: Fieldwork,
    stores: Stores,
    settings: Settings,
    clock: Clock,
    *,
    test: bool = False,
    mailing: bool = True,
    ended: Callable[[], None] | None = None,
) -> FastAPI:
    """Make the server of a study; `app.state.context` is what its routes work with.

    Parameters
    ----------
    field : Fieldwork
        The study.
    stores : Stores
        Opened; closing them is left to whoever opened them.
    settings : Settings
        Of this server.
    clock : Clock
        Tells the time.
    test : bool
        Whether it is only tried out: cases of the source ``test``, a banner on each page, no mail, an OpenAPI
        document.
    mailing : bool
        Whether messages that are due are sent while it runs.
    ended : callable, optional
        Called when it has ended, such as to close the stores.
    """
    context = Context(field, stores, settings, clock, Pages.of(field, settings), test)
    reception = Reception(context)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with rounds(reception, mailing=mailing and not test):
            yield
        if ended is not None:
            ended()

    app = FastAPI(
        title=field.questionnaire.title.text,
        openapi_url="/openapi.json" if test else None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=running,
    )
    app.state.context = context
    for router in (screens(reception), arriving(reception), ending(reception), public(reception)):
        app.include_router(router)
    app.include_router(static_files())
    app.include_router(managing(context))
    failing = Failing(reception)
    app.add_exception_handler(RefusedError, failing.refused)
    app.add_exception_handler(HTTPException, failing.unknown)
    app.add_exception_handler(RequestValidationError, failing.unreadable)
    app.add_exception_handler(StoreError, failing.store)
    app.add_middleware(Guard, settings=settings, failed=failing.send)
    return app


class Failing:
    """Pages for what went wrong.

    Parameters
    ----------
    reception : Reception
        What routes share.
    """

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def refused(self, request: Request, reason: Exception) -> Response:
        """Say why a request is refused."""
        if not isinstance(reason, RefusedError):
            raise reason
        return self.said(
            request, reason.status, reason.message, reason.language, wait=reason.wait, again=reason.again
        )

    async def unknown(self, request: Request, reason: Exception) -> Response:
        """Say that there is no such page."""
        if not isinstance(reason, HTTPException):
            raise reason
        message = USUAL.get(reason.status_code, Message.FAILED)
        answer = self.said(request, reason.status_code, message)
        answer.headers.update(reason.headers or {})
        return answer

    async def unreadable(self, request: Request, _: Exception) -> Response:
        """Say that a request cannot be read."""
        return self.said(request, 400, Message.NOT_READABLE)

    async def store(self, request: Request, reason: Exception) -> Response:
        """Say that a store does not work just now."""
        log.error("failed: %s", reason_of(reason))
        return self.said(request, 503, Message.FAILED, wait=RETRY)

    async def send(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        """Send the page for a status."""
        request = Request(scope, receive)
        answer = self.said(request, status, USUAL.get(status, Message.FAILED))
        await answer(scope, receive, send)

    def said(
        self,
        request: Request,
        status: int,
        message: Message,
        language: str = "",
        *,
        wait: int = 0,
        again: str = "",
    ) -> Response:
        """Return a page that says why."""
        context = self.reception.context
        spoken = self.reception.language(request, language)
        switch = status in (200, 410) and request.method == "GET"
        around = Around(spoken, request.scope["path"] if switch else "", context.test)
        headers = {"retry-after": str(wait)} if wait else None
        return page(context.pages.message(MessageView(around, message, again, wait)), status, headers)
