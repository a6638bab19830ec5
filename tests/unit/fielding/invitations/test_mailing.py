"""Waves to those who have not answered, each message once, in its window, on both databases."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailed_field import TUESDAY, mailed_field, people
from smtp_server import MailServer
from sqlalchemy import select, update

from psychograph.fielding.clock import moment
from psychograph.fielding.invitations.unsubscribing import unsubscribe
from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import outbox, persons, suppressed
from psychograph.fielding.stores.link_tables import tokens
from psychograph.fielding.stores.opened import Stores

ARMS = {"window": {"early": {"start": "09:00", "end": "11:00"}, "late": {"start": "15:00", "end": "17:00"}}}


def test_everybody_is_invited_once_and_reminded_once(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server)
    period.add(*people(12), zone="Europe/Berlin")
    period.add(*people(6, 12), zone="America/Los_Angeles")
    mailing = period.mailing()
    period.run(mailing, days=14)
    assert Counter(server.recipients) == dict.fromkeys(people(18), 2)
    assert period.states() == {"sent": 36}
    assert Counter(kind for kind, _, _ in period.log()) == {"enrolled": 18, "sent": 36}
    assert Counter(wave for _, wave, _ in period.log("sent")) == {"invitation": 18, "reminder": 18}


def test_every_message_goes_in_the_window_of_its_reader(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server, invitations={"arms": ARMS})
    zones = ("Asia/Kathmandu", "Pacific/Auckland", "America/New_York", "Europe/Berlin")
    for number, zone in enumerate(zones):
        period.add(*people(8, 8 * number), zone=zone)
    period.run(period.mailing(), days=9)
    rows = {row.person_id: row for row in period.rows(persons)}
    assert len(server.taken) == 64
    for sent in period.rows(outbox):
        person = rows[sent.person_id]
        local = moment(sent.sent_at).astimezone(ZoneInfo(person.time_zone))
        early = json.loads(person.arms)["window"] == "early"
        start, end = (time(9), time(11)) if early else (time(15), time(17))
        assert start <= local.time() < end
        assert local.weekday() < 5


def test_who_answered_refused_or_left_is_not_reminded(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server)
    period.add("done@e.org", "out@e.org", "no@e.org", "gone@e.org", "begun@e.org", "quiet@e.org")
    mailing = period.mailing()
    period.run(mailing, hours=5)
    assert len(server.taken) == 6
    period.answers("done@e.org", Outcome.COMPLETE)
    period.answers("out@e.org", Outcome.SCREENED_OUT)
    period.answers("no@e.org", Outcome.REFUSED)
    period.answers("begun@e.org", Outcome.STARTED)
    (left,) = [one for one in server.messages if one["To"].addresses[0].addr_spec == "gone@e.org"]
    token = left["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    at = int(period.clock.now().timestamp() * 1000)
    more = {"study": period.field.name, "secret": period.settings.secret}
    assert unsubscribe(stores, token, at, **more)
    assert unsubscribe(stores, token, at, **more)  # again: no harm
    assert not unsubscribe(stores, "A" * 22, at, **more)
    assert not unsubscribe(stores, token, at, study="another study", secret=period.settings.secret)
    period.run(mailing, days=8)
    assert sorted(server.recipients[6:]) == ["begun@e.org", "quiet@e.org"]
    assert len(period.log("unsubscribed")) == 1
    why = {row.reply for row in period.rows(outbox) if row.state == "cancelled"}
    assert why == {"complete", "screened out", "refused", "unsubscribed"}


def test_who_answers_between_planning_and_sending_is_skipped(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server, now=TUESDAY - timedelta(hours=1))
    period.add("ann@e.org", "ben@e.org")
    mailing = period.mailing()
    assert mailing.turn().planned == 2
    period.answers("ann@e.org")
    period.run(mailing, hours=6)
    assert server.recipients == ["ben@e.org"]
    assert period.states() == {"cancelled": 1, "sent": 1}


def test_links_are_bound_to_their_case_and_kept_as_hashes(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server)
    period.add("ann@e.org")
    period.run(period.mailing(), hours=5)
    kept = stores.links.read(lambda links: links.execute(select(tokens)).all())
    assert {one.purpose for one in kept} == {"survey", "unsubscribe"}
    survey, leaving = sorted(kept, key=lambda one: one.purpose)
    assert (survey.case_id, survey.person_id) == (period.case_of("ann@e.org"), None)
    assert leaving.case_id is None
    assert moment(survey.expires_at) == period.field.last_call
    text = server.taken[0][1].decode()
    assert not any(one.token_hash in text for one in kept)
    assert period.case_of("ann@e.org") not in text


def test_a_paused_or_closed_field_sends_nothing(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server)
    period.add(*people(3))
    mailing = period.mailing()
    period.door("paused")
    assert period.turns(mailing, 8, minutes=30)[-1].stopped == "the field is paused"
    period.door("open")
    period.run(mailing, days=1)
    assert len(server.taken) == 3
    period.door("closed")
    period.run(mailing, days=8)
    assert len(server.taken) == 3
    assert mailing.turn().stopped == "the field is closed"


def test_nothing_goes_before_the_field_opens_or_when_its_close_is_near(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server, now=datetime(2026, 11, 30, 12, tzinfo=UTC))
    period.add("early@e.org")
    assert period.mailing().turn().stopped == "the field is not open yet"
    period.clock.set(datetime(2026, 12, 20, 16, tzinfo=UTC))  # a Sunday, two hours before the close
    turn = period.mailing().turn()
    assert (turn.planned, server.taken) == (0, [])
    period.clock.set(datetime(2026, 12, 21, tzinfo=UTC))
    assert period.mailing().turn().stopped == "the field has closed"


def test_after_hours_of_silence_messages_wait_for_the_next_window(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server, now=TUESDAY - timedelta(hours=1))
    period.add(*people(20))
    mailing = period.mailing()
    mailing.turn()
    period.clock.set(TUESDAY + timedelta(hours=9))  # nobody ran until seven in the evening
    turn = mailing.turn()
    assert (turn.sent, turn.put_off) == (0, 20)
    period.clock.set(TUESDAY + timedelta(days=1, hours=1))
    assert mailing.turn().sent == 20  # all in the first quarter of the window: a turn an hour finds them


def test_a_turn_once_an_hour_reaches_everybody(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server, now=TUESDAY - timedelta(hours=1), invitations={"waves": [
        {"name": "invitation", "after_days": 0}]})  # fmt: skip
    period.add(*people(40))
    period.turns(period.mailing(), 24 * 3, hours=1)
    assert Counter(server.recipients) == dict.fromkeys(people(40), 1)


def test_the_bound_a_minute_holds_over_every_minute(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server, invitations={"a_minute": 5})
    period.add(*people(30))
    period.clock.set(TUESDAY + timedelta(hours=3, minutes=30))
    mailing = period.mailing()
    turns = period.turns(mailing, 40, seconds=10)
    assert sum(one.sent for one in turns) <= 5 * (40 * 10 // 60 + 1)
    period.run(mailing, days=1)
    assert len(server.taken) == 30
    sent = sorted(row.sent_at for row in period.rows(outbox))
    assert all(later - sooner >= 60_000 for sooner, later in zip(sent, sent[5:], strict=False))


def test_who_is_added_late_is_invited_and_reminded_as_many_days_later(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server)
    mailing = period.mailing()
    period.clock.set(datetime(2026, 12, 8, 9, tzinfo=UTC))
    period.add("late@e.org")
    period.run(mailing, days=8)
    days = [
        moment(row.sent_at).date().day for row in sorted(period.rows(outbox), key=lambda row: row.sent_at)
    ]
    assert days == [8, 14]  # four days after Tuesday the 8th is Saturday: the Monday after


def test_arms_are_drawn_once_and_told_to_case_and_log(stores: Stores, server: MailServer) -> None:
    period = mailed_field(
        stores,
        server,
        invitations={"arms": {"incentive": ["none", "draw"], "subject": {"a": "A?", "b": "B!"}}},
    )
    period.add(*people(10), group="north")
    period.run(period.mailing(), days=7)
    drawn = {row.person_id: json.loads(row.arms) for row in period.rows(persons)}
    assert Counter(arms["incentive"] for arms in drawn.values()) == {"none": 5, "draw": 5}
    assert sorted(row.arms for row in period.rows(cases)) == sorted(
        json.dumps(arms, sort_keys=True) for arms in drawn.values()
    )
    assert all(json.loads(detail) in drawn.values() for _, _, detail in period.log("sent"))
    arms = {row.address: drawn[row.person_id] for row in period.rows(persons)}
    for message, address in zip(server.messages, server.recipients, strict=True):
        first = message["Subject"] in {"A?", "B!"}
        offered = "prize draw" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert offered == (arms[address]["incentive"] == "draw")
        if first:
            assert message["Subject"] == {"a": "A?", "b": "B!"}[arms[address]["subject"]]
    subjects = Counter(one["Subject"] in {"A?", "B!"} for one in server.messages)
    assert subjects == {True: 10, False: 10}  # reminders have a subject of their own


def test_an_address_that_is_refused_for_good_bounces(stores: Stores, server: MailServer) -> None:
    server.script.at_recipient["bad@e.org"] = ["550 5.1.1 <bad@e.org> no such user"]
    period = mailed_field(stores, server)
    period.add("bad@e.org", "good@e.org")
    period.run(period.mailing(), days=8)
    assert server.recipients == ["good@e.org", "good@e.org"]
    assert period.log("bounced") == [("bounced", "invitation", "5.1.1")]
    assert len(stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all())) == 1
    (failed,) = [row for row in period.rows(outbox) if row.state == "failed"]
    assert "bad@e.org" not in failed.reply


def test_a_refusal_by_policy_is_no_dead_address(file_stores: Stores, server: MailServer) -> None:
    server.script.at_data["ann@e.org"] = ["554 5.7.1 looks like spam"]
    period = mailed_field(file_stores, server)
    period.add("ann@e.org")
    period.run(period.mailing(), days=8)
    assert server.taken == []
    assert period.log("bounced") == [("bounced", "invitation", "5.7.1")]
    assert file_stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all()) == []


def test_greylisting_is_waited_for(stores: Stores, server: MailServer) -> None:
    server.script.at_recipient["grey@e.org"] = ["451 4.7.1 try later"] * 2
    period = mailed_field(stores, server)
    period.add("grey@e.org")
    turns = period.run(period.mailing(), days=2)
    assert (sum(one.delayed for one in turns), sum(one.sent for one in turns)) == (2, 1)
    (row,) = period.rows(outbox)
    assert (row.state, row.attempts) == ("sent", 3)
    assert period.log("delayed", "bounced") == []


def test_a_server_that_never_relents_is_given_up_and_not_called_a_dead_address(
    file_stores: Stores, server: MailServer
) -> None:
    server.script.at_recipient["full@e.org"] = ["452 4.2.2 mailbox full"] * 50
    period = mailed_field(file_stores, server)
    period.add("full@e.org")
    period.run(period.mailing(), days=5)
    (row,) = [one for one in period.rows(outbox) if one.wave == "invitation"]
    assert (row.state, row.attempts) == ("failed", 8)
    assert period.log("delayed") == [("delayed", "invitation", "4.2.2")]
    period.run(period.mailing(), hours=1)
    assert file_stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all()) == []


def test_ten_refusals_in_a_row_are_about_us_and_stop_the_turn(
    file_stores: Stores, server: MailServer
) -> None:
    server.script.at_data["*"] = ["554 5.7.1 we do not like you"] * 99
    period = mailed_field(file_stores, server)
    period.add(*people(40))
    period.clock.set(TUESDAY + timedelta(hours=3, minutes=59))
    period.mailing().turn()
    period.clock.set(TUESDAY + timedelta(days=1, hours=2))
    turn = period.mailing().turn()
    assert turn.failed == 10
    assert "10 messages were refused one after the other" in turn.stopped


def test_two_mailings_side_by_side_send_each_message_once(stores: Stores, server: MailServer) -> None:
    period = mailed_field(stores, server)
    period.add(*people(40))
    first = period.mailing()
    first.turn()
    # The last moment of the window: places in it are of chance, and everybody's has come.
    period.clock.set(TUESDAY + timedelta(hours=4) - timedelta(milliseconds=1))
    threads = [threading.Thread(target=one.turn) for one in [first, *(period.mailing() for _ in range(3))]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Counter(server.recipients) == dict.fromkeys(people(40), 1)
    assert len(period.log("sent")) == 40


def test_somebody_erased_between_planning_and_sending_gets_nothing(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server, now=TUESDAY - timedelta(hours=1))
    period.add("ann@e.org")
    mailing = period.mailing()
    mailing.turn()
    file_stores.contacts.write(lambda contacts: contacts.execute(persons.delete()))
    period.run(mailing, hours=8)
    assert server.taken == []
    assert period.states() == {"cancelled": 1}


def test_what_a_manager_noted_on_a_case_stops_its_mail(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server, now=TUESDAY - timedelta(hours=1))
    period.add("away@e.org")
    mailing = period.mailing()
    mailing.turn()
    case_id = period.case_of("away@e.org")
    file_stores.answers.write(
        lambda answers: answers.execute(
            events.insert().values(case_id=case_id, kind="unavailable", wave="", detail="", at=1)
        )
    )
    period.run(mailing, hours=8)
    assert server.taken == []


def test_a_clock_that_jumps_back_and_forth_mails_nobody_twice(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server)
    period.add(*people(10))
    mailing = period.mailing()
    for hours in (0, 3, -2, 3.9, -3, 3.5, 25, 1, -20, 26):
        period.clock.set(TUESDAY + timedelta(hours=hours))
        mailing.turn()
    invited = [one["Subject"] for one in server.messages]
    assert len(invited) == len(set(server.recipients)) == 10


def test_without_a_mail_server_it_is_said_and_everything_is_planned(file_stores: Stores) -> None:
    period = mailed_field(file_stores, None)
    period.add("ann@e.org")
    turn = period.mailing().turn()
    assert turn.planned == 1
    assert "PSYCHOGRAPH_SMTP_HOST" in turn.stopped


def test_a_plan_without_invitations_does_nothing(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server)
    period.add("ann@e.org")
    plan = period.field.plan.model_copy(update={"invitations": None})
    object.__setattr__(period.field, "plan", plan)
    assert period.mailing().turn().planned == 0


def test_a_log_that_a_crash_did_not_reach_is_told_at_the_next_turn(
    file_stores: Stores, server: MailServer
) -> None:
    period = mailed_field(file_stores, server)
    period.add("ann@e.org")
    period.run(period.mailing(), hours=5)
    file_stores.contacts.write(lambda contacts: contacts.execute(update(outbox).values(noted_at=None)))
    file_stores.answers.write(lambda answers: answers.execute(events.delete().where(events.c.kind == "sent")))
    period.mailing().turn()
    assert len(period.log("sent")) == 1
    file_stores.contacts.write(lambda contacts: contacts.execute(update(outbox).values(noted_at=None)))
    period.mailing().turn()
    assert len(period.log("sent")) == 1
