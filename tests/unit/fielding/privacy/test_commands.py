"""The commands of draw, vouchers and privacy, from a folder of a study to what they print."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fieldworks import field_folder
from people_answered import fill, population
from people_asked import Asked, ask

from psychograph.cli.field import field as group
from psychograph.errors import PsychographError
from psychograph.fielding.clock import SystemClock
from psychograph.fielding.stores.opened import stores_at

AFTER = datetime(2026, 12, 21, 9, tzinfo=UTC)
DRAWN = datetime(2026, 12, 22, 13, tzinfo=UTC)
SIGNATURE = "ab" * 48
RANDOMNESS = hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()
Call = Callable[..., str]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the commands."""
    return lambda moment: monkeypatch.setattr(SystemClock, "now", lambda self: moment)


@pytest.fixture
def call(at: Callable[[datetime], None]) -> Call:
    """Call a command, which must go well, and return what it prints."""
    at(AFTER)

    def called(*arguments: object, exit_code: int = 0) -> str:
        done: Result = CliRunner().invoke(group, [str(one) for one in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == exit_code, done.output
        return done.output

    return called


def unwrapped(said: str) -> str:
    """Return what is printed as one line: where lines end depends on how long the path of a study is."""
    return " ".join(said.split())


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with four who may win, of whom all four completed."""
    folder = field_folder(tmp_path / "study")
    with stores_at(folder / "field") as stores:
        ask(stores, [Asked(number) for number in range(4)])
    return folder


def test_a_draw_from_rules_to_winners(study: Path, call: Call, at: Callable[[datetime], None]) -> None:
    assert "SHA-256 of these rules: " in call("draw", "rules", study)
    said = call("draw", "commit", study)
    commitment = re.search("Commitment  ([0-9a-f]{64})", said)
    assert commitment is not None
    assert "/public/35045812" in said
    record = study / "field" / "draw" / "draw-record.json"
    assert "The draw has not been held." in call("draw", "verify", record, "--commitment", commitment[1])
    record.unlink()
    assert call("draw", "commit", study).startswith(said.partition("Draw")[0])  # writes the files again
    at(DRAWN)
    said = call("draw", "run", study, "--randomness", RANDOMNESS, "--signature", SIGNATURE)
    assert "Whether drand signed it was not checked here" in " ".join(said.split())
    assert "agree" in call("draw", "verify", record.parent, "--commitment", commitment[1])
    assert "NOT IN ORDER" in call("draw", "verify", record, "--commitment", "00", exit_code=1)
    script = subprocess.run(
        [sys.executable, "-I", "verify_draw.py", "draw-record.json", "--commitment", commitment[1]],
        cwd=record.parent, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "List, commitment and places agree." in script.stdout
    first = call("draw", "winners", study).splitlines()[0]
    assert re.search(r"1  Gift card, worth 100 EUR  drawn  p\d@example.org Person \d", first)
    assert "told" in call("draw", "winners", study, "--told", 1)
    given_up = " ".join(call("draw", "winners", study, "--forfeited", 1).split())
    assert "goes to place 3, p" in given_up
    assert "Next: psychograph field draw tell" in given_up
    for file in record.parent.iterdir():
        assert not any(f"p{n}@example.org".encode() in file.read_bytes() for n in range(4)), file


def test_marks_are_all_made_or_none(study: Path, call: Call, at: Callable[[datetime], None]) -> None:
    call("draw", "commit", study)
    at(DRAWN)
    call("draw", "run", study, "--randomness", RANDOMNESS)
    with pytest.raises(PsychographError, match="place 9"):
        call("draw", "winners", study, "--told", 1, "--told", 9)
    assert "told" not in call("draw", "winners", study)


def test_vouchers_are_read_given_and_listed(study: Path, call: Call, tmp_path: Path) -> None:
    plan = study / "field.yaml"
    told = json.loads(plan.read_text())
    told["incentives"]["voucher"] = {"what": "5 EUR", "worth": 5, "currency": "EUR"}
    plan.write_text(json.dumps(told))
    (tmp_path / "codes.txt").write_text("A1\nA2\nA3\n")
    said = call("vouchers", study, "--codes", tmp_path / "codes.txt", "--give", "--list")
    assert "3 new codes" in said
    assert "1 people completed and got none" in " ".join(said.split())
    assert re.search(r"A1,p\d@example.org,Person \d", said)


def test_somebody_is_told_and_erased(study: Path, call: Call, tmp_path: Path) -> None:
    with stores_at(study / "field") as stores:
        fill(stores, population(3))
    out = tmp_path / "told"
    call("access", study, "Person.1@example.org", "-o", out)
    assert "words of 1" in (out / "access.txt").read_text()
    assert (
        json.loads((out / "access.json").read_text())["held"]["persons"][0]["address"]
        == "person.1@example.org"
    )
    assert stat.S_IMODE((out / "access.json").stat().st_mode) == 0o600
    shutil.rmtree(out)
    said = call("erase", study, "person.1@example.org", "--yes")
    assert "cases: 1" in said
    assert "people.csv" in said
    assert "Nothing is held under it." in call("access", study, "person.1@example.org", "-o", out)
    for file in study.rglob("*"):
        assert not file.is_file() or b"person.1@example.org" not in file.read_bytes(), file


def test_erasing_asks_first(study: Path, call: Call) -> None:
    said = CliRunner().invoke(group, ["erase", str(study), "p1@example.org"], input="n\n")
    assert said.exit_code == 1
    call("access", study, "p1@example.org", "-o", study / "told")
    assert "p1@example.org" in (study / "told" / "access.txt").read_text()


@pytest.mark.parametrize("named", [[], ["p1@example.org", "--case", "x"]])
def test_neither_or_both_are_told(study: Path, call: Call, named: list[str]) -> None:
    with pytest.raises(PsychographError, match="name one of them"):
        call("erase", study, *named, "--yes")


def test_days_are_shown_and_applied(study: Path, call: Call, at: Callable[[datetime], None]) -> None:
    assert call("retain", study) == "Nothing is due.\n"
    at(datetime(2027, 2, 2, tzinfo=UTC))
    assert "held back: destroy the key" in unwrapped(call("retain", study, "--yes"))
    at(AFTER)
    call("draw", "commit", study)
    at(datetime(2027, 2, 2, tzinfo=UTC))
    call("draw", "run", study, "--randomness", RANDOMNESS)
    assert "Nothing was changed" in unwrapped(call("retain", study))
    assert "0 people agreed" in unwrapped(call("retain", study, "--agreed", study / "agreed.csv"))
    assert "Done: destroy the key" in unwrapped(call("retain", study, "--yes"))
    assert "Done: destroy the key (2027-02-01)" in unwrapped(call("retain", study, "--yes"))
