"""A voucher for who came by an open link: nobody knows an address, so that the page shows it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from served_here import Stopped, Survey, begun, served, walked
from sqlalchemy import select
from survey_people import main_form

from psychograph.errors import Problem
from psychograph.fielding.cases import case_of
from psychograph.fielding.errors import StoreError
from psychograph.fielding.incentives.codes import Codes, destroy_codes
from psychograph.fielding.incentives.vouchers import add_codes, voucher_shown
from psychograph.fielding.privacy.erase import erase
from psychograph.fielding.privacy.subjects import subject_of_case
from psychograph.fielding.stores.contact_tables import vouchers

PROMISED = {"what": "5 EUR", "worth": 5, "currency": "EUR"}
WITHOUT_CONSENTS = {"draw": None, "marketing": None}
FULL = StoreError(Problem("store contacts", "the disk is full", "room", "free some"))


def offering(folder: Path, **more: Any) -> Any:
    voucher = {**PROMISED, **more}
    incentives = {"draw": None, "voucher": voucher}
    return served(folder, entrance="anyone", incentives=incentives, consents=WITHOUT_CONSENTS)


def add(survey: Survey, *codes: str) -> None:
    survey.stores.contacts.write(lambda contacts: add_codes(contacts, codes))


def finished(survey: Survey) -> tuple[httpx.Client, httpx.Response]:
    client = survey.browser()
    form = main_form(client.get("/open").text)
    shown = client.get(client.post(form.action, data=dict(form.hidden)).headers["location"])
    return client, walked(client, shown, until="thanks")


def pressed(client: httpx.Client, thanks: httpx.Response) -> httpx.Response:
    """Press the button that shows the code."""
    form = main_form(thanks.text, "/voucher")
    return client.post(form.action, data=dict(form.hidden), follow_redirects=True)


def taken(survey: Survey) -> list[str]:
    return [row.code for row in survey.rows(vouchers) if row.person_id]


def test_the_page_shows_one_code_however_often_it_is_opened(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A", "CODE-B")
        client, thanks = finished(survey)
        assert client.get(str(thanks.url)).status_code == 200
        assert taken(survey) == []  # looking takes none
        shown = pressed(client, thanks)
        (code,) = taken(survey)
        assert code in shown.text
        assert client.get(str(thanks.url)).text == shown.text
        assert pressed(client, thanks).text == shown.text  # the button of a page that a browser kept
        assert taken(survey) == [code]
        second = pressed(*finished(survey))
        assert set(taken(survey)) == {"CODE-A", "CODE-B"}
        assert code not in second.text


def test_another_form_takes_no_code(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A")
        client, thanks = finished(survey)
        stranger, other = finished(survey)
        action = main_form(thanks.text, "/voucher").action
        foreign = dict(main_form(other.text, "/voucher").hidden)
        assert client.post(action, data=foreign).status_code == 403
        assert stranger.post(action, data=foreign).status_code == 403
        assert taken(survey) == []


def test_nothing_leads_from_the_code_to_the_answers(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A")
        client, thanks = finished(survey)
        pressed(client, thanks)
        case = survey.stores.answers.read(lambda c: case_of(c, str(thanks.url.path).split("/")[2]))
        assert case is not None
        (row,) = survey.rows(vouchers)
        for one in (case.case_id, case.handle):
            assert one not in repr(row)
        assert row.issued_at % 86_400_000 == 0
        survey.stores.office.write(destroy_codes)
        codes = Codes.of(survey.stores, 0)
        assert codes.voucher_holder(case.case_id) != row.person_id


def test_where_no_code_is_left_it_says_so_and_has_one_later(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        client, thanks = finished(survey)
        none = pressed(client, thanks)
        assert "no voucher code for you at the moment" in none.text
        assert "survey@example.org" in none.text
        assert "comes by e-mail" not in none.text
        add(survey, "CODE-A")
        assert "CODE-A" in pressed(client, client.get(str(thanks.url))).text


def test_the_bound_of_the_plan_holds(tmp_path: Path) -> None:
    with offering(tmp_path, at_most=1) as survey:
        add(survey, "CODE-A", "CODE-B")
        client, first = finished(survey)
        pressed(client, first)
        second = pressed(*finished(survey))
        assert len(taken(survey)) == 1
        assert "no voucher code for you at the moment" in second.text
        assert taken(survey)[0] in client.get(str(first.url)).text


def test_a_store_that_fails_costs_nobody_their_thanks(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A")
        with Stopped(survey.stores.contacts, FULL):
            client, thanks = finished(survey)
            assert thanks.status_code == 200
            none = pressed(client, thanks)
            assert none.status_code == 200
            assert "CODE-A" not in none.text
        assert "CODE-A" in pressed(client, thanks).text


def test_who_was_invited_is_told_that_it_comes_by_mail_and_takes_none(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A")
        client, shown = begun(survey, survey.invite())
        thanks = walked(client, shown, until="thanks")
        assert "Your voucher comes by e-mail." in thanks.text
        assert taken(survey) == []


def test_another_browser_sees_no_code_and_takes_none(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A", "CODE-B")
        client, thanks = finished(survey)
        pressed(client, thanks)
        before = taken(survey)
        stranger = survey.browser().get(str(thanks.url))
        assert stranger.status_code == 403
        assert not any(code in stranger.text for code in ("CODE-A", "CODE-B"))
        assert taken(survey) == before


def test_erasing_the_case_forgets_whose_code_it_was_and_gives_it_to_nobody_else(tmp_path: Path) -> None:
    with offering(tmp_path) as survey:
        add(survey, "CODE-A")
        client, thanks = finished(survey)
        pressed(client, thanks)
        (before,) = survey.rows(vouchers)
        context = survey.app.state.context
        handle = str(thanks.url.path).split("/")[2]
        who = subject_of_case(survey.stores, handle, context.field.name, context.at)
        erase(survey.stores, who, context.settings.secret, context.clock.now())
        (after,) = survey.rows(vouchers)
        assert after.person_id is not None
        assert after.person_id != before.person_id
        assert "CODE-A" not in pressed(*finished(survey)).text


@pytest.mark.parametrize("at_most", [None, 3])
def test_tabs_at_once_share_one_code_and_cases_none(tmp_path: Path, at_most: int | None) -> None:
    with offering(tmp_path) as survey:
        add(survey, *(f"CODE-{number}" for number in range(8)))
        codes = Codes.of(survey.stores, 0)

        def one(case_id: str) -> str | None:
            return survey.stores.contacts.write(
                lambda contacts: voucher_shown(contacts, codes, case_id, at_most=at_most, at=0)
            )

        wanted = [f"case{number}" for number in range(5)] * 3
        with ThreadPoolExecutor(6) as pool:
            got = list(zip(wanted, pool.map(one, wanted), strict=True))
        given = {case: code for case, code in got if code}
        assert len(given) == len(set(given.values())) == (at_most or 5)
        assert {code for case, code in got if case in given} == set(given.values())
        kept = survey.stores.contacts.read(lambda c: c.execute(select(vouchers.c.person_id)).scalars().all())
        assert len([one for one in kept if one]) == len(given)
