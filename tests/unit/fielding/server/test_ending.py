"""The end: consents apart and unticked, the draw, thanks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from served_here import Invited, Stopped, Survey, begun, heading, sent, served, walked
from survey_people import main_form

from psychograph.errors import Problem
from psychograph.fielding.errors import StoreError
from psychograph.fielding.incentives.draw import commit
from psychograph.fielding.incentives.eligible import agreed_entrants
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.stores.answers_tables import consents
from psychograph.fielding.stores.contact_tables import draw_entries

FULL = StoreError(Problem("store contacts", "the disk is full", "room", "free some"))


def at_the_end(
    survey: Survey, invited: Invited | None = None, **instead: Any
) -> tuple[httpx.Client, httpx.Response]:
    if invited is not None:
        client, shown = begun(survey, invited)
    else:
        client = survey.browser()
        form = main_form(client.get("/open").text)
        shown = client.get(client.post(form.action, data=dict(form.hidden)).headers["location"])
    return client, walked(client, shown, **instead)


def agreed(survey: Survey) -> dict[str, bool]:
    return {row.purpose: row.given for row in survey.rows(consents)}


def test_nothing_is_ticked_beforehand_and_nothing_is_needed(survey: Survey) -> None:
    client, end = at_the_end(survey, survey.invite())
    assert "checked" not in end.text
    moved = sent(client, end, {})
    thanks = client.get(moved.headers["location"])
    assert (moved.status_code, thanks.status_code) == (303, 200)
    assert agreed(survey) == {"survey": True, "draw": False, "marketing": False}
    assert not survey.rows(draw_entries)


def test_each_consent_is_kept_apart_with_its_words(survey: Survey) -> None:
    client, end = at_the_end(survey, survey.invite())
    german = client.get(f"{end.url.path}?lang=de")
    sent(client, german, {"draw": "1"})
    kept = {row.purpose: row for row in survey.rows(consents)}
    assert (kept["draw"].given, kept["marketing"].given) == (True, False)
    assert kept["draw"].text == "Meine Adresse darf zur Verlosung bleiben."
    assert (kept["draw"].version, kept["draw"].language) == ("2026-12", "de")


def test_an_invited_person_is_in_by_consent_alone_and_sees_an_entry_code(survey: Survey) -> None:
    client, end = at_the_end(survey, survey.invite())
    assert 'name="address"' not in end.text
    thanks = client.get(sent(client, end, {"draw": "1"}).headers["location"])
    again = client.get(str(thanks.url))
    assert again.text == thanks.text
    assert not survey.rows(draw_entries)  # entered when the list is committed to
    assert agreed_entrants(survey.stores) == ()  # whose case it is stands in the key, and there is none here


def test_by_the_open_link_an_address_is_asked_and_nothing_leads_from_it_to_the_answers(
    survey: Survey,
) -> None:
    client, end = at_the_end(survey)
    missing = sent(client, end, {"draw": "1", "address": " "})
    wrong = sent(client, end, {"draw": "1", "address": "ann at example"})
    assert (missing.status_code, wrong.status_code) == (422, 422)
    assert 'value="ann at example"' in wrong.text
    thanks = sent(client, wrong, {"draw": "1", "address": "Ann@Example.org"})
    assert thanks.status_code == 200
    (entry,) = survey.rows(draw_entries)
    assert (entry.address, entry.person_id, entry.route) == ("Ann@example.org", None, "survey")
    kept = survey.everything()
    assert (
        "nn@example.org" not in repr([kept[name] for name in kept if not name.startswith("contacts")]).lower()
    )
    case_id = survey.rows(consents)[0].case_id
    assert case_id not in repr([kept[name] for name in kept if name.startswith("contacts")])


def test_the_form_of_the_end_sent_twice_gives_one_entry_and_one_code(survey: Survey) -> None:
    client, end = at_the_end(survey)
    first, second = (sent(client, end, {"draw": "1", "address": "ann@example.org"}) for _ in range(2))
    assert first.text == second.text
    assert len(survey.rows(draw_entries)) == 1
    assert [row.purpose for row in survey.rows(consents)].count("draw") == 1


def test_without_the_box_no_address_is_kept(survey: Survey) -> None:
    client, end = at_the_end(survey)
    sent(client, end, {"address": "ann@example.org"})
    assert not survey.rows(draw_entries)
    assert "ann@example.org" not in repr(survey.everything())


def test_a_full_disk_at_the_end_keeps_what_was_typed(survey: Survey) -> None:
    client, end = at_the_end(survey)
    with Stopped(survey.stores.contacts, FULL):
        failed = sent(client, end, {"draw": "1", "marketing": "1", "address": "ann@example.org"})
    assert failed.status_code == 503
    assert 'value="ann@example.org"' in failed.text
    thanks = sent(client, failed, {"draw": "1", "marketing": "1", "address": "ann@example.org"})
    assert thanks.status_code == 200
    assert len(survey.rows(draw_entries)) == 1


def test_after_the_end_the_end_is_thanks(survey: Survey) -> None:
    client, end = at_the_end(survey, survey.invite())
    sent(client, end, {})
    moved = client.get(str(end.url))
    assert (moved.status_code, moved.headers["location"].endswith("/thanks")) == (303, True)


def test_nobody_is_thanked_before_the_end(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    base = str(shown.url.path).partition("/q/")[0]
    for page in ("/end", "/thanks"):
        moved = client.get(base + page)
        assert (moved.status_code, moved.headers["location"]) == (303, f"{base}/q/agreed")
    assert client.post(f"{base}/end", data={"draw": "1"}).status_code == 403


def test_the_form_of_a_screen_is_not_that_of_the_end(survey: Survey) -> None:
    client, shown = begun(survey, survey.invite())
    screen = walked(client, shown, "Words")
    end = walked(client, screen)
    form = main_form(screen.text)
    refused = client.post(str(end.url.path), data=dict(form.hidden) | {"marketing": "1"})
    assert refused.status_code == 403
    assert "marketing" not in agreed(survey)


def test_who_is_screened_out_may_be_in_the_draw_and_is_told(survey: Survey) -> None:
    invited = survey.invite()
    client, end = at_the_end(survey, invited, Age={"Age": "15"})
    assert survey.case(invited.case_id).outcome is Outcome.SCREENED_OUT
    assert 'name="marketing"' not in end.text
    told = client.get(sent(client, end, {}).headers["location"])
    assert (told.status_code, "<form" in told.text) == (200, False)
    assert agreed(survey) == {"survey": True, "draw": False}


def test_nothing_is_asked_where_the_plan_asks_nothing(tmp_path: Path) -> None:
    with served(tmp_path, incentives=None, consents=None) as survey:
        client, shown = begun(survey, survey.invite())
        thanks = walked(client, shown, "thanks")
        assert heading(thanks)
        assert agreed(survey) == {"survey": True}


def test_an_arm_without_the_draw_is_not_asked_for_it(survey: Survey) -> None:
    _, end = at_the_end(survey, survey.invite(arms={"incentive": "none"}))
    assert 'name="draw"' not in end.text
    assert 'name="marketing"' in end.text


def test_after_the_commitment_nobody_comes_in(survey: Survey) -> None:
    client, end = at_the_end(survey)
    survey.clock.set(survey.work.last_call)
    survey.clock.move(minutes=5)
    commit(survey.stores, survey.work, survey.clock.now())
    told = sent(client, end, {"draw": "1", "address": "late@example.org"})
    assert told.status_code in (200, 303)
    assert not survey.rows(draw_entries)
