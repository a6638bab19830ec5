"""Hostile inputs over every route and every field: nothing fails, leaks or runs."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hostile_inputs import BODIES, HOSTILE, SCRIPTS
from postgres import postgres  # noqa: F401 - a fixture
from served_here import ANSWERS, HERE, Survey, begun, served, walked
from survey_people import main_form

from psychograph.fielding.clock import stamp
from psychograph.fielding.links.tokens import Purpose, issue, revoke
from psychograph.fielding.server.pages.views import FREE_ENTRY
from psychograph.fielding.server.security.signing import Signer, ticket, visit_pass
from psychograph.fielding.stores.answers_tables import cases

FORM_TYPE = "application/x-www-form-urlencoded"
LINKS = re.compile(r"(/(?!/)|#|mailto:|https?://127\.0\.0\.1:8000/)")


class Alive(HTMLParser):
    """Finds what a browser would run, load or follow that is not of our own pages."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "img", "object", "embed", "base", "style", "audio", "video", "template"):
            self.found.append(tag)
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.found.append("script")
        for name, value in said.items():
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and not LINKS.match(value):
                self.found.append(f"{tag} {name}={value}")


def alive(page: str) -> list[str]:
    reader = Alive()
    reader.feed(page)
    return reader.found


def is_safe(answer: httpx.Response, *, sets: tuple[str, ...] = ()) -> None:
    """Fail where an answer is a fault, or gives what was sent to it a life of its own."""
    told = (str(answer.request.url)[:200], answer.status_code, answer.text[:500])
    assert answer.status_code < 500, told
    assert not alive(answer.text), told
    assert "49" not in re.findall(r"value=\"([^\"]*)\"", answer.text), told
    location = answer.headers.get("location", "/")
    assert re.match(r"/(?!/|\\)", location), told
    assert "stolen" not in "".join(answer.headers.get_list("set-cookie")), told
    assert all(one.startswith(sets) for one in answer.headers.get_list("set-cookie")), told
    assert answer.headers["content-security-policy"].startswith("default-src 'none'"), told
    assert "Traceback" not in answer.text, told


def routes(survey: Survey) -> list[tuple[str, str]]:
    """Return method and template of every route, those of managers too."""
    found: set[tuple[str, str]] = set()

    def look(these: Any) -> None:
        for route in these:
            for method in getattr(route, "methods", None) or ():
                found.add((method, route.path))
            for below in ("routes", "original_router"):
                inner = getattr(route, below, None)
                look(getattr(inner, "routes", inner) or ())

    look(survey.app.routes)
    return sorted(found)


def test_every_route_with_anything_in_its_place(survey: Survey) -> None:
    client, _ = begun(survey, survey.invite())
    before = survey.rows(cases)
    asked = 0
    for method, template in routes(survey):
        for number, text in enumerate(HOSTILE):
            if "{" not in template and number % 12:
                continue
            path = re.sub(r"\{\w+\}", quote(text[:300], safe=""), template)
            said = {"origin": "null", "accept-language": quote(text[:300]), "user-agent": quote(text[:300])}
            query = {"lang": text[:300], "from": text[:300], "before": text[:300]} if method == "GET" else {}
            answer = client.request(
                method,
                path,
                params=query,
                headers=said,
                data={
                    "form-signed": text,
                    "form-token": text,
                    "name": text,
                    "lang": text,
                    "form-language": text,
                }
                if method == "POST"
                else None,
            )
            is_safe(answer, sets=("manage-entry=",))
            asked += 1
    assert asked > 1_000
    assert survey.rows(cases) == before


@pytest.mark.parametrize("screen", sorted(ANSWERS))
def test_every_field_of_every_kind_of_question(survey: Survey, screen: str) -> None:
    victim = survey.invite()
    begun(survey, victim)
    was = survey.case(victim.case_id)
    invited = survey.invite()
    client, shown = begun(survey, invited)
    page = walked(client, shown, screen)
    form = main_form(page.text)
    names = {*form.offered, *form.texts, *ANSWERS[screen], *(f"{screen}_{code}" for code in ("other", "x"))}
    typed = screen in ("Words", "Drinks", "Gender", "Age", "Since", "Place")
    for number, text in enumerate(HOSTILE if typed else HOSTILE[::5]):
        sent: dict[str, Any] = dict.fromkeys(names, text)
        if number % 5 == 0:  # beside an answer that is one
            sent = {name: [text, *form.offered.get(name, ())[:1]] for name in names}
        for path in (f"{page.url.path}/later", page.url.path):
            is_safe(client.post(path, data=dict(form.hidden) | sent))
        is_safe(client.get(page.url.path))
    assert survey.case(victim.case_id) == was
    mine = survey.case(invited.case_id)
    assert (mine.source, mine.group) == ("invited", "")


def test_texts_of_all_kinds_on_postgresql(request: pytest.FixtureRequest) -> None:
    """What PostgreSQL takes in texts and numbers differs from SQLite."""
    where = request.getfixturevalue("postgres").fresh_database()
    with served(where, entrance="anyone", incentives={"draw": {"free_entry": True}}) as survey:
        client, shown = begun(survey, survey.invite())
        page = walked(client, shown, "Words")
        hidden = dict(main_form(page.text).hidden)
        free = dict(main_form(client.get(FREE_ENTRY).text).hidden)
        for text in HOSTILE:
            is_safe(client.post(f"{page.url.path}/later", data=hidden | {"Words": text[:500]}))
            is_safe(client.post(FREE_ENTRY, data=free | {"address": f"{text}@example.org", "rules": "1"}))
            for path in ("/s/", "/u/", "/r/", f"/r/{survey.rows(cases)[0].handle}/q/", "/draw/"):
                is_safe(client.post(path + quote(text[:300], safe="")))


def test_a_form_takes_nothing_that_its_screen_does_not_ask(survey: Survey) -> None:
    victim, invited = survey.invite(), survey.invite(group="asked", arms={"window": "am"})
    client, shown = begun(survey, invited)
    page = walked(client, shown, "Drinks")
    before, other = survey.case(invited.case_id), survey.case(victim.case_id)
    planted = dict.fromkeys(cases.columns.keys(), "complete") | {
        "case_id": victim.case_id,
        "handle": other.handle,
        "outcome": "complete",
        "source": "test",
        "revision": "999",
        "seed": "1",
        "group": "rich",
        "arms": "{}",
        "quota": "women",
        "consent": "1",
        "Age": "44",
        "Words": "planted",
        "__proto__": "x",
        "nonce": "x",
        "at": "0",
        "Drinks": "coffee",
    }
    sent = client.post(
        f"{page.url.path}?case_id={victim.case_id}&handle=x", data=dict(main_form(page.text).hidden) | planted
    )
    assert sent.status_code == 303
    now = survey.case(invited.case_id)
    assert now.answers["Drinks"] == ("coffee",)
    assert {"Age", "Words", "outcome", "__proto__"}.isdisjoint(now.answers)
    same = ("case_id", "handle", "source", "seed", "group", "arms", "created_at", "outcome", "finished_at")
    assert all(getattr(now, name) == getattr(before, name) for name in same)
    assert now.revision == before.revision + 1
    assert survey.case(victim.case_id) == other


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_are_no_form(survey: Survey, name: str) -> None:
    body, kind, statuses = BODIES[name]
    invited = survey.invite()
    client, shown = begun(survey, invited)
    page = walked(client, shown, "Words")
    before = survey.rows(cases)
    headers = {} if kind == "-" else {"content-type": kind or FORM_TYPE}
    handle = survey.case(invited.case_id).handle
    for path in (page.url.path, f"/r/{handle}/end", "/open", FREE_ENTRY, invited.link):
        answer = client.post(path, content=body, headers=headers)
        is_safe(answer, sets=("visit-",))
        if path != invited.link:
            assert answer.status_code in statuses, (path, answer.status_code)
    for path in (f"/u/{invited.token}", f"{invited.link}/seen", "/manage/login"):
        is_safe(client.post(path, content=body, headers=headers), sets=("manage-entry=",))
    assert [row.answers for row in survey.rows(cases)] == [row.answers for row in before]


def links(survey: Survey) -> dict[str, str]:
    """Return tokens that open nothing, by why."""
    at, study = stamp(survey.clock.now()), survey.work.name
    until = at + 86_400_000

    def made(purpose: Purpose, name: str = study, **whose: str) -> str:
        return survey.stores.links.write(lambda c: issue(c, name, purpose, at=at, expires_at=until, **whose))

    case_id, gone = survey.invite().case_id, survey.invite()
    survey.stores.links.write(lambda c: revoke(c, case_id=gone.case_id, at=at))
    good = made(Purpose.SURVEY, case_id=case_id)
    return {
        "never made": "A" * 22,
        "cut short": good[:-1],
        "longer": good + "A",
        "another letter": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "upper case": good.swapcase(),
        "of another study": made(Purpose.SURVEY, "another study", case_id=case_id),
        "to unsubscribe": made(Purpose.UNSUBSCRIBE, case_id=case_id, person_id="x"),
        "taken back": gone.token,
        "of nobody": made(Purpose.SURVEY),
        "of a case that was erased": made(Purpose.SURVEY, case_id="0" * 32),
        "of a test": survey.invite(source="test").token,
        "its hash": "f" * 64,
    }


def test_links_that_open_nothing_all_say_the_same(survey: Survey) -> None:
    before_pages: set[tuple[int, str, tuple[str, ...]]] = set()
    found = links(survey)
    before = survey.rows(cases)
    for token in found.values():
        for way in ("s", "c"):
            stranger = survey.browser()
            for answer in (stranger.get(f"/{way}/{token}"), stranger.post(f"/{way}/{token}")):
                text = re.sub(r"/(s|c)/[^\"?]*", "", answer.text)
                before_pages.add((answer.status_code, text, tuple(sorted(answer.headers))))
            stranger.close()
    assert {status for status, _, _ in before_pages} == {404}
    assert len(before_pages) == 1
    stops = {
        (a.status_code, a.text) for a in (survey.browser().post(f"/u/{token}") for token in found.values())
    }
    assert len(stops) == 1
    assert survey.rows(cases) == before


def test_links_of_one_purpose_do_not_serve_another(survey: Survey) -> None:
    invited = survey.invite()
    assert survey.browser().get(f"/c/{invited.token}").status_code == 404
    client, shown = begun(survey, invited)
    page = walked(client, shown, "Drinks")
    told = client.post(f"{page.url.path}/later", data=dict(main_form(page.text).hidden))
    token = re.search(rf"{HERE}/c/([\w-]+)", told.text)
    assert token is not None
    assert survey.browser().get(f"/s/{token[1]}").status_code == 404
    assert survey.browser().post(f"/s/{token[1]}/decline").status_code == 404
    assert survey.browser().post(f"/s/{token[1]}/seen").status_code == 204
    assert survey.case(invited.case_id).outcome == "started"


def test_forms_and_cookies_that_are_forged_foreign_old_or_replayed(survey: Survey) -> None:
    mine, theirs = survey.invite(), survey.invite()
    client, shown = begun(survey, mine)
    other, their_page = begun(survey, theirs)
    page, hers = walked(client, shown, "Drinks"), walked(other, their_page, "Drinks")
    case = survey.case(theirs.case_id)
    at, secret = stamp(survey.clock.now()), survey.settings.secret
    study, good = Signer(secret, survey.work.name), dict(main_form(hers.text).hidden)["form-signed"]
    own = dict(main_form(page.text).hidden)["form-signed"]
    forms = {
        "of another case": own,
        "of another screen": ticket(study, case.case_id, "Age", at),
        "of another study": ticket(Signer(secret, "another"), case.case_id, "Drinks", at),
        "of another secret": ticket(Signer("x" * 43, survey.work.name), case.case_id, "Drinks", at),
        "cut short": good[:-1],
        "with a tail": good + "A",
        "of another time": good.replace(good.split(".")[1], "1"),
        "of another number": "A" * 16 + good[16:],
        "unsigned": good.rpartition(".")[0] + "." + "A" * 32,
        "empty": "",
        "many": "." * 5_000,
        "a cookie": visit_pass(study, case.handle, at + 10_000),
    }
    for name, form in forms.items():
        answer = other.post(hers.url.path, data={"form-signed": form, "Drinks": "coffee"})
        assert answer.status_code == 403, name
    name = f"visit-{case.handle}"
    cookies = {
        "none": "",
        "mine": next(iter(client.cookies.jar)).value,
        "mine under their name": f"{name}={next(iter(client.cookies.jar)).value}",
        "of another study": f"{name}={visit_pass(Signer(secret, 'another'), case.handle, at + 10_000)}",
        "expired": f"{name}={visit_pass(study, case.handle, at)}",
        "lengthened": f"{name}={visit_pass(study, case.handle, at).replace(str(at), str(at + 99_999))}",
        "a form": f"{name}={good}",
        "twice, forged first": f"{name}=1.{'A' * 32}; {name}={'x' * 9}",
        "a bomb": "; ".join(f"c{number}={'x' * 50}" for number in range(900)),
        "names alone": ";".join([name] * 500),
    }
    for why, cookie in cookies.items():
        stranger = survey.browser(cookie=cookie or "x=1")
        seen = stranger.get(hers.url.path)
        done = stranger.post(hers.url.path, data={"form-signed": good, "Drinks": "coffee"})
        assert (seen.status_code, done.status_code) == (403, 403), why
        assert "What do you drink" not in seen.text, why
    assert survey.case(theirs.case_id).answers == case.answers
    survey.clock.set(survey.work.last_call + timedelta(days=2))
    assert other.get(hers.url.path).status_code in (403, 410)


def test_duplicate_fields_cannot_pass_a_check_with_one_and_act_with_another(survey: Survey) -> None:
    mine, theirs = survey.invite(), survey.invite()
    client, shown = begun(survey, mine)
    _, their_page = begun(survey, theirs)
    good = dict(main_form(shown.text).hidden)["form-signed"]
    foreign = dict(main_form(their_page.text).hidden)["form-signed"]
    before = survey.case(theirs.case_id)
    for order in ([good, foreign], [foreign, good]):
        client.post(their_page.url.path, data={"form-signed": order, "agreed": "1"})
        client.post(shown.url.path, data={"form-signed": order, "agreed": ["1", "0"]})
    assert survey.case(theirs.case_id) == before
    assert survey.case(mine.case_id).answers.get("agreed") is None  # two answers to one question are none


HOSTS = (
    "evil.example", "127.0.0.1:8000.evil.example", "127.0.0.1:8000@evil.example", "evil.example:8000",
    "127.0.0.1:80", "127.0.0.1:8000/x", "127.0.0.1:8000#", " ", "127.0.0.1:8000, evil.example",
    "localhost.:8000", "[::1%25eth0]:8000", "0.0.0.0:8000", "127.1:8000", "2130706433:8000",
    "127.0.0.1:08000", "x" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_what_a_request_calls_us_is_never_repeated(survey: Survey, host: str) -> None:
    invited = survey.invite()
    forwarded = dict.fromkeys(
        ("x-forwarded-host", "x-forwarded-server", "x-host", "forwarded", "x-original-url", "x-rewrite-url"),
        host,
    )
    for path in ("/open", invited.link, "/privacy", "/manage/login", "/manage"):
        wrong = survey.browser().get(path, headers={"host": host})
        assert wrong.status_code in (400, 421), path
        assert "evil" not in wrong.text
        told = survey.browser().get(path, headers=forwarded | {"x-forwarded-proto": "gopher"})
        assert told.status_code in (200, 303)
        assert "evil" not in told.text + str(told.headers)
        assert "gopher" not in told.text + str(told.headers)


def test_methods_that_are_none_change_nothing(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    before = survey.everything()
    body = {"form-signed": dict(main_form(shown.text).hidden)["form-signed"], "agreed": "1"}
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "GET", "HEAD"):
        for path in (
            shown.url.path,
            f"{shown.url.path}/later",
            "/open",
            invited.link,
            f"{invited.link}/decline",
            f"/u/{invited.token}",
        ):
            said = {"x-http-method-override": "POST", "x-method-override": "POST", "content-type": FORM_TYPE}
            answer = client.request(method, f"{path}?_method=POST", params=body, headers=said)
            assert answer.status_code < 500
            if method not in ("GET", "HEAD"):
                assert answer.status_code in (404, 405), (method, path)
            assert "access-control-allow-origin" not in answer.headers
    assert survey.everything() == before


def test_nothing_that_is_somebodys_is_kept_on_the_way(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    for path in (
        shown.url.path,
        invited.link,
        f"/c/{invited.token}",
        f"/u/{invited.token}",
        "/open",
        "/manage/login",
        "/nothing",
        "/privacy",
    ):
        for method in ("GET", "HEAD", "POST"):
            assert client.request(method, path).headers["cache-control"] == "no-store", (method, path)
    missing = client.get("/static/nothing.js")
    assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store")


def test_scripts_in_addresses_stay_in_them(survey: Survey) -> None:
    client = survey.browser()
    form = dict(main_form(client.get(FREE_ENTRY).text).hidden)
    for text in SCRIPTS:
        for typed in (text, f"{text}@example.org", f"a@{text}", f'"{text}"@example.org'):
            answer = client.post(FREE_ENTRY, data=form | {"address": typed, "rules": "1"})
            is_safe(answer)
            assert answer.status_code in (200, 422, 429)
