"""Whose visit it is: the case of an address, and the cookie that opens it."""

from __future__ import annotations

from starlette.requests import Request

from psychograph.fielding.cases import Case, case_of
from psychograph.fielding.outcomes import Outcome, Source
from psychograph.fielding.server.pages.views import Message
from psychograph.fielding.server.respondent.reception import Reception
from psychograph.fielding.server.security.cookies import cookie_name, cookie_of
from psychograph.fielding.server.security.refused import RefusedError
from psychograph.fielding.server.security.signing import pass_opens
from psychograph.fielding.walk.walk import Walk

FROM_START = "from=start"  # in the first address after Begin: tells a refused cookie from a stranger


async def visitor(reception: Reception, request: Request, handle: str) -> Case:
    """Return the case whose pages a browser may see.

    Raises
    ------
    RefusedError
        403 without the cookie of this case, whether there is such a case or not.
    """
    context = reception.context
    name = cookie_name(handle, encrypted=context.settings.encrypted)
    cookie = cookie_of(request.headers.get("cookie", ""), name)
    if not pass_opens(reception.signer, cookie, handle, context.at):
        began = request.scope["query_string"] == FROM_START.encode()
        raise RefusedError(403, Message.COOKIES if began and not cookie else Message.OTHER_LINK)
    case = await context.stores.answers.reading(lambda answers: case_of(answers, handle))
    if case is None or (case.source is Source.TEST) is not context.test:  # it was erased
        raise RefusedError(403, Message.OTHER_LINK)
    return case


def walk_of(reception: Reception, case: Case) -> Walk:
    """Return the way of a case."""
    return Walk(reception.context.field.questionnaire, case.seed)


def address_of_screen(case: Case, name: str) -> str:
    """Return the path of a screen of a case.

    `q` stands before it, since a question may be called as one of the other pages is.
    """
    return f"/r/{case.handle}/q/{name}"


def where_to_go_on(reception: Reception, case: Case) -> str:
    """Return the path at which a case goes on: a screen, or what comes after the last."""
    if case.outcome.over:
        ended = case.outcome is not Outcome.REFUSED
        return f"/r/{case.handle}/end" if ended else f"/r/{case.handle}"
    walk = walk_of(reception, case)
    found = walk.first_open(case.answers) or walk.way(case.answers)[-1]
    return address_of_screen(case, found.name)
