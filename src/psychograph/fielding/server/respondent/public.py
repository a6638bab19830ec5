"""Pages that anyone may read, and the two that anyone may send: no more mail, and into the draw."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.codes import Codes, shown
from psychograph.fielding.incentives.entries import enter
from psychograph.fielding.incentives.published import Published, published
from psychograph.fielding.incentives.record import RECORD, SCRIPT
from psychograph.fielding.invitations.unsubscribing import unsubscribe
from psychograph.fielding.office.door import Standing
from psychograph.fielding.plan.schema import Draw
from psychograph.fielding.server.pages.views import (
    ADDRESS,
    DRAW_RECORD,
    DRAW_RULES,
    FREE_ENTRY,
    PRIVACY,
    RULES_BOX,
    Drawn,
    DrawRecordView,
    DrawRulesView,
    EndWrong,
    Form,
    FreeEntryView,
    Message,
    PrivacyView,
    UnsubscribeView,
)
from psychograph.fielding.server.respondent.ending import is_address
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.respondent.replies import RETRY, WRITING, Route, page, pages, sends
from psychograph.fielding.server.security.fields import Fields, only, read_body, read_fields
from psychograph.fielding.server.security.guard import reason_of
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import FORM

log = logging.getLogger("psychograph.server")

FILES = {RECORD: "application/json", SCRIPT: "text/x-python; charset=utf-8"}
OTHERS = "text/plain; charset=utf-8"


class Public:
    """Routes for everybody.

    Parameters
    ----------
    reception : Reception
        What routes share.
    """

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.context = reception.context

    # --- The draw

    @property
    def draw(self) -> Draw:
        """The draw of the plan.

        Raises
        ------
        RefusedError
            404 where it has none.
        """
        draw = self.context.field.plan.incentives.draw
        if draw is None:
            raise RefusedError(404)
        return draw

    async def rules(self, request: Request) -> Response:
        """Show the rules."""
        _ = self.draw
        return page(self.context.pages.draw_rules(DrawRulesView(self.reception.around(request))))

    async def record(self, request: Request) -> Response:
        """Show what anyone needs to check the draw, as far as it has come."""
        found = await self.published()
        view = DrawRecordView(self.reception.around(request))
        record = found.record
        if record is not None:
            round_ = (
                f"{record.beacon.value} {record.round}" if record.round is not None else record.secret_hash
            )
            view = replace(
                view,
                commitment=record.commitment,
                entries=len(record.entries),
                round=round_,
                record=f"{DRAW_RECORD}/{RECORD}",
            )
        if record is not None and record.result is not None:
            prizes = (one for one in record.result.places if one.prize)
            drawn = tuple(Drawn(one.prize, one.ticket) for one in prizes)
            view = replace(view, randomness=record.result.randomness, drawn=drawn)
        return page(self.context.pages.draw_record(view))

    async def file(self, name: str) -> Response:
        """Hand out a file of the published record."""
        record = (await self.published()).record
        content = record.files().get(name) if record is not None else None
        if content is None:
            raise RefusedError(404)
        return Response(content, media_type=FILES.get(name, OTHERS))

    async def published(self) -> Published:
        """Return what may be known of the draw."""
        _ = self.draw
        found = await asyncio.to_thread(published, self.context.stores, self.context.field)
        if found is None:
            raise RefusedError(404)
        return found

    # --- Into the draw without the survey

    async def show_entry(self, request: Request) -> Response:
        """Show the form."""
        await self.refuse_unless_entered(request)
        return page(self.entry(request))

    async def take_entry(self, request: Request) -> Response:
        """Enter an address; one that is in already is told the same."""
        fields = await read_fields(request)
        ticket = self.reception.ticket(fields, "", FREE_ENTRY)
        await self.refuse_unless_entered(request)
        self.reception.welcome(self.reception.enter, request)
        typed = only(fields, ADDRESS).strip()
        wrong = EndWrong.ADDRESS_MISSING if not typed else None
        if wrong is None and not is_address(typed):
            wrong = EndWrong.ADDRESS
        if wrong is None and RULES_BOX not in fields:
            wrong = EndWrong.RULES
        if wrong is not None:
            return page(self.entry(request, fields, wrong), 422)
        try:
            code = await self.entered(typed, ticket.nonce)
        except IncentiveError:  # the list was closed meanwhile
            return self.reception.message(request, Message.CLOSED, status=410)
        except Exception as reason:  # noqa: BLE001 - whatever it is, what was typed is kept
            log.error("not saved: %s", reason_of(reason))
            return page(self.entry(request, fields, unsaved=True), 503, {"retry-after": str(RETRY)})
        view = FreeEntryView(self.reception.around(request, switch=False), code=code)
        return page(self.context.pages.free_entry(view))

    async def entered(self, address: str, nonce: str) -> str:
        """Enter an address and return its code."""
        if self.context.test:
            return ""
        await self.reception.prepare()
        codes = await self.context.stores.office.reading(Codes.kept)
        made, at = codes.for_form(nonce) if codes is not None else "", self.context.at

        def work(contacts: Connection) -> str:
            return enter(contacts, address, "", "free", None, at, made)

        return shown(await self.context.stores.contacts.writing(work))

    async def refuse_unless_entered(self, request: Request) -> None:
        """Refuse where there is no free way in, and outside of the period; a pause does not close it."""
        if not self.draw.free_entry:
            raise RefusedError(404)
        now, spoken = await self.reception.door.standing(), self.reception.language(request)
        if now is Standing.NOT_YET:
            raise RefusedError(200, Message.NOT_YET, language=spoken)
        if now in (Standing.FINISHING, Standing.CLOSED):
            raise RefusedError(410, Message.CLOSED, language=spoken)

    def entry(
        self,
        request: Request,
        typed: Fields | None = None,
        wrong: EndWrong | None = None,
        *,
        unsaved: bool = False,
    ) -> str:
        """Return the page with the form."""
        back = typed or {}
        return self.context.pages.free_entry(
            FreeEntryView(
                self.reception.around(request, switch=typed is None),
                self.reception.form(FREE_ENTRY, "", FREE_ENTRY),
                address=only(back, ADDRESS),
                rules_ticked=RULES_BOX in back,
                wrong=wrong,
                unsaved=unsaved,
            )
        )

    # --- No more mail

    async def ask_to_stop(self, request: Request, token: str) -> Response:
        """Show the button, whatever the link."""
        view = UnsubscribeView(self.reception.around(request), Form(f"/u/{quote(token, safe='')}"))
        return page(self.context.pages.unsubscribe(view))

    async def stop(self, request: Request, token: str) -> Response:
        """Write no more to whoever has this link; the same is said of a link that is none.

        A mail program may send it by itself (RFC 8058): without cookie and without the form of a page.
        """
        await read_body(request)
        self.reception.welcome(self.reception.unsubscribe, request)
        context = self.context
        if not context.test:
            await asyncio.to_thread(
                unsubscribe,
                context.stores,
                token,
                context.at,
                study=context.field.name,
                secret=context.settings.secret,
            )
        return page(context.pages.unsubscribe(UnsubscribeView(self.reception.around(request, switch=False))))

    async def privacy(self, request: Request) -> Response:
        """Show what becomes of answers and addresses."""
        return page(self.context.pages.privacy(PrivacyView(self.reception.around(request))))


def public(reception: Reception) -> APIRouter:
    """Return the routes for everybody."""
    router, at = APIRouter(), Public(reception)
    shown_page: Route = {"response_class": HTMLResponse, "responses": pages(404, 410, 503)}

    @router.get(PRIVACY, **shown_page)
    async def privacy(request: Request) -> Response:
        return await at.privacy(request)

    @router.get(DRAW_RULES, **shown_page)
    async def rules(request: Request) -> Response:
        return await at.rules(request)

    @router.get(DRAW_RECORD, **shown_page)
    async def record(request: Request) -> Response:
        return await at.record(request)

    @router.get(FREE_ENTRY, **shown_page)
    async def show_entry(request: Request) -> Response:
        return await at.show_entry(request)

    @router.post(
        FREE_ENTRY,
        response_class=HTMLResponse,
        responses={**WRITING, **pages(410, 422)},
        openapi_extra=sends(FORM, ADDRESS, RULES_BOX, required=(FORM,)),
    )
    async def take_entry(request: Request) -> Response:
        return await at.take_entry(request)

    @router.get(
        DRAW_RECORD + "/{name}",
        response_class=Response,
        responses={**pages(404, 503), 200: {"content": {"*/*": {}}}},
    )
    async def file(name: str) -> Response:
        return await at.file(name)

    @router.get("/u/{token}", **shown_page)
    async def ask_to_stop(request: Request, token: str) -> Response:
        return await at.ask_to_stop(request, token)

    @router.post("/u/{token}", response_class=HTMLResponse, responses=pages(413, 429, 503))
    async def stop(request: Request, token: str) -> Response:
        return await at.stop(request, token)

    @router.get("/health", response_class=PlainTextResponse)
    async def health() -> Response:
        return Response("ok\n", media_type="text/plain")

    @router.get("/robots.txt", response_class=PlainTextResponse)
    async def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    return router
