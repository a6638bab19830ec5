"""A survey server inside the test: its application, asked by an ordinary HTTP client, without a port."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx
from fieldworks import SECRET, fieldwork
from sqlalchemy import select
from survey_people import Person, Says, main_form
from virtual_clock import VirtualClock

from psychograph.fielding.cases import Case, Enrolment, case_by_id, enrol, new_case_id
from psychograph.fielding.clock import stamp
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.office.door import Told, tell
from psychograph.fielding.outcomes import Source
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.server.app import make_app
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores, open_stores

HERE = "http://127.0.0.1:8000"


class InProcess(httpx.BaseTransport):
    """Asks an ASGI application in an event loop of its own; `peer` is who seems to call."""

    def __init__(self, app: Any, peer: str = "203.0.113.7") -> None:
        self._asgi = httpx.ASGITransport(app, raise_app_exceptions=True, client=(peer, 40000))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        return asyncio.run_coroutine_threadsafe(self._answer(asked), self._loop).result(60)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._asgi.handle_async_request(request)
        body = httpx.ByteStream(await answer.aread())
        return httpx.Response(answer.status_code, headers=answer.headers, stream=body)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass
class Invited:
    """A person with a link; `case_id` is theirs."""

    case_id: str
    token: str

    @property
    def link(self) -> str:
        return f"/s/{self.token}"


@dataclass
class Survey:
    """A field period with its server, and everything a test wants to look at."""

    work: Fieldwork
    stores: Stores
    settings: Settings
    clock: VirtualClock
    app: Any
    clients: list[httpx.Client] = field(default_factory=list)

    def browser(self, peer: str = "203.0.113.7", **headers: str) -> httpx.Client:
        """Return a browser: it keeps cookies, and follows nothing by itself."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        client = httpx.Client(
            transport=InProcess(self.app, peer), base_url=self.settings.public_url, headers=said
        )
        self.clients.append(client)
        return client

    def person(self, says: Says, **headers: str) -> Person:
        return Person(self.browser(**headers), says)

    def invite(self, *, source: str = "invited", expires: timedelta | None = None, **known: Any) -> Invited:
        """Make a case with a link."""
        case_id, at = new_case_id(), stamp(self.clock.now())
        until = stamp(self.clock.now() + expires) if expires is not None else stamp(self.work.closes)
        self.stores.answers.write(lambda c: enrol(c, [Enrolment(case_id, Source(source), **known)], at))
        token = self.stores.links.write(
            lambda c: issue(c, self.work.name, Purpose.SURVEY, at=at, expires_at=until, case_id=case_id)
        )
        return Invited(case_id, token)

    def case(self, case_id: str) -> Case:
        found = self.stores.answers.read(lambda c: case_by_id(c, case_id))
        assert found is not None
        return found

    def rows(self, table: Any) -> list[Any]:
        store = next(one for one in self.stores.all if table.metadata is _metadata(one.name))
        return self.stores_read(store, table)

    @staticmethod
    def stores_read(store: Any, table: Any) -> list[Any]:
        return list(store.read(lambda c: c.execute(select(table)).all()))

    def everything(self) -> dict[str, list[Any]]:
        """Return every row of every table of every store."""
        return {
            f"{store.name}.{table.name}": sorted(map(tuple, self.stores_read(store, table)), key=repr)
            for store in self.stores.all
            for table in _metadata(store.name).sorted_tables
        }

    def say(self, what: Told) -> None:
        """Pause, open or close the field, as its manager does."""
        at = stamp(self.clock.now())
        self.stores.office.write(lambda c: tell(c, what, at, "a test"))


def _metadata(name: str) -> Any:
    from psychograph.fielding.stores.opened import TABLES

    return TABLES[name]


@contextmanager
def served(
    place: Path | str, *, test: bool = False, url: str = HERE, work: Fieldwork | None = None, **changes: Any
) -> Iterator[Survey]:
    """Serve a small field period from a folder or a database; `changes` are blocks of its plan."""
    clock = VirtualClock()
    stores = open_stores(place / secrets.token_hex(4) if isinstance(place, Path) else place)
    survey = None
    try:
        work = work or fieldwork(**changes)
        settings = Settings(url, SECRET)
        survey = Survey(work, stores, settings, clock, make_app(work, stores, settings, clock, test=test))
        yield survey
    finally:
        for client in survey.clients if survey is not None else ():
            client.close()
        stores.close()


def begun(
    survey: Survey, invited: Invited, client: httpx.Client | None = None
) -> tuple[httpx.Client, httpx.Response]:
    """Begin by a link, and return the browser and its first screen."""
    client = client or survey.browser()
    answer = client.post(invited.link, data={"form-language": "en"})
    assert answer.status_code == 303, answer.text[:500]
    shown = client.get(answer.headers["location"])
    assert shown.status_code == 200, shown.text[:500]
    return client, shown


def sent(client: httpx.Client, shown: httpx.Response, answers: dict[str, Any], **more: Any) -> httpx.Response:
    """Send the form of a page with these answers."""
    form = main_form(shown.text)
    return client.post(form.action, data=dict(form.hidden) | answers, **more)


def screen_of(response: httpx.Response) -> str:
    """Return the name of the screen that an answer leads to, or that a page shows."""
    path = urlsplit(response.headers.get("location", "") or str(response.url)).path
    return path.rpartition("/")[2]


def heading(response: httpx.Response) -> str:
    """Return the first heading of a page, without mark-up."""
    import re

    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.text, re.S)
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


ANSWERS: dict[str, Any] = {
    "agreed": {"agreed": "1"},
    "Drinks": {"Drinks": ["tea", "coffee"]},
    "Cups": {"Cups": "3"},
    "views": {"Calm": "4", "Ritual": "2", "Attentive": "4"},
    "Order": {"Order.green": "1", "Order.black": "2", "Order.herbal": "3"},
    "Taste": {"Taste": "5"},
    "Age": {"Age": "34"},
    "Gender": {"Gender": "w"},
    "Since": {"Since": "2001-02-03"},
    "Place": {"Place": "10115"},
    "Words": {"Words": "Nothing more."},
}


def walked(client: httpx.Client, shown: httpx.Response, until: str = "end", **instead: Any) -> httpx.Response:
    """Answer screen after screen until one is reached; `instead`: other answers, by screen."""
    said = ANSWERS | instead
    for _ in range(30):
        name = screen_of(shown)
        if name == until:
            return shown
        moved = sent(client, shown, said[name])
        assert moved.status_code == 303, (name, moved.status_code, moved.text[:2000])
        shown = client.get(moved.headers["location"])
        if shown.status_code == 303:
            shown = client.get(shown.headers["location"])
        if screen_of(shown) not in (*said, "end"):
            return shown
    raise AssertionError("no end")


class Stopped:
    """A store that cannot write for a while, as on a full disk."""

    def __init__(self, store: Any, reason: Exception) -> None:
        self._store, self._reason = store, reason
        self._submit = store.writer.submit

    def __enter__(self) -> Stopped:
        from concurrent.futures import Future

        def refuse(_: Any) -> Any:
            failed: Future[Any] = Future()
            failed.set_exception(self._reason)
            return failed

        self._store.writer.submit = refuse
        return self

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.writer.submit = self._submit
