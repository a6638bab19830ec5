"""Processes that race on one outbox, and processes that are killed between any two steps."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from mailed_field import TUESDAY, MailedField, mailed_field, people
from senders_apart import ended, mail_invitations, started
from smtp_server import MailServer
from sqlalchemy import select

from psychograph.fielding.invitations import outbox as taken
from psychograph.fielding.stores.contact_tables import outbox
from psychograph.fielding.stores.opened import stores_at

STEPS = ("enrolled", "planned", "claimed", "issued", "composed", "handed over", "marked", "noted")
BEFORE = {"claimed", "issued", "composed"}  # the server had not heard of it


def process(period: MailedField, place: Path | str, *, step: str = "", hours: float = 4) -> BaseProcess:
    return started(mail_invitations, place, period.settings, period.clock.now(), step=step, hours=hours)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process so")
@pytest.mark.parametrize("step", STEPS)
def test_killed_between_any_two_steps_nobody_is_mailed_twice_and_doubt_is_told(
    step: str, server: MailServer, tmp_path: Path
) -> None:
    place = tmp_path / "field"
    with stores_at(place) as stores:
        period = mailed_field(stores, server)
        period.add(*people(6))
    assert ended(process(period, place, step=step)) == -signal.SIGKILL
    with stores_at(place) as stores:
        period.stores = stores
        period.clock.set(TUESDAY + timedelta(hours=5))
        period.run(period.mailing(), days=2)
        invited = Counter(server.recipients)
        states = period.states()
        uncertain = stores.contacts.read(taken.uncertain)
        assert max(invited.values()) == 1
        match step:
            case "enrolled" | "planned" | "marked" | "noted":
                assert (states, uncertain) == ({"sent": 6}, [])
                assert len(invited) == 6
            case _:
                assert states == {"sent": 5, "uncertain": 1}
                assert len(uncertain) == 1
                assert len(invited) == (5 if step in BEFORE else 6)
        assert Counter(kind for kind, _, _ in period.log()) == {"enrolled": 6, "sent": states["sent"]}


def test_an_uncertain_message_can_be_released_by_hand_once(server: MailServer, tmp_path: Path) -> None:
    place = tmp_path / "field"
    with stores_at(place) as stores:
        period = mailed_field(stores, server)
        period.add("ann@e.org")
    ended(process(period, place, step="composed"))
    with stores_at(place) as stores:
        period.stores = stores
        period.clock.set(TUESDAY + timedelta(hours=5))
        period.mailing().turn()
        (one,) = stores.contacts.read(taken.uncertain)
        at = int(period.clock.now().timestamp() * 1000)
        assert stores.contacts.write(lambda contacts: taken.release(contacts, one.message_id, at))
        assert not stores.contacts.write(lambda contacts: taken.release(contacts, one.message_id, at))
        period.run(period.mailing(), days=1)
        assert server.recipients == ["ann@e.org"]
        assert period.states() == {"sent": 1}


def test_processes_that_race_on_one_store_mail_everybody_once(place: Path | str, server: MailServer) -> None:
    with stores_at(place) as stores:
        period = mailed_field(stores, server)
        period.add(*people(16), group="north")
    period.clock.set(TUESDAY + timedelta(hours=3, minutes=50))
    racing = [process(period, place, hours=0.1) for _ in range(3)]
    assert [ended(one) for one in racing] == [0, 0, 0]
    with stores_at(place) as stores:
        period.stores = stores
        assert Counter(server.recipients).most_common(1)[0][1] == 1
        kinds = Counter(kind for kind, _, _ in period.log())
        assert kinds == {"enrolled": 16, "sent": len(server.taken)}
        rows = stores.contacts.read(lambda contacts: contacts.execute(select(outbox)).all())
        assert len(rows) == 16
        period.run(period.mailing(), days=1)
        assert Counter(server.recipients) == dict.fromkeys(people(16), 1)


def test_a_slow_process_that_was_given_up_tells_that_it_sent(server: MailServer, tmp_path: Path) -> None:
    """Somebody else called its message uncertain; what it knows for certain counts."""
    with stores_at(tmp_path / "field") as stores:
        period = mailed_field(stores, server)
        period.add("ann@e.org")
        slow = period.mailing()

        def waited(step: str) -> None:
            if step == "handed over":
                period.clock.move(hours=1)
                at = int(period.clock.now().timestamp() * 1000)
                assert stores.contacts.write(lambda contacts: taken.abandon(contacts, at)) == 1
                assert period.states() == {"uncertain": 1}

        slow._step = waited
        period.run(slow, hours=4)
        assert period.states() == {"sent": 1}
        assert server.recipients == ["ann@e.org"]
