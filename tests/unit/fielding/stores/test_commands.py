"""`psychograph field backup`, `restore` and `migrate`, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fieldworks import field_folder
from sqlalchemy import select

from psychograph.cli.field.backup import backup
from psychograph.cli.field.migrate import migrate
from psychograph.cli.field.restore import restore
from psychograph.fielding.errors import StoreError
from psychograph.fielding.stores.contact_tables import persons
from psychograph.fielding.stores.office_tables import copies, erasures
from psychograph.fielding.stores.opened import stores_at


def run(command: object, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_there_and_back_and_erased_again(tmp_path: Path) -> None:
    from psychograph.fielding.privacy.erase import id_hash

    study = field_folder(tmp_path / "study")
    rows = [
        {"person_id": name, "address": f"{name}@x", "address_key": name, "added_at": 1}
        for name in ("gone", "here")
    ]
    with stores_at(study / "field") as stores:
        stores.contacts.write(lambda contacts: contacts.execute(persons.insert(), rows))
    made = run(backup, study, "--to", tmp_path / "monday")
    assert made.exit_code == 0
    assert "personal data" in made.output
    with stores_at(study / "field") as stores:
        stores.contacts.write(lambda contacts: contacts.execute(persons.delete()))
        stores.office.write(
            lambda office: office.execute(erasures.insert().values(id_hash=id_hash("gone"), at=1))
        )
    assert CliRunner().invoke(restore, [str(study), str(tmp_path / "monday")], input="n\n").exit_code == 1
    with stores_at(study / "field") as stores:
        assert stores.contacts.read(lambda contacts: contacts.scalar(select(persons.c.person_id))) is None
    done = run(restore, study, tmp_path / "monday", "--yes")
    assert done.exit_code == 0
    assert "Erased again: 1" in done.output
    with stores_at(study / "field") as stores:
        left = stores.contacts.read(lambda contacts: contacts.execute(select(persons.c.person_id)).all())
        noted = stores.office.read(lambda office: office.execute(select(copies.c.path, copies.c.kind)).all())
    assert [row.person_id for row in left] == ["here"]
    assert [tuple(row) for row in noted] == [(str(tmp_path / "monday"), "backup")]


def test_a_backup_without_a_name_stands_with_the_stores(tmp_path: Path) -> None:
    study = field_folder(tmp_path / "study")
    with pytest.raises(StoreError, match="nothing is there"):
        run(backup, study)
    assert not (study / "field" / "backups").exists()
    run(migrate, study)
    assert run(backup, study).exit_code == 0
    [made] = (study / "field" / "backups").iterdir()
    assert (made / "manifest.json").exists()


def test_migrating_says_what_it_did(tmp_path: Path) -> None:
    study = field_folder(tmp_path / "study")
    assert "made, version 0001" in run(migrate, study).output
    assert "is of version 0001 already" in run(migrate, study).output


def test_what_is_no_backup(tmp_path: Path) -> None:
    study = field_folder(tmp_path / "study")
    with pytest.raises(StoreError, match="psychograph field backup"):
        run(restore, study, tmp_path, "--yes")
