"""Cases are enrolled, begin, come back, say no."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from psychograph.fielding.cases import (
    Case,
    Enrolment,
    UnknownCaseError,
    begin,
    begin_open,
    case_by_id,
    case_of,
    consent,
    decline,
    enrol,
    language,
    new_case_id,
    opened,
    record,
)
from psychograph.fielding.outcomes import Happening, Outcome, Source
from psychograph.fielding.stores.answers_tables import cases, consents, events
from psychograph.fielding.stores.opened import Stores

ANNA = Enrolment("a" * 32, Source.INVITED, "de", "Europe/Berlin", "customers", {"window": "noon"}, "list.csv")
BEN = Enrolment("b" * 32)


@pytest.fixture
def enrolled(stores: Stores) -> Stores:
    stores.answers.write(lambda answers: enrol(answers, [ANNA, BEN], at=1000))
    return stores


def _case(stores: Stores, case_id: str) -> Case:
    case = stores.answers.read(lambda answers: case_by_id(answers, case_id))
    assert case is not None
    return case


def _log(stores: Stores, case_id: str) -> list[tuple[str, str, int]]:
    asked = select(events.c.kind, events.c.detail, events.c.at).where(events.c.case_id == case_id)
    rows = stores.answers.read(lambda answers: answers.execute(asked.order_by(events.c.event_id)).all())
    return [(row.kind, row.detail, row.at) for row in rows]


def _begin(stores: Stores, one: Enrolment = ANNA, at: int = 2000, tag: str = "", network: str = "") -> Case:
    return stores.answers.write(
        lambda answers: begin(answers, one.case_id, language=tag, device="phone", at=at, network=network)
    )


def test_whoever_is_enrolled_is_a_case_that_has_not_started(enrolled: Stores) -> None:
    case = _case(enrolled, ANNA.case_id)
    assert (case.source, case.language, case.time_zone, case.group) == (
        "invited",
        "de",
        "Europe/Berlin",
        "customers",
    )
    assert (case.arms, case.outcome, case.answers, case.revision) == (
        {"window": "noon"},
        Outcome.NOT_STARTED,
        {},
        0,
    )
    assert (case.created_at, case.started_at, case.seen_at, case.finished_at) == (1000, None, None, None)
    assert 0 <= case.seed < 2**62
    assert _log(enrolled, ANNA.case_id) == [("enrolled", "list.csv", 1000)]


def test_handles_and_seeds_are_of_chance(enrolled: Stores) -> None:
    people = [Enrolment(new_case_id()) for _ in range(50)]
    enrolled.answers.write(lambda answers: enrol(answers, people, at=1000))
    rows = enrolled.answers.read(lambda answers: answers.execute(select(cases.c.handle, cases.c.seed)).all())
    assert len({row.handle for row in rows}) == len({row.seed for row in rows}) == 52
    assert len({row.seed % 64 for row in rows}) > 20  # of 64; 36 are to be expected


def test_nobody_is_enrolled_twice_and_nobody_else_along_with_it(enrolled: Stores) -> None:
    with pytest.raises(IntegrityError):
        enrolled.answers.write(lambda answers: enrol(answers, [Enrolment("c" * 32), ANNA], at=1500))
    assert enrolled.answers.read(lambda answers: case_by_id(answers, "c" * 32)) is None
    assert len(_log(enrolled, ANNA.case_id)) == 1


def test_a_case_is_found_by_its_handle(enrolled: Stores) -> None:
    case = _case(enrolled, ANNA.case_id)
    assert enrolled.answers.read(lambda answers: case_of(answers, case.handle)) == case
    assert enrolled.answers.read(lambda answers: case_of(answers, "nobody")) is None
    assert enrolled.answers.read(lambda answers: case_by_id(answers, case.handle)) is None


def test_whoever_begins_has_started_and_whoever_begins_again_came_back(enrolled: Stores) -> None:
    begun = _begin(enrolled)
    assert (begun.outcome, begun.started_at, begun.seen_at, begun.device) == (
        Outcome.STARTED,
        2000,
        2000,
        "phone",
    )
    assert begun.language == "de"  # as enrolled, since none was chosen
    assert begun == _case(enrolled, ANNA.case_id)
    again = _begin(enrolled, at=3000, tag="en")
    assert again == replace(begun, seen_at=3000, language="en") == _case(enrolled, ANNA.case_id)
    assert _log(enrolled, ANNA.case_id)[1:] == [("started", "phone", 2000), ("resumed", "phone", 3000)]


def test_the_network_is_kept_where_it_is_handed_in_alone(enrolled: Stores) -> None:
    _begin(enrolled)
    _begin(enrolled, BEN, network="192.0.2.7")
    asked = select(cases.c.case_id, cases.c.network)
    rows = enrolled.answers.read(lambda answers: answers.execute(asked).all())
    assert {row.case_id[0]: row.network for row in rows} == {"a": "", "b": "192.0.2.7"}


def test_nobody_begins_who_is_not_there(stores: Stores) -> None:
    with pytest.raises(UnknownCaseError):
        _begin(stores)
    with pytest.raises(UnknownCaseError):
        stores.answers.write(lambda answers: decline(answers, ANNA.case_id, 2000))


def test_saying_no_ends_it_for_good(enrolled: Stores) -> None:
    ended = enrolled.answers.write(lambda answers: decline(answers, ANNA.case_id, 2000))
    assert (ended.outcome, ended.finished_at, ended.screen) == (Outcome.REFUSED, 2000, "")
    assert ended == _case(enrolled, ANNA.case_id) == _begin(enrolled, at=3000)
    assert enrolled.answers.write(lambda answers: decline(answers, ANNA.case_id, 4000)) == ended
    assert _log(enrolled, ANNA.case_id)[1:] == [("refused", "declined", 2000)]


def test_an_open_link_makes_cases_up_to_its_limit(stores: Stores) -> None:
    def came(source: str, at_most: int = 2) -> Case | None:
        return stores.answers.write(
            lambda answers: begin_open(
                answers, source=Source(source), language="en", device="desktop", at=2000, at_most=at_most
            )
        )

    first, second = came("open"), came("open")
    assert first is not None
    assert second is not None
    assert came("open") is None
    assert came("test") is not None  # those of a test are counted by themselves
    assert (first.outcome, first.source, first.language, first.device) == (
        Outcome.STARTED,
        "open",
        "en",
        "desktop",
    )
    assert first.case_id != second.case_id
    assert first.handle != second.handle
    assert _log(stores, first.case_id) == [("enrolled", "open", 2000), ("started", "desktop", 2000)]
    assert came("open", at_most=3) is not None


def test_a_form_of_an_open_link_that_is_sent_twice_makes_one_case(stores: Stores) -> None:
    def came() -> Case | None:
        return stores.answers.write(
            lambda answers: begin_open(
                answers,
                source=Source.OPEN,
                language="en",
                device="phone",
                at=2000,
                at_most=1,
                case_id="f" * 32,
            )
        )

    with ThreadPoolExecutor(8) as clicks:
        found = set(clicks.map(lambda _: getattr(came(), "handle", None), range(8)))
    assert len(found) == 1
    assert None not in found
    assert [kind for kind, _, _ in _log(stores, "f" * 32)] == ["enrolled", "started"]


def test_a_first_look_is_noted_once(enrolled: Stores) -> None:
    for at in (1500, 1600):
        enrolled.answers.write(lambda answers, at=at: opened(answers, ANNA.case_id, at))
    assert _log(enrolled, ANNA.case_id)[1:] == [("opened", "", 1500)]


def test_events_are_appended_with_their_wave(enrolled: Stores) -> None:
    enrolled.answers.write(
        lambda answers: record(answers, ANNA.case_id, Happening.SENT, wave="reminder", detail="{}", at=1700)
    )
    row = enrolled.answers.read(
        lambda answers: answers.execute(select(events).where(events.c.wave != "")).one()
    )
    assert (row.case_id, row.kind, row.wave, row.detail, row.at) == (
        ANNA.case_id,
        "sent",
        "reminder",
        "{}",
        1700,
    )


def test_a_language_is_kept(enrolled: Stores) -> None:
    enrolled.answers.write(lambda answers: language(answers, ANNA.case_id, "fr"))
    assert _case(enrolled, ANNA.case_id).language == "fr"
    assert _case(enrolled, BEN.case_id).language == ""


def test_consents_are_appended_with_the_words_that_were_shown(enrolled: Stores) -> None:
    for given in (True, False):
        enrolled.answers.write(
            lambda answers, given=given: consent(
                answers, ANNA.case_id, "marketing", given, "2026-12", "de", "Schreiben Sie mir.", 5000
            )
        )
    rows = enrolled.answers.read(
        lambda answers: answers.execute(select(consents).order_by(consents.c.consent_id)).all()
    )
    assert [row.given for row in rows] == [True, False]
    assert (rows[0].purpose, rows[0].version, rows[0].language, rows[0].text, rows[0].at) == (
        "marketing",
        "2026-12",
        "de",
        "Schreiben Sie mir.",
        5000,
    )
