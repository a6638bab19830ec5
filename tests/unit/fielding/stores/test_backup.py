"""A backup can be restored into either database, and what happened since is not forgotten."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from postgres import PostgresServer
from sqlalchemy import Connection, Table, func, select

from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.answers_tables import answers, cases, consents, events, saves
from psychograph.fielding.stores.backup import Backup, back_up, read_backup
from psychograph.fielding.stores.contact_tables import outbox, persons, suppressed
from psychograph.fielding.stores.link_tables import key, tokens
from psychograph.fielding.stores.office_tables import audit, copies, erasures, state
from psychograph.fielding.stores.opened import TABLES, Stores, open_stores, stores_at
from psychograph.fielding.stores.restoring import restore


def fill(stores: Stores, people: int = 5) -> None:
    """Write what a small field period holds."""
    numbers = [f"{number:032x}" for number in range(people)]
    stores.answers.write(
        lambda connection: connection.execute(
            cases.insert(),
            [
                {
                    "case_id": f"c{number}",
                    "handle": f"h{number}",
                    "source": "invited",
                    "seed": 2**61 + place,
                    "outcome": "started",
                    "answers": '{"said":"☕ \\" \' ; --"}',
                    "created_at": 1,
                }
                for place, number in enumerate(numbers)
            ],
        )
    )
    stores.answers.write(lambda connection: log(connection, numbers))
    stores.contacts.write(
        lambda connection: connection.execute(
            persons.insert(),
            [
                {"person_id": f"p{number}", "address": f"{number}@x", "address_key": number, "added_at": 1}
                for number in numbers
            ],
        )
    )
    stores.links.write(
        lambda connection: connection.execute(
            key.insert(), [{"case_id": f"c{number}", "person_id": f"p{number}"} for number in numbers]
        )
    )
    stores.links.write(
        lambda connection: connection.execute(
            tokens.insert(),
            [
                {"token_hash": f"t{number}", "purpose": "survey", "created_at": 1, "expires_at": 9}
                for number in numbers
            ],
        )
    )
    stores.office.write(
        lambda connection: connection.execute(state.insert().values(key="door", value="open", at=1))
    )


def log(connection: Connection, numbers: list[str]) -> None:
    for number in numbers:
        connection.execute(
            saves.insert().values(case_id=f"c{number}", nonce="n", screen="s", answers="{}", at=1)
        )
        connection.execute(events.insert().values(case_id=f"c{number}", kind="saved", at=1))
        connection.execute(
            consents.insert().values(
                case_id=f"c{number}", purpose="draw", given=False, version="1", language="de", text="ß", at=1
            )
        )


def everything(stores: Stores) -> dict[str, list[tuple[object, ...]]]:
    held = {}
    for store in stores.all:
        for table in TABLES[store.name].sorted_tables:
            held[f"{store.name}.{table.name}"] = store.read(
                lambda connection, table=table: [
                    tuple(row)
                    for row in connection.execute(select(table).order_by(*table.primary_key.columns))
                ]
            )
    return held


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "sqlite":
        return tmp_path / "elsewhere"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database()


def test_what_is_restored_is_what_was_backed_up(
    place: Path | str, elsewhere: Path | str, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    with stores_at(place) as stores:
        fill(stores)
        made = back_up(place, folder, at=7)
        before = everything(stores)
    assert made.stores["answers"].rows["saves"] == 5
    done = restore(elsewhere, folder, at=8)
    assert (done.backup, done.erasures, done.lost, done.aside) == (read_backup(folder), (), (), ())
    with stores_at(elsewhere) as stores:
        assert everything(stores) == before
        assert before["office.copies"] == [(str(folder), "backup", 7)]
        log_more = stores.answers.write(
            lambda connection: (
                connection.execute(
                    events.insert().values(case_id="c", kind="saved", at=2)
                ).inserted_primary_key
            )
        )
        assert log_more[0] == 6  # counts on


def test_files_of_a_backup_are_for_their_owner_only(tmp_path: Path) -> None:
    open_stores(tmp_path / "field").close()
    back_up(tmp_path / "field", tmp_path / "backup", at=1)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "backup").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert {path.name for path in tmp_path.iterdir()} == {"field", "backup"}


def test_nothing_deleted_is_in_a_backup(tmp_path: Path) -> None:
    with stores_at(tmp_path / "field") as stores:
        fill(stores)
        stores.contacts.write(lambda connection: connection.execute(persons.delete()))
        back_up(tmp_path / "field", tmp_path / "backup", at=1)
    assert b"@x" not in (tmp_path / "backup" / "contacts.db").read_bytes()


def test_what_happened_since_is_not_forgotten(place: Path | str, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    message = {"message": "survey", "due_at": 1, "try_at": 1, "arms": "{}", "attempts": 0}
    with stores_at(place) as stores:
        fill(stores)
        planned = {"message_id": "m1", "person_id": "p1", "wave": "first", "state": "planned", **message}
        stores.contacts.write(lambda connection: connection.execute(outbox.insert().values(planned)))
        back_up(place, folder, at=7)
        rows: list[tuple[Table, dict[str, object]]] = [
            (suppressed, {"address_hash": "a", "reason": "unsubscribed", "at": 8}),
            (outbox, {"message_id": "m2", "person_id": "p2", "wave": "first", "state": "sent", **message}),
        ]
        for table, row in rows:
            stores.contacts.write(
                lambda connection, table=table, row=row: connection.execute(table.insert().values(row))
            )
        stores.contacts.write(
            lambda connection: connection.execute(
                outbox.update().where(outbox.c.message_id == "m1").values(state="sent")
            )
        )
        stores.contacts.write(lambda connection: connection.execute(persons.delete()))
        stores.links.write(lambda connection: connection.execute(tokens.update().values(revoked_at=8)))
        for table, row in (
            (erasures, {"id_hash": "e" * 64, "at": 8}),
            (copies, {"path": "/exports/answers.csv", "kind": "export", "at": 8}),
            (audit, {"user_name": "m", "action": "erased", "detail": "", "at": 8}),
        ):
            stores.office.write(
                lambda connection, table=table, row=row: connection.execute(table.insert().values(row))
            )
        stores.office.write(lambda connection: connection.execute(state.update().values(value="closed")))
    done = restore(place, folder, at=9)
    assert done.erasures == ("e" * 64,)
    with stores_at(place) as stores:
        held = everything(stores)
    assert len(held["contacts.persons"]) == 5  # to be erased again by whoever called
    assert [row[0] for row in held["contacts.suppressed"]] == ["a"]
    assert {(row[0], row[4]) for row in held["contacts.outbox"]} == {("m1", "sent"), ("m2", "sent")}
    assert {row[-1] for row in held["links.tokens"]} == {8}
    assert {row[0] for row in held["office.copies"]} == {str(folder), "/exports/answers.csv"}
    assert [row[2] for row in held["office.audit"]] == ["erased"]
    assert [row[1] for row in held["office.state"]] == ["open"]


def test_a_damaged_backup_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    place, folder = tmp_path / "field", tmp_path / "backup"
    with stores_at(place) as stores:
        fill(stores)
        back_up(place, folder, at=7)
        stores.answers.write(lambda connection: connection.execute(cases.delete()))
        before = everything(stores)
    path = folder / "links.db"
    whole = path.read_bytes()
    for changed in (whole[:-1], whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:], b""):
        path.write_bytes(changed)
        with pytest.raises(StoreError, match=r"links\.db\n.*not those that were written"):
            restore(place, folder, at=8)
    path.unlink()
    (folder / "office.db").write_bytes(b"")
    with pytest.raises(StoreError) as refused:
        restore(place, folder, at=8)
    assert len(refused.value.problems) == 2
    with stores_at(place) as stores:
        assert everything(stores) == before


@pytest.mark.parametrize(
    "manifest", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "made_at": 1, "stores": {}}']
)
def test_what_is_no_backup_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(StoreError, match="psychograph field backup"):
        read_backup(tmp_path)


def test_a_name_in_a_manifest_leads_nowhere_else(tmp_path: Path) -> None:
    open_stores(tmp_path / "field").close()
    back_up(tmp_path / "field", tmp_path / "backup", at=1)
    (tmp_path / "links.db").write_bytes((tmp_path / "backup" / "links.db").read_bytes())
    manifest = tmp_path / "backup" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"links.db"', '"../links.db"'))
    (tmp_path / "backup" / "links.db").unlink()
    with pytest.raises(StoreError, match=r"backup/links\.db"):
        read_backup(tmp_path / "backup")


def test_not_while_a_server_has_the_stores_open(place: Path | str, tmp_path: Path) -> None:
    with stores_at(place) as stores:
        fill(stores)
        back_up(place, tmp_path / "backup", at=1)
        with pytest.raises(StoreError, match="stop the server"):
            restore(place, tmp_path / "backup", at=2)


def test_a_damaged_store_is_moved_aside_and_told(tmp_path: Path) -> None:
    place, folder = tmp_path / "field", tmp_path / "backup"
    with stores_at(place) as stores:
        fill(stores)
        back_up(place, folder, at=7)
    (place / "contacts.db").write_bytes(b"rubbish" * 1000)
    done = restore(place, folder, at=8)
    assert done.lost == ("contacts",)
    assert [path.name for path in done.aside] == ["contacts.db.damaged-8"]
    with stores_at(place) as stores:
        held = everything(stores)
    assert len(held["contacts.persons"]) == 5
    assert (str(done.aside[0]), "damaged", 8) in held["office.copies"]


def test_a_folder_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there already"):
        back_up(tmp_path / "field", tmp_path, at=1)


def test_all_four_are_of_one_moment_while_others_write(place: Path | str, tmp_path: Path) -> None:
    """One writes a person, then its key, then its case, over and over: no copy has a case without its key."""
    ending = threading.Event()
    progress, done = threading.Condition(), [0]

    def write(stores: Stores) -> None:
        while not ending.is_set():
            name = f"n{done[0]}"
            stores.links.write(
                lambda links, name=name: links.execute(key.insert().values(case_id=name, person_id=name))
            )
            stores.answers.write(
                lambda connection, name=name: connection.execute(
                    events.insert().values(case_id=name, kind="enrolled", at=1)
                )
            )
            with progress:
                done[0] += 1
                progress.notify()

    def backed_up(number: int) -> Backup:
        """Make a copy, and wait until something was written that it cannot hold."""
        made = back_up(place, tmp_path / f"backup{number}", at=number)
        with progress:
            enough = done[0] + 2
            assert progress.wait_for(lambda: done[0] >= enough, 60)
        return made

    with stores_at(place) as stores:
        writing = threading.Thread(target=write, args=(stores,))
        writing.start()
        try:
            made = [backed_up(number) for number in range(4)]
        finally:
            ending.set()
            writing.join(30)
        written = stores.answers.read(lambda connection: connection.scalar(select(func.count(events.c.at))))
    for backup in made:
        keys, told = backup.stores["links"].rows["key"], backup.stores["answers"].rows["events"]
        assert keys - told in (0, 1)
    assert written > made[-1].stores["answers"].rows["events"] > made[0].stores["answers"].rows["events"]
    assert set(made[0].stores["answers"].rows) == set(answers.tables)
