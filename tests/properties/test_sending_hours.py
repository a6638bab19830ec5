"""Whatever a clock does, a message goes in its window, on its day, not before its time, not too late."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from fieldworks import fieldwork
from hypothesis import assume, example, given
from hypothesis import strategies as st

from psychograph.fielding.invitations.outbox import SURVEY, Entry, State
from psychograph.fielding.invitations.planning import TOO_LATE, Recipient, intend
from psychograph.fielding.invitations.schedule import (
    MARGIN,
    WEEK,
    first_moment,
    is_open,
    share_of,
    stretches_of,
)
from psychograph.fielding.plan.schema import Window

# Years without 2011-12-30 in Samoa, with summer times of every kind, and far enough for tables that end.
moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(sorted(available_timezones()))
shares = st.floats(0, 1, exclude_max=True)
hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start, end = sorted((draw(hours), draw(hours)))
    assume(start < end)
    days = draw(st.sets(st.sampled_from(WEEK), min_size=1))
    return Window(days=tuple(sorted(days, key=WEEK.index)), start=start, end=end)


NIGHT = Window(days=("sun",), start=time(2), end=time(3))
LATE = Window(days=("fri",), start=time(0), end=time(23, 59))
LORD_HOWE = Window(days=("sun",), start=time(1, 30), end=time(2))


@given(moments, windows(), zones, shares)
@example(datetime(2027, 3, 27, tzinfo=UTC), NIGHT, "Europe/Berlin", 0.5)  # the hour does not come
@example(datetime(2027, 10, 30, tzinfo=UTC), NIGHT, "Europe/Berlin", 0.5)  # the hour comes twice
@example(datetime(2027, 4, 3, tzinfo=UTC), LORD_HOWE, "Australia/Lord_Howe", 0.9)  # half an hour comes twice
@example(datetime(2011, 12, 28, tzinfo=UTC), LATE, "Pacific/Apia", 0.0)  # the Friday does not come
@example(datetime(2026, 12, 5, tzinfo=UTC), Window(), "Pacific/Kiritimati", 0.99)  # 14 hours ahead
@example(datetime(2026, 12, 5, tzinfo=UTC), Window(), "Asia/Kathmandu", 0.99)  # a quarter of an hour
def test_a_message_goes_within_its_window_and_not_before_its_time(
    after: datetime, window: Window, zone: str, share: float
) -> None:
    found = first_moment(after, window, zone, share)
    assert found is not None
    local = found.astimezone(ZoneInfo(zone))
    assert found >= after
    assert window.start <= local.time() < window.end
    assert WEEK[local.weekday()] in window.days
    assert is_open(found, window, zone)


@given(moments, windows(), zones)
def test_no_window_is_passed_over(after: datetime, window: Window, zone: str) -> None:
    """Look at every quarter of an hour from the moment on: none before the message lies in the window.

    Quarters of an hour, as windows of minutes would make it slow; shorter openings are found by the other way
    round, that what is found lies in the window.
    """
    found = first_moment(after, window, zone, 0.0)
    assert found is not None
    quarter = timedelta(minutes=15)
    here, tried = after, 0
    while here < found and tried < 4 * 24 * 9:
        assert not is_open(here, window, zone)
        here, tried = here + quarter, tried + 1


@given(zones, st.dates(date(2010, 1, 1), date(2040, 1, 1)), windows())
def test_stretches_of_a_day_are_the_minutes_that_its_clock_shows(
    zone: str, day: date, window: Window
) -> None:
    clock = ZoneInfo(zone)
    shown = 0
    here = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=27)
    for _ in range(4 * 24 * 4):
        local = here.astimezone(clock)
        inside = local.date() == day and window.start <= local.time() < window.end
        held = any(one.start <= here < one.end for one in stretches_of(day, window.start, window.end, zone))
        assert inside == held
        shown += inside
        here += timedelta(minutes=15)


@given(moments, windows(), zones, shares, shares)
def test_who_comes_earlier_in_the_window_comes_earlier(
    after: datetime, window: Window, zone: str, one: float, other: float
) -> None:
    early, late = (first_moment(after, window, zone, share) for share in sorted((one, other)))
    assert early is not None
    assert late is not None
    assert early <= late


PLAN = fieldwork(
    invitations={
        "waves": [
            {"name": "first", "after_days": 0},
            {"name": "second", "after_days": 3},
            {"name": "third", "after_days": 7},
        ]
    }
)


@given(
    st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 25), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=9)),
    zones,
    st.text("0123456789abcdef", min_size=32, max_size=32),
)
def test_reminders_keep_their_distance_and_nothing_goes_when_it_is_too_late(
    now: datetime, since: timedelta, zone: str, person: str
) -> None:
    first, second, _ = PLAN.plan.invitations.waves
    went = now - since
    at = int(went.timestamp() * 1000)
    sent = Entry("m", person, first.name, SURVEY, State.SENT, at, "{}", 1, at, at, at, "250")
    recipient = Recipient(person, "a@example.org", "a@example.org", "", "", zone, "", "", {}, "c", "")
    before = intend(PLAN, recipient, first, now)
    after = intend(PLAN, Recipient(**{**recipient.__dict__, "history": {first.name: sent}}), second, now)
    for one in (before, after):
        if one.due is None:
            assert one.why_not == TOO_LATE
        else:
            assert now <= one.due <= PLAN.closes - MARGIN
            assert one.due >= PLAN.opens
    if after.due is not None:
        clock = ZoneInfo(zone)
        days = (after.due.astimezone(clock).date() - went.astimezone(clock).date()).days
        assert days >= second.after_days - first.after_days


@given(st.text(), st.text())
def test_a_persons_place_in_the_window_is_a_share_and_stays(person: str, seed: str) -> None:
    place = share_of(person, seed)
    assert 0 <= place < 1
    assert share_of(person, seed) == place
