"""Tables of the contacts: who people are, what they were sent, what they may win. No answer, no case.

Analysis cannot import this, and `fielding.cases` and `fielding.watching` do not.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

contacts = MetaData()

persons = Table(
    "persons",
    contacts,
    Column("person_id", Text, primary_key=True),  # 128 bits of chance, hexadecimal
    Column("address", Text, nullable=False),  # of mail, as it was given
    Column("address_key", Text, nullable=False, unique=True),  # the same, so that duplicates are equal
    Column("name", Text, nullable=False, default=""),
    Column("language", Text, nullable=False, default=""),
    Column("time_zone", Text, nullable=False, default=""),  # IANA, such as Europe/Berlin
    Column("group_name", Text, nullable=False, default=""),
    Column("arms", Text, nullable=False, default="{}"),  # drawn when enrolled: factor -> arm
    Column("source", Text, nullable=False, default=""),  # file it came from
    Column("added_at", BigInteger, nullable=False),
)

# Who must not be written to. Outlives erasure, so it holds a keyed hash and no address.
suppressed = Table(
    "suppressed",
    contacts,
    Column("address_hash", Text, primary_key=True),  # HMAC-SHA-256 of address_key
    Column("reason", Text, nullable=False),  # unsubscribed, complained, bounced, erased, asked, listed
    Column("at", BigInteger, nullable=False),
)

# Messages, written before they are sent. `planned` -> `sending` -> `sent`, `failed` or `uncertain`.
outbox = Table(
    "outbox",
    contacts,
    Column("message_id", Text, primary_key=True),  # of chance; also the left part of the Message-ID
    Column("person_id", Text, nullable=False),
    Column("wave", Text, nullable=False),  # name of the wave
    Column("message", Text, nullable=False),  # survey, winner, voucher
    Column("state", Text, nullable=False),  # planned, sending, sent, failed, uncertain, cancelled
    Column("due_at", BigInteger, nullable=False),
    Column("arms", Text, nullable=False, default="{}"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("try_at", BigInteger, nullable=False),  # not before
    Column("claimed_by", Text, nullable=False, default=""),
    Column("claimed_at", BigInteger),
    Column("sent_at", BigInteger),
    Column("reply", Text, nullable=False, default=""),  # of the mail server, or why it failed
    Column("noted_at", BigInteger),  # when the log of the case was told what became of it
    UniqueConstraint("person_id", "wave", "message"),
    Index("outbox_due", "state", "try_at"),  # what may go next, without looking through what went
    Index("outbox_taken", "claimed_at"),  # how many went within the last minute
)

bounces = Table(
    "bounces",
    contacts,
    Column("bounce_id", Text, primary_key=True),  # SHA-256 of the notice, so that one is read once
    Column("message_id", Text, nullable=False),
    Column("kind", Text, nullable=False),  # hard, soft, complaint
    Column("status", Text, nullable=False, default=""),  # RFC 3463, such as 5.1.1
    Column("at", BigInteger, nullable=False),
)

draw_entries = Table(
    "draw_entries",
    contacts,
    Column("entry_id", Text, primary_key=True),  # of chance
    Column("person_id", Text),  # None where the way in was free or the link open
    Column("address", Text, nullable=False),
    Column("address_key", Text, nullable=False, unique=True),  # one chance each
    Column("name", Text, nullable=False, default=""),
    Column("route", Text, nullable=False),  # survey, free
    Column("salt", Text, nullable=False),  # 128 bits of chance, hexadecimal
    Column("at", BigInteger, nullable=False),  # the day; moment and order would lead to the answers
    sqlite_with_rowid=False,
)

draws = Table(
    "draws",
    contacts,
    Column("draw_id", Text, primary_key=True),
    Column("record", Text, nullable=False),  # JSON of what was committed to and what came of it
    Column("at", BigInteger, nullable=False),
)

winners = Table(
    "winners",
    contacts,
    Column("draw_id", Text, primary_key=True),
    Column("place", Integer, primary_key=True),  # 1, 2, 3 ...; those past the prizes are reserves
    Column("entry_id", Text, nullable=False),
    Column("prize", Text, nullable=False, default=""),  # empty for a reserve
    Column("state", Text, nullable=False),  # drawn, told, claimed, forfeited
    Column("at", BigInteger, nullable=False),
)

vouchers = Table(
    "vouchers",
    contacts,
    Column("code", Text, primary_key=True),
    Column("person_id", Text, unique=True),  # who got it
    Column("issued_at", BigInteger),
)
