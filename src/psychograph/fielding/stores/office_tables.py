"""Tables of those who run the survey: users, sessions, what they did, and the state of the field."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, Table, Text

from psychograph.fielding.stores.answers_tables import COUNTED

office = MetaData()

users = Table(
    "users",
    office,
    Column("name", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),  # argon2id
    Column("role", Text, nullable=False),  # manager, analyst, viewer
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

sessions = Table(
    "sessions",
    office,
    Column("session_hash", Text, primary_key=True),  # SHA-256 of what the cookie holds
    Column("user_name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    office,
    Column("entry_id", COUNTED, primary_key=True, autoincrement=True),
    Column("user_name", Text, nullable=False),  # or "command line"
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False, default=""),  # never an address, an answer or a secret
    Column("at", BigInteger, nullable=False),
)

# The state of the field by key: `door` (open, paused, closed), `plan` (hash of what was published) ...
state = Table(
    "state",
    office,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Files that hold copies of answers or contacts, so that erasure reaches them.
copies = Table(
    "copies",
    office,
    Column("path", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # export, backup, winners
    Column("at", BigInteger, nullable=False),
)

# What was erased, so that a restored backup is erased again. Numbers of chance only.
erasures = Table(
    "erasures",
    office,
    Column("id_hash", Text, primary_key=True),  # SHA-256 of a case_id or person_id
    Column("at", BigInteger, nullable=False),
)
