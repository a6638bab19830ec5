"""`field contacts`, `field invite` and `field bounces` from the command line."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fieldworks import field_folder
from smtp_server import DROP, MailServer

from psychograph.cli.main import main
from psychograph.fielding.clock import SystemClock

WEDNESDAY = datetime(2026, 12, 2, 13, 55, tzinfo=UTC)
LIST = (
    "email,name,time zone,language,group\n"
    "ann@example.org,Ann Lee,Europe/Berlin,de,north\n"
    "ben@example.org,Ben Roe,EST,en,north\n"
    "cem@example.org,Cem Su,Asia/Tokyo,en,south\n"
)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(SystemClock, "now", lambda _: WEDNESDAY)
    folder = field_folder(tmp_path / "study", invitations={"arms": {"incentive": ["none", "draw"]}})
    (folder / "people.csv").write_text(LIST)
    return folder


@dataclass(frozen=True)
class Ran:
    exit_code: int
    stdout: str
    output: str


def ran(*words: object) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(["field", *map(str, words)])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Ran(code, out.getvalue(), out.getvalue() + err.getvalue())


def test_contacts_are_imported_and_listed_by_counts_alone(study: Path) -> None:
    first = ran("contacts", "import", study, study / "people.csv")
    assert first.exit_code == 0, first.output
    assert "3 added" in first.output
    assert "EST was read as America/New_York" in first.output
    assert "groups of fewer than ten people: north (2), south (1)" in " ".join(first.output.split())
    listed = ran("contacts", "list", study)
    assert "north: 2 people" in listed.stdout
    assert "example.org" not in listed.output
    as_data = json.loads(ran("contacts", "list", study, "--json").stdout)
    assert as_data["groups"][0] == {"group": "north", "people": 2, "suppressed": 0}


def test_a_wrong_row_writes_nothing_unless_good_ones_are_asked_for(study: Path) -> None:
    (study / "people.csv").write_text(LIST + "nonsense,,Mars/Base,,\n")
    refused = ran("contacts", "import", study, study / "people.csv")
    assert refused.exit_code == 2
    assert "row 5, column email" in refused.output
    assert "row 5, column time zone" in refused.output
    assert "No contacts yet." in ran("contacts", "list", study).output
    taken = ran("contacts", "import", study, study / "people.csv", "--accept-good")
    assert taken.exit_code == 0
    assert "3 added" in taken.output
    assert "1 rows left out as wrong" in " ".join(taken.output.split())


def test_a_column_is_named_or_refused_in_words(study: Path) -> None:
    (study / "people.csv").write_text("who,where\nann@example.org,north\n")
    named = ("--column", "email=who", "--column", "group=where")
    assert "1 added" in ran("contacts", "import", study, study / "people.csv", *named).output
    wrong = ran("contacts", "import", study, study / "people.csv", "--column", "email")
    assert wrong.exit_code == 2
    assert "Traceback" not in wrong.output


def test_a_dry_run_shows_hours_and_words_and_sends_nothing(study: Path) -> None:
    ran("contacts", "import", study, study / "people.csv")
    ran("contacts", "suppress", study, "CEM@example.org")
    shown = ran("invite", study, "--dry-run", "--at", "2026-12-01 08:00")
    assert shown.exit_code == 0, shown.output
    assert "invitation: 2 messages" in shown.stdout
    assert "not to 1: asked" in shown.stdout
    assert "reminder: 2 messages, if nobody answers before" in shown.stdout
    assert "Europe/Berlin" in shown.stdout
    assert "UTC" in shown.stdout
    assert "Guten Tag Ann Lee" in shown.stdout
    assert "ann@example.org" not in shown.output
    assert "ann@example.org" in ran("invite", study, "--dry-run", "--addresses").stdout
    record = json.loads(ran("invite", study, "--dry-run", "--json", "--at", "2026-12-01 08:00").stdout)
    first = record["waves"][0]["messages"][0]
    local, utc = datetime.fromisoformat(first["local"]), datetime.fromisoformat(first["utc"])
    assert local == utc
    assert 10 <= local.hour < 14
    assert {one["arms"]["incentive"] for one in record["waves"][0]["messages"]} == {"none", "draw"}


def test_what_a_dry_run_says_is_what_happens(
    study: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran("contacts", "import", study, study / "people.csv")
    shown = ran("invite", study, "--dry-run", "--json", "--addresses")
    told = json.loads(shown.stdout)["waves"][0]["messages"]
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_PORT", str(server.port))
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_SECURITY", "none")
    assert ran("invite", study).exit_code == 0  # plans
    for one in told:
        monkeypatch.setattr(SystemClock, "now", lambda _, at=one["utc"]: datetime.fromisoformat(at))
        before = len(server.taken)
        assert ran("invite", study).exit_code == 0
        assert server.recipients[before:] == [one["to"]]
        offered = "prize draw" in str(server.messages[-1]) or "Verlosung" in str(server.messages[-1])
        assert offered == (one["arms"]["incentive"] == "draw")


def test_an_uncertain_message_is_listed_and_released_by_hand(
    study: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (study / "people.csv").write_text("email\nann@example.org\n")
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_PORT", str(server.port))
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_SECURITY", "none")
    ran("contacts", "import", study, study / "people.csv")
    ran("invite", study)
    monkeypatch.setattr(SystemClock, "now", lambda _: WEDNESDAY.replace(hour=13, minute=59, second=59))
    server.script.at_data["ann@example.org"] = [DROP]
    server.script.take = False
    sent = ran("invite", study)
    assert "1 uncertain" in sent.output
    number = ran("invite", study, "--uncertain").stdout.split()[0]
    assert ran("invite", study, "--release", "0" * 32).exit_code == 2
    assert "goes out again" in ran("invite", study, "--release", number).stdout
    ran("invite", study)
    assert server.recipients == ["ann@example.org"]
    assert "No message is uncertain." in ran("invite", study, "--uncertain").stdout


def test_who_complained_is_not_unsuppressed(study: Path) -> None:
    from fieldworks import SECRET

    from psychograph.fielding.contacts.suppression import Reason, suppress
    from psychograph.fielding.stores.opened import stores_at

    ran("contacts", "suppress", study, "ann@example.org")
    assert ran("contacts", "unsuppress", study, "ann@example.org").exit_code == 2  # no reason
    allowed = ran("contacts", "unsuppress", study, "Ann@Example.org", "--reason", "asked us to, by phone")
    assert "suppressed as asked" in allowed.output
    with stores_at(study / "field") as stores:
        stores.contacts.write(
            lambda contacts: suppress(contacts, "ann@example.org", SECRET, Reason.COMPLAINED, 1)
        )
    refused = ran("contacts", "unsuppress", study, "ann@example.org", "--reason", "please")
    assert refused.exit_code == 2
    assert "not written to again" in refused.output


def test_returned_mail_of_strangers_is_named_and_changes_nothing(study: Path, tmp_path: Path) -> None:
    (tmp_path / "back.eml").write_text("From: a@e.org\nSubject: hello\n\nI am away.\n")
    found = ran("bounces", study, tmp_path / "back.eml")
    assert found.exit_code == 0
    assert "1 message read: 1 nothing to note" in found.output
    missing = ran("bounces", study, tmp_path / "none.mbox")
    assert missing.exit_code == 2
    assert "a mailbox that can be read" in missing.output


def test_a_plan_without_invitations_says_how_to_add_them(tmp_path: Path) -> None:
    folder = field_folder(tmp_path / "study", invitations=None, entrance="anyone")
    refused = ran("invite", folder, "--dry-run")
    assert refused.exit_code == 2
    assert "add invitations" in refused.output


@pytest.mark.parametrize("option", [("--at", "2026-12-05 09:00"), ("--addresses",), ("--json",)])
def test_what_only_a_dry_run_takes_never_sends(study: Path, option: tuple[str, ...]) -> None:
    ran("contacts", "import", study, study / "people.csv")
    refused = ran("invite", study, *option)
    assert refused.exit_code == 2, refused.output
    assert f"{option[0]}\n" in refused.output
    assert "nothing was sent" in refused.output


def test_nobody_to_write_to_and_nobody_to_suppress(study: Path) -> None:
    empty = ran("invite", study, "--dry-run")
    assert "There is nobody to write to." in empty.stdout
    assert f"psychograph field contacts import {study} people.csv" in empty.output
    assert ran("contacts", "suppress", study).exit_code == 2


def test_people_are_told_whose_language_is_not_asked_in(study: Path) -> None:
    (study / "others.csv").write_text("email,language\ndan@example.org,sw\neva@example.org,de-AT\n")
    told = " ".join(ran("contacts", "import", study, study / "others.csv").output.split())
    assert "the questionnaire does not speak sw (1): these people are asked in en." in told
