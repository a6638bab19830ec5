"""`Desk`: one request to the manager's pages, with who it is from. `Bureau`: what all of them share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from psychograph.fielding.office.sessions import Session, resolve, touch
from psychograph.fielding.office.users import Role
from psychograph.fielding.server.context import Context
from psychograph.fielding.server.manager.cookies import session_cookie
from psychograph.fielding.server.manager.style import style_path
from psychograph.fielding.server.manager.words import FILTERS, Words
from psychograph.fielding.server.pages.assets import path_of
from psychograph.fielding.server.security.cookies import cookie_of
from psychograph.fielding.server.security.fields import Fields, only
from psychograph.fielding.server.security.rates import Rate, Rates
from psychograph.fielding.server.security.signing import Signer
from psychograph.fielding.watching.status import Status, status

if TYPE_CHECKING:
    from jinja2 import Environment

FRESH = timedelta(seconds=5)  # figures are not counted anew more often: they take a second with many cases
TOKEN = "form-token"  # noqa: S105 - name of the hidden field that binds a form to its session
BY_NETWORK = Rate(at_once=20, a_minute=10)  # logins tried from one network
BY_NAME_AND_NETWORK = Rate(at_once=5, a_minute=1)
BY_NAME = Rate(at_once=60, a_minute=6)  # from everywhere: wide, so that nobody can lock a manager out


@dataclass
class Bureau:
    """What the manager's pages of one process share.

    Parameters
    ----------
    context : Context
        Study, stores, settings, clock.
    """

    context: Context
    by_network: Rates = field(default_factory=lambda: Rates(BY_NETWORK))
    by_name_and_network: Rates = field(default_factory=lambda: Rates(BY_NAME_AND_NETWORK))
    by_name: Rates = field(default_factory=lambda: Rates(BY_NAME))
    segmenting: asyncio.Lock = field(default_factory=asyncio.Lock)  # which takes a while
    _counted: tuple[datetime, Status] | None = None
    _counting: asyncio.Lock = field(default_factory=asyncio.Lock)

    @cached_property
    def signer(self) -> Signer:
        """Signs the tokens of forms."""
        return Signer(self.context.settings.secret, self.context.field.name)

    @cached_property
    def words(self) -> Words:
        """Numbers and times as pages show them."""
        return Words(ZoneInfo(self.context.field.plan.period.time_zone))

    @property
    def templates(self) -> Environment:
        """The templates; whatever anybody wrote is shown as text."""
        return _templates(self.words)

    async def status(self) -> Status:
        """Count how the field goes; at most every few seconds, and once for all who ask meanwhile."""
        async with self._counting:
            now = self.context.clock.now()
            if self._counted is None or not timedelta() <= now - self._counted[0] < FRESH:
                found = await asyncio.to_thread(
                    self.context.stores.answers.read,
                    lambda connection: status(connection, self.context.field, now),
                )
                self._counted = (now, found)
            return self._counted[1]


@cache  # reading them takes longer than filling one
def _templates(words: Words) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("psychograph.fielding.server.manager"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # files of a package do not change while it runs
    )
    made.filters.update(FILTERS)
    made.filters.update(when=words.when, day=words.day, stamped=words.stamped)
    return made


@dataclass(frozen=True)
class Desk:
    """One request.

    Parameters
    ----------
    bureau : Bureau
        What requests share.
    request : Request
        As it came.
    session : Session or None
        Who is logged in.
    fields : mapping
        Of the form; empty for GET.
    """

    bureau: Bureau
    request: Request
    session: Session | None
    fields: Fields = field(default_factory=dict)

    @property
    def context(self) -> Context:
        """Study, stores, settings, clock."""
        return self.bureau.context

    @property
    def at(self) -> int:
        """Now, in milliseconds since 1970."""
        return self.context.at

    @property
    def user(self) -> str:
        """Name of who is logged in; empty for nobody."""
        return self.session.user_name if self.session is not None else ""

    @property
    def role(self) -> Role | None:
        """What they may do."""
        return Role(self.session.role) if self.session is not None else None

    @property
    def form_token(self) -> str:
        """What forms of this session carry; no other session's fits."""
        return self.bureau.signer.sign("manage", self.session.session_hash) if self.session else ""

    def sent(self, name: str) -> str:
        """Return a field of the form, without spaces around it; empty where it was not sent."""
        return only(self.fields, name).strip()

    def typed(self, name: str) -> str:
        """Return a field of the form as it was typed."""
        return only(self.fields, name)

    def page(
        self,
        template: str,
        title: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **parts: object,
    ) -> Response:
        """Return a page."""
        may = frozenset(_reachable(self.role))
        html = self.bureau.templates.get_template(f"{template}.html.j2").render(
            title=title,
            field=self.context.field,
            user=self.user,
            role=self.role.value if self.role is not None else "",
            may=may,
            here=self.request.url.path,
            token=self.form_token,
            token_name=TOKEN,
            test=self.context.test,
            now=self.context.clock.now(),
            public_url=self.context.settings.public_url,
            style=style_path(),
            icon=path_of("icon.svg"),
            **parts,
        )
        return Response(html, status, dict(headers or {}), "text/html")


def _reachable(role: Role | None) -> Iterator[str]:
    """Yield the pages that a role may see."""
    from psychograph.fielding.server.manager.access import ROUTES

    return (route.path for route in ROUTES if route.method == "GET" and role in route.roles)


async def session_of(bureau: Bureau, request: Request) -> Session | None:
    """Return who a request is from, and note at times that they were seen."""
    context = bureau.context
    token = cookie_of(request.headers.get("cookie", ""), session_cookie(context.settings))
    if not token:
        return None
    at = context.at
    found = await context.stores.office.reading(lambda connection: resolve(connection, token, at))
    if found is not None and found.is_to_touch(at):
        await context.stores.office.writing(lambda connection: touch(connection, found, at))
    return found
