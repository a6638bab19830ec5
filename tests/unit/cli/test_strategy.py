"""`psychograph strategy evaluate`: what it prints, writes and exits with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from psychograph.cli.main import main

ARMS = {"values": (600, 40, 80), "price": (600, 40, 40), "holdout": (300, 18, 18)}


def write(folder: Path, name: str = "campaign.csv", *, without: str = "") -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["customer_id", "segment", "arm", "reached", "bought"])
        number = 0
        for segment, named in ((1, "=cmd|1"), (2, "[bold]Pioneers[/bold]")):
            for arm, (people, *bought) in ARMS.items():
                for i in range(people if arm != without else 0):
                    reached = int(arm != "holdout" and i < 400)
                    out.writerow([f"c{number}", named, arm, reached, int(i < bought[segment - 1])])
                    number += 1
    return folder / name


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["strategy", "evaluate", *map(str, arguments)])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def test_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, write(tmp_path), "--matched", "[bold]Pioneers[/bold]=values")
    assert (code, err) == (0, "")
    assert "Held. Among [bold]Pioneers[/bold], values against price made +6.7" in out
    for title in ("The bet", "Lift against the holdout", "Per person reached", "Rate by persona and arm"):
        assert f"\n{title}\n" in out
    assert "\x1b" not in out  # bold is for terminals
    assert max(map(len, out.splitlines())) <= 100


def test_serious_findings_end_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, write(tmp_path, without="holdout"))
    assert code == 1
    assert "Serious (no-holdout)" in out


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, write(tmp_path), "--json", "--planned", "values=40%", "--planned", "price=40",
                        "--planned", "holdout=20")  # fmt: skip
    found = json.loads(out)
    assert code == 0
    assert found["allocation"]["as_planned"]["p"] == 1
    assert [lift["arm"] for lift in found["lifts"]] == ["price", "values"] * 2


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    for _ in range(2):  # an evaluation of its own is replaced
        code, _, err = call(capsys, write(tmp_path), "--out", folder)
    assert code == 0
    assert "evaluation.md" in err
    note = (folder / "evaluation.md").read_text(encoding="utf-8")
    assert "\\[bold\\]Pioneers" in note  # text of the user is no markup
    assert "| =cmd\\|1 |" in note
    with (folder / "lifts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["persona"] == "'=cmd|1"  # nor a formula
    assert float(rows[3]["lift"]) == pytest.approx(80 / 600 - 18 / 300, abs=1e-6)
    assert len((folder / "cells.csv").read_text(encoding="utf-8").splitlines()) == 7


def test_files_of_others_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lifts.csv").write_text("mine", encoding="utf-8")
    code, _, err = call(capsys, write(tmp_path), "--out", tmp_path)
    assert code == 2
    assert "was not written here" in err
    assert (tmp_path / "lifts.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--matched", "values"], "two parts with = between them"),
        (["--planned", "values=many"], "a share above 0"),
        (["--arm", "Arm"], "did you mean 'arm'?"),
        (["--study", "nowhere"], "nowhere"),
    ],
)
def test_bad_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, out, err = call(capsys, write(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, tmp_path / "absent.csv")
    assert code == 2
    assert "no such file" in err
