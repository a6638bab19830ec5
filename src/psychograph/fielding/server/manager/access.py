"""Who may do what: one table, from which the routes are made, so that none is without a line in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from psychograph.fielding.office.users import Role
from psychograph.fielding.server.manager import (
    audit_page,
    detail,
    door_page,
    draw_page,
    entering,
    export_page,
    mail_page,
    overview,
    own_account,
    style,
    users_page,
)
from psychograph.fielding.server.manager.desk import Desk

MANAGER = frozenset({Role.MANAGER})
ANSWERS = frozenset({Role.MANAGER, Role.ANALYST})
FIGURES = frozenset(Role)
ANYBODY: frozenset[Role] = frozenset()  # also those who are not logged in


@dataclass(frozen=True)
class Route:
    """One address and what may be done there.

    Parameters
    ----------
    method : str
        ``"GET"``, which changes nothing, or ``"POST"``.
    path : str
        With parameters in braces.
    roles : frozenset of Role
        Who may; empty for anybody, logged in or not.
    handle : callable
        What is done; given a desk, it returns the answer.
    """

    method: str
    path: str
    roles: frozenset[Role]
    handle: Callable[[Desk], Awaitable[Response]]


ROUTES = (
    Route("GET", "/manage/login", ANYBODY, entering.login_page),
    Route("POST", "/manage/login", ANYBODY, entering.log_in),
    Route("GET", "/manage/style/{name}", ANYBODY, style.style),
    Route("POST", "/manage/logout", FIGURES, entering.log_out),
    Route("GET", "/manage", FIGURES, overview.overview),
    Route("GET", "/manage/detail", FIGURES, detail.detail),
    Route("GET", "/manage/account", FIGURES, own_account.account),
    Route("POST", "/manage/account/password", FIGURES, own_account.change_password),
    Route("POST", "/manage/account/logout-everywhere", FIGURES, own_account.log_out_everywhere),
    Route("GET", "/manage/draw", FIGURES, draw_page.draw),
    Route("GET", "/manage/stability", ANSWERS, overview.stability_page),
    Route("POST", "/manage/stability", ANSWERS, overview.stability),
    Route("GET", "/manage/export", ANSWERS, export_page.export_page),
    Route("POST", "/manage/export", ANSWERS, export_page.download),
    Route("GET", "/manage/mail", MANAGER, mail_page.mail),
    Route("POST", "/manage/mail/release", MANAGER, mail_page.release),
    Route("GET", "/manage/door", MANAGER, door_page.door),
    Route("POST", "/manage/door", MANAGER, door_page.tell),
    Route("POST", "/manage/draw/commit", MANAGER, draw_page.commit),
    Route("POST", "/manage/draw/run", MANAGER, draw_page.run),
    Route("POST", "/manage/draw/winner", MANAGER, draw_page.mark),
    Route("GET", "/manage/users", MANAGER, users_page.users),
    Route("POST", "/manage/users/add", MANAGER, users_page.add),
    Route("POST", "/manage/users/role", MANAGER, users_page.role),
    Route("POST", "/manage/users/lock", MANAGER, users_page.lock),
    Route("GET", "/manage/audit", MANAGER, audit_page.audit),
)
