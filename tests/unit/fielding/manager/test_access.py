"""Every route, asked by everybody: the table of who may do what is what happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from manager_site import Site

from psychograph.fielding.office.audit import entries
from psychograph.fielding.office.users import Role
from psychograph.fielding.server.manager.access import ROUTES, Route

NAMES = {Role.MANAGER: "anna", Role.ANALYST: "ben", Role.VIEWER: "vera"}
# Written out a second time: a route that lets others in than before is a decision, not a slip.
EXPECTED = {
    "GET /manage": "manager analyst viewer",
    "GET /manage/account": "manager analyst viewer",
    "GET /manage/audit": "manager",
    "GET /manage/detail": "manager analyst viewer",
    "GET /manage/door": "manager",
    "GET /manage/draw": "manager analyst viewer",
    "GET /manage/export": "manager analyst",
    "GET /manage/login": "anybody",
    "GET /manage/mail": "manager",
    "GET /manage/stability": "manager analyst",
    "GET /manage/style/{name}": "anybody",
    "GET /manage/users": "manager",
    "POST /manage/account/logout-everywhere": "manager analyst viewer",
    "POST /manage/account/password": "manager analyst viewer",
    "POST /manage/door": "manager",
    "POST /manage/draw/commit": "manager",
    "POST /manage/draw/run": "manager",
    "POST /manage/draw/winner": "manager",
    "POST /manage/export": "manager analyst",
    "POST /manage/login": "anybody",
    "POST /manage/logout": "manager analyst viewer",
    "POST /manage/mail/release": "manager",
    "POST /manage/stability": "manager analyst",
    "POST /manage/users/add": "manager",
    "POST /manage/users/lock": "manager",
    "POST /manage/users/role": "manager",
}
CLOSED = [route for route in ROUTES if route.roles]


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def every_route(routes: Iterable[Any]) -> Iterator[Any]:
    """Yield routes, those of included routers too, which FastAPI keeps as they are."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        yield from every_route(inner.routes) if inner is not None else [route]


def test_the_table_is_what_was_decided() -> None:
    found = {
        name_of(route): " ".join(role for role in Role if role in route.roles) or "anybody"
        for route in ROUTES
    }
    assert found == EXPECTED


def test_no_route_under_manage_is_without_a_line_in_the_table(site: Site) -> None:
    served = {
        f"{method} {route.path}"
        for route in every_route(site.app.routes)
        if route.path.startswith("/manage")
        for method in route.methods - {"HEAD"}
    }
    assert served == set(EXPECTED)


@pytest.mark.parametrize("route", CLOSED, ids=name_of)
def test_who_is_not_logged_in_is_sent_to_the_login_and_does_nothing(site: Site, route: Route) -> None:
    before = site.stores.office.read(entries)
    browser = site.browser()
    answer = browser.get(route.path) if route.method == "GET" else browser.post(route.path)
    assert (answer.status_code, answer.headers["location"], answer.text) == (303, "/manage/login", "")
    assert site.stores.office.read(entries) == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", CLOSED, ids=name_of)
def test_each_role_may_do_what_the_table_says_and_no_more(site: Site, route: Route, role: Role) -> None:
    browser = site.browser(NAMES[role])
    before = site.stores.office.read(entries)
    answer = browser.get(route.path) if route.method == "GET" else browser.send(route.path)
    if role in route.roles:
        assert answer.status_code in {200, 303, 422}
        assert answer.headers.get("location") != "/manage/login" or "log" in route.path
    else:
        assert answer.status_code == 403
        assert "Not for your role" in answer.text
        assert site.stores.office.read(entries) == before


@pytest.mark.parametrize("route", [one for one in CLOSED if one.method == "POST"], ids=name_of)
def test_a_form_without_the_token_of_its_session_does_nothing(site: Site, route: Route) -> None:
    anna, other = site.browser("anna"), site.browser("anna")
    before = site.stores.office.read(entries)
    foreign = other.token()
    for token in ("", "x" * 32, foreign):
        answer = anna.post(route.path, {"form-token": token, "door": "paused", "name": "ben", "lock": "yes"})
        assert answer.status_code == 403
        assert "not of your session" in answer.text
    assert site.stores.office.read(entries) == before
    assert anna.get("/manage").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
    ],
)
def test_a_form_of_another_site_does_nothing(site: Site, headers: dict[str, str]) -> None:
    anna = site.browser("anna")
    answer = anna.post("/manage/door", {"form-token": anna.token(), "door": "paused"}, headers=headers)
    assert answer.status_code == 403
    assert "Pause the survey" in anna.get("/manage/door").text


@pytest.mark.parametrize("route", [one for one in CLOSED if one.method == "POST"], ids=name_of)
def test_looking_at_the_address_of_a_change_changes_nothing(site: Site, route: Route) -> None:
    anna = site.browser("anna")
    before = site.stores.office.read(entries)
    if "GET " + route.path not in EXPECTED:
        assert anna.get(route.path).status_code == 405
    else:
        anna.get(route.path)
    assert site.stores.office.read(entries) == before


@pytest.mark.parametrize("role", Role)
def test_navigation_offers_what_one_may_see(site: Site, role: Role) -> None:
    page = site.browser(NAMES[role]).get("/manage").text
    for route in CLOSED:
        if route.method == "GET" and route.path != "/manage/account":
            assert (f'<li><a href="{route.path}"' in page) == (role in route.roles)


def test_nothing_is_kept_by_browsers_or_proxies_between(site: Site) -> None:
    anna = site.browser("anna")
    for route in CLOSED:
        if route.method == "GET":
            assert anna.get(route.path).headers["cache-control"] == "no-store"
    assert site.browser().get("/manage/login").headers["cache-control"] == "no-store"
    style = site.browser().get("/manage/login").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in site.browser().get(style).headers["cache-control"]
    assert site.browser().get("/manage/style/manage.css").status_code == 404


def test_pages_obey_the_policy_they_are_sent_with(site: Site) -> None:
    anna = site.browser("anna")
    for route in CLOSED:
        if route.method == "GET":
            answer = anna.get(route.path)
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            for forbidden in ("<script", "style=", "onclick", "javascript:", "<style"):
                assert forbidden not in answer.text
