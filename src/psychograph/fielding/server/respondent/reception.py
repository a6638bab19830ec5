"""`Reception`: what the respondents' routes share."""

from __future__ import annotations

import asyncio
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.incentives.rules import freeze_rules
from psychograph.fielding.office.door import Door
from psychograph.fielding.server.context import Context
from psychograph.fielding.server.pages.views import (
    ANSWER_LANGUAGE,
    LANGUAGE,
    Around,
    Form,
    Incentive,
    Message,
    MessageView,
)
from psychograph.fielding.server.respondent.replies import page
from psychograph.fielding.server.security.fields import Fields, only
from psychograph.fielding.server.security.rates import Rate, Rates
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import FORM, Signer, Ticket, read_ticket, ticket

# Of one network. Wide enough for a lecture hall that begins at once; mail services send many at a time.
BEGINNING = Rate(at_once=600, a_minute=600)
OPENING = Rate(at_once=300, a_minute=120)
ENTERING = Rate(at_once=30, a_minute=20)
UNSUBSCRIBING = Rate(at_once=1_000, a_minute=1_000)
# Of one case. Each form is kept, so that who sends without end would fill the disk; nobody types so much.
SENDING = Rate(at_once=500, a_minute=60)


class Reception:
    """One for each process.

    Parameters
    ----------
    context : Context
        Study, stores, settings, clock, pages.

    Attributes
    ----------
    door : Door
        Says whether the survey is open.
    signer : Signer
        Signs forms and cookies.
    begin, open, enter, unsubscribe : Rates
        How often one network may do these.
    send : Rates
        How often one case may send a form.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.door = Door(context.field, context.stores.office, context.clock, test=context.test)
        self.signer = Signer(context.settings.secret, context.field.name)
        self.begin = Rates(BEGINNING)
        self.open = Rates(OPENING)
        self.enter = Rates(ENTERING)
        self.unsubscribe = Rates(UNSUBSCRIBING)
        self.send = Rates(SENDING)
        self._prepared = False

    async def prepare(self) -> None:
        """Freeze the rules of the draw, and make what codes are made with, before anyone begins."""
        if self._prepared:
            return
        context = self.context
        incentives = context.field.plan.incentives
        if (incentives.draw or incentives.voucher) and not context.test:
            await asyncio.to_thread(_prepare_incentives, context)
        self._prepared = True

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages in which pages are read."""
        return frozenset(self.context.pages.languages)

    def language(self, request: Request, *known: str) -> str:
        """Return the language of a visit: that of the address, else one that is known, else the browser's."""
        asked = request.query_params.get(LANGUAGE, "") if request.scope["query_string"] else ""
        for one in (asked, *known):
            if one and one in self.languages:
                return one
        return self.context.pages.language(*filter(None, (asked, *known)), *_accepted(request))

    def spoken(self, request: Request, fields: Fields, *known: str) -> str:
        """Return the language in which a form was read."""
        posted = only(fields, ANSWER_LANGUAGE)
        return posted if posted in self.languages else self.language(request, *known)

    def around(self, request: Request, *known: str, switch: bool = True) -> Around:
        """Return what stands around a page; `switch`: whether it can be read in another language at once."""
        path = request.scope["path"] if switch else ""
        return Around(self.language(request, *known), path, self.context.test)

    def form(self, action: str, whose: str, what: str) -> Form:
        """Return a form that nobody else can have made."""
        return Form(action, ((FORM, ticket(self.signer, whose, what, self.context.at)),))

    def ticket(self, fields: Fields, whose: str, what: str, language: str = "") -> Ticket:
        """Return what a form says of itself.

        Raises
        ------
        RefusedError
            403 where it is not of this person and page.
        """
        found = read_ticket(self.signer, only(fields, FORM), whose, what)
        if found is None:
            raise RefusedError(403, language=language)
        return found

    def welcome(self, rates: Rates, request: Request) -> None:
        """Count a request of a network.

        Raises
        ------
        RefusedError
            429 where there were too many.
        """
        self.count(rates, self.context.network(request))

    def count(self, rates: Rates, whose: str, language: str = "") -> None:
        """Count a request of a network or a case.

        Raises
        ------
        RefusedError
            429 where there were too many.
        """
        wait = rates.wait(whose)
        if wait:
            raise RefusedError(429, wait=wait, language=language)

    def message(
        self, request: Request, message: Message, *known: str, status: int = 200, again: str = ""
    ) -> Response:
        """Return a page that only says something."""
        around = self.around(request, *known, switch=request.method == "GET")
        return page(self.context.pages.message(MessageView(around, message, again)), status)

    def incentives(self, arm: str = "") -> tuple[Incentive, ...]:
        """Return what is offered: what the plan has, or of it what an arm of chance has."""
        plan = self.context.field.plan.incentives
        offered: list[Incentive] = []
        if plan.draw is not None and arm in ("", "draw"):
            offered.append("draw")
        if plan.voucher is not None and arm in ("", "voucher"):
            offered.append("voucher")
        return tuple(offered)


def _prepare_incentives(context: Context) -> None:
    Codes.of(context.stores, context.at)
    now = context.clock.now()
    context.stores.office.write(lambda office: freeze_rules(office, context.field, now))


def _accepted(request: Request) -> tuple[str, ...]:
    header = request.headers.get("accept-language", "")[:200]
    return (header,) if header else ()
