"""Users, sessions, the audit log and what was published, on a store in a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from psychograph.errors import UsageError
from psychograph.fielding.office import audit, published, sessions, users
from psychograph.fielding.stores.opened import Stores, stores_at
from psychograph.fielding.stores.store import Store

AT = 1_796_115_600_000


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_at(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(stores: Stores) -> Store:
    for name in ("anna", "ben"):
        stores.office.write(lambda office, name=name: users.add(office, name, users.Role.MANAGER, "hash", AT))
    return stores.office


@pytest.mark.parametrize("name", ["", "a", "Ann Smith", "añna", "-anna", "a" * 81, "an\nna", "\u0430nna"])
def test_names_that_look_like_others_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        users.name_of(name)


def test_names_are_one_however_they_are_typed(office: Store) -> None:
    assert users.name_of(" ANNA ") == "anna"
    with pytest.raises(UsageError, match="there already"):
        office.write(lambda c: users.add(c, "anna", users.Role.VIEWER, "hash", AT))


def test_one_manager_at_least_may_log_in(office: Store) -> None:
    office.write(lambda c: users.set_disabled(c, "ben", True, AT))
    for change in (
        lambda c: users.set_disabled(c, "anna", True, AT),
        lambda c: users.set_role(c, "anna", users.Role.ANALYST, AT),
    ):
        with pytest.raises(UsageError, match="last manager"):
            office.write(change)
    office.write(lambda c: users.set_disabled(c, "ben", False, AT))
    office.write(lambda c: users.set_role(c, "anna", users.Role.ANALYST, AT))
    assert office.read(users.managers) == 1


def test_a_name_that_nobody_has_is_told_with_the_one_that_was_meant(office: Store) -> None:
    with pytest.raises(UsageError, match="anna"):
        office.write(lambda c: users.set_role(c, "ana", users.Role.VIEWER, AT))


def test_a_change_that_fails_leaves_nothing_in_the_log(office: Store) -> None:
    before = office.read(audit.entries)
    with pytest.raises(UsageError):
        office.write(lambda c: users.set_role(c, "nobody", users.Role.VIEWER, AT))
    assert office.read(audit.entries) == before


def test_a_session_ends_by_the_minute(office: Store) -> None:
    token = office.write(lambda c: sessions.begin(c, "anna", AT))

    def there(at: int) -> bool:
        return office.read(lambda c: sessions.resolve(c, token, at)) is not None

    assert there(AT)
    assert there(AT + sessions.IDLE - 1)
    assert not there(AT + sessions.IDLE)
    seen = AT
    while seen < AT + sessions.LONGEST - sessions.IDLE:
        seen += sessions.IDLE - 1
        held = office.read(lambda c, at=seen: sessions.resolve(c, token, at))
        assert held is not None
        office.write(lambda c, held=held, at=seen: sessions.touch(c, held, at))
    assert there(AT + sessions.LONGEST - 1)
    assert not there(AT + sessions.LONGEST)


def test_sessions_that_have_ended_are_forgotten_when_the_next_begins(office: Store) -> None:
    office.write(lambda c: sessions.begin(c, "anna", AT))
    office.write(lambda c: sessions.begin(c, "ben", AT + sessions.IDLE))
    asked = sessions.sessions.select()
    assert [row.user_name for row in office.read(lambda c: c.execute(asked).all())] == ["ben"]


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 42, "x" * 44, "' OR 1=1", "é" * 43])
def test_what_was_never_begun_is_nobodys(office: Store, token: str) -> None:
    office.write(lambda c: sessions.begin(c, "anna", AT))
    assert office.read(lambda c: sessions.resolve(c, token, AT)) is None


def test_the_log_keeps_its_order_and_bounds_what_it_is_told(stores: Stores) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    audit.note(stores, "first", "a\nb\x1b[31m", now)
    audit.note(stores, "second", "x" * 10_000, now, user="anna")
    latest, earlier = stores.office.read(audit.entries)
    assert (latest.action, latest.user_name, len(latest.detail)) == ("second", "anna", audit.LONGEST)
    assert "\n" not in earlier.detail
    assert "\x1b" not in earlier.detail
    assert earlier.user_name == "command line"
    assert stores.office.read(lambda c: audit.entries(c, before=latest.entry_id)) == (earlier,)


def test_what_is_published_is_noted_once_and_a_change_is_told(stores: Stores) -> None:
    for digest, before in (("a" * 64, ""), ("a" * 64, "a" * 64), ("b" * 64, "a" * 64)):
        assert stores.office.write(lambda c, told=digest: published.publish(c, told, AT)) == before
    assert stores.office.read(published.published) == "b" * 64
    actions = [one.action for one in stores.office.read(audit.entries)]
    assert actions == ["plan changed", "plan published"]
