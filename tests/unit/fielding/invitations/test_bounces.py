"""Returned mail and complaints: noted once, on whom they concern, and nothing by strangers."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest
from mailed_field import MailedField, mailed_field, people
from smtp_server import MailServer
from sqlalchemy import select

from psychograph.fielding.errors import ContactsError
from psychograph.fielding.invitations.bounces import Treated, note_notices
from psychograph.fielding.invitations.notices import Kind, notice_of, notices_in
from psychograph.fielding.stores.contact_tables import bounces, suppressed
from psychograph.fielding.stores.opened import Stores

DSN = """\
From: MAILER-DAEMON@mail.example.net
To: survey@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

It could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; somebody@e.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: {original}

From: survey@example.org
Message-ID: <{message}@example.org>
Subject: Your view, please

--B--
"""
ARF = """\
From: feedback@provider.example
To: survey@example.org
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: text/plain

This is an email abuse report.
--B
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1
Version: 1

--B
Content-Type: message/rfc822

From: survey@example.org
Message-ID: <{message}@example.org>

Dear ...
--B--
"""


def dsn(
    message: str, status: str = "5.1.1", action: str = "failed", original: str = "message/rfc822"
) -> bytes:
    return DSN.format(message=message, status=status, action=action, original=original).encode()


def arf(message: str, kind: str = "abuse") -> bytes:
    return ARF.format(message=message, kind=kind).encode()


@pytest.fixture
def period(file_stores: Stores, server: MailServer) -> MailedField:
    made = mailed_field(file_stores, server)
    made.add(*people(4))
    made.run(made.mailing(), hours=5)
    assert len(server.taken) >= 3  # a window may be missed by a minute, by chance
    return made


def numbers(server: MailServer) -> dict[str, str]:
    return {
        address: message["Message-ID"].strip("<>").partition("@")[0]
        for address, message in zip(server.recipients, server.messages, strict=True)
    }


def noted(period: MailedField, *contents: bytes) -> list[Treated]:
    found = [notice_of(content, f"message {at}") for at, content in enumerate(contents)]
    return [one.treated for one in note_notices(period.stores, found, period.settings.secret, 1)]


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_dead_address_is_noted_once_and_written_to_no_more(
    period: MailedField, server: MailServer, original: str
) -> None:
    address, number = next(iter(numbers(server).items()))
    back = dsn(number, original=original)
    assert noted(period, back, back, back.replace(b"\n", b"\r\n")) == [
        Treated.NOTED,
        Treated.KNOWN,
        Treated.KNOWN,
    ]
    assert period.log("bounced") == [("bounced", "invitation", "5.1.1")]
    assert len(period.stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all())) == 1
    period.run(period.mailing(), days=8)
    assert server.recipients.count(address) == 1


def test_what_is_late_or_given_up_for_now_is_reminded_still(period: MailedField, server: MailServer) -> None:
    (first, one), (second, two) = list(numbers(server).items())[:2]
    late, given_up = dsn(one, "4.4.7", "delayed"), dsn(two, "4.4.7", "failed")
    assert noted(period, late, given_up) == [Treated.NOTED, Treated.NOTED]
    assert period.log("delayed", "bounced") == [("delayed", "invitation", "4.4.7")] * 2
    period.run(period.mailing(), days=8)
    assert server.recipients.count(first) == server.recipients.count(second) == 2


def test_a_full_mailbox_for_good_ends_this_field_but_suppresses_nobody(
    period: MailedField, server: MailServer
) -> None:
    address, number = next(iter(numbers(server).items()))
    assert noted(period, dsn(number, "5.2.2")) == [Treated.NOTED]
    period.run(period.mailing(), days=8)
    assert server.recipients.count(address) == 1
    assert period.stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all()) == []


@pytest.mark.parametrize(("kind", "event"), [("abuse", "complained"), ("opt-out", "unsubscribed")])
def test_who_complains_is_unsubscribed(
    period: MailedField, server: MailServer, kind: str, event: str
) -> None:
    address, number = next(iter(numbers(server).items()))
    back = arf(number, kind)
    assert noted(period, back, back) == [Treated.NOTED, Treated.KNOWN]
    assert [one for one, _, _ in period.log(event)] == [event]
    period.run(period.mailing(), days=8)
    assert server.recipients.count(address) == 1


def test_strangers_change_nothing(period: MailedField, server: MailServer) -> None:
    number = next(iter(numbers(server).values()))
    plain = f"From: a@e.org\nSubject: Away\n\nI am away. <{number}@example.org>\n".encode()
    forged = dsn("0" * 32)
    good = dsn(number, "2.0.0", "delivered")
    assert noted(period, plain, forged, good, arf(number, "not-spam")) == [
        Treated.NOTHING,
        Treated.UNKNOWN,
        Treated.NOTHING,
        Treated.NOTHING,
    ]
    assert period.log("bounced", "delayed", "complained") == []
    assert period.stores.contacts.read(lambda contacts: contacts.execute(select(bounces)).all()) == []


def test_what_was_never_sent_cannot_come_back(file_stores: Stores, server: MailServer) -> None:
    made = mailed_field(file_stores, server)
    made.add("ann@e.org")
    made.door("open")
    made.settings = made.settings.__class__(public_url="https://a.example", secret=made.settings.secret)
    made.mailing().turn()  # planned, with no mail server to send it
    from psychograph.fielding.stores.contact_tables import outbox

    (row,) = made.rows(outbox)
    assert noted(made, dsn(row.message_id)) == [Treated.UNSENT]
    assert made.log("bounced") == []


def test_a_crash_between_the_stores_is_mended_by_reading_again(
    period: MailedField, server: MailServer
) -> None:
    from psychograph.fielding.stores.answers_tables import events

    back = dsn(next(iter(numbers(server).values())))
    noted(period, back)
    period.stores.answers.write(
        lambda answers: answers.execute(events.delete().where(events.c.kind == "bounced"))
    )
    assert noted(period, back) == [Treated.KNOWN]
    assert len(period.log("bounced")) == 1


def test_mailboxes_of_every_kind_are_read(tmp_path: Path) -> None:
    one, two = dsn("1" * 32), arf("2" * 32)
    box = mailbox.mbox(tmp_path / "box")
    folder = mailbox.Maildir(tmp_path / "Maildir")
    for content in (one, two):
        box.add(content)
        folder.add(content)
    box.close()
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "a.eml").write_bytes(one)
    (tmp_path / "some" / "b.eml").write_bytes(two)
    for path in ("box", "Maildir", "some"):
        found = list(notices_in(tmp_path / path))
        assert {one.kind for one in found} == {Kind.HARD, Kind.COMPLAINT}
        assert {one.message_ids for one in found} == {("1" * 32,), ("2" * 32,)}
    assert [one.kind for one in notices_in(tmp_path / "some" / "a.eml")] == [Kind.HARD]


def test_a_mailbox_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContactsError, match="a mailbox that can be read"):
        list(notices_in(tmp_path / "none"))


HOSTILE = (
    b"",
    b"\x00" * 1000,
    b"Content-Type: multipart/report; boundary=\n\n",
    b"Content-Type: multipart/mixed; boundary=B\n\n"
    + b"--B\nContent-Type: multipart/mixed; boundary=B\n\n" * 3000,
    b"Subject: =?utf-8?b?/////w==?=\nContent-Type: message/delivery-status\n\nAction: failed\n",
    dsn("3" * 32).replace(b"Status: 5.1.1", b"Status: \xff\xfe; drop table"),
    dsn("x" * 32),
    b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n",
    b"Content-Type: text/plain; charset=no-such-thing\n\nhello",
)


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_mail_is_read_without_harm(period: MailedField, content: bytes) -> None:
    (treated,) = noted(period, content)
    assert treated in {Treated.NOTHING, Treated.UNKNOWN}


def test_what_is_endless_is_not_read() -> None:
    assert notice_of(b"a" * 5_000_001, "here").kind is Kind.UNREADABLE
