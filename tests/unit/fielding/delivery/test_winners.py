"""Winners are written to when a manager says so: once, in their language, with the time they have."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from delivered import DRAW, PRIZE, Delivered, delivered
from fieldworks import SECRET
from smtp_server import MailServer
from sqlalchemy import delete

from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.delivery.addressees import Addressee
from psychograph.fielding.delivery.letters import Letters
from psychograph.fielding.incentives.rules import rules_of
from psychograph.fielding.incentives.winners import Standing, mark, time_to_answer, winners_of
from psychograph.fielding.invitations.composing import words_of
from psychograph.fielding.privacy.erase import erase
from psychograph.fielding.privacy.subjects import subject_of_address
from psychograph.fielding.stores.contact_tables import draw_entries, outbox
from psychograph.fielding.stores.opened import Stores

DRAWN = datetime(2026, 12, 22, 21, 20, tzinfo=UTC)  # an evening: told at once, whatever the window


def field_with_winners(stores: Stores, server: MailServer, *people: tuple[str, str]) -> Delivered:
    field = delivered(stores, server)
    field.invited("ann@e.org", zone="America/New_York", language="de")
    server.taken.clear()
    field.won(people or (("ann@e.org", PRIZE), ("free@e.org", PRIZE), ("spare@e.org", "")))
    field.period.clock.set(DRAWN)
    return field


def test_nobody_is_told_before_the_manager_says_so(stores: Stores, server: MailServer) -> None:
    field = field_with_winners(stores, server)
    field.run(field.delivery(), days=2)
    assert (server.recipients, field.standings()) == ([], ["drawn", "drawn", "drawn"])


def test_winners_are_told_once_and_marked_and_reserves_are_not(stores: Stores, server: MailServer) -> None:
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    assert delivery.tell_winners().queued == 2
    assert field.delivery().tell_winners().queued == 0
    field.run(delivery, days=1)
    assert delivery.tell_winners().queued == 0
    field.run(delivery, days=1)
    assert Counter(server.recipients) == {"ann@e.org": 1, "free@e.org": 1}
    assert field.standings() == ["told", "told", "drawn"]


def test_a_reserve_is_told_once_a_prize_has_come_to_them(stores: Stores, server: MailServer) -> None:
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    delivery.tell_winners()
    delivery.turn()
    stores.contacts.write(lambda c: mark(c, 2, Standing.FORFEITED, DRAWN))
    assert delivery.tell_winners().queued == 1
    delivery.turn()
    assert server.recipients[-1] == "spare@e.org"
    assert field.standings() == ["told", "forfeited", "told"]


def test_the_letter_has_the_prize_the_deadline_and_no_list_to_leave(
    stores: Stores, server: MailServer
) -> None:
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    delivery.tell_winners()
    delivery.turn()
    (message,) = [one for one in server.messages if one["To"].addresses[0].addr_spec == "ann@e.org"]
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None
    assert message["Reply-To"].addresses[0].addr_spec == "survey@example.org"
    assert message["Content-Language"] == "de"
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        said = " ".join(body.get_content().split()).replace("\u202f", " ").replace("\xa0", " ")
        assert "Geschenkkarte (100 €)" in said
        assert "Dienstag, 5. Januar 2027, 17:00 (Nordamerikanische Ostküsten-Normalzeit)" in said
        assert "https://ask.example.org/draw" in said
        assert "survey@example.org" in said
        assert "/u/" not in said


def test_nobody_is_called_late_before_the_moment_they_were_told(stores: Stores, server: MailServer) -> None:
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    delivery.tell_winners()
    delivery.turn()
    until = datetime(2027, 1, 5, 22, tzinfo=UTC)
    first = stores.contacts.read(winners_of)[0]
    assert not first.overdue(14, until)
    assert first.overdue(14, until + timedelta(seconds=1))


def test_the_hour_is_made_full() -> None:
    noon, tick = datetime(2026, 12, 22, 12, tzinfo=UTC), timedelta(microseconds=1)
    assert time_to_answer(noon, 1) == timedelta(hours=24)
    assert time_to_answer(noon + tick, 1) == timedelta(hours=25) - tick


def test_an_unsubscribed_winner_is_told_and_one_who_complained_is_named(
    stores: Stores, server: MailServer
) -> None:
    field = field_with_winners(stores, server)
    at = int(DRAWN.timestamp() * 1000)
    stores.contacts.write(lambda c: suppress(c, "ann@e.org", SECRET, Reason.UNSUBSCRIBED, at))
    stores.contacts.write(lambda c: suppress(c, "free@e.org", SECRET, Reason.COMPLAINED, at))
    delivery = field.delivery()
    told = delivery.tell_winners()
    assert told.queued == 1
    assert [(one.place, one.address, one.held) for one in told.held] == [(2, "free@e.org", "complained")]
    field.run(delivery, days=1)
    assert server.recipients == ["ann@e.org"]
    again = delivery.tell_winners()
    assert (again.queued, len(again.held)) == (0, 1)
    assert field.standings() == ["told", "drawn", "drawn"]


def test_a_winner_whose_address_does_not_exist_is_named_the_next_time(
    stores: Stores, server: MailServer
) -> None:
    field = field_with_winners(stores, server)
    server.script.at_recipient["free@e.org"] = ["550 5.1.1 no such user"]
    delivery = field.delivery()
    delivery.tell_winners()
    assert delivery.turn().failed == 1
    assert [(one.place, one.held) for one in delivery.tell_winners().held] == [(2, "bounced")]
    assert field.standings() == ["told", "drawn", "drawn"]


def test_told_by_hand_or_erased_in_between_is_called_off(stores: Stores, server: MailServer) -> None:
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    delivery.tell_winners()
    stores.contacts.write(lambda c: mark(c, 1, Standing.TOLD, DRAWN))
    stores.contacts.write(
        lambda c: c.execute(delete(draw_entries).where(draw_entries.c.address == "free@e.org"))
    )
    assert delivery.turn().cancelled == 2
    assert server.recipients == []


def test_erasing_a_winner_erases_the_message(stores: Stores, server: MailServer) -> None:
    """It stands under the entry: whoever came by the free way in is no contact."""
    field = field_with_winners(stores, server)
    delivery = field.delivery()
    delivery.tell_winners()
    delivery.turn()
    erase(stores, subject_of_address(stores, "free@e.org"), SECRET, DRAWN)
    assert [one.person_id for one in field.period.rows(outbox) if one.message == "winner"] == ["entry1"]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_every_language_says_everything(language: str, stores: Stores, server: MailServer) -> None:
    words = words_of(language)
    english = words_of("en")
    for key in ("voucher-yours", "winner-safe", "why-voucher", "why-winner"):
        assert words.say(key)
        assert language == "en" or words.say(key) != english.say(key)
    given = {"until": "UNTIL", "contact": "CONTACT"}
    assert all(one in words.say("winner-claim", **given) for one in given.values())
    given = {"title": "TITLE", "what": "WHAT", "worth": "WORTH"}
    assert all(one in words.say("voucher-here", **given) for one in given.values())


def test_a_prize_the_plan_has_no_more_is_named_as_the_record_has_it(file_stores: Stores) -> None:
    field = delivered(file_stores, None, incentives={"draw": DRAW}).period.field
    rules = rules_of(field)
    assert rules is not None
    one = Addressee("entry1", "ann@e.org", "", "de", "", "{}", "A car, worth 9000 EUR", 1)
    letter = Letters(field).winner(one, rules, DRAWN, record="https://ask.example.org/draw")
    assert "A car, worth 9000 EUR" in letter.text
    assert "Guten Tag,\n" in letter.text
