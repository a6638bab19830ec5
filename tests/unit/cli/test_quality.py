"""`psychograph quality` from the outside."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from unit.responses.quality.studies import write_study

from psychograph.cli.demo import copy_sample
from psychograph.cli.quality import quality
from psychograph.errors import ResponsesError, UsageError


def test_the_example_of_the_help_runs(tmp_path: Path) -> None:
    copy_sample("worked_example", tmp_path / "psychograph-demo")
    before = {path.name: path.read_bytes() for path in (tmp_path / "psychograph-demo").iterdir()}
    result = CliRunner().invoke(quality, [str(tmp_path / "psychograph-demo")])
    assert result.exit_code == 0, result.output
    assert "longstring" in result.stdout
    assert "Nobody of 28 respondents is proposed" in result.stdout
    after = {
        path.name: path.read_bytes() for path in (tmp_path / "psychograph-demo").iterdir() if path.is_file()
    }
    assert after == before


def test_careless_people_are_listed_written_and_told_by_the_exit_code(tmp_path: Path) -> None:
    result = CliRunner().invoke(quality, [str(write_study(tmp_path)), "--compare"])
    assert result.exit_code == 1, result.output
    assert "  R1: pattern, consistency" in result.stdout
    assert "adjusted Rand index" in result.stdout
    with (tmp_path / "quality" / "quality.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    assert [row["proposed"] for row in rows[:6]] == ["1"] * 6
    again = CliRunner().invoke(quality, [str(tmp_path)])  # results of our own are replaced
    assert again.exit_code == 1, again.output


def test_json_holds_the_same(tmp_path: Path) -> None:
    result = CliRunner().invoke(quality, [str(write_study(tmp_path)), "--json"])
    printed = json.loads(result.stdout)
    assert printed == json.loads((tmp_path / "quality" / "quality.json").read_text())
    assert {entry["respondent"] for entry in printed["quality"]["proposed"]} >= {"R1", "R6"}
    assert printed["comparison"] is None


def test_imported_answers_need_no_study(tmp_path: Path) -> None:
    write_study(tmp_path).unlink()
    result = CliRunner().invoke(quality, [str(tmp_path)])
    assert result.exit_code in {0, 1}, result.output
    assert "100 respondents" in result.stdout
    with pytest.raises(UsageError, match="answers without a study"):
        CliRunner().invoke(quality, [str(tmp_path), "--compare"], catch_exceptions=False)


def test_files_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    (tmp_path / "quality.csv").write_text("mine")
    with pytest.raises(UsageError, match="was not written here"):
        CliRunner().invoke(quality, [str(study), "--out", str(tmp_path)], catch_exceptions=False)
    assert (tmp_path / "quality.csv").read_text() == "mine"


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    study = write_study(tmp_path, extra="quality: {duration: seconds}\n")
    with pytest.raises(ResponsesError, match="no column 'seconds'"):
        CliRunner().invoke(quality, [str(study)], catch_exceptions=False)


def test_text_of_the_file_is_data_to_the_terminal(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    answers = tmp_path / "responses.csv"
    answers.write_text(answers.read_text().replace("R1,", "[red]\x1b[31mR1,", 1))
    result = CliRunner().invoke(quality, [str(study)])
    assert "\x1b" not in result.stdout
    assert "[red] [31mR1: pattern" in result.stdout
