"""Ways into the survey: a personal link, a link to go on with, the open link. Looking changes nothing."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.cases import Case, begin, begin_open, case_by_id, decline, opened
from psychograph.fielding.clock import DAY, stamp
from psychograph.fielding.links.tokens import SHAPE, Link, Purpose, resolve
from psychograph.fielding.office.door import Standing
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.plan.schema import Entrance
from psychograph.fielding.server.pages.views import ANSWER_LANGUAGE, Form, LandingView, Message
from psychograph.fielding.server.respondent.ending import asks_at_end
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.respondent.replies import WRITING, Route, go, moved, page, pages, sends
from psychograph.fielding.server.respondent.visits import FROM_START, where_to_go_on
from psychograph.fielding.server.security.cookies import LONGEST, cookie_header
from psychograph.fielding.server.security.device import device_of
from psychograph.fielding.server.security.fields import read_body, read_fields
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import visit_pass

NO_TOKEN = "A" * 22  # looked for instead of what is none, so that every bad link takes the same time
OPEN = "/open"
DOUBLE_CLICK = 5_000  # ms in which coming back is no new visit
OVER = {
    Outcome.COMPLETE: Message.ANSWERED,
    Outcome.SCREENED_OUT: Message.SCREENED_OUT,
    Outcome.QUOTA_FULL: Message.QUOTA_FULL,
    Outcome.REFUSED: Message.REFUSED,
}
WAYS = {"s": Purpose.SURVEY, "c": Purpose.RESUME}


class Arrivals:
    """Routes of links.

    ``/s/TOKEN`` is the link of an invitation, ``/c/TOKEN`` one that a respondent asked for to go on with, and
    ``/open`` that of everybody.

    Parameters
    ----------
    reception : Reception
        What routes share.
    """

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.context = reception.context

    # --- A personal link

    async def look(self, request: Request, way: str, token: str) -> Response:
        """Show the first page to whoever has a link."""
        case = await self.case(request, way, token)
        return self.landing(request, case, f"/{way}/{token}")

    async def begin(self, request: Request, way: str, token: str) -> Response:
        """Begin, or go on."""
        fields = await read_fields(request)
        case = await self.case(request, way, token)
        self.reception.welcome(self.reception.begin, request)
        language = self.reception.spoken(request, fields, case.language)
        at, network, device = self.context.at, self.network(request), device_of(request.headers)
        if case.outcome.over or 0 <= at - (case.seen_at or -DOUBLE_CLICK) < DOUBLE_CLICK:
            return self.let_in(case)
        await self.reception.prepare()

        def work(answers: Connection) -> Case:
            if case.outcome is Outcome.NOT_STARTED:
                opened(answers, case.case_id, at)
            return begin(answers, case.case_id, language=language, device=device, at=at, network=network)

        return self.let_in(await self.context.stores.answers.writing(work))

    async def seen(self, token: str) -> Response:
        """Note that a person looked at the first page; says nothing of whether there is such a link."""
        link = await self.link(token, Purpose.SURVEY)
        if link is not None and not link.expired:
            at = self.context.at
            case = await self.context.stores.answers.reading(
                lambda answers: case_by_id(answers, link.case_id)
            )
            if case is not None and self.ours(case) and case.outcome is Outcome.NOT_STARTED:
                await self.context.stores.answers.writing(lambda answers: opened(answers, case.case_id, at))
        return Response(None, 204)

    async def decline(self, request: Request, token: str) -> Response:
        """Note that somebody says no."""
        await read_fields(request)
        case = await self.case(request, "s", token)
        self.reception.welcome(self.reception.begin, request)
        if not case.outcome.over:
            at = self.context.at
            await self.context.stores.answers.writing(lambda answers: decline(answers, case.case_id, at))
        return go(f"/s/{token}")

    # --- The open link

    async def look_around(self, request: Request) -> Response:
        """Show the first page to anybody."""
        await self.refuse_unless_open(request)
        form = self.reception.form(OPEN, "", OPEN)
        view = LandingView(self.reception.around(request), form, incentives=self.reception.incentives())
        return page(self.context.pages.landing(view))

    async def begin_anew(self, request: Request) -> Response:
        """Begin a case for somebody whom nobody invited; the same form again goes on with the same case."""
        fields = await read_fields(request)
        shown = self.reception.ticket(fields, "", OPEN)
        await self.refuse_unless_open(request)
        self.reception.welcome(self.reception.open, request)
        language = self.reception.spoken(request, fields)
        at, network, device = self.context.at, self.network(request), device_of(request.headers)
        at_most = self.context.field.plan.open_link.at_most
        case_id = hashlib.sha256(self.reception.signer.sign("open", shown.nonce).encode()).hexdigest()[:32]
        await self.reception.prepare()
        case = await self.context.stores.answers.writing(
            lambda answers: begin_open(
                answers,
                source=self.context.source,
                language=language,
                device=device,
                at=at,
                at_most=at_most,
                network=network,
                case_id=case_id,
            )
        )
        if case is None:
            return self.reception.message(request, Message.LIMIT, language)
        return self.let_in(case)

    # --- What they share

    async def link(self, token: str, purpose: Purpose) -> Link | None:
        """Return what a token stands for."""
        looked_for = token if SHAPE.fullmatch(token) else NO_TOKEN
        study, at = self.context.field.name, self.context.at
        found = await self.context.stores.links.reading(
            lambda links: resolve(links, looked_for, study, purpose, at=at)
        )
        return found if looked_for == token else None

    async def case(self, request: Request, way: str, token: str) -> Case:
        """Return the case of a link that may begin or go on now, or that was completed and asks for more.

        Raises
        ------
        RefusedError
            With the page that says why not. Every link that is none gives the same one.
        """
        link = await self.link(token, WAYS[way])
        case = None
        if link is not None:
            case_id = link.case_id
            case = await self.context.stores.answers.reading(lambda answers: case_by_id(answers, case_id))
        if link is None or case is None or not self.ours(case):
            raise RefusedError(404)
        now = await self.reception.door.standing()
        if case.outcome.over and not await asks_at_end(self.reception, case, now):
            raise RefusedError(
                200, OVER[case.outcome], language=self.reception.language(request, case.language)
            )
        if case.outcome is Outcome.NOT_STARTED and now is Standing.FINISHING:
            now = Standing.CLOSED
        self.refuse_by(now, self.reception.language(request, case.language))
        if link.expired and case.outcome is Outcome.NOT_STARTED:
            raise RefusedError(410, Message.EXPIRED, language=self.reception.language(request, case.language))
        return case

    async def refuse_unless_open(self, request: Request) -> None:
        """Let nobody in whom nobody invited, where the plan says so, and outside of the period."""
        if self.context.field.plan.entrance is not Entrance.ANYONE and not self.context.test:
            raise RefusedError(404)
        now = await self.reception.door.standing()
        if now is Standing.FINISHING:
            now = Standing.CLOSED
        self.refuse_by(now, self.reception.language(request))

    @staticmethod
    def refuse_by(now: Standing, language: str) -> None:
        """Raise what is said of a survey that is not open."""
        if now is Standing.NOT_YET:
            raise RefusedError(200, Message.NOT_YET, language=language)
        if now is Standing.PAUSED:
            raise RefusedError(200, Message.PAUSED, language=language)
        if now is Standing.CLOSED:
            raise RefusedError(410, Message.CLOSED, language=language)

    def landing(self, request: Request, case: Case, path: str) -> Response:
        """Return the first page for a case."""
        fresh = case.outcome is Outcome.NOT_STARTED
        declining = Form(f"{path}/decline") if path.startswith("/s/") and fresh else None
        view = LandingView(
            self.reception.around(request, case.language),
            Form(path),
            declining,
            begun=not fresh,
            incentives=self.reception.incentives(case.arms.get("incentive", "")),
        )
        return page(self.context.pages.landing(view))

    def let_in(self, case: Case) -> Response:
        """Give the cookie of a case, and show where to go on."""
        now = self.context.at
        # A day longer than it opens anything, so that whoever comes too late is told so.
        expires = min(now + LONGEST, max(now, stamp(self.context.field.last_call)) + DAY)
        answer = go(f"{where_to_go_on(self.reception, case)}?{FROM_START}")
        answer.headers["set-cookie"] = cookie_header(
            self.context.settings,
            case.handle,
            visit_pass(self.reception.signer, case.handle, expires),
            (expires - now) // 1000,
        )
        return answer

    def ours(self, case: Case) -> bool:
        """Say whether a case belongs here: those of a test to a test, and only those."""
        return (case.source is Source.TEST) is self.context.test

    def network(self, request: Request) -> str:
        """Return the address that is kept with a case: none, unless the plan declares it."""
        return self.context.network(request) if self.context.field.plan.privacy.keep_network else ""


def arriving(reception: Reception) -> APIRouter:
    """Return the routes of links."""
    router, at = APIRouter(), Arrivals(reception)
    shown: Route = {"response_class": HTMLResponse, "responses": pages(404, 410)}
    taken: Route = {
        "status_code": 303,
        "response_class": Response,  # without a body
        "responses": {**moved("To the survey."), **WRITING, **pages(200, 410)},
    }

    @router.get("/", **shown)
    @router.get(OPEN, **shown)
    async def look_around(request: Request) -> Response:
        return await at.look_around(request)

    @router.post(OPEN, **taken, openapi_extra=sends("form-signed", ANSWER_LANGUAGE))
    async def begin_anew(request: Request) -> Response:
        return await at.begin_anew(request)

    @router.get("/s/{token}", **shown)
    async def look(request: Request, token: str) -> Response:
        return await at.look(request, "s", token)

    @router.post("/s/{token}", **taken, openapi_extra=sends(ANSWER_LANGUAGE))
    async def begin_invited(request: Request, token: str) -> Response:
        return await at.begin(request, "s", token)

    @router.post("/s/{token}/seen", status_code=204, response_class=Response)
    async def seen(request: Request, token: str) -> Response:
        await read_body(request)
        return await at.seen(token)

    @router.post("/s/{token}/decline", **taken, openapi_extra=sends(ANSWER_LANGUAGE))
    async def say_no(request: Request, token: str) -> Response:
        return await at.decline(request, token)

    @router.get("/c/{token}", **shown)
    async def look_again(request: Request, token: str) -> Response:
        return await at.look(request, "c", token)

    @router.post("/c/{token}", **taken, openapi_extra=sends(ANSWER_LANGUAGE))
    async def go_on(request: Request, token: str) -> Response:
        return await at.begin(request, "c", token)

    return router
