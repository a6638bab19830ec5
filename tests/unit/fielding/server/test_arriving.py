"""Ways in: personal links, the open link, links that are none, and what stands closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from served_here import Survey, begun, heading, sent, served, walked
from survey_people import forms_of, main_form

from psychograph.fielding.links.tokens import revoke
from psychograph.fielding.office.door import Told
from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.server.pages.views import Message
from psychograph.fielding.stores.answers_tables import cases, events


def test_looking_changes_nothing_and_beginning_does(survey: Survey) -> None:
    invited = survey.invite()
    before = survey.everything()
    client = survey.browser()
    for _ in range(3):
        assert client.get(invited.link).status_code == 200
    assert client.head(invited.link).status_code == 200
    assert survey.everything() == before
    begun(survey, invited, client)
    assert survey.case(invited.case_id).outcome is Outcome.STARTED


def test_every_link_that_is_none_gives_the_same_page(survey: Survey) -> None:
    real = survey.invite()
    taken_back = survey.invite()
    survey.stores.links.write(lambda c: revoke(c, case_id=taken_back.case_id, at=1))
    client = survey.browser()
    tokens = ["x", "A" * 22, "A" * 5000, "%00", "..%2f..", "<script>", "' OR 1=1", taken_back.token,
              real.token[:-1], real.token + "A", real.token.swapcase(), "é" * 22, "\u202e"]  # fmt: skip
    pages = {(client.get(f"/s/{one}").status_code, client.get(f"/s/{one}").text) for one in tokens}
    assert len(pages) == 1
    assert next(iter(pages))[0] == 404
    assert {client.post(f"/s/{one}").status_code for one in tokens} == {404}
    assert {client.post(f"/s/{one}/seen").status_code for one in tokens if "%2f" not in one} == {204}
    assert client.get(f"/c/{real.token}").status_code == 404  # of another purpose


def test_bad_links_are_looked_for_like_good_ones(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the time it takes tells nothing: each bad link is one look into the store of links."""
    looked = []
    reading = survey.stores.links.reading

    async def counted(work):  # type: ignore[no-untyped-def]
        looked.append(work)
        return await reading(work)

    monkeypatch.setattr(survey.stores.links, "reading", counted)
    client = survey.browser()
    for token in ("x", "A" * 22, "A" * 4000):
        client.get(f"/s/{token}")
    assert len(looked) == 3


def test_a_person_who_looks_is_noted_once_and_a_scanner_not(survey: Survey) -> None:
    invited = survey.invite()
    client = survey.browser()
    client.get(invited.link)
    assert Happening.OPENED not in {row.kind for row in survey.rows(events)}
    for _ in range(3):
        assert client.post(f"{invited.link}/seen").status_code == 204
    assert [row.kind for row in survey.rows(events)].count(Happening.OPENED) == 1


def test_expired_links(survey: Survey) -> None:
    invited = survey.invite(expires=timedelta(days=1))
    survey.clock.move(days=1)
    client = survey.browser()
    assert client.get(invited.link).status_code == client.post(invited.link).status_code == 410
    assert survey.case(invited.case_id).outcome is Outcome.NOT_STARTED


def test_not_yet_paused_closed(survey: Survey) -> None:
    invited, client = survey.invite(), survey.browser()
    survey.clock.set(survey.work.opens - timedelta(minutes=1))
    early = heading(client.get(invited.link))
    survey.clock.set(survey.work.opens)
    survey.say(Told.PAUSED)
    paused = heading(client.get(invited.link))
    survey.say(Told.OPEN)
    open_now = client.get(invited.link)
    assert main_form(open_now.text).action == invited.link
    survey.clock.set(survey.work.closes)
    closed = heading(client.get(invited.link))
    assert len({early, paused, closed, heading(open_now)}) == 4
    assert client.post(invited.link).status_code == 410
    assert survey.case(invited.case_id).outcome is Outcome.NOT_STARTED


def test_a_close_is_for_good(survey: Survey) -> None:
    survey.say(Told.CLOSED)
    survey.say(Told.OPEN)
    assert survey.browser().get("/open").status_code == 410


def test_saying_no(survey: Survey) -> None:
    invited, client = survey.invite(), survey.browser()
    page = client.get(invited.link)
    (no,) = [form for form in forms_of(page.text) if form.action.endswith("/decline")]
    moved = client.post(no.action, data=dict(no.hidden))
    said = client.get(moved.headers["location"])
    assert (moved.status_code, said.status_code) == (303, 200)
    assert not forms_of(said.text)
    assert survey.case(invited.case_id).outcome is Outcome.REFUSED
    assert client.post(invited.link).status_code == 200  # told again, and nothing begins
    assert survey.case(invited.case_id).outcome is Outcome.REFUSED


def test_coming_back_by_the_same_link_goes_on(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    walked(client, shown, "Age")
    survey.clock.move(hours=3)
    other = survey.browser(user_agent="Mozilla/5.0 (iPhone) Mobile")
    moved = other.post(invited.link)
    assert moved.headers["location"].partition("?")[0].endswith("/q/Age")
    kinds = [row.kind for row in survey.rows(events)]
    assert (kinds.count(Happening.STARTED), kinds.count(Happening.RESUMED)) == (1, 1)


def test_a_double_click_on_begin_is_one_visit(survey: Survey) -> None:
    invited, client = survey.invite(), survey.browser()
    first, second = client.post(invited.link), client.post(invited.link)
    assert first.headers["location"] == second.headers["location"]
    kinds = [row.kind for row in survey.rows(events)]
    assert (kinds.count(Happening.STARTED), kinds.count(Happening.RESUMED)) == (1, 0)


def test_answered_already(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    end = walked(client, shown)
    asked = survey.browser().get(invited.link)
    assert main_form(asked.text).action == invited.link  # consents are still to be asked
    sent(client, end, {})
    told = survey.browser().get(invited.link)
    assert told.status_code == 200
    assert not forms_of(told.text)


def test_the_open_link_makes_a_case_for_each_who_begins(survey: Survey) -> None:
    client = survey.browser()
    before = survey.everything()
    shown = client.get("/open")
    assert survey.everything() == before
    form = main_form(shown.text)
    first, again = (client.post(form.action, data=dict(form.hidden)) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert len(survey.rows(cases)) == 1
    other = main_form(client.get("/open").text)
    client.post(other.action, data=dict(other.hidden))
    assert [row.source for row in survey.rows(cases)] == ["open", "open"]


def test_the_open_link_needs_a_form_of_ours(survey: Survey) -> None:
    client = survey.browser()
    assert {client.post("/open", data=data).status_code for data in ({}, {"form-signed": "x"})} == {403}
    assert not survey.rows(cases)


def test_the_open_link_has_a_limit(tmp_path: Path) -> None:
    with served(tmp_path, entrance="anyone", open_link={"at_most": 2}) as survey:
        client = survey.browser()
        told = []
        for _ in range(3):
            form = main_form(client.get("/open").text)
            told.append(client.post(form.action, data=dict(form.hidden)).status_code)
        assert told == [303, 303, 200]
        assert len(survey.rows(cases)) == 2


def test_without_an_open_link_nobody_comes_in(tmp_path: Path) -> None:
    with served(tmp_path) as survey:
        client = survey.browser()
        assert client.get("/open").status_code == client.get("/").status_code == 404
        with served(tmp_path, entrance="anyone") as other:  # a form of another study's server
            form = main_form(other.browser().get("/open").text)
        assert client.post("/open", data=dict(form.hidden)).status_code in (403, 404)
        assert not survey.rows(cases)


def test_too_many_from_one_network_wait_and_others_do_not(hasty: None, survey: Survey) -> None:
    client = survey.browser(peer="198.51.100.9")
    form = main_form(client.get("/open").text)
    answers = [client.post("/open", data=dict(form.hidden)) for _ in range(301)]
    assert [one.status_code for one in answers] == [303] * 300 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert survey.browser(peer="198.51.100.10").post("/open", data=dict(form.hidden)).status_code == 303


def test_a_test_counts_nothing_and_opens_no_real_link(tmp_path: Path) -> None:
    with served(tmp_path, test=True) as survey:
        invited = survey.invite()
        client = survey.browser()
        assert client.get(invited.link).status_code == 404
        assert client.post(invited.link).status_code == 404
        survey.clock.move(days=-300)  # long before it opens
        form = main_form(client.get("/").text)
        moved = client.post(form.action, data=dict(form.hidden))
        walked(client, client.get(moved.headers["location"]))
        found = {row.source: row.outcome for row in survey.rows(cases)}
        assert found == {"invited": "not_started", "test": "complete"}


def test_cases_of_a_test_are_not_found_for_real(tmp_path: Path) -> None:
    with served(tmp_path) as survey:
        invited = survey.invite(source="test")
        assert survey.browser().get(invited.link).status_code == 404


def test_every_message_has_its_words(survey: Survey) -> None:
    from psychograph.fielding.server.pages.views import Around, MessageView

    pages = survey.app.state.context.pages
    for message in Message:
        titles = {pages.message(MessageView(Around(tag), message)) for tag in pages.languages}
        assert len(titles) == len(pages.languages)
