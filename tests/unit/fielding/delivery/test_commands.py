"""`field draw tell`, `field vouchers --send`, and whom `field invite` says no window reaches."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from delivered import DRAW, PRIZE, VOUCHER, Delivered
from fieldworks import SECRET, field_folder, fieldwork
from mailed_field import MailedField
from smtp_server import MailServer
from sqlalchemy import select
from virtual_clock import VirtualClock

from psychograph.cli.main import main
from psychograph.fielding.clock import SystemClock
from psychograph.fielding.contacts.suppression import Reason, suppress
from psychograph.fielding.settings import Settings
from psychograph.fielding.stores.office_tables import audit
from psychograph.fielding.stores.opened import stores_at

NOON = datetime(2026, 12, 22, 12, tzinfo=UTC)  # a Tuesday, after the close
CODE = "SHOP-CODE-1"


def ran(*words: object) -> tuple[int, str]:
    out, code = io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(out):
        try:
            main(["field", *map(str, words)])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, " ".join(out.getvalue().split())


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> MailServer:
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_PORT", str(server.port))
    monkeypatch.setenv("PSYCHOGRAPH_SMTP_SECURITY", "none")
    monkeypatch.setattr(SystemClock, "now", lambda _: NOON)
    return server


def owing(folder: Path, server: MailServer, **voucher: Any) -> Path:
    """Make a study of two people who completed, of whom the first won; the second called our mail spam."""
    incentives = {"voucher": {**VOUCHER, **voucher}, "draw": DRAW}
    study = field_folder(folder / "study", incentives=incentives)
    with stores_at(study / "field") as stores:
        settings = Settings("https://ask.example.org", SECRET, mail=server.mail)
        clock = VirtualClock(datetime(2026, 12, 1, 10, tzinfo=UTC))
        field = Delivered(MailedField(fieldwork(incentives=incentives), stores, settings, clock))
        field.invited("ann@e.org", "ben@e.org")
        field.completed("ann@e.org", "ben@e.org")
        field.won([("ann@e.org", PRIZE), ("ben@e.org", PRIZE)])
        stores.contacts.write(lambda c: suppress(c, "ben@e.org", SECRET, Reason.COMPLAINED, 1))
    server.taken.clear()
    return study


def audited(study: Path) -> str:
    with stores_at(study / "field") as stores:
        return repr(stores.office.read(lambda c: c.execute(select(audit)).all()))


def test_tell_writes_to_winners_once_and_names_whom_it_does_not(tmp_path: Path, smtp: MailServer) -> None:
    study = owing(tmp_path, smtp)
    code, said = ran("draw", "tell", study)
    assert code == 0, said
    assert "1 to be told, 1 messages sent now" in said
    assert "not written to: place 2, ben@e.org (complained)" in said
    assert smtp.recipients == ["ann@e.org"]
    code, said = ran("draw", "tell", study)
    assert (code, "0 to be told, 0 messages sent now" in said) == (0, True)
    assert smtp.recipients == ["ann@e.org"]
    assert "told ann@e.org" in ran("draw", "winners", study)[1]
    assert "1 queued, 1 held back" in audited(study)
    assert "ann@e.org" not in audited(study)


def test_tell_without_winners_or_a_mail_server_says_what_to_do(
    tmp_path: Path, smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = field_folder(tmp_path / "nobody")
    code, said = ran("draw", "tell", nobody)
    assert (code, "psychograph field draw run" in said) == (2, True)
    study = owing(tmp_path, smtp)
    for name in ("HOST", "PORT", "SECURITY"):
        monkeypatch.delenv(f"PSYCHOGRAPH_SMTP_{name}")
    code, said = ran("draw", "tell", study)
    assert (code, "PSYCHOGRAPH_SMTP_HOST is empty" in said) == (1, True)


def test_send_brings_vouchers_and_writes_no_code_down(tmp_path: Path, smtp: MailServer) -> None:
    study = owing(tmp_path, smtp)
    (tmp_path / "codes.txt").write_text(f"{CODE}\nSHOP-CODE-2\n")
    code, said = ran("vouchers", study, "--codes", tmp_path / "codes.txt", "--send")
    assert code == 0, said
    assert "1 sent" in said
    assert "not written to: ben@e.org (complained)" in said
    assert smtp.recipients == ["ann@e.org"]
    assert "0 sent" in ran("vouchers", study, "--send")[1]
    assert smtp.recipients == ["ann@e.org"]
    assert "SHOP-CODE" not in said + audited(study)


def test_send_is_refused_where_the_plan_sends_by_hand(tmp_path: Path, smtp: MailServer) -> None:
    study = owing(tmp_path, smtp, sent="by_hand")
    code, said = ran("vouchers", study, "--send")
    assert (code, "sent: by_hand" in said) == (2, True)
    assert smtp.recipients == []


def test_invite_tells_how_many_no_window_reaches(
    tmp_path: Path, smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Noon in Greenwich on the last day is before dawn in Honolulu, and the window opens after the close."""
    study = field_folder(tmp_path / "study")
    (study / "people.csv").write_text(
        "email,time zone\nann@example.org,Europe/London\nkai@example.org,Pacific/Honolulu\n"
    )
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 12, 18, 11, tzinfo=UTC))
    assert ran("contacts", "import", study, study / "people.csv")[0] == 0
    code, said = ran("invite", study)
    assert code == 0, said
    assert "No message reaches" not in said
    late = field_folder(
        tmp_path / "late",
        period={"opens": "2026-12-18 08:00", "closes": "2026-12-18 18:00", "time_zone": "UTC"},
        invitations={"waves": [{"name": "invitation", "after_days": 0}]},
    )
    code, said = ran("contacts", "import", late, study / "people.csv")
    assert code == 0, said
    code, said = ran("invite", late)
    assert code == 0, said
    assert "No message reaches 1 of the contacts: their window does not open before the field closes" in said
