"""Alembic, called from here and without a file of its own."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

HERE = Path(__file__).parent


def bring_up(connection: Connection, name: str, tables: MetaData) -> None:
    """Run the migrations that a store has not had yet, in the transaction of the connection."""
    command.upgrade(_config(name, connection, tables), "head")


def last_version(name: str) -> str:
    """Return the number of the last migration of a store."""
    return str(ScriptDirectory.from_config(_config(name)).get_current_head())


def draft(connection: Connection, name: str, tables: MetaData, message: str) -> Path:
    """Write the next version of a store: what has changed between a database and the tables.

    Parameters
    ----------
    connection : Connection
        Of a database that has had all migrations so far.
    name : str
        Of the store.
    tables : MetaData
        What it shall hold.
    message : str
        What changes, in a sentence.
    """
    head = ScriptDirectory.from_config(_config(name)).get_current_head()
    number = f"{int(head or 0) + 1:04d}"
    written = command.revision(
        _config(name, connection, tables), message=message, autogenerate=True, rev_id=number
    )
    return Path(written.path)  # type: ignore[union-attr]


def _config(name: str, connection: Connection | None = None, tables: MetaData | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(HERE / name).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "v%%(rev)s")
    config.attributes.update(connection=connection, tables=tables, configure_logger=False)
    return config
