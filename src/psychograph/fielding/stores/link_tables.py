"""Tables of the key: whose case is whose, and which link opens it. Destroyed on a declared day."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, Text

links = MetaData()

key = Table(
    "key",
    links,
    Column("case_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, unique=True),
)

# A link is 128 bits of chance; only its SHA-256 is kept.
tokens = Table(
    "tokens",
    links,
    Column("token_hash", Text, primary_key=True),
    Column("purpose", Text, nullable=False),  # survey, resume, unsubscribe, free_entry
    Column("case_id", Text),
    Column("person_id", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Index("tokens_of_case", "case_id"),
    Index("tokens_of_person", "person_id"),
)
