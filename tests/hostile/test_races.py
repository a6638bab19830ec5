"""Many requests at the same moment: each form once, each place once, each person once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from served_here import Survey, begun, served, walked
from sqlalchemy import select
from survey_people import main_form

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.stores.answers_tables import cases, consents, events, quota_members, saves

AT_ONCE = 50


def together(number: int, work: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    """Do something so many times at one moment."""
    ready = threading.Barrier(number)

    def one(which: int) -> httpx.Response:
        ready.wait()
        return work(which)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def happened(survey: Survey, case_id: str, kind: Happening) -> int:
    wanted = (events.c.case_id == case_id, events.c.kind == kind.value)
    return len(survey.stores.answers.read(lambda c: c.execute(select(events).where(*wanted)).all()))


def test_one_form_sent_many_times_at_once_is_one_save(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    page = walked(client, shown, "Drinks")
    body = dict(main_form(page.text).hidden) | {"Drinks": "coffee"}
    before = survey.case(invited.case_id)
    found = together(AT_ONCE, lambda _: client.post(page.url.path, data=body))
    assert {(one.status_code, one.headers["location"]) for one in found} == {
        (303, found[0].headers["location"])
    }
    assert survey.case(invited.case_id).revision == before.revision + 1
    assert [row.screen for row in survey.rows(saves)].count("Drinks") == 1
    assert [row.detail for row in survey.rows(events)].count("Drinks") == 1


def test_one_form_with_other_answers_at_once_leaves_one_of_them(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    page = walked(client, shown, "Age")
    hidden = dict(main_form(page.text).hidden)
    ages = [str(20 + number) for number in range(20)]
    found = together(20, lambda number: client.post(page.url.path, data=hidden | {"Age": ages[number]}))
    assert {one.status_code for one in found} == {303}
    kept = [row for row in survey.rows(saves) if row.screen == "Age"]
    assert survey.case(invited.case_id).answers["Age"] in kept[-1].answers
    assert survey.case(invited.case_id).revision == len(survey.rows(saves))


def test_the_consent_and_the_last_answer_count_once(survey: Survey) -> None:
    invited = survey.invite()
    client, shown = begun(survey, invited)
    hidden = dict(main_form(shown.text).hidden)
    together(20, lambda _: client.post(shown.url.path, data=hidden | {"agreed": "1"}))
    assert len(survey.rows(consents)) == 1
    page = walked(client, client.get(shown.url.path.rpartition("/")[0] + "/Drinks"), "Words")
    hidden = dict(main_form(page.text).hidden)
    found = together(20, lambda number: client.post(page.url.path, data=hidden | {"Words": f"{number % 3}"}))
    assert {one.status_code for one in found} == {303}
    assert survey.case(invited.case_id).outcome is Outcome.COMPLETE
    assert happened(survey, invited.case_id, Happening.COMPLETED) == 1
    assert len(survey.rows(quota_members)) == 1


def test_a_link_that_is_begun_twice_at_once_begins_one_case(survey: Survey) -> None:
    invited = survey.invite()
    browsers = [survey.browser() for _ in range(4)]
    found = together(20, lambda number: browsers[number % 4].post(invited.link))
    assert {one.status_code for one in found} == {303}
    assert len(survey.rows(cases)) == 1
    assert happened(survey, invited.case_id, Happening.STARTED) == 1
    assert happened(survey, invited.case_id, Happening.OPENED) == 1


def test_begin_and_no_at_once_end_in_one_of_them(survey: Survey) -> None:
    for _ in range(5):
        invited, client = survey.invite(), survey.browser()
        together(8, lambda n, i=invited, c=client: c.post(i.link + ("/decline" if n % 2 else "")))
        case = survey.case(invited.case_id)
        assert case.outcome is Outcome.REFUSED  # said at last, or said before it could begin
        assert happened(survey, invited.case_id, Happening.REFUSED) == 1
        assert happened(survey, invited.case_id, Happening.STARTED) <= 1


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Survey]:
    """Three places by the open link, and room for two coffee drinkers."""
    quotas = [{"name": "coffee", "when": "Drinks includes coffee", "at_most": 2}]
    with served(tmp_path, entrance="anyone", open_link={"at_most": 3}, quotas=quotas) as one:
        yield one


def test_an_open_link_lets_no_more_in_than_it_may(narrow: Survey) -> None:
    browsers = [narrow.browser() for _ in range(12)]
    forms = [dict(main_form(browser.get("/open").text).hidden) for browser in browsers]
    found = together(24, lambda n: browsers[n % 12].post("/open", data=forms[n % 12]))
    assert {one.status_code for one in found} == {200, 303}
    assert len(narrow.rows(cases)) == 3
    assert len({one.headers["location"] for one in found if one.status_code == 303}) == 3


def test_a_quota_is_passed_by_nobody_who_answers_its_question_last(narrow: Survey) -> None:
    """Four stand before their last screen with one place left; by rule each of them completes.

    A quota counts completed cases and is looked at when its question is answered: who answered before it was
    full is not sent away from the last screen. So it is filled to at most those who stood there.
    """
    people = [begun(narrow, narrow.invite()) for _ in range(4)]
    last = [walked(client, shown, "Words", Drinks={"Drinks": "coffee"}) for client, shown in people]
    forms = [dict(main_form(page.text).hidden) for page in last]
    found = together(8, lambda n: people[n % 4][0].post(last[n % 4].url.path, data=forms[n % 4]))
    assert {one.status_code for one in found} == {303}
    counted = narrow.rows(quota_members)
    assert len(counted) == len({row.case_id for row in counted}) == 4
    late = narrow.invite()
    client, shown = begun(narrow, late)
    walked(client, shown, Drinks={"Drinks": "coffee"})
    assert narrow.case(late.case_id).outcome is Outcome.QUOTA_FULL
    assert len(narrow.rows(quota_members)) == 4
