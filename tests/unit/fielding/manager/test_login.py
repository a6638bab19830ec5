"""Logging in: what is told, what is bounded, and that no session can be planted or kept."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher
from manager_site import PASSWORD, Site

from psychograph.fielding.clock import stamp
from psychograph.fielding.office import passwords, users
from psychograph.fielding.office.audit import entries
from psychograph.fielding.stores.office_tables import sessions
from psychograph.fielding.stores.opened import Stores

COOKIE = "__Host-manage"


def plain(page: str) -> str:
    """Return a page without what differs at each look."""
    return re.sub(r'value="[^"]*"', "", page)


def test_the_cookie_of_a_session_is_for_this_host_alone(site: Site) -> None:
    answer = site.browser().log_in("anna")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/manage"
    told = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    assert told.partition("; ")[2] == "Path=/; HttpOnly; SameSite=Strict; Secure"


def test_without_encryption_the_cookie_has_a_plain_name(stores: Stores, loop) -> None:  # type: ignore[no-untyped-def]
    browser = Site(stores, loop, "http://127.0.0.1:8000").browser("anna")
    assert browser.get("/manage").status_code == 200
    assert "manage" in browser.cookies


def test_the_store_holds_no_session_that_could_be_used(site: Site) -> None:
    browser = site.browser("anna")
    token = browser.cookies[COOKIE]
    kept = site.stores.office.read(lambda office: [tuple(row) for row in office.execute(sessions.select())])
    assert len(token) == 43
    assert not any(token in str(value) for row in kept for value in row)


def test_a_session_that_somebody_planted_is_never_taken_over(site: Site) -> None:
    victim, planted = site.browser(), "A" * 43
    victim.cookies.set(COOKIE, planted, domain="ask.example.org", path="/")
    assert victim.log_in("anna").status_code == 303
    assert victim.cookies.get(COOKIE, domain="ask.example.org", path="/") != planted
    attacker = site.browser()
    attacker.cookies.set(COOKIE, planted, domain="ask.example.org", path="/")
    assert attacker.get("/manage").status_code == 303


def test_every_login_is_another_session_and_ends_the_one_before_in_that_browser(site: Site) -> None:
    browser = site.browser()
    entry = browser.token("/manage/login")
    browser.log_in("anna")
    first = browser.cookies[COOKIE]
    browser.get("/manage/login")  # who is logged in goes on
    browser.cookies.delete(COOKIE)
    browser.log_in("anna")
    assert browser.cookies[COOKIE] != first
    assert entry


def test_nothing_tells_whether_a_name_is_known(site: Site) -> None:
    site.stores.office.write(lambda office: users.set_disabled(office, "vera", True, 1))
    pages = set()
    for name, password in (
        ("anna", "not her password"),
        ("nobody", PASSWORD),
        ("vera", PASSWORD),
        ("Anna' OR 1=1 --", PASSWORD),
        ("", ""),
    ):
        answer = site.browser().log_in(name, password)
        pages.add((answer.status_code, plain(answer.text).replace(" autofocus", "")))
    assert len(pages) == 1
    assert next(iter(pages))[0] == 403


def test_a_password_is_hashed_whether_or_not_there_is_such_a_user(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, kept: str | bytes, password: str | bytes) -> bool:
            verified.append(str(kept)[:9])
            return super().verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("anna", "nobody", "not a name at all"):
        site.browser().log_in(name, "wrong wrong wrong")
    assert verified == ["$argon2id"] * 3


def test_tries_are_bounded_by_name_and_network(hasty: None, site: Site) -> None:
    browser = site.browser(network="203.0.113.8")
    answers = [browser.log_in("anna", f"guess number {n}").status_code for n in range(6)]
    assert answers == [403] * 5 + [429]
    assert browser.log_in("anna").status_code == 429  # the right one is not looked at either
    assert site.browser(network="203.0.113.9").log_in("anna").status_code == 303


def test_tries_are_bounded_by_network_whatever_the_names(hasty: None, site: Site) -> None:
    browser = site.browser(network="203.0.113.10")
    answers = [browser.log_in(f"name{n}", "guess guess guess").status_code for n in range(21)]
    assert answers[:20] == [403] * 20
    assert answers[20] == 429


def test_a_login_needs_the_form_of_this_browser(site: Site) -> None:
    token = site.browser().token("/manage/login")
    other = site.browser()
    other.get("/manage/login")
    answer = other.post("/manage/login", {"form-token": token, "name": "anna", "password": PASSWORD})
    assert answer.status_code == 403
    assert COOKIE not in other.cookies


def test_sessions_end_when_idle_and_after_half_a_day_however_busy(site: Site) -> None:
    idle, busy = site.browser("anna"), site.browser("anna")
    site.clock.move(minutes=29)
    assert busy.get("/manage").status_code == 200
    site.clock.move(minutes=2)
    assert idle.get("/manage").status_code == 303
    for _ in range(27):
        site.clock.move(minutes=25)
        last = busy.get("/manage").status_code
    assert last == 200  # 11 hours 46 minutes
    site.clock.move(minutes=20)
    assert busy.get("/manage").status_code == 303


def test_logging_out_ends_it_on_the_server_too(site: Site) -> None:
    browser = site.browser("anna")
    cookie = browser.cookies[COOKIE]
    assert browser.send("/manage/logout").headers["location"] == "/manage/login"
    browser.cookies.set(COOKIE, cookie, domain="ask.example.org", path="/")
    assert browser.get("/manage").status_code == 303


def test_logging_out_everywhere_ends_the_others(site: Site) -> None:
    here, there, ben = site.browser("anna"), site.browser("anna"), site.browser("ben")
    here.send("/manage/account/logout-everywhere")
    assert (here.get("/manage").status_code, there.get("/manage").status_code) == (303, 303)
    assert ben.get("/manage").status_code == 200


@pytest.mark.parametrize(
    "change", [("/manage/users/lock", {"lock": "yes"}), ("/manage/users/role", {"role": "viewer"})]
)
def test_who_is_locked_out_or_changed_is_out_at_once(site: Site, change: tuple[str, dict[str, str]]) -> None:
    ben, path, fields = site.browser("ben"), *change
    assert site.browser("anna").send(path, name="ben", **fields).status_code == 303
    assert ben.get("/manage").status_code == 303


def test_a_new_password_wants_the_old_one_and_ends_every_session(site: Site) -> None:
    ben, other = site.browser("ben"), site.browser("ben")
    new = "seven quiet horses run"
    assert (
        ben.send(
            "/manage/account/password",
            password="not it",  # noqa: S106
            new=new,
            again=new,
        ).status_code
        == 422
    )
    assert ben.send("/manage/account/password", password=PASSWORD, new=new, again="y").status_code == 422
    weak = ben.send("/manage/account/password", password=PASSWORD, new="password12345", again="password12345")
    assert weak.status_code == 422
    assert other.get("/manage").status_code == 200
    assert ben.send("/manage/account/password", password=PASSWORD, new=new, again=new).status_code == 303
    assert other.get("/manage").status_code == 303
    assert site.browser().log_in("ben").status_code == 403
    assert site.browser().log_in("ben", new).status_code == 303


def test_a_hash_of_other_parameters_is_made_anew_at_login(site: Site) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    site.stores.office.write(lambda office: users.renew_hash(office, "anna", old))
    site.browser("anna")
    kept = site.stores.office.read(lambda office: users.password_hash_of(office, "anna"))
    assert kept != old
    assert "m=8,t=1" in kept


def test_the_log_tells_of_logins_and_holds_nothing_that_was_typed(site: Site) -> None:
    site.browser().log_in("my secret password", "x")
    site.browser().log_in("anna", "another secret")
    site.browser("anna")
    told = [(one.user_name, one.action, one.detail) for one in site.stores.office.read(entries)][:3]
    assert told == [
        ("anna", "login", ""),
        ("anna", "login refused", ""),
        ("unknown name", "login refused", ""),
    ]


def test_a_clock_that_was_put_back_ends_no_session_and_lengthens_none(site: Site) -> None:
    browser = site.browser("anna")
    began = stamp(site.clock.now())
    site.clock.move(hours=-2)
    assert browser.get("/manage").status_code == 200
    kept = site.stores.office.read(lambda office: office.execute(sessions.select()).one())
    assert kept.expires_at == began + 12 * 3_600_000
