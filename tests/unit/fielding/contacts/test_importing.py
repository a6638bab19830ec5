"""Contacts in the store: added once, brought up to date, suppressed respected."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from psychograph.fielding.contacts.importing import Brought, bring_in, groups
from psychograph.fielding.contacts.reading import read_contacts
from psychograph.fielding.contacts.suppression import Reason, suppress, suppressions, unsuppress
from psychograph.fielding.invitations.outbox import Planned, write_planned
from psychograph.fielding.stores.contact_tables import outbox, persons, suppressed
from psychograph.fielding.stores.opened import Stores, stores_at

SECRET = "a secret of tests, which is long enough for it"  # noqa: S105


@pytest.fixture
def stores(tmp_path: Path):
    with stores_at(tmp_path / "field") as opened:
        yield opened


def imported(stores: Stores, tmp_path: Path, text: str) -> Brought:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    found = read_contacts(file)
    assert not found.problems
    return stores.contacts.write(
        lambda contacts: bring_in(contacts, found.contacts, secret=SECRET, source=found.name, at=1)
    )


def people(stores: Stores):
    return stores.contacts.read(lambda contacts: contacts.execute(select(persons)).all())


def test_people_are_added_once_and_brought_up_to_date(stores: Stores, tmp_path: Path) -> None:
    first = imported(
        stores, tmp_path, "email,name,group\nann@example.org,Ann,north\nben@example.org,,north\n"
    )
    assert (first.added, first.updated, first.unchanged) == (2, 0, 0)
    assert first.small_groups == (("north", 2),)
    again = imported(
        stores,
        tmp_path,
        "email,name,group,time zone\nANN@example.org,,south,Asia/Tokyo\nben@example.org,,north,\n",
    )
    assert (again.added, again.updated, again.unchanged) == (0, 1, 1)
    (ann,) = [one for one in people(stores) if one.address_key == "ann@example.org"]
    assert (ann.name, ann.group_name, ann.time_zone) == ("Ann", "south", "Asia/Tokyo")
    assert stores.contacts.read(groups) == (("north", 1), ("south", 1))


def test_who_is_in_the_sample_keeps_the_group(stores: Stores, tmp_path: Path) -> None:
    imported(stores, tmp_path, "email,group\nann@example.org,north\n")
    (ann,) = people(stores)
    stores.contacts.write(lambda contacts: write_planned(contacts, [Planned(ann.person_id, "w", "{}", 5)]))
    again = imported(stores, tmp_path, "email,group\nann@example.org,south\n")
    assert (again.kept_group, again.updated) == (1, 0)
    assert people(stores)[0].group_name == "north"


def test_a_new_time_zone_lets_what_is_planned_be_planned_anew(stores: Stores, tmp_path: Path) -> None:
    imported(stores, tmp_path, "email,time zone\nann@example.org,Asia/Tokyo\n")
    (ann,) = people(stores)
    stores.contacts.write(lambda contacts: write_planned(contacts, [Planned(ann.person_id, "w", "{}", 5)]))
    imported(stores, tmp_path, "email,time zone\nann@example.org,Europe/Berlin\n")
    assert stores.contacts.read(lambda contacts: contacts.execute(select(outbox)).all()) == []


def test_who_is_suppressed_is_left_out_and_no_address_is_kept_of_them(stores: Stores, tmp_path: Path) -> None:
    stores.contacts.write(lambda contacts: suppress(contacts, "ann@example.org", SECRET, Reason.ASKED, 1))
    brought = imported(stores, tmp_path, "email\nAnn@Example.org\nben@example.org\n")
    assert (brought.added, brought.suppressed) == (1, 1)
    assert [one.address for one in people(stores)] == ["ben@example.org"]
    rows = stores.contacts.read(lambda contacts: contacts.execute(select(suppressed)).all())
    assert "ann" not in str(rows)


def test_suppressing_twice_keeps_the_first_reason_and_can_be_undone(stores: Stores) -> None:
    key = "ann@example.org"
    assert stores.contacts.write(lambda contacts: suppress(contacts, key, SECRET, Reason.COMPLAINED, 1))
    assert not stores.contacts.write(lambda contacts: suppress(contacts, key, SECRET, Reason.ASKED, 2))
    assert stores.contacts.read(lambda contacts: suppressions(contacts, [key], SECRET)) == {key: "complained"}
    assert stores.contacts.read(lambda contacts: suppressions(contacts, [key], "another secret")) == {}
    assert stores.contacts.write(lambda contacts: unsuppress(contacts, key, SECRET)) == "complained"
    assert stores.contacts.read(lambda contacts: suppressions(contacts, [key], SECRET)) == {}


def test_a_thousand_contacts_are_one_transaction(stores: Stores, tmp_path: Path) -> None:
    rows = "".join(f"p{number}@example.org\n" for number in range(1000))
    assert imported(stores, tmp_path, "email\n" + rows).added == 1000
    file = tmp_path / "more.csv"
    file.write_text("email\nq1@example.org\nq2@example.org\n", encoding="utf-8")
    found = read_contacts(file)

    def broken(contacts):
        bring_in(contacts, found.contacts, secret=SECRET, source="more", at=2)
        raise RuntimeError("the machine stops here")

    with pytest.raises(RuntimeError):
        stores.contacts.write(broken)
    assert len(people(stores)) == 1000
