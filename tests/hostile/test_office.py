"""The managers' pages under attack, on both databases: roles, sessions, foreign forms, hostile fields."""

from __future__ import annotations

import re

from hostile_inputs import BODIES, HOSTILE
from manager_site import PASSWORD, Browser, Site
from sqlalchemy import select

from psychograph.fielding.office import users
from psychograph.fielding.server.manager.access import ROUTES
from psychograph.fielding.stores.office_tables import audit, sessions
from psychograph.fielding.stores.office_tables import users as user_table

SESSION = "__Host-manage"
FIELDS = (
    "name", "password", "new", "again", "role", "lock", "door", "sure", "message", "place", "standing",
    "partial", "randomness", "signature",
)  # fmt: skip
SLOW = {"/manage/stability", "/manage/export", "/manage/logout", "/manage/account/logout-everywhere"}


def everybody(site: Site) -> list[tuple[str, str, bool]]:
    rows = site.stores.office.read(lambda c: c.execute(select(user_table)).all())
    return sorted((row.name, row.role, row.disabled_at is None) for row in rows)


def test_hostile_fields_in_every_form_of_a_manager(site: Site) -> None:
    browser = site.browser("anna")
    token, were = browser.token(), everybody(site)
    for route in ROUTES:
        if route.method != "POST" or route.path in SLOW or route.path == "/manage/login":
            continue
        for text in HOSTILE[:: 4 if route.path.endswith("password") else 1]:
            sent = dict.fromkeys(FIELDS, text[:2_000]) | {"form-token": token}
            answer = browser.post(route.path, sent)
            assert answer.status_code in (303, 403, 413, 422, 429), (route.path, text[:50], answer.text[:800])
            assert "<script>alert" not in answer.text
            assert "onerror=alert(1)>" not in answer.text
    assert everybody(site) == were


ODD_NUMBERS = (
    "0",
    "-1",
    "999999999999999",
    "9" * 400,
    "1e3",
    "1;--",
    "\u00b2",
    "\u0663",
    "{{7*7}}",
    "\x00",
    "a" * 9_000,
)


def test_numbers_in_addresses_and_places(site: Site) -> None:
    browser = site.browser("anna")
    token = browser.token()
    for number in ODD_NUMBERS:
        assert browser.get("/manage/audit", params={"before": number}).status_code == 200, number
        place = {"place": number, "standing": "told", "form-token": token}
        assert browser.post("/manage/draw/winner", place).status_code in (303, 400, 422), number


def test_bodies_that_are_no_form_change_nothing(site: Site) -> None:
    browser, were = site.browser("anna"), everybody(site)
    for name, (body, kind, _) in BODIES.items():
        for path in ("/manage/users/add", "/manage/door", "/manage/login"):
            headers = {
                "content-type": kind or "application/x-www-form-urlencoded",
                "sec-fetch-site": "same-origin",
            }
            answer = browser.post(path, content=body, headers=headers)
            assert answer.status_code in (400, 403, 413, 415), (name, path, answer.status_code)
    assert everybody(site) == were


def test_nobody_makes_themselves_more_than_they_are(site: Site) -> None:
    were = everybody(site)
    for name in ("ben", "vera"):
        browser = site.browser(name)
        token = browser.token()
        wishes = {
            "name": name,
            "role": "manager",
            "lock": "no",
            "password": "seven green boats at sea",
            "form-token": token,
        }
        for path in (
            "/manage/users/role",
            "/manage/users/add",
            "/manage/users/lock",
            "/manage/door",
            "/manage/mail/release",
        ):
            for odd in (
                path,
                f"{path}/",
                f"{path}?role=manager",
                path.replace("/users", "//users"),
                path.upper(),
            ):
                assert browser.post(odd, wishes).status_code in (403, 404, 405), odd
        kept = browser.post(
            "/manage/account/password", wishes | {"new": "x", "again": "x", "role": "manager"}
        )
        assert kept.status_code == 422
    assert everybody(site) == were


def test_a_session_is_of_one_browser_and_cannot_be_planted_or_made(site: Site) -> None:
    anna = site.browser("anna")
    good = anna.cookies[SESSION]
    token = anna.token()
    for cookie in (
        "",
        "A" * 43,
        good[:-1],
        good + "A",
        good.swapcase(),
        f'"{good}"',
        good[::-1],
        "../" + good,
    ):
        stranger = site.browser()
        answer = stranger.get("/manage", headers={"cookie": f"{SESSION}={cookie}"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/manage/login"), cookie
    for plain in ("manage", "__Secure-manage", "__host-manage", " __Host-manage\x0b"):
        assert site.browser().get("/manage", headers={"cookie": f"{plain}={good}"}).status_code == 303
    vera = site.browser("vera")
    assert vera.post("/manage/account/logout-everywhere", {"form-token": token}).status_code == 403
    assert anna.get("/manage/account").status_code == 200
    assert anna.send("/manage/logout").status_code == 303
    assert site.browser().get("/manage", headers={"cookie": f"{SESSION}={good}"}).status_code == 303


FOREIGN = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "same-origin, cross-site"},
    {"sec-fetch-site": ""},
    {"origin": "https://evil.example"},
    {"origin": "https://ask.example.org.evil.example"},
    {"origin": "http://ask.example.org"},
    {"origin": "https://ask.example.org:444"},
    {"origin": ""},
)


def test_forms_of_other_sites_do_nothing_even_with_the_token(site: Site) -> None:
    browser = site.browser("anna")
    sent = {"door": "paused", "form-token": browser.token()}
    for headers in FOREIGN:
        said = {"sec-fetch-site": "same-origin"} if "sec-fetch-site" in headers else {}
        assert _without_site(browser, "/manage/door", sent, said | headers) == 403, headers
    assert not [row for row in _log(site) if row.action == "survey paused"]


def test_no_form_passes_without_its_token_or_with_another(site: Site) -> None:
    browser, other = site.browser("anna"), site.browser("ben")
    entry = re.search(r'name="form-token" value="([^"]+)"', site.browser().get("/manage/login").text)
    assert entry is not None
    for token in ("", other.token(), entry[1], "A" * 32, browser.token()[:-1], browser.token().swapcase()):
        assert browser.post("/manage/door", {"door": "paused", "form-token": token}).status_code == 403
    assert not [row for row in _log(site) if row.action == "survey paused"]


def test_names_and_passwords_that_are_hostile_are_refused_alike(site: Site) -> None:
    """What tells a user from a stranger would be words, headers or status; of these there is one kind."""
    told = set()
    names = [
        "anna",
        "nobody",
        "ANNA",
        "anna\u0000".replace("\0", ""),
        "anna'--",
        "anna' OR 1=1 --",
        "%",
        "ann_",
        "*",
        "anna ",
        "\uff41\uff4e\uff4e\uff41",
    ]
    for number, name in enumerate(names):
        browser = site.browser(network=f"198.51.100.{number}")
        answer = browser.log_in(name, "wrong password, and long")
        page = re.sub(r'value="[^"]*"', "", answer.text)
        told.add((answer.status_code, page, tuple(sorted(answer.headers))))
    assert len(told) == 1
    for text in HOSTILE[::6]:
        browser = site.browser(network="198.51.100.99" if len(text) > 300 else f"203.0.113.{len(text) % 200}")
        assert browser.log_in("anna", text[:3_000]).status_code in (403, 429)
    assert not site.stores.office.read(lambda c: c.execute(select(sessions)).all())
    assert PASSWORD not in repr(_log(site))


def test_where_a_login_leads_cannot_be_chosen(site: Site) -> None:
    for query in ("?next=//evil.example", "?url=https://evil.example", "?return_to=/\\evil.example"):
        browser = site.browser()
        token = browser.token(f"/manage/login{query}")
        sent = browser.post(
            f"/manage/login{query}",
            {"form-token": token, "name": "anna", "password": PASSWORD, "next": "//evil.example"},
        )
        assert (sent.status_code, sent.headers["location"]) == (303, "/manage")


def test_the_last_manager_stays_whoever_asks_at_once(site: Site) -> None:
    """Two managers take the role from each other: one of them is left."""
    anna = site.browser("anna")
    assert anna.send("/manage/users/role", name="ben", role="manager").status_code == 303
    ben = site.browser("ben")
    first, second = anna.token(), ben.token()
    answers = [
        anna.post("/manage/users/role", {"name": "ben", "role": "viewer", "form-token": first}).status_code,
        ben.post("/manage/users/role", {"name": "anna", "role": "viewer", "form-token": second}).status_code,
        anna.post("/manage/users/lock", {"name": "anna", "lock": "yes", "form-token": first}).status_code,
    ]
    assert answers == [303, 303, 422]  # ben was sent to the login by then
    assert site.stores.office.read(users.managers) == 1


def _log(site: Site):  # type: ignore[no-untyped-def]
    return site.stores.office.read(lambda c: c.execute(select(audit)).all())


def _without_site(browser: Browser, path: str, fields: dict[str, str], headers: dict[str, str]) -> int:
    """Send a form with these headers alone."""
    client = browser._client
    return browser._loop.run_until_complete(client.post(path, data=fields, headers=headers)).status_code
