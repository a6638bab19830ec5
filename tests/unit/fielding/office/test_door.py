"""How the survey stands, from the days of the plan and what its manager says."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from fieldworks import fieldwork
from virtual_clock import VirtualClock

from psychograph.fielding.clock import stamp
from psychograph.fielding.office.audit import entries
from psychograph.fielding.office.door import Door, Standing, Told, standing, tell
from psychograph.fielding.stores.opened import stores_at

WORK = fieldwork()
OPENS, CLOSES, LAST = stamp(WORK.opens), stamp(WORK.closes), stamp(WORK.last_call)


@pytest.mark.parametrize(
    ("said", "since", "now", "stands"),
    [
        (Told.OPEN, 0, OPENS - 1, Standing.NOT_YET),
        (Told.OPEN, 0, OPENS, Standing.OPEN),
        (Told.OPEN, 0, CLOSES - 1, Standing.OPEN),
        (Told.OPEN, 0, CLOSES, Standing.FINISHING),
        (Told.OPEN, 0, LAST - 1, Standing.FINISHING),
        (Told.OPEN, 0, LAST, Standing.CLOSED),
        (Told.PAUSED, 0, OPENS - 1, Standing.NOT_YET),
        (Told.PAUSED, 0, OPENS, Standing.PAUSED),
        (Told.PAUSED, 0, LAST - 1, Standing.PAUSED),
        (Told.PAUSED, 0, LAST, Standing.CLOSED),
        (Told.CLOSED, OPENS + 5, OPENS + 5, Standing.FINISHING),
        (Told.CLOSED, OPENS + 5, OPENS + 5 + 7_200_000, Standing.CLOSED),
        # Later than the plan: the plan counts.
        (Told.CLOSED, CLOSES + 5, CLOSES + 7_200_000, Standing.CLOSED),
        (Told.CLOSED, OPENS - 9_000_000, OPENS - 1, Standing.CLOSED),  # before it opened: it never does
    ],
)
def test_standing(said: Told, since: int, now: int, stands: Standing) -> None:
    assert standing(WORK, said, since, now) is stands


def test_what_a_manager_says_holds_at_once_and_is_written_down(tmp_path: Path) -> None:
    clock = VirtualClock(WORK.opens)
    with stores_at(tmp_path) as stores:
        door = Door(WORK, stores.office, clock)
        stands = []
        for what in (Told.PAUSED, Told.PAUSED, Told.OPEN, Told.CLOSED, Told.OPEN):
            stores.office.write(lambda office, what=what: tell(office, what, stamp(clock.now()), "anna"))
            stands.append(asyncio.run(door.standing()))
        actions = [one.action for one in stores.office.read(entries)]
    assert stands == [
        Standing.PAUSED,
        Standing.PAUSED,
        Standing.OPEN,
        Standing.FINISHING,
        Standing.FINISHING,
    ]
    assert actions == ["survey closed", "survey resumed", "survey paused"]


def test_a_test_is_always_open(tmp_path: Path) -> None:
    clock = VirtualClock(WORK.opens - timedelta(days=100))
    with stores_at(tmp_path) as stores:
        door = Door(WORK, stores.office, clock, test=True)
        assert asyncio.run(door.standing()) is Standing.OPEN
