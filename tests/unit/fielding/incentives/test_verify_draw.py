"""The script that is written beside a record: it runs on any Python, alone, and says what it finds."""

from __future__ import annotations

import ast
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fieldworks import fieldwork

from psychograph.fielding.incentives import verify_draw
from psychograph.fielding.incentives.record import RECORD, SCRIPT, Record, drawn_record, statement_of
from psychograph.fielding.incentives.rules import rules_of
from psychograph.fielding.incentives.verify_draw import main, ticket_of

CODES = [f"{number:032x}" for number in range(9)]
ADDRESSES = [f"p{number}@example.org" for number in range(9)]
TICKETS = [ticket_of(code, address) for code, address in zip(CODES, ADDRESSES, strict=True)]
SIGNATURE = "ab" * 48


def _record(*, source: str = "drand 52db round 7", signature: str = SIGNATURE) -> Record:
    from datetime import UTC, datetime

    rules = rules_of(fieldwork())
    assert rules is not None
    day = datetime(2026, 12, 22, 12, tzinfo=UTC)
    statement = statement_of(rules, TICKETS, committed_at=day, drawn=day, source=source, changed="")
    record = Record(statement, rules.lines, tuple(sorted(TICKETS)))
    randomness = hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()
    return drawn_record(record, randomness, signature)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in _record().files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def _run(python: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-I", SCRIPT, RECORD, *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_script_runs_alone_and_finds_the_record_in_order(folder: Path) -> None:
    done = _run(sys.executable, folder, "--commitment", _record().commitment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "List, commitment and places agree." in done.stdout
    assert "https://api.drand.sh/52db/public/7" in done.stdout
    assert _record().commitment in done.stdout


def test_the_script_finds_a_changed_winner(folder: Path) -> None:
    text = (folder / RECORD).read_text()
    winner = _record().result.places[0].ticket  # type: ignore[union-attr]
    (folder / RECORD).write_text(text.replace(winner, "0" * 64))
    done = _run(sys.executable, folder)
    assert done.returncode == 1
    assert done.stdout.startswith("NOT IN ORDER")


def test_an_entrant_finds_the_place_of_a_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = "-".join(CODES[3][start : start + 8] for start in range(0, 32, 8))
    assert main([str(folder / RECORD), "--code", shown, "--address", " P3@Example.org "]) == 0
    said = capsys.readouterr().out
    place = verify_draw.ranked(_record().result.randomness, TICKETS).index(TICKETS[3]) + 1  # type: ignore[union-attr]
    assert f"You: {TICKETS[3]} has place {place} of 9" in said
    assert main([str(folder / RECORD), "--code", "zz", "--address", "p3@example.org"]) == 1


def test_the_script_says_what_it_cannot_know(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / RECORD).write_text(_record(signature="").text)
    main([str(folder / RECORD)])
    assert "No signature was recorded" in capsys.readouterr().out
    secret = verify_draw.sha256(hashlib.sha256(bytes.fromhex(SIGNATURE)).digest())
    (folder / RECORD).write_text(_record(source=f"secret {secret} made at the opening", signature="").text)
    assert main([str(folder / RECORD)]) == 0
    said = capsys.readouterr().out
    assert "weaker" in said
    assert "No signature" not in said


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not here")
def test_the_files_beside_it_hash_by_hand_to_what_the_statement_says(folder: Path) -> None:
    def by_hand(name: str) -> str:
        return subprocess.run(
            ["sha256sum", name], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.split()[0]

    statement = (folder / "commitment.txt").read_text()
    assert by_hand("commitment.txt") == _record().commitment
    assert f"list: {by_hand('entries.txt')}\n" in statement
    assert f"rules: {by_hand('rules.txt')}\n" in statement


def test_the_script_needs_the_standard_library_alone_and_speaks_python_3_8() -> None:
    source = Path(verify_draw.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in node.names
    }
    assert imported <= {"__future__", "argparse", "hashlib", "json", "re", "sys", "typing"}
    assert "removeprefix" not in source  # of Python 3.9
    assert source.isascii()


@pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "xxd", "sha256sum"))), reason="bash, xxd or sha256sum is not here"
)
def test_the_commands_of_the_page_give_the_same_by_hand(folder: Path) -> None:
    page = (Path(__file__).parents[4] / "docs" / "field-draw.md").read_text(encoding="utf-8")
    commands = page.partition("By hand,")[2].partition("```\n")[2].partition("```")[0]
    result = _record().result
    assert result is not None
    for placeholder, value in {
        "CODE": CODES[3], "you@example.org": ADDRESSES[3], "RANDOMNESS": result.randomness,
    }.items():  # fmt: skip
        assert placeholder in commands
        commands = commands.replace(placeholder, value)
    done = subprocess.run(
        ["bash", "-c", commands], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    ).stdout.splitlines()
    assert done[0].startswith(_record().commitment)
    assert done[3].startswith(TICKETS[3])
    ranked = [line.split()[1] for line in done[4:]]
    assert ranked == verify_draw.ranked(result.randomness, TICKETS)
