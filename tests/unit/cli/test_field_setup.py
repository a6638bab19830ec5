"""`psychograph field init`, `check`, `user` and `doctor` from the outside."""

from __future__ import annotations

import json
import os
import stat
import sys
from io import StringIO
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fieldworks import QUESTIONS, field_folder

from psychograph.cli.main import main
from psychograph.fielding.office import passwords
from psychograph.fielding.plan.reading import load_fieldwork
from psychograph.fielding.settings import settings_of

PASSWORD = "four lamps and a river"  # noqa: S105 - of tests alone


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in os.environ if one.startswith("PSYCHOGRAPH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return field_folder(tmp_path)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(text))


def test_init_writes_a_plan_and_a_secret_that_only_one_may_read(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(QUESTIONS, encoding="utf-8")
    assert call("field", "init", tmp_path) == 0
    assert load_fieldwork(tmp_path).plan.screen_out[0].name == "minors"
    settings = tmp_path / "field" / "settings.env"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.parent.stat().st_mode) == 0o700
    assert "*" in (tmp_path / "field" / ".gitignore").read_text().splitlines()
    assert len(settings_of({}, settings).secret) == 43


def test_init_overwrites_nothing_and_every_secret_is_another(tmp_path: Path) -> None:
    found = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "questionnaire.yaml").write_text(QUESTIONS, encoding="utf-8")
        assert call("field", "init", tmp_path / name) == 0
        found.add((tmp_path / name / "field" / "settings.env").read_text())
    assert len(found) == 2
    assert call("field", "init", tmp_path / "a") == 2
    (tmp_path / "a" / "field.yaml").unlink()
    assert call("field", "init", tmp_path / "a") == 0  # the plan anew, the settings as they were
    assert (tmp_path / "a" / "field" / "settings.env").read_text() in found


def test_init_without_a_questionnaire_writes_nothing(tmp_path: Path) -> None:
    assert call("field", "init", tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


def test_check_tells_what_weakens_a_plan(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("field", "check", study) == 1
    said = capsys.readouterr().out
    assert "field.yaml is in order" in said
    assert "sample-address" in said
    assert call("field", "check", study, "--json", "--contacts", "100") == 1
    record = json.loads(capsys.readouterr().out)
    assert {"code", "severity", "text"} == set(record["findings"][0])


def test_check_tells_every_problem_with_its_line(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = json.loads((study / "field.yaml").read_text("utf-8"))
    plan["screen_out"][0]["when"] = "Aeg < 18"
    (study / "field.yaml").write_text(json.dumps(plan, indent=1))
    assert call("field", "check", study) == 2
    assert "did you mean 'Age'?" in capsys.readouterr().err


def test_check_refuses_settings_that_will_not_do(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "field" / "settings.env").write_text("PSYCHOGRAPH_SECRET=changeme\n")
    assert call("field", "check", study) == 3
    said = capsys.readouterr().err
    assert "PSYCHOGRAPH_PUBLIC_URL" in said
    assert "changeme" not in said


def test_a_plan_alone_can_be_checked(study: Path) -> None:
    (study / "field" / "settings.env").unlink()
    assert call("field", "check", study) == 1


def test_users_are_added_listed_changed_and_locked_out(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, role in (("Anna", "manager"), ("ben", "viewer")):
        typed(monkeypatch, PASSWORD + "\n")
        assert call("field", "user", "add", study, name, "--role", role) == 0
    assert call("field", "user", "role", study, "ben", "analyst") == 0
    assert call("field", "user", "disable", study, "ben") == 0
    capsys.readouterr()
    assert call("field", "user", "list", study) == 0
    listed = capsys.readouterr().out
    assert "anna  manager" in listed
    assert "ben   analyst" in listed
    assert "disabled" in listed
    assert call("field", "user", "disable", study, "ben", "--undo") == 0
    typed(monkeypatch, "seven quiet horses run\n")
    assert call("field", "user", "password", study, "ben") == 0
    assert call("field", "user", "disable", study, "anna") == 2  # the last manager


@pytest.mark.parametrize("password", ["", "short", "anna.smith2026", "passwordpassword1"])
def test_passwords_that_are_easily_guessed_add_nobody(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    typed(monkeypatch, password + "\n")
    assert call("field", "user", "add", study, "anna.smith") == 2
    assert password not in capsys.readouterr().err or not password
    assert call("field", "user", "list", study) == 0
    assert "anna.smith" not in capsys.readouterr().out


def test_no_password_is_a_word_of_the_command_line(study: Path) -> None:
    assert call("field", "user", "add", study, "anna", "--password", PASSWORD) == 2


def test_doctor_lists_what_is_well_and_what_to_do(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "field").chmod(0o700)
    assert call("field", "doctor", study) == 3
    said = capsys.readouterr().out
    for about in ("address", "secret", "files", "stores", "disk", "clock", "time zones", "users", "backups"):
        assert about in said
    assert call("field", "doctor", study, "--json") == 3
    looks = json.loads(capsys.readouterr().out)["looks"]
    assert all(one["mend"] for one in looks if one["state"] != "ok")


@pytest.mark.parametrize("command", [("init",), ("check",), ("doctor",), ("user",), ("user", "add")])
def test_help_ends_with_an_example(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert call("field", *command, "--help") == 0
    said = capsys.readouterr().out
    assert f"psychograph field {' '.join(command)}" in said[said.index("Example") :]
