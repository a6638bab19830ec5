"""A server with users, and browsers that log in to its manager's pages."""

from __future__ import annotations

import asyncio
import re

import httpx
from fastapi import FastAPI
from fieldworks import SECRET, fieldwork
from virtual_clock import VirtualClock

from psychograph.fielding.clock import stamp
from psychograph.fielding.office import passwords, users
from psychograph.fielding.server.app import make_app
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.opened import Stores

PASSWORD = "four lamps and a river"  # noqa: S105 - of tests alone
TOKEN = re.compile(r'name="form-token" value="([^"]+)"')


class Browser:
    """Sends requests as a browser would: cookies kept, redirects not followed."""

    def __init__(
        self, app: FastAPI, loop: asyncio.AbstractEventLoop, base: str, network: str = "203.0.113.7"
    ) -> None:
        transport = httpx.ASGITransport(app, client=(network, 40_000), raise_app_exceptions=True)
        self._client = httpx.AsyncClient(transport=transport, base_url=base)
        self._loop = loop

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def get(self, path: str, **more: object) -> httpx.Response:
        return self._loop.run_until_complete(self._client.get(path, **more))  # type: ignore[arg-type]

    def post(self, path: str, fields: dict[str, str] | None = None, **more: object) -> httpx.Response:
        sent = {"sec-fetch-site": "same-origin", **more.pop("headers", {})}  # type: ignore[dict-item]
        return self._loop.run_until_complete(
            self._client.post(path, data=fields or {}, headers=sent, **more)  # type: ignore[arg-type]
        )

    def token(self, path: str = "/manage/account") -> str:
        found = TOKEN.search(self.get(path).text)
        return found[1] if found else ""

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page of one's own session."""
        return self.post(path, {"form-token": self.token(), **fields})

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        return self.post(
            "/manage/login",
            {"form-token": self.token("/manage/login"), "name": name, "password": password},
        )


class Site:
    """A server with an empty field, a manager `anna`, an analyst `ben` and a viewer `vera`."""

    def __init__(self, stores: Stores, loop: asyncio.AbstractEventLoop, url: str, **changes: object) -> None:
        self.stores, self.loop, self.clock, self.url = stores, loop, VirtualClock(), url
        self.field = fieldwork(**changes)
        self.app = make_app(self.field, stores, Settings(url, SECRET), self.clock, mailing=False)
        password_hash, at = passwords.hash_of(PASSWORD), stamp(self.clock.now())
        for name, role in (("anna", "manager"), ("ben", "analyst"), ("vera", "viewer")):
            stores.office.write(
                lambda office, name=name, role=role: users.add(
                    office, name, users.Role(role), password_hash, at
                )
            )

    def browser(self, name: str = "", network: str = "203.0.113.7") -> Browser:
        opened = Browser(self.app, self.loop, self.url, network)
        if name:
            assert opened.log_in(name).status_code == 303
        return opened
