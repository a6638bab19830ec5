"""Pages for everybody: privacy, the draw, the free way in, no more mail, files, health."""

from __future__ import annotations

from pathlib import Path

import pytest
from served_here import Stopped, Survey, served
from survey_people import main_form

from psychograph.errors import Problem
from psychograph.fielding.clock import stamp
from psychograph.fielding.errors import StoreError
from psychograph.fielding.incentives.draw import commit
from psychograph.fielding.incentives.rules import freeze_rules
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.server.pages.assets import assets
from psychograph.fielding.stores.contact_tables import draw_entries, persons, suppressed

FULL = StoreError(Problem("store contacts", "the disk is full", "room", "free some"))


def test_pages_that_anyone_may_read(survey: Survey) -> None:
    client = survey.browser()
    for path in ("/privacy", "/draw/rules", "/draw", "/draw/enter"):
        page = client.get(path)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert client.get(f"{path}?lang=de").text != page.text


def test_without_a_draw_its_pages_are_not_there(tmp_path: Path) -> None:
    with served(tmp_path, incentives=None) as survey:
        client = survey.browser()
        assert {client.get(f"/draw{one}").status_code for one in ("", "/rules", "/enter")} == {404}


def test_into_the_draw_without_the_survey(survey: Survey) -> None:
    client = survey.browser()
    page = client.get("/draw/enter")
    form = main_form(page.text)
    hidden = dict(form.hidden)
    statuses = [
        client.post(form.action, data=hidden | data).status_code
        for data in ({"rules": "1"}, {"rules": "1", "address": "x"}, {"address": "ann@example.org"})
    ]
    assert statuses == [422, 422, 422]
    done, again = (
        client.post(form.action, data=hidden | {"rules": "1", "address": "ann@example.org"}) for _ in "12"
    )
    assert done.status_code == 200
    assert done.text == again.text
    (entry,) = survey.rows(draw_entries)
    assert (entry.route, entry.person_id) == ("free", None)


def test_nobody_learns_whether_an_address_is_in(survey: Survey) -> None:
    client = survey.browser()
    pages = []
    for _ in range(2):
        form = main_form(client.get("/draw/enter").text)
        done = client.post(form.action, data=dict(form.hidden) | {"rules": "1", "address": "ann@example.org"})
        pages.append((done.status_code, len(done.text)))
    assert pages[0] == pages[1]
    assert len(survey.rows(draw_entries)) == 1


def test_the_free_way_in_needs_our_form_has_a_bound_and_keeps_what_was_typed(
    hasty: None, survey: Survey
) -> None:
    client = survey.browser()
    form = main_form(client.get("/draw/enter").text)
    wanted = dict(form.hidden) | {"rules": "1", "address": "ann@example.org"}
    assert client.post("/draw/enter", data=wanted | {"form-signed": "x"}).status_code == 403
    with Stopped(survey.stores.contacts, FULL):
        failed = client.post("/draw/enter", data=wanted)
    assert (failed.status_code, 'value="ann@example.org"' in failed.text) == (503, True)
    statuses = [client.post("/draw/enter", data=wanted).status_code for _ in range(31)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.parametrize("days", [-1, 30])
def test_the_free_way_in_is_open_as_long_as_the_field(survey: Survey, days: int) -> None:
    client = survey.browser()
    form = main_form(client.get("/draw/enter").text)
    survey.clock.set(survey.work.opens)
    survey.clock.move(days=days)
    wanted = dict(form.hidden) | {"rules": "1", "address": "ann@example.org"}
    assert client.post("/draw/enter", data=wanted).status_code in (200, 410)
    assert "<form" not in client.get("/draw/enter").text
    assert not survey.rows(draw_entries)


def test_the_record_of_the_draw_is_published(survey: Survey) -> None:
    client = survey.browser()
    form = main_form(client.get("/draw/enter").text)
    client.post("/draw/enter", data=dict(form.hidden) | {"rules": "1", "address": "ann@example.org"})
    assert client.get("/draw/draw-record.json").status_code == 404
    survey.clock.set(survey.work.last_call)
    survey.clock.move(minutes=5)
    survey.stores.office.write(lambda c: freeze_rules(c, survey.work, survey.clock.now()))
    record = commit(survey.stores, survey.work, survey.clock.now())
    page = client.get("/draw")
    assert record.commitment in page.text
    told = client.get("/draw/draw-record.json")
    assert told.text == record.text
    assert client.get("/draw/verify_draw.py").status_code == 200
    assert client.get("/draw/..%2fcontacts.db").status_code == 404
    assert "ann@example.org" not in page.text + told.text


def unsubscribing(survey: Survey) -> str:
    at = stamp(survey.clock.now())
    survey.stores.contacts.write(
        lambda c: c.execute(
            persons.insert().values(
                person_id="p1", address="ann@example.org", address_key="ann@example.org", added_at=at
            )
        )
    )
    return survey.stores.links.write(
        lambda c: issue(c, survey.work.name, Purpose.UNSUBSCRIBE, at=at, expires_at=at + 1, person_id="p1")
    )


def test_no_more_mail_by_a_button_and_looking_does_nothing(survey: Survey) -> None:
    token, client = unsubscribing(survey), survey.browser()
    before = survey.everything()
    page = client.get(f"/u/{token}")
    assert survey.everything() == before
    form = main_form(page.text)
    done = client.post(form.action, data=dict(form.hidden))
    assert done.status_code == 200
    assert [row.reason for row in survey.rows(suppressed)] == ["unsubscribed"]


@pytest.mark.parametrize(
    "sends",
    [
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},  # RFC 8058 allows both
        {},
    ],
)
def test_no_more_mail_by_one_click_of_a_mail_program(survey: Survey, sends: dict[str, object]) -> None:
    token = unsubscribing(survey)
    done = survey.browser().post(f"/u/{token}", **sends)  # type: ignore[arg-type]
    assert done.status_code == 200
    assert len(survey.rows(suppressed)) == 1


def test_a_link_to_unsubscribe_that_is_none_is_told_the_same(survey: Survey) -> None:
    token, client = unsubscribing(survey), survey.browser()
    good, bad = client.post(f"/u/{token}"), client.post(f"/u/{'A' * 22}")
    assert (bad.status_code, bad.text) == (good.status_code, good.text)
    assert client.get("/u/<script>").status_code == 200
    assert "<script>" not in client.get("/u/<script>").text.replace("<script src", "")


def test_files_are_for_ever_under_their_name(survey: Survey) -> None:
    client = survey.browser()
    for path, asset in assets().items():
        answer = client.get(path)
        assert answer.content == asset.content
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/static/survey.css", "/static/..%2fapp.py", "/static/", "/static/%00"):
        assert client.get(path).status_code == 404


def test_health_and_robots(survey: Survey) -> None:
    client = survey.browser()
    assert client.get("/health").text == "ok\n"
    assert "Disallow: /" in client.get("/robots.txt").text
