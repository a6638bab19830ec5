"""Stores that cannot be opened say why, and what to do; those that are made are for their owner only."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from postgres import PostgresServer
from sqlalchemy import select

from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.backup import back_up
from psychograph.fielding.stores.office_tables import state
from psychograph.fielding.stores.opened import TABLES, database_at, open_stores, stores_at
from psychograph.fielding.stores.restoring import restore


def told(place: Path | str) -> str:
    with pytest.raises(StoreError) as refused:
        open_stores(place)
    [problem] = refused.value.problems
    assert problem.mend
    return str(problem)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    place = tmp_path / "field"
    with stores_at(place) as stores:
        stores.office.write(lambda office: office.execute(state.insert().values(key="a", value="b", at=0)))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()}
    assert {f"{name}.db" for name in TABLES} | {"office.db-wal", "office.lock"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    stores_at(tmp_path).__enter__().close()
    (tmp_path / "answers.db").chmod(0o644)
    stores_at(tmp_path).__enter__().close()
    assert stat.S_IMODE((tmp_path / "answers.db").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no question marks in names")
@pytest.mark.parametrize("name", ["Who drinks tea?", "tea?mode=memory", "50%25 #1 & more"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    place = tmp_path / name / "field"
    with stores_at(place) as stores:
        stores.office.write(lambda office: office.execute(state.insert().values(key="a", value="b", at=0)))
    backup = back_up(place, tmp_path / name / "backup", at=0)
    restore(place, backup.folder, at=0)
    with stores_at(place) as again:
        assert again.office.read(lambda office: office.scalar(select(state.c.value))) == "b"
    assert {path.name for path in place.glob("*.db")} == {f"{store}.db" for store in TABLES}


def test_what_is_deleted_is_not_in_the_files(tmp_path: Path) -> None:
    with stores_at(tmp_path) as stores:
        stores.office.write(
            lambda office: office.execute(state.insert().values(key="a", value="nobody-sees-this" * 9, at=0))
        )
        stores.office.write(lambda office: office.execute(state.delete()))
        stores.office.overwrite()
        assert not [path for path in tmp_path.iterdir() if b"nobody-sees-this" in path.read_bytes()]


def test_what_is_deleted_can_be_overwritten_on_both(place: Path | str) -> None:
    with stores_at(place) as stores:
        stores.office.overwrite()
        stores.office.write(lambda office: office.execute(state.insert().values(key="a", value="b", at=0)))
        stores.office.overwrite()
        assert stores.office.read(lambda office: office.scalar(select(state.c.value))) == "b"


def test_a_place_under_a_file(tmp_path: Path) -> None:
    (tmp_path / "study").write_text("a file")
    assert "make" in told(tmp_path / "study" / "field")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "answers.db").write_bytes(b"not a database, " * 300)
    said = told(tmp_path)
    assert "damaged" in said
    assert "answers.db" in said
    assert "psychograph field restore" in said


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    stores_at(tmp_path).__enter__().close()
    path = tmp_path / "answers.db"
    path.write_bytes(path.read_bytes()[:5000])
    assert "damaged" in told(tmp_path)


def marked(place: Path | str, version: str) -> None:
    database = database_at(place, "contacts")
    with database.writing.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")  # noqa: S608
    database.close()


def test_a_newer_and_an_older_version_are_refused(place: Path | str) -> None:
    open_stores(place).close()
    marked(place, "9999")
    assert "newer Psychograph" in told(place)
    marked(place, "0000")
    assert "psychograph field migrate" in told(place)


def test_tables_of_somebody_else_are_not_taken_over(tmp_path: Path) -> None:
    database = database_at(tmp_path, "answers")
    with database.writing.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    database.close()
    assert "without a version" in told(tmp_path)


def test_opening_again_writes_nothing(tmp_path: Path) -> None:
    open_stores(tmp_path).close()
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.db")}
    open_stores(tmp_path).close()
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.db")} == before


def test_opening_does_not_load_alembic_nor_the_other_driver(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from psychograph.fielding.stores.opened import open_stores;"
        f"open_stores(Path({str(tmp_path)!r})).close();"
        "print([name for name in ('alembic', 'psycopg', 'numba', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "address", ["mysql://u@localhost/x", "postgresql//forgot", "http://[", "sqlite://x/y"]
)
def test_an_address_of_something_else(address: str) -> None:
    if "://" in address:
        assert "PSYCHOGRAPH_DATABASE" in told(address)


def test_without_the_driver_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert 'pip install "psychograph[postgres]"' in told("postgresql://u:secret@localhost/x")


def test_a_server_that_does_not_answer() -> None:
    said = told("postgresql://user:very-secret@127.0.0.1:1/x")
    assert "does not answer" in said
    assert "very-secret" not in said


def test_a_host_that_nobody_knows() -> None:
    assert "not known" in told("postgresql://user@no-such-host.invalid/x")


def test_a_database_that_is_not_there(postgres: PostgresServer) -> None:
    assert "createdb" in told(postgres.address("nowhere"))


def test_a_user_who_is_not_there(postgres: PostgresServer) -> None:
    assert "refuses this user" in told(postgres.address().replace("tester@", "stranger:secret@"))


def test_a_user_who_may_not_make_schemas(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    database = database_at(address, "answers")
    with database.writing.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    database.close()
    assert "GRANT CREATE" in told(address.replace("tester@", "guest@"))


def test_errors_hold_neither_answers_nor_addresses(place: Path | str) -> None:
    with stores_at(place) as stores:
        row = {"key": "a", "value": "somebody@example.org", "at": 0}
        stores.office.write(lambda office: office.execute(state.insert().values(row)))
        with pytest.raises(Exception, match=r"(?i)unique") as refused:
            stores.office.write(lambda office: office.execute(state.insert().values(row)))
        assert "somebody@example.org" not in str(refused.value)
