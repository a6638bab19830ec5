"""Vouchers go out by themselves: once, at a decent hour, to those who were promised one."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from delivered import VOUCHER, Delivered, delivered
from fieldworks import SECRET
from smtp_server import MailServer
from sqlalchemy import select

from psychograph.fielding.contacts.suppression import Reason, suppress, unsuppress
from psychograph.fielding.invitations.bounces import Treated, note_notices
from psychograph.fielding.invitations.notices import Kind, Notice
from psychograph.fielding.invitations.unsubscribing import withdraw
from psychograph.fielding.outcomes import Happening
from psychograph.fielding.stores.contact_tables import outbox, persons
from psychograph.fielding.stores.office_tables import audit
from psychograph.fielding.stores.opened import Stores


def _person(field: Delivered, address: str) -> str:
    return next(one.person_id for one in field.period.rows(persons) if one.address == address)


def _vouchers(server: MailServer) -> list[str]:
    subjects = [(one["To"].addresses[0].addr_spec, str(one["Subject"])) for one in server.messages]
    return [to for to, subject in subjects if subject.startswith(("Your voucher", "Ihr Gutschein"))]


def test_whoever_completed_gets_one_code_once_and_nobody_else(stores: Stores, server: MailServer) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org", "ben@e.org", "cem@e.org")
    field.completed("ann@e.org", "cem@e.org")
    field.codes("CODE-1", "CODE-2", "CODE-3")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    field.run(field.delivery(), days=3)
    field.run(field.delivery(), days=1)
    assert sorted(_vouchers(server)) == ["ann@e.org", "cem@e.org"]
    assert set(field.holders().values()) == {_person(field, "ann@e.org"), _person(field, "cem@e.org")}
    for code, person in field.holders().items():
        (address,) = [one.address for one in field.period.rows(persons) if one.person_id == person]
        message = next(
            one
            for one in server.messages
            if one["To"].addresses[0].addr_spec == address and "voucher" in one["Subject"]
        )
        for kind in ("plain", "html"):
            body = message.get_body((kind,))
            assert body is not None
            assert code in body.get_content()
            assert not [other for other in field.holders() if other != code and other in body.get_content()]


def test_somebody_who_completes_later_gets_theirs_within_a_minute(stores: Stores, server: MailServer) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org", "ben@e.org")
    field.codes("A", "B")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    delivery = field.delivery()
    assert delivery.turn().sent == 0
    field.completed("ben@e.org")
    field.period.clock.move(seconds=31)
    assert delivery.turn().sent == 1
    assert _vouchers(server) == ["ben@e.org"]


def test_codes_that_come_late_are_sent_then(stores: Stores, server: MailServer) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org")
    field.completed("ann@e.org")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    delivery = field.delivery()
    assert delivery.turn().sent == 0
    field.codes("A")
    field.period.clock.move(minutes=1)
    assert delivery.turn().sent == 1


def test_not_at_night_of_their_own_clock_and_after_the_close_as_well(
    stores: Stores, server: MailServer
) -> None:
    field = delivered(stores, server)
    field.invited("kim@e.org", zone="Asia/Tokyo")
    field.period.run(field.period.mailing(), days=2)
    field.completed("kim@e.org")
    field.codes("A")
    field.period.clock.set(datetime(2026, 12, 20, 19, tzinfo=UTC))  # Monday, four in the morning in Tokyo
    delivery = field.delivery()
    assert delivery.turn().sent == 0
    field.run(delivery, days=1)
    (row,) = [one for one in field.period.rows(outbox) if one.message == "voucher"]
    sent = datetime.fromtimestamp(row.sent_at / 1000, UTC)
    assert row.state == "sent"
    assert datetime(2026, 12, 21, 1, tzinfo=UTC) <= sent < datetime(2026, 12, 21, 5, tzinfo=UTC)


def test_a_paused_field_sends_none(stores: Stores, server: MailServer) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org")
    field.completed("ann@e.org")
    field.codes("A")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    field.period.door("paused")
    assert field.delivery().turn().stopped == "the field is paused"
    field.period.door("closed")
    assert field.delivery().turn().sent == 1


def test_the_arm_decides_who_was_promised_one(stores: Stores, server: MailServer) -> None:
    field = delivered(
        stores,
        server,
        incentives={"voucher": VOUCHER},
        invitations={"arms": {"incentive": ["none", "voucher"]}},
    )
    people = [f"p{number}@e.org" for number in range(6)]
    field.invited(*people)
    field.completed(*people)
    field.codes(*(f"C{number}" for number in range(6)))
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    field.run(field.delivery(), days=1)
    promised = {one.address for one in field.period.rows(persons) if '"voucher"' in one.arms}
    assert len(promised) == 3
    assert set(_vouchers(server)) == promised


def test_sent_by_hand_is_left_to_the_manager(stores: Stores, server: MailServer) -> None:
    field = delivered(stores, server, incentives={"voucher": {**VOUCHER, "sent": "by_hand"}})
    field.invited("ann@e.org")
    field.completed("ann@e.org")
    field.codes("A")
    field.run(field.delivery(), days=2)
    assert (_vouchers(server), field.holders()) == ([], {})


def test_whoever_unsubscribed_gets_what_is_owed_and_whoever_complained_is_left_to_the_manager(
    stores: Stores, server: MailServer
) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org", "ben@e.org")
    field.completed("ann@e.org", "ben@e.org")
    at = int(field.period.clock.now().timestamp() * 1000)
    withdraw(stores, _person(field, "ann@e.org"), Reason.UNSUBSCRIBED, SECRET, at)
    stores.contacts.write(lambda c: suppress(c, "ben@e.org", SECRET, Reason.COMPLAINED, at))
    field.codes("A", "B")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    delivery = field.delivery()
    field.run(delivery, days=1)
    assert _vouchers(server) == ["ann@e.org"]
    (held,) = [
        one for one in field.period.rows(outbox) if one.message == "voucher" and one.state == "cancelled"
    ]
    assert (held.person_id, held.reply) == (_person(field, "ben@e.org"), "complained")
    stores.contacts.write(lambda c: unsuppress(c, "ben@e.org", SECRET))
    field.run(delivery, days=1)
    assert _vouchers(server) == ["ann@e.org", "ben@e.org"]


def test_unsubscribing_between_planning_and_sending_calls_nothing_off(
    stores: Stores, server: MailServer
) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org")
    field.completed("ann@e.org")
    field.codes("A")
    field.period.clock.set(datetime(2026, 12, 2, 20, tzinfo=UTC))
    delivery = field.delivery()
    delivery.turn()
    assert field.states("voucher") == {"planned": 1}
    withdraw(stores, _person(field, "ann@e.org"), Reason.UNSUBSCRIBED, SECRET, 0)
    field.run(delivery, days=1)
    assert field.states("voucher") == {"sent": 1}


def test_the_log_of_the_case_is_told_nothing(stores: Stores, server: MailServer) -> None:
    """What is said of the asking counts waves; a voucher is none, nor is its bounce."""
    field = delivered(stores, server)
    field.invited("ann@e.org")
    before = field.period.log()
    field.completed("ann@e.org")
    field.codes("A")
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    field.run(field.delivery(), hours=1)
    (row,) = [one for one in field.period.rows(outbox) if one.message == "voucher"]
    assert row.state == "sent"
    field.period.mailing().turn()
    notice = Notice(
        where="box", digest="digest", kind=Kind.HARD, status="5.1.1", message_ids=(row.message_id,)
    )
    (noted,) = note_notices(stores, [notice], SECRET, 1)
    assert noted.treated is Treated.NOTED
    after = field.period.log()
    assert [one for one in after if one[0] != Happening.COMPLETED.value] == before
    assert field.delivery().turn().sent == 0


def test_no_code_stands_in_a_log_the_audit_or_the_outbox(
    stores: Stores, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    field = delivered(stores, server)
    field.invited("ann@e.org")
    field.completed("ann@e.org")
    field.codes("SECRET-CODE")
    server.script.at_data["ann@e.org"] = ["451 4.3.0 later"]
    field.period.clock.set(datetime(2026, 12, 2, 11, tzinfo=UTC))
    with caplog.at_level(logging.DEBUG):
        field.run(field.delivery(), days=1)
    assert _vouchers(server) == ["ann@e.org"]
    kept = [
        *map(str, field.period.rows(outbox)),
        *map(str, stores.office.read(lambda c: c.execute(select(audit)).all())),
    ]
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("psychograph")]
    assert "SECRET-CODE" not in " ".join(ours + kept)
