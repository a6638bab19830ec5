"""What stands before every route: hosts, sizes, headers, a log without secrets, no failure shown raw."""

from __future__ import annotations

import logging
from pathlib import Path

import httpx
import pytest
from served_here import ANSWERS, HERE, Survey, begun, sent, served, walked
from survey_people import main_form

from psychograph.fielding.server.security.guard import MOST_BYTES
from psychograph.fielding.server.security.signing import FORM

FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}


def test_headers_of_every_answer(survey: Survey) -> None:
    invited, client = survey.invite(), survey.browser()
    answers = [
        client.get(path) for path in ("/", invited.link, "/nothing", "/static/x", "/health", "/manage")
    ]
    answers += [client.post("/open"), client.put("/open"), client.post("/open", content=b"x" * 300_000)]
    for one in answers:
        policy = one.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert one.headers["x-content-type-options"] == "nosniff"
        assert one.headers["referrer-policy"] == "no-referrer"
        assert "geolocation=()" in one.headers["permissions-policy"]
        assert "server" not in one.headers
        assert "strict-transport-security" not in one.headers
        assert "no-store" in one.headers["cache-control"]


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    with served(tmp_path, url="https://ask.example.org") as survey:
        client = survey.browser()
        moved = client.post(survey.invite().link)
        cookie = moved.headers["set-cookie"]
        assert moved.headers["strict-transport-security"].startswith("max-age=63072000")
        assert cookie.startswith("__Secure-visit-")
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        assert client.get(moved.headers["location"]).status_code == 200


def test_a_cookie_belongs_to_the_pages_of_one_case(survey: Survey) -> None:
    invited = survey.invite()
    cookie = survey.browser().post(invited.link).headers["set-cookie"]
    assert f"Path=/r/{survey.case(invited.case_id).handle};" in cookie
    assert invited.case_id not in cookie
    assert invited.token not in cookie


def test_no_page_has_a_script_or_a_style_in_it(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    pages = [
        client.get("/"),
        shown,
        walked(client, shown, "views"),
        client.get("/draw/rules"),
        client.get("/x"),
    ]
    for page in pages:
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert " on" + "click" not in page.text
        assert page.text.count("<script") == page.text.count("<script src=")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1:8001", 421),
        ("127.0.0.1:8000.evil.example", 421),
        ("127.0.0.1", 421),
        ("x@127.0.0.1:8000", 421),
    ],
)
def test_only_the_public_address_is_answered(survey: Survey, host: str, status: int) -> None:
    client = survey.browser()
    said = {"host": host, "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    answer = client.get("/", headers=said)
    assert answer.status_code == status
    assert "evil" not in answer.text


def test_health_is_answered_to_this_machine_under_any_name(survey: Survey) -> None:
    assert survey.browser(peer="127.0.0.1").get("/health", headers={"host": "x"}).status_code == 200
    assert survey.browser(peer="203.0.113.7").get("/health", headers={"host": "x"}).status_code == 421


def test_what_is_too_large_is_refused_before_it_is_read(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    form = main_form(shown.text)
    before = survey.everything()
    told = client.post(form.action, content=b"a=" + b"x" * MOST_BYTES, headers=FORM_TYPE)
    lying = client.post(form.action, content=b"a=b", headers=FORM_TYPE | {"content-length": "9" * 30})
    streamed = client.post(form.action, content=b"a=" + b"x" * 10_000_000, headers=FORM_TYPE)
    assert {told.status_code, lying.status_code, streamed.status_code} == {413}
    assert survey.everything() == before


def test_more_fields_than_any_form_has_are_refused(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    form = main_form(shown.text)
    many = "&".join(f"f{n}=1" for n in range(1_001))
    assert client.post(form.action, content=many, headers=FORM_TYPE).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"Words=%FF%FE",
        b"Words=\xff",
        b"Words=%ED%A0%80",
        b"Words=a%00b",
        b"%00=1",
        b"Words=\xed\xa0\x80",
        b"=&=&%",
    ],
)
def test_what_is_no_text_is_refused(survey: Survey, body: bytes) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, "Words")
    form = main_form(shown.text)
    signed = f"{FORM}={dict(form.hidden)[FORM]}&".encode()
    answer = client.post(form.action, content=signed + body, headers=FORM_TYPE)
    assert answer.status_code in (400, 303)
    assert (answer.status_code == 303) is (body == b"=&=&%")


def test_other_encodings_are_refused(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    form = main_form(shown.text)
    assert client.post(form.action, json={"agreed": "1"}).status_code == 415
    assert client.post(form.action, files={"agreed": (None, "1")}).status_code == 415


def test_failures_are_told_without_a_trace_and_logged_without_values(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> str:
        raise ValueError("a secret answer")

    monkeypatch.setattr(survey.app.state.context.pages, "privacy", fail)
    with caplog.at_level(logging.INFO):
        answer = survey.browser().get("/privacy")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_the_log_has_routes_and_nobody(survey: Survey, caplog: pytest.LogCaptureFixture) -> None:
    invited = survey.invite()
    with caplog.at_level(logging.DEBUG, logger="psychograph"):
        client, shown = begun(survey, invited)
        end = walked(client, shown, Words={"Words": "a secret answer"})
        sent(client, end, {"draw": "1"})
        client.get("/u/" + "B" * 22)
        client.get("/nothing/here?x=secret")
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("psychograph")]
    said = "\n".join(lines)
    assert any(line.startswith("POST /r/{handle}/q/{screen} 303") for line in lines)
    assert any(line.startswith("GET - 404") for line in lines)
    handle = survey.case(invited.case_id).handle
    for secret in (invited.token, handle, invited.case_id, "203.0.113.7", "secret", "B" * 22, "Words"):
        assert secret not in said


def test_wrong_methods_are_told(survey: Survey) -> None:
    client = survey.browser()
    for method, path in (("PUT", "/open"), ("DELETE", "/privacy"), ("POST", "/health"), ("OPTIONS", "/")):
        answer = client.request(method, path)
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]


def test_a_head_is_a_get_without_a_body(survey: Survey) -> None:
    client = survey.browser()
    get, head = client.get("/privacy"), client.head("/privacy")
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


def test_nothing_on_a_page_that_is_not_there_comes_from_its_address(survey: Survey) -> None:
    client = survey.browser()
    for path in (
        "//evil.example/",
        "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/x?lang=%3Cscript%3E",
        "/\\evil",
    ):
        answer = client.get(httpx.URL(HERE).copy_with(raw_path=path.encode()))
        assert answer.status_code == 404
        assert "evil" not in answer.text
        assert "<script>" not in answer.text


HOSTILE = [
    "<script>alert(1)</script>", "' OR '1'='1", "'; DROP TABLE cases; --", "{{7*7}}", "${7*7}", "%s%s%n",
    "../../etc/passwd", "\u202eevil", "\x1b[31m", "a" * 9_000, "0" * 400, "-1e999", "NaN", "١٢٣", "🫖" * 500,
    "\r\nSet-Cookie: x=1", "http://evil.example", "1\u0000".replace("\0", "\x01"), "\ufeff", "\uffff",
]  # fmt: skip


@pytest.mark.parametrize("screen", sorted(ANSWERS))
def test_hostile_answers_to_every_kind_of_question(survey: Survey, screen: str) -> None:
    client, shown = begun(survey, survey.invite())
    shown = walked(client, shown, screen)
    for text in HOSTILE:
        answer = sent(client, shown, dict.fromkeys([*ANSWERS[screen], screen, "x" + text[:20]], text))
        assert answer.status_code in (303, 422), text
        assert "<script>alert" not in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "cookie",
    ["visit-x=1", "=", ";;;", "visit-\x7f=2", "a" * 8_000, "visit-k=9999999999999999999999.AAAA", "\xff"],
)
def test_hostile_cookies_and_headers(survey: Survey, cookie: str) -> None:
    invited = survey.invite()
    _, shown = begun(survey, invited)
    stranger = survey.browser()
    said = {
        "cookie": cookie.encode("latin-1"),
        "accept-language": "de;q=x, ;;, " + "a" * 5_000,
        "user-agent": "\xff" * 3_000,
        "x-forwarded-for": "garbage, 1.2.3.4.5, ::g",
        "sec-ch-ua-mobile": "?9",
    }
    headers = {
        name: value if isinstance(value, bytes) else value.encode("latin-1") for name, value in said.items()
    }
    assert stranger.get(str(shown.url), headers=headers).status_code == 403
    assert stranger.get(invited.link, headers=headers).status_code == 200
