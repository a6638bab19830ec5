"""The end: consents to the draw and to marketing, each apart, then thanks."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from weakref import WeakValueDictionary

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.cases import Case, consent
from psychograph.fielding.contacts.addresses import address_of
from psychograph.fielding.errors import IncentiveError
from psychograph.fielding.incentives.codes import Codes, shown
from psychograph.fielding.incentives.entries import enter, is_in
from psychograph.fielding.incentives.vouchers import shown_before, voucher_shown
from psychograph.fielding.office.door import Standing
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.plan.schema import Asked
from psychograph.fielding.server.pages.views import (
    ADDRESS,
    DRAW_BOX,
    MARKETING_BOX,
    EndView,
    EndWrong,
    Message,
    ThanksView,
)
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.respondent.replies import RETRY, WRITING, go, moved, page, pages, sends
from psychograph.fielding.server.respondent.visits import visitor, where_to_go_on
from psychograph.fielding.server.security.fields import Fields, only, read_fields
from psychograph.fielding.server.security.guard import reason_of
from psychograph.fielding.server.security.signing import FORM
from psychograph.fielding.stores.answers_tables import consents

log = logging.getLogger("psychograph.server")

DRAW, MARKETING = "draw", "marketing"  # purposes of consents
VOUCHER = "/voucher"  # the same, of the button that takes a code
END = "/end"  # what the signed field of its form is bound to; no screen has a slash in its name
TRIED = "TEST-CODE"  # shown to whoever tries the survey out
LONGEST_ADDRESS = 400  # characters; RFC 5321 has at most 256
EARLY = {Outcome.SCREENED_OUT: Message.SCREENED_OUT, Outcome.QUOTA_FULL: Message.QUOTA_FULL}


@dataclass(frozen=True)
class AskedAtEnd:
    """What is asked after the last question."""

    draw: Asked | None
    marketing: Asked | None

    @property
    def purposes(self) -> dict[str, Asked]:
        """What is asked, by purpose."""
        both = {DRAW: self.draw, MARKETING: self.marketing}
        return {purpose: asked for purpose, asked in both.items() if asked is not None}


def asked_at_end(reception: Reception, case: Case) -> AskedAtEnd:
    """Return what a case is asked at its end.

    The draw is for everybody who came to an end, also where an answer showed that the survey is about other
    people: its chance hangs on no answer. Marketing is asked of those who completed.
    """
    plan = reception.context.field.plan.consents
    offered = "draw" in reception.incentives(case.arms.get("incentive", ""))
    came = case.outcome is Outcome.COMPLETE or case.outcome in EARLY
    return AskedAtEnd(
        plan.draw if came and offered else None,
        plan.marketing if case.outcome is Outcome.COMPLETE else None,
    )


async def asks_at_end(reception: Reception, case: Case, now: Standing) -> bool:
    """Say whether a case that is over has yet to be asked something."""
    if now is Standing.CLOSED or not asked_at_end(reception, case).purposes:
        return False
    return not await reception.context.stores.answers.reading(lambda answers: said(answers, case.case_id))


def said(answers: Connection, case_id: str) -> dict[str, bool]:
    """Return what a case agreed to at its end, last time asked; empty where it was not asked."""
    rows = answers.execute(
        select(consents.c.purpose, consents.c.given)
        .where(consents.c.case_id == case_id, consents.c.purpose.in_((DRAW, MARKETING)))
        .order_by(consents.c.consent_id)
    )
    return {row.purpose: row.given for row in rows}


def ever_agreed(answers: Connection, case_id: str) -> bool:
    """Say whether a case agreed to the draw at any time, whatever it said since: then it has entered."""
    wanted = (consents.c.case_id == case_id, consents.c.purpose == DRAW, consents.c.given)
    return answers.execute(select(consents.c.consent_id).where(*wanted).limit(1)).first() is not None


class Ends:
    """Routes of the end.

    Parameters
    ----------
    reception : Reception
        What routes share.
    """

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.context = reception.context
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # of each case, one form

    async def ask(self, request: Request, handle: str) -> Response:
        """Ask for consents, or thank where nothing is to be asked."""
        case = await visitor(self.reception, request, handle)
        if not case.outcome.over or case.outcome is Outcome.REFUSED:
            return go(where_to_go_on(self.reception, case))
        now = await self.reception.door.standing()
        if not await asks_at_end(self.reception, case, now):
            return go(f"/r/{handle}/thanks")
        return page(self.asked(request, case))

    async def take(self, request: Request, handle: str) -> Response:
        """Keep what was agreed to; who was asked for an address is in the draw from now on."""
        case = await visitor(self.reception, request, handle)
        self.reception.count(self.reception.send, case.handle, case.language)
        fields = await read_fields(request)
        ticket = self.reception.ticket(fields, case.case_id, END, case.language)
        now = await self.reception.door.standing()
        if now is Standing.CLOSED or case.outcome is Outcome.REFUSED or not case.outcome.over:
            return go(where_to_go_on(self.reception, case))
        asked = asked_at_end(self.reception, case)
        wants = DRAW_BOX in fields and asked.draw is not None
        wrong = self.wrong(case, fields) if wants else None
        if wrong is not None:
            return page(self.asked(request, case, fields, wrong), 422)
        try:
            await self.reception.prepare()
            code = ""
            async with self.turns.setdefault(case.case_id, asyncio.Lock()):
                if wants and self.is_asked(case):
                    code = await self.entered(case, fields, ticket.nonce)
                await self.agreed(case, asked, fields, self.reception.spoken(request, fields, case.language))
        except Exception as reason:  # noqa: BLE001 - whatever it is, what was typed is kept
            log.error("not saved: %s", reason_of(reason))
            html = self.asked(request, case, fields, unsaved=True)
            return page(html, 503, {"retry-after": str(RETRY)})
        if code:  # nothing says later whose it is, so that it is shown now or never
            return page(await self.thanks(request, case, entered=True, code=code))
        return go(f"/r/{handle}/thanks")

    async def take_voucher(self, request: Request, handle: str) -> Response:
        """Take a voucher code for a case that is promised one and shows it here, and go where it is shown."""
        case = await visitor(self.reception, request, handle)
        self.reception.count(self.reception.send, case.handle, case.language)
        self.reception.ticket(await read_fields(request), case.case_id, VOUCHER, case.language)
        if not self.shows_voucher(case):
            return go(where_to_go_on(self.reception, case))
        if await self.voucher(case, take=True):
            return go(f"/r/{handle}/thanks")
        return page(await self.thanks(request, case, entered=await self.is_entered(case), code="", none=True))

    async def thank(self, request: Request, handle: str) -> Response:
        """Thank, and say whether they are in the draw."""
        case = await visitor(self.reception, request, handle)
        if not case.outcome.over or case.outcome is Outcome.REFUSED:
            return go(where_to_go_on(self.reception, case))
        entered = await self.is_entered(case)
        if case.outcome in EARLY and not entered:
            return self.reception.message(request, EARLY[case.outcome], case.language)
        code = ""
        if entered and not self.is_asked(case) and not self.context.test:
            codes = await self.context.stores.office.reading(Codes.kept)
            code = shown(codes.for_case(case.case_id)) if codes is not None else ""
        return page(await self.thanks(request, case, entered=entered, code=code))

    # --- Steps of these

    async def is_entered(self, case: Case) -> bool:
        """Say whether a case agreed to be in the draw."""
        agreed = await self.context.stores.answers.reading(lambda answers: said(answers, case.case_id))
        return agreed.get(DRAW, False)

    def is_promised(self, case: Case) -> bool:
        """Say whether a case gets a voucher."""
        arm = case.arms.get("incentive", "")
        return case.outcome is Outcome.COMPLETE and "voucher" in self.reception.incentives(arm)

    def shows_voucher(self, case: Case) -> bool:
        """Say whether it is shown here, because nobody knows an address."""
        return self.is_promised(case) and self.is_asked(case)

    def is_asked(self, case: Case) -> bool:
        """Say whether a case is asked for an address: nobody knows it."""
        return case.source is not Source.INVITED

    def asked(
        self,
        request: Request,
        case: Case,
        typed: Fields | None = None,
        wrong: EndWrong | None = None,
        *,
        unsaved: bool = False,
    ) -> str:
        """Return the page that asks, with nothing ticked but what was ticked when it came back."""
        asked, back = asked_at_end(self.reception, case), typed or {}
        return self.context.pages.end(
            EndView(
                around=self.reception.around(request, case.language, switch=typed is None),
                form=self.reception.form(f"/r/{case.handle}/end", case.case_id, END),
                draw=asked.draw is not None,
                marketing=asked.marketing is not None,
                ask_address=asked.draw is not None and self.is_asked(case),
                draw_ticked=DRAW_BOX in back,
                marketing_ticked=MARKETING_BOX in back,
                address=only(back, ADDRESS),
                wrong=wrong,
                unsaved=unsaved,
                finished=EARLY.get(case.outcome),
            )
        )

    def wrong(self, case: Case, fields: Fields) -> EndWrong | None:
        """Return what is wrong with an address that is wanted."""
        if not self.is_asked(case):
            return None
        typed = only(fields, ADDRESS).strip()
        if not typed:
            return EndWrong.ADDRESS_MISSING
        return None if is_address(typed) else EndWrong.ADDRESS

    async def agreed(self, case: Case, asked: AskedAtEnd, fields: Fields, spoken: str) -> None:
        """Keep each consent that was asked for, given or not, with the words that were read; once."""
        at = self.context.at
        ticked = {DRAW: DRAW_BOX in fields, MARKETING: MARKETING_BOX in fields}

        def work(answers: Connection) -> None:
            before = said(answers, case.case_id)
            for purpose, one in asked.purposes.items():
                if before.get(purpose) is not ticked[purpose]:
                    words = one.text.read(spoken)
                    consent(answers, case.case_id, purpose, ticked[purpose], one.version, spoken, words, at)

        await self.context.stores.answers.writing(work)

    async def entered(self, case: Case, fields: Fields, nonce: str) -> str:
        """Enter an address into the draw and return its code; nothing leads from it to the case.

        A case enters once: the form that did so may correct its address, another form of the same case enters
        nobody. This comes before the consent is kept, so that a case that agreed has entered, and what failed
        in between can be sent again.
        """
        if self.context.test:
            return ""
        codes = await self.context.stores.office.reading(Codes.kept)
        address, at = only(fields, ADDRESS).strip(), self.context.at
        made = codes.for_form(nonce) if codes is not None else ""
        agreed = await self.context.stores.answers.reading(lambda answers: ever_agreed(answers, case.case_id))

        def work(contacts: Connection) -> str:
            if agreed and not is_in(contacts, made):
                return ""
            return enter(contacts, address, "", "survey", None, at, made, for_one=True)

        try:
            return shown(await self.context.stores.contacts.writing(work))
        except IncentiveError:  # the list was closed meanwhile
            return ""

    async def thanks(
        self, request: Request, case: Case, *, entered: bool, code: str, none: bool = False
    ) -> str:
        """Return the page that thanks, with a voucher where it is shown here; `none`: none is left."""
        here = self.shows_voucher(case)
        shown_code = await self.voucher(case) if here else ""
        button = here and not shown_code and not none
        return self.context.pages.thanks(
            ThanksView(
                self.reception.around(request, case.language, switch=request.method == "GET"),
                entered=entered,
                voucher=self.is_promised(case),
                voucher_here=here,
                voucher_code=shown_code,
                voucher_form=self.reception.form(f"/r/{case.handle}/voucher", case.case_id, VOUCHER)
                if button
                else None,
                code=code,
                finished=EARLY.get(case.outcome),
            )
        )

    async def voucher(self, case: Case, *, take: bool = False) -> str:
        """Return the voucher code of a case by an open link; empty where it has none, or a store fails.

        A code is taken by a button, since looking at a page changes nothing, and the same one is shown
        after that: a page that was lost costs nobody theirs.
        """
        stores, promised = self.context.stores, self.context.field.plan.incentives.voucher
        if self.context.test:
            return TRIED
        try:
            codes = await stores.office.reading(Codes.kept)
            if take and codes is None:
                await self.reception.prepare()
                codes = await stores.office.reading(Codes.kept)
            if codes is None or promised is None:
                return ""
            holder = codes.voucher_holder(case.case_id)
            there = await stores.contacts.reading(lambda contacts: shown_before(contacts, holder))
            if there is not None or not take:
                return there or ""
            at_most, at = promised.at_most, self.context.at
            taken = await stores.contacts.writing(
                lambda contacts: voucher_shown(contacts, codes, case.case_id, at_most=at_most, at=at)
            )
        except Exception as reason:  # noqa: BLE001 - what was answered is kept; the page can be opened again
            log.error("no voucher shown: %s", reason_of(reason))
            return ""
        return taken or ""


def is_address(text: str) -> bool:
    """Say whether a text is an e-mail address.

    Examples
    --------
    >>> is_address("ann@example.org"), is_address("ann at example")
    (True, False)
    """
    if len(text) > LONGEST_ADDRESS:
        return False
    try:
        address_of(text)
    except ValueError:
        return False
    return True


def ending(reception: Reception) -> APIRouter:
    """Return the routes of the end."""
    router, at = APIRouter(), Ends(reception)
    shown_or_moved = {**moved("Where to go on."), **pages(403, 503)}

    @router.get("/r/{handle}/end", response_class=HTMLResponse, responses=shown_or_moved)
    async def ask(request: Request, handle: str) -> Response:
        return await at.ask(request, handle)

    @router.post(
        "/r/{handle}/end",
        status_code=303,
        response_class=Response,
        responses={**moved("To the thanks."), **WRITING, **pages(200, 422)},
        openapi_extra=sends(FORM, DRAW_BOX, MARKETING_BOX, ADDRESS, required=(FORM,)),
    )
    async def take(request: Request, handle: str) -> Response:
        return await at.take(request, handle)

    @router.post(
        "/r/{handle}/voucher",
        status_code=303,
        response_class=Response,
        responses={**moved("To the thanks, with the code."), **WRITING, **pages(200)},
        openapi_extra=sends(FORM, required=(FORM,)),
    )
    async def take_voucher(request: Request, handle: str) -> Response:
        return await at.take_voucher(request, handle)

    @router.get("/r/{handle}/thanks", response_class=HTMLResponse, responses=shown_or_moved)
    async def thank(request: Request, handle: str) -> Response:
        return await at.thank(request, handle)

    return router
