"""Logging in and out. Nothing tells whether a name is known: not the words, and not the time."""

from __future__ import annotations

import asyncio
import secrets

from sqlalchemy import Connection
from starlette.responses import Response

from psychograph.fielding.office import passwords, sessions, users
from psychograph.fielding.office.audit import record
from psychograph.fielding.server.manager.cookies import (
    entry_cookie,
    forget_cookie,
    session_cookie,
    set_cookie,
)
from psychograph.fielding.server.manager.desk import TOKEN, Desk
from psychograph.fielding.server.security.cookies import cookie_of

REFUSED = "Name or password is not right, or this user is locked out."
STALE = "This page was open for too long. Please try again."
NOBODY = "unknown name"  # what was typed is not kept: it may be a password in the wrong field
ENTRY_BYTES = 16


async def login_page(desk: Desk) -> Response:
    """Show the form; who is logged in already goes on."""
    if desk.session is not None:
        return Response(None, 303, {"location": "/manage"})
    return _form(desk)


async def log_in(desk: Desk) -> Response:
    """Begin a session: always a new one, whatever the browser brought along."""
    context, entry = desk.context, _entry(desk)
    if not entry or not desk.bureau.signer.fits(desk.sent(TOKEN), "manage entry", entry):
        return _form(desk, STALE, 403)
    written, password = desk.sent("name").casefold(), desk.typed("password")
    name = written if users.NAME.fullmatch(written) else ""
    wait = _wait(desk, written)
    if wait:
        text = f"Too many tries. Wait {wait} seconds." if wait < 120 else f"Wait {wait // 60} minutes."
        return _form(desk, text, 429, {"retry-after": str(wait)})
    office, at = context.stores.office, desk.at
    kept = await office.reading(lambda connection: users.password_hash_of(connection, name)) if name else ""
    if not await asyncio.to_thread(passwords.matches, kept, password):
        told = name if kept else NOBODY
        await office.writing(lambda connection: record(connection, told, "login refused", "", at))
        return _form(desk, REFUSED, 403)
    fresh = await asyncio.to_thread(passwords.hash_of, password) if passwords.outdated(kept) else ""

    def work(connection: Connection) -> str:
        if fresh:
            users.renew_hash(connection, name, fresh)
        if desk.session is not None:
            sessions.end(connection, desk.session)
        record(connection, name, "login", "", at)
        return sessions.begin(connection, name, at)

    token = await office.writing(work)
    answer = Response(None, 303, {"location": "/manage"})
    settings = context.settings
    answer.headers.append("set-cookie", set_cookie(settings, session_cookie(settings), token))
    answer.headers.append("set-cookie", forget_cookie(settings, entry_cookie(settings)))
    return answer


async def log_out(desk: Desk) -> Response:
    """End this session."""
    session, user, at = desk.session, desk.user, desk.at

    def work(connection: Connection) -> None:
        if session is not None:
            sessions.end(connection, session)
        record(connection, user, "logout", "", at)

    await desk.context.stores.office.writing(work)
    return left(desk)


def left(desk: Desk) -> Response:
    """Return the answer to somebody whose session has ended."""
    settings = desk.context.settings
    answer = Response(None, 303, {"location": "/manage/login"})
    answer.headers.append("set-cookie", forget_cookie(settings, session_cookie(settings)))
    return answer


def _wait(desk: Desk, name: str) -> int:
    """Count a try, and return the seconds to wait before it is looked at; 0 for none."""
    network = desk.context.network(desk.request)
    bureau = desk.bureau
    return max(
        bureau.by_network.wait(network),
        bureau.by_name_and_network.wait(f"{name[:80]} {network}"),
        bureau.by_name.wait(f"name {name[:80]}"),
    )


def _entry(desk: Desk) -> str:
    cookie = cookie_of(desk.request.headers.get("cookie", ""), entry_cookie(desk.context.settings))
    return cookie if 16 <= len(cookie) <= 64 else ""


def _form(desk: Desk, wrong: str = "", status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return the form, bound to a cookie of its own: nobody can log others in as themselves."""
    settings = desk.context.settings
    entry = _entry(desk) or secrets.token_urlsafe(ENTRY_BYTES)
    answer = desk.page(
        "login",
        "Log in",
        status,
        headers,
        wrong=wrong,
        name=desk.sent("name"),
        entry_token=desk.bureau.signer.sign("manage entry", entry),
    )
    answer.headers.append("set-cookie", set_cookie(settings, entry_cookie(settings), entry))
    return answer
