"""Killed between any two steps, and racing: nobody gets two codes, or two messages."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from delivered import PRIZE, Delivered, delivered
from senders_apart import deliver, ended, started
from smtp_server import MailServer

from psychograph.fielding.invitations import outbox as taken
from psychograph.fielding.stores.opened import stores_at

NOON = datetime(2026, 12, 22, 12, 30, tzinfo=UTC)
PEOPLE = ("ann@e.org", "ben@e.org", "cem@e.org")
VOUCHERS = ("given", "planned", "claimed", "composed", "handed over", "marked", "noted")
WINNERS = VOUCHERS[1:]
BEFORE = {"claimed", "composed"}  # the server had not heard of it
kills = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process so")


def process(field: Delivered, place: Path | str, kind: str, step: str = "") -> BaseProcess:
    return started(deliver, place, field.period.settings, NOON, step=step, kind=kind)


def owing(place: Path | str, server: MailServer, kind: str) -> Delivered:
    """Make a field that owes three vouchers, or three prizes."""
    with stores_at(place) as stores:
        field = delivered(stores, server)
        field.invited(*PEOPLE)
        server.taken.clear()
        if kind == "voucher":
            field.completed(*PEOPLE)
            field.codes(*(f"CODE-{number}" for number in range(10)))
        else:
            field.won((one, PRIZE) for one in PEOPLE)
    return field


@kills
@pytest.mark.parametrize(
    ("kind", "step"),
    [*(("voucher", step) for step in VOUCHERS), *(("winner", step) for step in WINNERS)],
)
def test_killed_between_any_two_steps_nothing_comes_twice_and_doubt_is_told(
    kind: str, step: str, server: MailServer, tmp_path: Path
) -> None:
    place = tmp_path / "field"
    field = owing(place, server, kind)
    assert ended(process(field, place, kind, step)) == -signal.SIGKILL
    with stores_at(place) as stores:
        field.period.stores = stores
        codes = field.holders()
        field.period.clock.set(NOON + timedelta(hours=1))
        delivery = field.delivery()
        if kind == "winner":
            delivery.tell_winners()
        field.run(delivery, days=1)
        assert codes.items() <= field.holders().items()  # whose it was before, it is
        assert (
            Counter(field.holders().values()).most_common(1)[0][1:] in ((1,),) if kind == "voucher" else True
        )
        told = Counter(server.recipients)
        assert max(told.values()) == 1
        uncertain = stores.contacts.read(taken.uncertain)
        if step in {"given", "planned", "marked", "noted"}:
            assert (field.states(kind), uncertain) == ({"sent": 3}, [])
            assert set(told) == set(PEOPLE)
            assert kind == "voucher" or field.standings() == ["told"] * 3
        else:
            assert field.states(kind) == {"sent": 2, "uncertain": 1}
            assert len(told) == (2 if step in BEFORE else 3)
            assert [one.message for one in uncertain] == [kind]
            assert kind == "voucher" or Counter(field.standings()) == {"told": 2, "drawn": 1}


@pytest.mark.parametrize("kind", ["voucher", "winner"])
def test_processes_that_race_bring_everybody_one(kind: str, place: Path | str, server: MailServer) -> None:
    field = owing(place, server, kind)
    racing = [process(field, place, kind) for _ in range(3)]
    assert [ended(one) for one in racing] == [0, 0, 0]
    with stores_at(place) as stores:
        field.period.stores = stores
        field.period.clock.set(NOON + timedelta(minutes=5))
        field.delivery().turn()
        assert Counter(server.recipients) == dict.fromkeys(PEOPLE, 1)
        assert field.states(kind) == {"sent": 3}
        if kind == "voucher":
            assert Counter(Counter(field.holders().values()).values()) == {1: 3}


@kills
def test_an_uncertain_winner_is_told_again_by_hand_alone(server: MailServer, tmp_path: Path) -> None:
    place = tmp_path / "field"
    field = owing(place, server, "winner")
    ended(process(field, place, "winner", "composed"))
    with stores_at(place) as stores:
        field.period.stores = stores
        field.period.clock.set(NOON + timedelta(hours=1))
        delivery = field.delivery()
        field.run(delivery, days=1)
        assert delivery.tell_winners().queued == 0
        (one,) = stores.contacts.read(taken.uncertain)
        at = int(field.period.clock.now().timestamp() * 1000)
        assert stores.contacts.write(lambda contacts: taken.release(contacts, one.message_id, at))
        delivery.turn()
        assert Counter(server.recipients) == dict.fromkeys(PEOPLE, 1)
        assert field.standings() == ["told"] * 3
