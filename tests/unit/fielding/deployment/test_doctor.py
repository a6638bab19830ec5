"""Each look at a deployment: one that is well, and one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fielded_cases import Kept, put
from fieldworks import SECRET, fieldwork
from smtp_server import mail_server

from psychograph.fielding.clock import stamp
from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.deployment import machine, outside, promises
from psychograph.fielding.deployment.doctor import examine
from psychograph.fielding.deployment.finding import Look, State
from psychograph.fielding.office import published, users
from psychograph.fielding.office.callers import Callers, keep
from psychograph.fielding.office.secret import note_secret
from psychograph.fielding.settings import Mail, Settings
from psychograph.fielding.stores.office_tables import audit, copies
from psychograph.fielding.stores.opened import TABLES, Stores, stores_at

NOW = datetime(2026, 12, 5, 12, tzinfo=UTC)
OWN = {
    "organiser": {"contact": "survey@northwind-research.de"},
    "invitations": {"sender": "survey@northwind-research.de"},
}
FIELD = fieldwork(**OWN)
SAFE = Settings("https://ask.northwind-research.de", SECRET, mail=Mail("smtp.northwind-research.de"))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with stores_at(tmp_path / "field") as opened:
        yield opened


def states(looks: Iterator[Look] | list[Look]) -> list[State]:
    return [one.state for one in looks]


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://ask.example.org", State.OK),
        ("http://127.0.0.1:8000", State.LOOK),
        ("http://survey.intern", State.WRONG),
    ],
)
def test_the_address(url: str, state: State) -> None:
    assert outside.address(Settings(url, SECRET)).state is state


def test_proxies() -> None:
    def of(*trusted: str) -> State:
        return outside.proxies(Settings("https://a.example", SECRET, trusted_proxies=trusted)).state

    assert of("127.0.0.1", "::1", "10.0.0.0/24") is State.OK
    assert of("10.0.0.0/8") is State.LOOK
    assert of() is State.LOOK


@pytest.mark.parametrize(
    ("sender", "state"),
    [
        ("a@northwind-research.de", State.LOOK),
        ("a@mail.example.org", State.WRONG),
        ("a@gmail.com", State.WRONG),
    ],
)
def test_the_domain_of_the_sender(sender: str, state: State) -> None:
    plan = fieldwork(invitations={"sender": sender}).plan
    assert states(outside.mail(SAFE, plan, ask=False)) == [State.LOOK, state]


def test_mail_that_is_planned_without_a_server_is_wrong() -> None:
    found = list(outside.mail(Settings("https://a.example", SECRET), FIELD.plan, ask=True))
    assert found[0].state is State.WRONG
    assert states(outside.mail(SAFE, fieldwork(invitations=None).plan, ask=True)) == [State.OK]


def test_a_mail_server_is_greeted_and_sent_nothing() -> None:
    with mail_server() as server:
        assert outside._asked(server.mail).state is State.OK
        encrypted = outside._asked(replace(server.mail, security="starttls"))
        assert "offers no STARTTLS" in encrypted.text
        assert server.taken == []


def test_a_mail_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 2.0)
    found = outside._asked(Mail("127.0.0.1", 1, security="none"))
    assert found.state is State.WRONG
    assert "cannot be reached" in found.text


def test_files_that_others_may_read_are_named(tmp_path: Path, stores: Stores) -> None:
    folder = tmp_path / "field"
    settings = folder / "settings.env"
    settings.write_text("x")
    folder.chmod(0o700)
    settings.chmod(0o644)
    assert states(machine.file_modes(folder, settings))[0] is State.OK  # nobody may enter the folder
    folder.chmod(0o755)
    found = next(machine.file_modes(folder, settings))
    assert found.state is State.WRONG
    assert f"chmod 600 {settings}" in found.mend


def test_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((50_000_000_000, State.OK), (10**9, State.LOOK), (10**8, State.WRONG)):
        usage = machine.shutil._ntuple_diskusage(10**12, 10**12 - free, free)
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _, told=usage: told)
        assert machine.disk(tmp_path / "not" / "yet" / "there").state is state


def test_the_clock_against_files_and_against_what_was_written(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    assert machine.clock(tmp_path, now, None).state is State.OK
    assert machine.clock(tmp_path, now - timedelta(minutes=10), None).state is State.WRONG
    assert machine.clock(tmp_path, now, stamp(now + timedelta(hours=1))).state is State.WRONG
    assert machine.clock(tmp_path, datetime(1970, 1, 1, tzinfo=UTC), None).state is State.WRONG


def test_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.time_zones("Europe/Berlin").state is State.OK
    monkeypatch.setattr(machine, "available_timezones", lambda: {"UTC"})
    assert machine.time_zones("UTC").state is State.WRONG


def test_users(stores: Stores) -> None:
    def add(name: str, role: users.Role) -> None:
        stores.office.write(lambda office: users.add(office, name, role, "hash", 1))

    add("vera", users.Role.VIEWER)
    assert promises.users(stores).state is State.LOOK
    assert "no manager" in promises.users(stores).text
    add("anna", users.Role.MANAGER)
    assert promises.users(stores).state is State.LOOK
    add("ben", users.Role.MANAGER)
    assert promises.users(stores).state is State.OK


def test_backups(stores: Stores) -> None:
    assert promises.backups(stores, FIELD, NOW).state is State.LOOK
    stores.answers.write(lambda answers: put(answers, [Kept("one")]))
    assert promises.backups(stores, FIELD, NOW).state is State.WRONG
    for days, state in ((5, State.LOOK), (1, State.OK)):
        row = {"path": f"/backup/{days}", "kind": "backup", "at": stamp(NOW - timedelta(days=days))}
        stores.office.write(lambda office, row=row: office.execute(copies.insert().values(row)))
        assert promises.backups(stores, FIELD, NOW).state is state


def test_the_plan_against_what_was_published(stores: Stores) -> None:
    assert promises.plan_published(stores, FIELD, NOW).state is State.OK
    stores.office.write(lambda office: published.publish(office, FIELD.digest, 1))
    assert promises.plan_published(stores, FIELD, NOW).state is State.OK
    other = fieldwork(**OWN, pause_text={"en": "Later", "de": "Später"})
    assert promises.plan_published(stores, other, NOW).state is State.WRONG
    assert promises.plan_published(stores, other, FIELD.opens - timedelta(days=1)).state is State.LOOK


def test_days_of_privacy(stores: Stores) -> None:
    stores.answers.write(lambda answers: put(answers, [Kept("one", answers={"agreed": "1"})]))
    assert promises.privacy(stores, FIELD, NOW).state is State.OK
    assert promises.privacy(stores, FIELD, datetime(2030, 1, 2, tzinfo=UTC)).state is State.WRONG
    assert promises.privacy(stores, fieldwork(privacy=None), NOW).state is State.LOOK


def test_what_was_written_last_is_the_latest_of_both_logs(stores: Stores) -> None:
    assert promises.last_written(stores) is None
    row = {"user_name": "anna", "action": "login", "detail": "", "at": 77}
    stores.office.write(lambda office: office.execute(audit.insert().values(row)))
    assert promises.last_written(stores) == 77


def test_a_whole_examination_leaves_the_stores_as_they_were(tmp_path: Path, stores: Stores) -> None:
    def rows() -> list[object]:
        return [
            store.read(lambda c, t=table: c.execute(t.select()).all())
            for store in stores.all
            for table in TABLES[store.name].sorted_tables
        ]

    before = rows()
    found = list(
        examine(FIELD, SAFE, stores, NOW, folder=tmp_path / "field", settings_file=tmp_path / "none")
    )
    assert rows() == before
    assert len({one.about for one in found}) == len(found)
    assert all(one.mend for one in found if one.state is not State.OK)


def test_another_secret_is_told_as_long_as_suppressed_addresses_are_lost_by_it(stores: Stores) -> None:
    after = replace(SAFE, secret="another-" + SECRET)
    assert promises.secret(stores, SAFE).state is State.OK
    stores.contacts.write(lambda c: suppress(c, "ann@e.org", SECRET, Reason.ASKED, 1_000))
    assert stores.office.write(lambda c: note_secret(c, SECRET, 2_000)) is False
    assert promises.secret(stores, SAFE).state is State.OK
    told = promises.secret(stores, after)
    assert (told.state, "1 suppressed" in told.text) == (State.WRONG, True)
    assert stores.office.write(lambda c: note_secret(c, after.secret, 3_000)) is True
    assert promises.secret(stores, after).state is State.LOOK
    assert promises.secret(stores, SAFE).state is State.WRONG


@pytest.mark.parametrize(
    ("callers", "state"),
    [
        (Callers(), State.OK),
        (Callers(direct=9), State.OK),
        (Callers(named=9, unnamed=1), State.OK),  # such as what watches whether the server lives
        (Callers(named=1, unnamed=9), State.LOOK),
        (Callers(untrusted=9), State.LOOK),
        (Callers(named=9, untrusted=9), State.OK),  # strangers may write what they like
    ],
)
def test_a_proxy_that_does_not_say_for_whom_it_calls_is_told(
    stores: Stores, callers: Callers, state: State
) -> None:
    assert promises.callers(stores).state is State.OK
    stores.office.write(lambda office: keep(office, callers, 0))
    assert promises.callers(stores).state is state
