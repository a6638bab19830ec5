"""One message handed over: what is certain afterwards, at every place where a connection may break."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest
from mailed_field import mailed_field
from smtp_server import DROP, HANG, PASSWORD, MailServer, mail_server

from psychograph.fielding.invitations.sending import Connected, Fate, Handed, NoServerError, status_of
from psychograph.fielding.settings import Mail
from psychograph.fielding.stores.contact_tables import outbox
from psychograph.fielding.stores.opened import Stores

CONTENT = b"Subject: tea\r\n\r\nhello\r\n"


def handed(mail: Mail, *addresses: str) -> list[Handed]:
    async def over() -> list[Handed]:
        async with Connected(mail, "ask.example.org") as server:
            found = []
            for one in addresses:
                found.append(await server.hand_over("survey@example.org", one, CONTENT))
                if not server.listens:
                    await server.connect()
            return found

    return asyncio.run(over())


def test_a_message_is_taken_with_the_reply(server: MailServer) -> None:
    (found,) = handed(server.mail, "ann@e.org")
    assert found == Handed(Fate.TAKEN, "250 2.0.0 taken")
    assert server.taken[0][1].startswith(b"Subject: tea")


@pytest.mark.parametrize(
    ("stage", "reply", "fate", "status"),
    [
        ("at_recipient", "550 5.1.1 unknown", Fate.REFUSED, "5.1.1"),
        ("at_recipient", "550 no", Fate.REFUSED, "5.0.0"),
        ("at_recipient", "450 4.2.0 later", Fate.LATER, "4.2.0"),
        ("at_recipient", "421 4.7.0 too many from you", Fate.NOT_US, "4.7.0"),
        ("at_recipient", "530 5.7.0 log in first", Fate.NOT_US, "5.7.0"),
        ("at_data", "554 5.6.0 bad content", Fate.REFUSED, "5.6.0"),
        ("at_data", "451 4.3.0 later", Fate.LATER, "4.3.0"),
        ("at_data", "299 neither yes nor no", Fate.UNKNOWN, "2.0.0"),
    ],
)
def test_replies_are_certain(server: MailServer, stage: str, reply: str, fate: Fate, status: str) -> None:
    getattr(server.script, stage)["ann@e.org"] = [reply]
    found = handed(server.mail, "ann@e.org")[0]
    assert (found.fate, found.status) == (fate, status)


def test_after_a_refusal_the_next_message_goes_over_the_same_connection(server: MailServer) -> None:
    server.script.at_recipient["bad@e.org"] = ["550 5.1.1 no"]
    fates = [one.fate for one in handed(server.mail, "bad@e.org", "good@e.org")]
    assert fates == [Fate.REFUSED, Fate.TAKEN]


@pytest.mark.parametrize("how", [HANG, DROP])
def test_before_the_content_nothing_can_have_been_taken(server: MailServer, how: str) -> None:
    server.script.at_recipient["ann@e.org"] = [how]
    found = handed(replace(server.mail, timeout=4.0), "ann@e.org", "ben@e.org")
    assert [one.fate for one in found] == [Fate.LATER, Fate.TAKEN]


@pytest.mark.parametrize("how", [HANG, DROP])
@pytest.mark.parametrize("take", [True, False])
def test_after_the_content_nobody_knows(server: MailServer, how: str, take: bool) -> None:
    server.script.at_data["ann@e.org"] = [how]
    server.script.take = take
    (found,) = handed(replace(server.mail, timeout=4.0), "ann@e.org")
    assert found.fate is Fate.UNKNOWN
    assert len(server.taken) == take


def test_a_sender_that_may_not_send_is_our_fault(server: MailServer) -> None:
    server.script.at_mail = "553 5.7.1 this is not your address"
    assert handed(server.mail, "ann@e.org")[0].fate is Fate.NOT_US


def test_a_server_that_is_not_there_is_told_with_its_name(server: MailServer) -> None:
    nowhere = replace(server.mail, port=1)
    with pytest.raises(NoServerError, match=r"127\.0\.0\.1:1 cannot be used.*PSYCHOGRAPH_SMTP_HOST"):
        handed(nowhere, "ann@e.org")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_goes_unencrypted_where_encryption_was_asked_for(server: MailServer, security: str) -> None:
    with pytest.raises(NoServerError, match=security):
        handed(replace(server.mail, security=security), "ann@e.org")  # type: ignore[arg-type]
    assert server.taken == []


def test_the_password_is_used_and_a_wrong_one_is_told_without_showing_it() -> None:
    with mail_server(login=True) as server:
        right = replace(server.mail, user="survey", password=PASSWORD)
        assert handed(right, "ann@e.org")[0].fate is Fate.TAKEN
        with pytest.raises(NoServerError, match="does not accept the user 'survey'") as caught:
            handed(replace(right, password="wrong horse"), "ann@e.org")  # noqa: S106
        assert "horse" not in str(caught.value)


def test_replies_keep_no_address() -> None:
    assert status_of("no code") == ""
    assert status_of("550 something odd") == "5.0.0"


# --- What that means for messages


def test_a_wrong_password_costs_nobody_an_attempt(file_stores: Stores) -> None:
    with mail_server(login=True) as server:
        period = mailed_field(file_stores, server)
        period.settings = replace(
            period.settings,
            mail=replace(server.mail, user="survey", password="wrong"),  # noqa: S106
        )
        period.add("ann@e.org")
        turns = period.run(period.mailing(), hours=5)
        assert any("does not accept the user" in one.stopped for one in turns)
        (row,) = period.rows(outbox)
        assert (row.state, row.attempts) == ("planned", 0)
        period.settings = replace(
            period.settings, mail=replace(server.mail, user="survey", password=PASSWORD)
        )
        period.run(period.mailing(), days=1)
        assert server.recipients == ["ann@e.org"]


def test_a_server_that_takes_nothing_from_us_costs_nobody_an_attempt(
    file_stores: Stores, server: MailServer
) -> None:
    server.script.at_mail = "553 5.7.1 not yours"
    period = mailed_field(file_stores, server)
    period.add("ann@e.org", "ben@e.org")
    turns = period.run(period.mailing(), hours=5)
    assert any("takes nothing from survey@example.org" in one.stopped for one in turns)
    assert {(row.state, row.attempts) for row in period.rows(outbox)} == {("planned", 0)}


def test_a_server_that_is_away_is_asked_less_and_less(file_stores: Stores, server: MailServer) -> None:
    period = mailed_field(file_stores, server)
    period.settings = replace(period.settings, mail=replace(server.mail, port=1))
    period.add("ann@e.org")
    mailing = period.mailing()
    mailing.turn()
    period.clock.set(period.clock.now().replace(hour=13, minute=50))
    period.run(mailing, hours=1)
    asked = []
    period.clock.move(hours=22)
    for _ in range(60):
        before = mailing._carrier._not_before
        mailing.turn()
        if mailing._carrier._not_before != before:
            asked.append(period.clock.now())
        period.clock.move(seconds=30)
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(asked)]
    assert gaps == sorted(gaps)
    assert max(gaps, default=0) <= 900
    assert len(asked) < 20


def test_an_uncertain_message_is_never_sent_again_by_itself(file_stores: Stores, server: MailServer) -> None:
    server.script.at_data["ann@e.org"] = [DROP]
    period = mailed_field(file_stores, server)
    period.add("ann@e.org", "ben@e.org")
    period.run(period.mailing(), days=2)
    assert sorted(server.recipients) == ["ann@e.org", "ben@e.org"]
    (row,) = [one for one in period.rows(outbox) if one.state == "uncertain"]
    assert period.log("sent") == [("sent", "invitation", "{}")]
    # Who may have got the invitation is reminded like everybody else.
    period.run(period.mailing(), days=6)
    assert sorted(server.recipients) == ["ann@e.org", "ann@e.org", "ben@e.org", "ben@e.org"]
    assert row.message_id
