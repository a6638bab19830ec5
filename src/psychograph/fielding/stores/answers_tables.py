"""Tables of the answers: cases under numbers of chance, and what they said. No name, no address.

Times are milliseconds since 1970 in UTC. JSON is kept as text, keys sorted.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

answers = MetaData()

# SQLite counts rows by itself only for a column of the type INTEGER.
COUNTED = BigInteger().with_variant(Integer, "sqlite")

# One person who is asked. `answers` is their present state by name, `saves` how it came about.
cases = Table(
    "cases",
    answers,
    Column("case_id", Text, primary_key=True),  # 128 bits of chance, hexadecimal
    Column("handle", Text, nullable=False, unique=True),  # in addresses; no secret
    Column("source", Text, nullable=False),  # invited, open, test
    Column("seed", BigInteger, nullable=False),  # of every order of chance; 0 to 2**62
    Column("language", Text, nullable=False, default=""),
    Column("time_zone", Text, nullable=False, default=""),
    Column("group_name", Text, nullable=False, default=""),
    Column("arms", Text, nullable=False, default="{}"),  # factor -> arm
    Column("device", Text, nullable=False, default=""),  # phone, tablet, desktop: of the last visit
    Column("outcome", Text, nullable=False),  # psychograph.fielding.outcomes.Outcome
    Column("screen", Text, nullable=False, default=""),  # where to go on
    Column("answers", Text, nullable=False, default="{}"),
    Column("revision", Integer, nullable=False, default=0),  # number of saves
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("finished_at", BigInteger),
    Column("network", Text, nullable=False, default=""),  # IP address; only where the plan declares it
    Index("cases_of_source", "source"),  # those of an open link are counted before each one that begins
)

# Every form that was taken; appended, never changed. `nonce` makes a repeated submit harmless.
saves = Table(
    "saves",
    answers,
    Column("save_id", COUNTED, primary_key=True, autoincrement=True),
    Column("case_id", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("screen", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("shown_ms", BigInteger),  # from showing the screen to taking its form
    Column("device", Text, nullable=False, default=""),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("case_id", "nonce"),
)

# The disposition log; appended, never changed.
events = Table(
    "events",
    answers,
    Column("event_id", COUNTED, primary_key=True, autoincrement=True),
    Column("case_id", Text, nullable=False),
    Column("kind", Text, nullable=False),  # psychograph.fielding.outcomes.Happening
    Column("wave", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    Column("at", BigInteger, nullable=False),
    Index("events_of_case", "case_id"),
)

# What was agreed to or not, with the words that were shown; appended, never changed.
consents = Table(
    "consents",
    answers,
    Column("consent_id", COUNTED, primary_key=True, autoincrement=True),
    Column("case_id", Text, nullable=False),
    Column("purpose", Text, nullable=False),  # survey, draw, marketing
    Column("given", Boolean, nullable=False),
    Column("version", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("consents_of_case", "case_id"),
)

# Completed cases by the quota they count for.
quota_members = Table(
    "quota_members",
    answers,
    Column("quota", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
)
