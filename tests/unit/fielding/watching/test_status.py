"""Counted by hand: twenty cases of every kind, and the status that they give."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import Connection

from psychograph.fielding.outcomes import Happening, Outcome
from psychograph.fielding.watching.counts import Counts
from psychograph.fielding.watching.dispositions import Disposition
from psychograph.fielding.watching.rates import declared
from psychograph.fielding.watching.status import Status, status
from tests.fielded_cases import DAY, HOUR, OPENS, T0, Kept, put
from tests.fieldworks import fieldwork

AT_11 = T0 + 3 * HOUR
NOW = OPENS + timedelta(days=6)
SENT, BOUNCED, SAVED = Happening.SENT, Happening.BOUNCED, Happening.SAVED
FIRST = (SENT, "invitation", T0 + 2 * HOUR)
SECOND = (SENT, "reminder", T0 + 4 * DAY + 3 * HOUR)
ALL = {
    "agreed": "1", "Drinks": ("tea",), "Cups": "3", "Calm": "4", "Ritual": "5", "Attentive": "4",
    "Order": ("green", "black", "herbal"), "Taste": "5", "Age": "44", "Gender": "w", "Since": "2001-05-06",
    "Place": "10115",
}  # fmt: skip
HALF = {name: ALL[name] for name in ("agreed", "Drinks", "Cups", "Calm", "Ritual", "Attentive", "Taste")}


def complete(name: str, at: int, **more: object) -> Kept:
    given = {"events": (FIRST,), "device": "phone", "spent": {"Drinks": 60_000, "views": 20_000}, **more}
    return Kept(name, Outcome.COMPLETE, ALL, started_at=at - HOUR, finished_at=at, **given)  # type: ignore[arg-type]


def stopped(name: str, screen: str, answers: dict[str, object], **more: object) -> Kept:
    saved = tuple((SAVED, str(one), T0 + 4 * HOUR) for one in more.pop("passed", ()))  # type: ignore[attr-defined]
    given = {"events": (FIRST, *saved), "device": "desktop", "started_at": T0 + 3 * HOUR, **more}
    return Kept(name, Outcome.STARTED, answers, screen=screen, **given)  # type: ignore[arg-type]


CASES = (
    complete("c1", T0 + 5 * HOUR, group="north", spent={"Drinks": 30_000, "views": 5_000}),  # 4 items in 5 s
    complete("c2", T0 + 6 * HOUR, group="north"),
    complete("c3", T0 + 5 * DAY, group="south", events=(FIRST, SECOND)),
    complete("c4", T0 + 5 * DAY, group="south", events=(FIRST, SECOND), time_zone="America/New_York"),
    stopped("p1", "Age", HALF, passed=("Drinks", "Cups", "views", "Taste")),
    stopped("b1", "views", {"agreed": "1", "Drinks": ("tea",)}, passed=("Drinks",)),
    stopped("b2", "views", {"agreed": "1", "Drinks": ("tea",)}, passed=("Drinks",)),
    stopped("l1", "Drinks", {"agreed": "1"}),
    Kept("l2", events=(FIRST, (Happening.OPENED, "", T0 + 5 * HOUR))),
    Kept("r1", Outcome.REFUSED, {"agreed": "0"}, events=(FIRST,), started_at=AT_11, finished_at=AT_11),
    Kept("r2", events=(FIRST, (Happening.UNSUBSCRIBED, "", T0 + 5 * HOUR))),
    Kept("r3", events=(FIRST, (Happening.COMPLAINED, "", T0 + 5 * HOUR))),
    Kept("u1", events=(FIRST, (Happening.UNAVAILABLE, "away", T0 + DAY))),
    Kept("o1", events=(FIRST, (Happening.UNAVAILABLE, "language", T0 + DAY))),
    Kept("n1", events=(FIRST, SECOND), group="north"),
    Kept("n2", events=(FIRST, (BOUNCED, "invitation", T0 + 3 * HOUR), SECOND)),  # the reminder went through
    Kept("d1", events=(FIRST, (BOUNCED, "invitation", T0 + 3 * HOUR))),
    Kept("s0"),
    Kept("x1", Outcome.SCREENED_OUT, {"agreed": "1", "Age": "12"}, events=(FIRST,), started_at=AT_11),
    Kept("x2", Outcome.QUOTA_FULL, {"agreed": "1", "Gender": "w"}, events=(FIRST,), started_at=AT_11),
    Kept("x3", Outcome.COMPLETE, ALL, events=(FIRST, (Happening.DUPLICATE, "", T0 + DAY)), started_at=AT_11),
    Kept("w1", Outcome.COMPLETE, events=(FIRST, (Happening.ERASED, "", T0 + DAY)), started_at=AT_11),
    # None of these counts among the invited.
    complete("open1", T0 + 5 * HOUR, source="open", events=()),
    stopped("open2", "views", {"agreed": "1", "Drinks": ("tea",)}, source="open", events=()),
    complete("test1", T0 + 5 * HOUR, source="test"),
)  # fmt: skip


@pytest.fixture
def counted(store: Connection) -> Status:
    put(store, CASES)
    return status(store, fieldwork(), NOW)


def test_every_case_of_the_sample_has_the_disposition_that_was_counted_by_hand(counted: Status) -> None:
    assert {code.value: cases for code, cases in counted.dispositions} == {
        "1.1": 4, "1.2": 1, "2.12": 2, "2.1121": 2, "2.111": 4, "2.26": 1, "2.30": 1,
        "3.11": 1, "3.19": 2, "3.30": 1, "4.10": 1, "4.80": 1, "4.81": 1,
    }  # fmt: skip
    assert counted.invited.cases == 22


def test_how_far_they_came(counted: Status) -> None:
    invited = counted.invited
    assert (invited.sent, invited.bounced, invited.delivered) == (21, 1, 20)
    assert invited.started == 4 + 4 + 1 + 4  # complete, stopped, refused on the page, x1 to x3 and w1
    assert invited.opened == invited.started + 1  # l2
    assert invited.underway == 4


def test_an_open_link_is_no_sample_and_tests_are_nothing(counted: Status) -> None:
    assert counted.open_link.cases == 2
    assert counted.open_link.completion() == Fraction(1, 2)
    assert counted.rates.tally.cases == 22
    assert counted.all.cases == 24
    assert "open-link" in {finding.code for finding in counted.findings}


def test_rates_are_those_of_the_sample_with_e_by_proportional_allocation(counted: Status) -> None:
    # I 4, P 1, R 8, NC 1, O 1, UH 3, UO 1, NE 3.
    assert counted.rates.rate("RR1").value == Fraction(4, 19)
    assert counted.rates.rate("RR6").value == Fraction(5, 15)
    assert counted.rates.eligibility.e == Fraction(15, 18)
    assert counted.rates.rate("RR3").value == Fraction(4) / (15 + Fraction(15, 18) * 4)


def test_e_may_be_set_by_those_who_know_better(store: Connection) -> None:
    put(store, CASES)
    found = status(store, fieldwork(), NOW, eligibility=declared(Fraction(1, 2), "a check of the list"))
    assert found.rates.rate("RR3").value == Fraction(4, 17)
    assert found.rates.eligibility.basis == "a check of the list"


def test_every_breakdown_adds_up_to_the_person(counted: Status) -> None:
    assert [one.by for one in counted.breakdowns] == ["wave", "group", "device", "hour"]
    for breakdown in counted.breakdowns:
        assert sum((row.counts for row in breakdown.rows), Counts()) == counted.all


def test_rows_stand_in_their_order_with_the_unknown_last(counted: Status) -> None:
    assert [row.name for row in counted.breakdown("wave").rows] == ["invitation", "reminder", ""]
    assert [row.name for row in counted.breakdown("group").rows] == ["north", "south", ""]
    # 11:00 in UTC is 6:00 in New York, the reminder of c4.
    assert [row.name for row in counted.breakdown("hour").rows] == ["06:00", "10:00", "11:00", ""]


def test_a_case_is_counted_under_the_last_message_before_it_began(counted: Status) -> None:
    rows = {row.name: row.counts for row in counted.breakdown("wave").rows}
    assert (rows["reminder"].complete, rows["reminder"].silent) == (2, 2)
    lines = {line.name: line for line in counted.waves}
    assert (lines["invitation"].sent, lines["invitation"].bounced, lines["reminder"].sent) == (21, 2, 4)
    assert (lines["invitation"].complete, lines["reminder"].complete) == (2, 2)


def test_hours_of_starting_are_on_the_own_clock(counted: Status) -> None:
    assert sum(counted.starts_by_hour) == counted.all.started
    assert counted.starts_by_hour[2] == 1  # c4: 7:00 in UTC


def test_where_people_stop_is_told_with_the_question(counted: Status) -> None:
    views, drinks, age = (
        counted.stops[0],
        *sorted(counted.stops[1:], key=lambda one: one.screen, reverse=True),
    )
    assert (views.screen, views.text, views.stopped, views.came) == ("views", "How much do you agree?", 3, 4)
    assert (drinks.screen, drinks.stopped, drinks.came) == ("Drinks", 1, 4)
    assert (age.screen, age.share) == ("Age", 1)


def test_who_went_back_and_stopped_there_came_there_once(store: Connection) -> None:
    put(store, [stopped("back", "Drinks", {"agreed": "1", "Drinks": ("tea",)}, passed=("Drinks", "Cups"))])
    (stop,) = status(store, fieldwork(), NOW).stops
    assert (stop.stopped, stop.came) == (1, 1)


def test_times_are_those_of_complete_cases_and_tell_haste(counted: Status) -> None:
    times = counted.times
    assert times.completes == 5  # with the open link's
    assert times.quartiles[1] == 80
    assert times.items_timed == 0  # four statements are too few to tell


def test_pace_and_what_it_comes_to(counted: Status) -> None:
    pace = counted.pace
    assert pace.by_day[0] == ("2026-12-01", 3)
    assert sum(number for _, number in pace.by_day) == 5
    assert pace.a_day == pytest.approx(5 / 6)  # six days are over
    assert pace.projected == 5 + round(5 / 6 * pace.days_left)


def test_nothing_has_no_rates_and_no_rows(store: Connection) -> None:
    found = status(store, fieldwork(), NOW)
    assert found.all == Counts()
    assert all(rate.value is None for rate in found.rates.all)
    assert found.dispositions == found.stops == ()
    assert [cost.each for cost in found.costs] == [None]  # the prizes of the draw, and nobody to share them
    assert found.early_late is None


def test_after_the_last_call_nobody_is_under_way(store: Connection) -> None:
    put(store, CASES)
    field = fieldwork()
    before = status(store, field, field.last_call - timedelta(seconds=1))
    after = status(store, field, field.last_call)
    assert (before.invited.underway, after.invited.underway) == (4, 0)
    assert before.dispositions == after.dispositions


def test_quotas_are_counted_against_the_plan(store: Connection) -> None:
    from psychograph.fielding.stores.answers_tables import quota_members

    put(store, CASES)
    members = [
        {"quota": "women", "case_id": one.case_id} for one in CASES if one.name in ("c1", "c2", "test1")
    ]
    store.execute(quota_members.insert(), members)
    found = status(store, fieldwork(quotas=[{"name": "women", "when": "Gender = w", "at_most": 2}]), NOW)
    (quota,) = found.quotas
    assert (quota.reached, quota.at_most, quota.full, quota.condition) == (2, 2, True, 'Gender = "w"')
    assert "quota-full" in {finding.code for finding in found.findings}


def test_thresholds_are_those_of_the_plan(store: Connection) -> None:
    put(store, [stopped("p1", "Age", HALF)])  # 6 of 11
    codes = [
        status(store, fieldwork(counting={"partial": share}), NOW).dispositions[0][0] for share in (0.5, 0.6)
    ]
    assert codes == [Disposition.PARTIAL, Disposition.BREAK_OFF]


def test_nothing_is_complete_without_what_is_needed(store: Connection) -> None:
    without = {name: value for name, value in ALL.items() if name != "Age"}
    put(store, [Kept("c", Outcome.COMPLETE, without, started_at=T0, finished_at=T0 + HOUR)])
    codes = [
        status(store, fieldwork(counting={"needed": needed}), NOW).dispositions[0][0]
        for needed in ([], ["Age"])
    ]
    assert codes == [Disposition.COMPLETE, Disposition.PARTIAL]


def test_a_message_that_was_turned_back_at_the_door_was_sent_and_came_back(store: Connection) -> None:
    put(store, [Kept("d", events=((BOUNCED, "invitation", T0 + HOUR),))])
    found = status(store, fieldwork(), NOW)
    assert found.dispositions == ((Disposition.UNDELIVERED, 1),)
    assert (found.invited.sent, found.invited.delivered) == (1, 0)
    assert (found.waves[0].sent, found.waves[0].bounced) == (1, 1)


def test_steep_screens_and_old_lists_are_told(store: Connection) -> None:
    people = [
        stopped(f"b{at}", "views", {"agreed": "1", "Drinks": ("tea",)}, passed=("Drinks",)) for at in range(6)
    ]
    lost = [Kept(f"d{at}", events=(FIRST, (BOUNCED, "invitation", T0 + 3 * HOUR))) for at in range(20)]
    put(store, [*people, *lost])
    found = {finding.code: finding.text for finding in status(store, fieldwork(), NOW).findings}
    assert found["many-stop-here"].startswith("6 of the 6 who came to views have not gone on (100%)")
    assert found["many-bounces"].startswith("Mail to 20 of 26 came back (77%)")


def test_arms_that_are_not_all_sent_yet_are_told(store: Connection) -> None:
    put(store, [Kept("a", arms={"window": "late"}), Kept("b", arms={"window": "noon"}, events=(FIRST,))])
    field = fieldwork()
    assert "arms-unfinished" in {finding.code for finding in status(store, field, NOW).findings}
    assert "arms-unfinished" not in {finding.code for finding in status(store, field, field.closes).findings}
