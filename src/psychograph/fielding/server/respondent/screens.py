"""Screens: shown, taken, and back to one where something is wrong or cannot be saved."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, select, update
from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.cases import Case, Saved, Submitted, save
from psychograph.fielding.clock import DAY, moment, stamp
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.office.door import Standing
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.server.pages.views import (
    ANSWER_LANGUAGE,
    LATER,
    LaterView,
    Message,
    QuestionView,
)
from psychograph.fielding.server.respondent.kept_screens import KeptScreens
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.respondent.replies import (
    RETRY,
    WRITING,
    Route,
    go,
    moved,
    page,
    pages,
    sends,
)
from psychograph.fielding.server.respondent.visits import address_of_screen, visitor, walk_of, where_to_go_on
from psychograph.fielding.server.security.device import device_of
from psychograph.fielding.server.security.fields import Fields, read_fields
from psychograph.fielding.server.security.guard import reason_of
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import FORM, Ticket
from psychograph.fielding.stores.link_tables import tokens
from psychograph.fielding.walk.forms import Read, Wrong, read_form
from psychograph.fielding.walk.walk import Screen, Walk

log = logging.getLogger("psychograph.server")

LONGEST_SHOWN = DAY  # a form that is older lay open overnight, or a clock was set
MOST_LATER = 20  # links to go on with that a case has at once


@dataclass(frozen=True)
class Visit:
    """A case on one of its screens."""

    case: Case
    walk: Walk
    screen: Screen
    language: str


class Screens:
    """Routes of screens.

    Parameters
    ----------
    reception : Reception
        What routes share.
    """

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.context = reception.context
        self.kept = KeptScreens(reception.context.pages.question)

    async def go_on(self, request: Request, handle: str) -> Response:
        """Look where a case goes on; nowhere for those who said no."""
        case = await visitor(self.reception, request, handle)
        await self.refuse_if_shut(request, case)
        if case.outcome is Outcome.REFUSED:
            return self.reception.message(request, Message.REFUSED, case.language)
        return go(where_to_go_on(self.reception, case))

    async def show(self, request: Request, handle: str, name: str) -> Response:
        """Show a screen; another where it is not on the way, or stands further on than the answers."""
        case = await visitor(self.reception, request, handle)
        await self.refuse_if_shut(request, case)
        visit = self.visit(request, case, name)
        if visit is None or not self.is_reached(visit):
            return go(where_to_go_on(self.reception, case))
        return page(self.shown(request, visit))

    async def take(self, request: Request, handle: str, name: str, *, later: bool = False) -> Response:
        """Save the form of a screen, and look at the next."""
        case = await visitor(self.reception, request, handle)
        self.reception.count(self.reception.send, case.handle, case.language)
        fields = await read_fields(request)
        spoken = self.reception.spoken(request, fields, case.language)
        ticket = self.reception.ticket(fields, case.case_id, name, spoken)
        await self.refuse_if_shut(request, case, saving=True)
        later = later or LATER in fields
        visit = self.visit(request, case, name, spoken)
        if visit is None:
            return await self.take_aside(request, case, name, fields, ticket)
        read = read_form(visit.screen, fields)
        if read.wrong and not later:
            return page(self.shown(request, visit, fields, read.wrong), 422)
        submitted = self.submitted(request, visit, ticket, read, partial=later)
        try:
            saved = await self.saved(submitted)
            link = await self.link(case) if later else ""
        except Exception as reason:  # noqa: BLE001 - whatever it is, what was typed is kept
            log.error("not saved: %s", reason_of(reason))
            html = self.shown(request, visit, fields, unsaved=True)
            return page(html, 503, {"retry-after": str(RETRY)})
        if later and not saved.case.outcome.over:
            return self.told_later(request, visit, link)
        return go(
            address_of_screen(case, saved.next) if saved.next else where_to_go_on(self.reception, saved.case)
        )

    async def take_aside(
        self, request: Request, case: Case, name: str, fields: Fields, ticket: Ticket
    ) -> Response:
        """Save the form of a screen that left the way meanwhile, in another tab; go on where the way is."""
        screen = None if case.outcome.over else self.screen_aside(name)
        if screen is not None:
            spoken = self.reception.spoken(request, fields, case.language)
            visit = Visit(case, walk_of(self.reception, case), screen, spoken)
            read = read_form(screen, fields)
            case = (await self.saved(self.submitted(request, visit, ticket, read, partial=True))).case
        return go(where_to_go_on(self.reception, case))

    # --- Steps of these

    def visit(self, request: Request, case: Case, name: str, spoken: str = "") -> Visit | None:
        """Return the visit to a screen; None where it is not on the way, or nothing more is asked."""
        if case.outcome.over:
            return None
        walk = walk_of(self.reception, case)
        screen = walk.screen(name, case.answers)
        if screen is None:
            return None
        return Visit(case, walk, screen, spoken or self.reception.language(request, case.language))

    def is_reached(self, visit: Visit) -> bool:
        """Say whether everything before a screen is passed."""
        here = visit.walk.first_open(visit.case.answers)
        return here is None or visit.walk.position[visit.screen.name] <= visit.walk.position[here.name]

    def shown(
        self,
        request: Request,
        visit: Visit,
        typed: Fields | None = None,
        wrong: tuple[Wrong, ...] = (),
        *,
        unsaved: bool = False,
    ) -> str:
        """Return a screen as a page, with a form that was not sent yet."""
        case, walk, name = visit.case, visit.walk, visit.screen.name
        action = address_of_screen(case, name)
        before = walk.before(name, case.answers)
        view = QuestionView(
            around=self.reception.around(request, visit.language, switch=typed is None),
            form=self.reception.form(action, case.case_id, name),
            screen=visit.screen,
            seed=case.seed,
            place=walk.place(name, case.answers),
            answers=case.answers,
            typed=typed,
            wrong=wrong,
            unsaved=unsaved,
            back=address_of_screen(case, before.name) if before is not None else "",
            later=f"{action}/later",
            last=walk.after(name, case.answers) is None,
        )
        if typed is None and not any(one in case.answers for one in walk.takes(name, case.answers)):
            return self.kept.page(view, case.handle)
        return self.context.pages.question(view)

    def submitted(
        self, request: Request, visit: Visit, ticket: Ticket, read: Read, *, partial: bool
    ) -> Submitted:
        """Return what is to be saved.

        A form is known again by its number of chance and by what it says: a double click is one save, and a
        page that a browser kept and that is sent again with another answer is another.
        """
        told = json.dumps(read.answers, sort_keys=True).encode("utf-8", "surrogatepass")
        shown = self.context.at - ticket.shown_at
        return Submitted(
            case_id=visit.case.case_id,
            nonce=f"{ticket.nonce}.{hashlib.sha256(told).hexdigest()[:16]}",
            screen=visit.screen.name,
            answers=read.answers,
            shown_ms=shown if 0 <= shown <= LONGEST_SHOWN else None,
            device=device_of(request.headers),
            at=self.context.at,
            language=visit.language,
            partial=partial,
        )

    async def saved(self, submitted: Submitted) -> Saved:
        """Save, and return once it is on the disk."""
        field = self.context.field
        return await self.context.stores.answers.writing(lambda answers: save(answers, submitted, field))

    def screen_aside(self, name: str) -> Screen | None:
        """Return a screen as it may have been shown before it left the way."""
        for one in self.context.field.questionnaire.pages:
            for question in one.questions:
                if question.name == name:
                    return Screen(name, one, question)
        return None

    async def refuse_if_shut(self, request: Request, case: Case, *, saving: bool = False) -> None:
        """Refuse where the survey is closed; where it is paused, take what was sent and show no more."""
        now = await self.reception.door.standing()
        spoken = self.reception.language(request, case.language)
        if now is Standing.CLOSED and not case.outcome.over:
            raise RefusedError(410, Message.CLOSED, language=spoken)
        if now is Standing.PAUSED and not saving and not case.outcome.over:
            raise RefusedError(200, Message.PAUSED, language=spoken, again=f"/r/{case.handle}")

    # --- Later

    async def link(self, case: Case) -> str:
        """Make a personal link to go on with, on this device or another."""
        study, at = self.context.field.name, self.context.at
        until = stamp(self.context.field.last_call)

        def work(links: Connection) -> str:
            _take_back_old(links, case.case_id, at)
            return issue(links, study, Purpose.RESUME, at=at, expires_at=until, case_id=case.case_id)

        token = await self.context.stores.links.writing(work)
        return f"{self.context.settings.public_url}/c/{token}"

    def told_later(self, request: Request, visit: Visit, link: str) -> Response:
        """Show the link."""
        view = LaterView(
            self.reception.around(request, visit.language, switch=False),
            link,
            f"/r/{visit.case.handle}",
            moment(stamp(self.context.field.last_call)),
            sent=visit.case.source is Source.INVITED,
        )
        return page(self.context.pages.later(view))


def _take_back_old(links: Connection, case_id: str, at: int) -> None:
    """Take back the oldest links to go on with, so that a case never has more than `MOST_LATER`."""
    live = select(tokens.c.token_hash).where(
        tokens.c.case_id == case_id, tokens.c.purpose == Purpose.RESUME, tokens.c.revoked_at.is_(None)
    )
    hashes = links.execute(live.order_by(tokens.c.created_at)).scalars().all()
    if len(hashes) >= MOST_LATER:
        old = tokens.c.token_hash.in_(hashes[: len(hashes) - MOST_LATER + 1])
        links.execute(update(tokens).where(old).values(revoked_at=at))


def screens(reception: Reception) -> APIRouter:
    """Return the routes of screens."""
    router, at = APIRouter(), Screens(reception)
    shut = pages(200, 403, 410, 422, 503)
    moving: Route = {
        "status_code": 303,
        "response_class": Response,
        "responses": {**moved("Where to go on."), **shut},
    }
    taken: Route = {
        "status_code": 303,
        "response_class": Response,
        "responses": {**moved("The next screen."), **WRITING, **shut},
    }
    form = sends(FORM, ANSWER_LANGUAGE, required=(FORM,))

    @router.get("/r/{handle}", **moving)
    async def go_on(request: Request, handle: str) -> Response:
        return await at.go_on(request, handle)

    @router.get(
        "/r/{handle}/q/{screen}",
        response_class=HTMLResponse,
        responses={**moved("Where to go on."), **pages(403, 410, 503)},
    )
    async def show(request: Request, handle: str, screen: str) -> Response:
        return await at.show(request, handle, screen)

    @router.post("/r/{handle}/q/{screen}", **taken, openapi_extra=form)
    async def take(request: Request, handle: str, screen: str) -> Response:
        return await at.take(request, handle, screen)

    @router.get("/r/{handle}/q/{screen}/later", **moving)
    async def back(request: Request, handle: str, screen: str) -> Response:  # noqa: ARG001 - in the path
        return await at.go_on(request, handle)

    @router.post("/r/{handle}/q/{screen}/later", **taken, openapi_extra=form)
    async def put_aside(request: Request, handle: str, screen: str) -> Response:
        return await at.take(request, handle, screen, later=True)

    return router
