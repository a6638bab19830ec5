"""A store that went through every migration has the tables of a fresh one, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.database import Database
from psychograph.fielding.stores.migrating import Migrated, migrate
from psychograph.fielding.stores.migrations.running import bring_up, last_version
from psychograph.fielding.stores.opened import TABLES, database_at, open_stores
from psychograph.fielding.stores.versions import VERSIONS, version_of


def migrated(place: Path | str, name: str) -> Database:
    database = database_at(place, name)
    with database.writing.begin() as connection:
        schema = getattr(database, "schema", None)
        if schema:
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        bring_up(connection, name, TABLES[name])
    return database


@pytest.mark.parametrize("name", TABLES)
def test_migrations_make_what_the_program_expects(place: Path | str, name: str) -> None:
    database = migrated(place, name)
    with database.reading.connect() as connection:
        assert version_of(connection) == VERSIONS[name] == last_version(name)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES[name]) == []
    database.close()


@pytest.mark.parametrize("name", TABLES)
def test_a_fresh_store_and_a_migrated_one_are_alike(tmp_path: Path, name: str) -> None:
    """Down to keys, uniqueness and indices, which a comparison with the program's tables may pass over."""
    told = []
    for database in (migrated(tmp_path / "old", name), _fresh(tmp_path / "new", name)):
        found = inspect(database.reading)
        told.append(
            {
                table: (
                    [
                        (column["name"], str(column["type"]), column["nullable"])
                        for column in found.get_columns(table)
                    ],
                    found.get_pk_constraint(table)["constrained_columns"],
                    sorted(unique["column_names"] for unique in found.get_unique_constraints(table)),
                    sorted(index["name"] or "" for index in found.get_indexes(table)),
                )
                for table in sorted(found.get_table_names())
            }
        )
        database.close()
    assert told[0] == told[1]
    assert told[0].keys() == {*TABLES[name].tables, "alembic_version"}


def _fresh(place: Path, name: str) -> Database:
    open_stores(place).close()
    return database_at(place, name)


def test_migrating_makes_leaves_and_refuses(place: Path | str) -> None:
    assert [made.before for made in migrate(place)] == [""] * 4
    assert migrate(place) == tuple(Migrated(name, VERSIONS[name], VERSIONS[name]) for name in TABLES)
    database = database_at(place, "links")
    with database.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreError, match="newer Psychograph"):
        migrate(place)


def test_an_older_store_is_brought_up(place: Path | str) -> None:
    """No older version was ever made, so that it is one without tables: the way is what counts."""
    for name in TABLES:
        database = database_at(place, name)
        with database.writing.begin() as connection:
            schema = getattr(database, "schema", None)
            if schema:
                connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        database.close()
    with pytest.raises(StoreError, match="psychograph field migrate"):
        open_stores(place)
    assert {done.after for done in migrate(place)} == {"0001"}
    open_stores(place).close()


def test_not_while_a_server_has_them_open(place: Path | str) -> None:
    stores = open_stores(place)
    stores.office.write(lambda office: None)
    with pytest.raises(StoreError, match="stop the server"):
        migrate(place)
    stores.close()
    migrate(place)
