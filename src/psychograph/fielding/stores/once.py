"""Rows that may be there already: written once, whoever comes first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert rows and leave out those whose primary or unique key is there; return how many went in.

    Parameters
    ----------
    connection : Connection
        Of a store, on SQLite or PostgreSQL.
    table : Table
        One of its tables.
    rows : list of dict
        Columns and values; every row with the same columns.
    """
    if not rows:
        return 0
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    # What comes back is counted: the driver of PostgreSQL does not count rows that went in.
    entered = insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return len(connection.execute(entered, rows).all())
