"""Hours of sending, by hand: changes of clocks, odd zones, and how people are spread."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from psychograph.fielding.invitations.schedule import first_moment, is_open, share_of, stretches_of
from psychograph.fielding.plan.schema import Window

NIGHT = Window(days=("sun",), start=time(2), end=time(3))


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("UTC", "2026-12-07T10:00:00+00:00"),
        ("America/New_York", "2026-12-07T15:00:00+00:00"),
        ("Asia/Kathmandu", "2026-12-07T04:15:00+00:00"),
        ("Pacific/Kiritimati", "2026-12-06T20:00:00+00:00"),
        ("Pacific/Pago_Pago", "2026-12-07T21:00:00+00:00"),
    ],
)
def test_monday_morning_comes_at_its_own_time_everywhere(zone: str, first: str) -> None:
    saturday = datetime(2026, 12, 5, 12, tzinfo=UTC)
    found = first_moment(saturday, Window(), zone, 0.0)
    assert found is not None
    assert found.isoformat() == first


def test_a_window_that_the_spring_change_swallows_is_left_for_the_next() -> None:
    found = first_moment(datetime(2027, 3, 27, tzinfo=UTC), NIGHT, "Europe/Berlin", 0.0)
    assert found == datetime(2027, 4, 4, 0, tzinfo=UTC)  # not 28 March, when two becomes three


def test_a_window_that_the_autumn_change_repeats_is_open_twice() -> None:
    quarter = Window(days=("sun",), start=time(2, 15), end=time(2, 45))
    found = [
        first_moment(datetime(2027, 10, 30, tzinfo=UTC), quarter, "Europe/Berlin", s) for s in (0.0, 0.5)
    ]
    assert found == [datetime(2027, 10, 31, 0, 15, tzinfo=UTC), datetime(2027, 10, 31, 1, 15, tzinfo=UTC)]


def test_a_window_that_the_change_cuts_is_what_is_left_of_it() -> None:
    half = Window(days=("sun",), start=time(1, 30), end=time(3, 30))
    day = datetime(2027, 3, 28).date()  # noqa: DTZ001
    seconds = [one.seconds for one in stretches_of(day, half.start, half.end, "Europe/Berlin")]
    assert seconds == [3600.0]  # from half past one to two, and from three to half past three


def test_a_day_that_a_zone_skipped_has_no_window() -> None:
    friday = datetime(2011, 12, 30).date()  # noqa: DTZ001 - Samoa went from the 29th to the 31st
    assert stretches_of(friday, time(0), time(23, 59), "Pacific/Apia") == ()
    assert stretches_of(friday + timedelta(days=1), time(0), time(23, 59), "Pacific/Apia") != ()


def test_people_are_spread_evenly_over_the_window() -> None:
    monday = datetime(2026, 12, 7, tzinfo=UTC)
    found = [first_moment(monday, Window(), "UTC", share_of(f"p{n}", "seed")) for n in range(2000)]
    hours = [one.hour for one in found if one is not None]
    # 500 expected an hour with a standard deviation of 19 (binomial, n 2000, p 1/4): five of them.
    assert all(abs(hours.count(hour) - 500) < 97 for hour in (10, 11, 12, 13))
    assert len(set(found)) > 1500


def test_who_comes_late_to_a_window_shares_what_is_left_of_it() -> None:
    noon = datetime(2026, 12, 7, 12, tzinfo=UTC)
    found = [first_moment(noon, Window(), "UTC", share) for share in (0.0, 0.5, 0.999)]
    assert [one.time() for one in found if one] == [time(12), time(13), time(13, 59, 52)]


def test_an_empty_window_never_opens() -> None:
    empty = Window.model_construct(days=("mon",), start=time(10), end=time(10))
    assert first_moment(datetime(2026, 12, 7, tzinfo=UTC), empty, "UTC", 0.0) is None


def test_open_is_asked_of_the_clock_on_the_wall() -> None:
    zone = "Australia/Adelaide"
    ten = datetime(2026, 12, 7, 10, tzinfo=ZoneInfo(zone))
    assert is_open(ten, Window(), zone)
    assert not is_open(ten - timedelta(seconds=1), Window(), zone)
    assert not is_open(ten + timedelta(hours=4), Window(), zone)
    assert not is_open(ten - timedelta(days=1), Window(), zone)  # a Sunday
