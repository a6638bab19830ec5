"""The draw: one chance for one case, and nobody learns from the server who is in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
from served_here import Survey, walked
from survey_people import main_form

from psychograph.fielding.incentives.codes import Codes
from psychograph.fielding.incentives.entries import enter
from psychograph.fielding.server.pages.views import FREE_ENTRY
from psychograph.fielding.stores.contact_tables import draw_entries

JOINED = "z@example.org" + " " * 400 + "more"  # its first 400 characters are an address


def at_the_end(survey: Survey) -> tuple[httpx.Client, str]:
    """Answer everything by the open link; return the browser and the path of the end."""
    client = survey.browser()
    form = main_form(client.get("/open").text)
    shown = client.get(client.post(form.action, data=dict(form.hidden)).headers["location"])
    return client, walked(client, shown).url.path


def forms(client: httpx.Client, path: str, number: int) -> list[dict[str, str]]:
    """Open the end in so many tabs; return the hidden fields of each."""
    return [dict(main_form(client.get(path).text).hidden) for _ in range(number)]


def addresses(survey: Survey) -> set[str]:
    return {row.address for row in survey.rows(draw_entries)}


def test_a_case_enters_once_however_many_forms_of_its_end_it_sends(survey: Survey) -> None:
    client, path = at_the_end(survey)
    for number, form in enumerate(forms(client, path, 4)):
        sent = client.post(path, data=form | {"draw": "1", "address": f"a{number}@example.org"})
        assert sent.status_code in (200, 303)
    assert addresses(survey) == {"a0@example.org"}


def test_taking_the_consent_back_and_giving_it_again_is_no_second_chance(survey: Survey) -> None:
    client, path = at_the_end(survey)
    first, second, third = forms(client, path, 3)
    client.post(path, data=first | {"draw": "1", "address": "a@example.org"})
    client.post(path, data=second)
    client.post(path, data=third | {"draw": "1", "address": "b@example.org"})
    assert addresses(survey) == {"a@example.org"}


def test_a_form_sent_again_corrects_its_address_and_cannot_take_that_of_others(survey: Survey) -> None:
    client, path = at_the_end(survey)
    survey.stores.contacts.write(lambda c: enter(c, "theirs@example.org", "", "free", None, 0))
    (form,) = forms(client, path, 1)
    for typed in ("typo@example.org", "right@example.org", "theirs@example.org"):
        assert client.post(path, data=form | {"draw": "1", "address": typed}).status_code == 200
    assert addresses(survey) == {"right@example.org", "theirs@example.org"}


def test_many_forms_of_one_end_at_once_are_one_entry(survey: Survey) -> None:
    client, path = at_the_end(survey)
    tabs = forms(client, path, 10) * 3

    def send(number: int) -> int:
        typed = {"draw": "1", "address": f"a{number}@example.org"}
        return client.post(path, data=tabs[number] | typed).status_code

    with ThreadPoolExecutor(10) as together:
        statuses = set(together.map(send, range(len(tabs))))
    assert statuses <= {200, 303}
    assert len(survey.rows(draw_entries)) == 1


def test_what_only_begins_like_an_address_is_none(survey: Survey) -> None:
    client, path = at_the_end(survey)
    (form,) = forms(client, path, 1)
    assert client.post(path, data=form | {"draw": "1", "address": JOINED}).status_code == 422
    free = dict(main_form(client.get(FREE_ENTRY).text).hidden)
    assert client.post(FREE_ENTRY, data=free | {"rules": "1", "address": JOINED}).status_code == 422
    assert not survey.rows(draw_entries)


def test_an_address_that_is_in_costs_the_disk_as_much_as_a_new_one(survey: Survey) -> None:
    """A commit without a change does not wait for the disk, and its speed would tell."""

    def entered(address: str) -> int:
        store = survey.stores.contacts

        def work(connection):  # type: ignore[no-untyped-def]
            before = connection.connection.dbapi_connection.total_changes
            enter(connection, address, "", "free", None, 0)
            return connection.connection.dbapi_connection.total_changes - before

        return int(store.write(work))

    written = [entered("new@example.org"), entered("new@example.org")]
    assert min(written) >= 2  # a row of chance, written and taken back


def test_the_answer_to_an_address_that_is_in_differs_in_its_code_alone(survey: Survey) -> None:
    pages = []
    for _ in range(2):
        client = survey.browser()
        form = dict(main_form(client.get(FREE_ENTRY).text).hidden)
        sent = client.post(FREE_ENTRY, data=form | {"rules": "1", "address": "ann@example.org"})
        codes = survey.stores.office.read(Codes.kept)
        assert codes is not None
        code = codes.for_form(form["form-signed"].partition(".")[0])
        shown = "-".join(code[start : start + 8] for start in range(0, 32, 8))
        assert shown in sent.text
        pages.append((sent.status_code, sorted(sent.headers.items()), sent.text.replace(shown, "")))
    assert pages[0] == pages[1]
