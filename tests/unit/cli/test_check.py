"""`psychograph check` from the outside."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.check import check
from psychograph.errors import ResponsesError, SegmentationError, StudyError

STUDY = """\
title: Tea
objective:
  goal: trial
  statement: Find them.
  key_questions: [{question: Who?, attributes: [Openness, Thrift]}]
respondent: null
attributes:
  Openness: {type: likert, scale: [1, 5]}
  Thrift: {type: likert, scale: [1, 5]}
basis: [Openness, Thrift]
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, "utf-8")
    return path


def test_without_responses_only_the_study_is_checked(study: Path) -> None:
    result = CliRunner().invoke(check, [str(study)])
    assert result.exit_code == 0
    assert result.stdout == "study.yaml is in order: 2 attributes, 2 in the basis, 0 descriptors.\n"
    assert result.stderr == "responses.csv is not there yet, so only the study file was checked.\n"


def test_responses_are_read_and_counted(study: Path) -> None:
    (study.parent / "responses.csv").write_text("Openness,Thrift\n1,2\n3,4\n5,\n5,5\n1,1\n", "utf-8")
    result = CliRunner().invoke(check, [str(study)])
    assert result.exit_code == 0
    assert "5 responses in responses.csv" in " ".join(result.stdout.split())
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("1,\n,2\n3,\n,4\n5,\n", "0 respondents with all basis variables; 5 more"),
        ("1,3\n2,3\n4,3\n5,3\n", "the same answer, 3"),
    ],
)
def test_what_a_run_would_refuse_is_not_in_order(answers: str, said: str, study: Path) -> None:
    (study.parent / "responses.csv").write_text(f"Openness,Thrift\n{answers}", "utf-8")
    result = CliRunner().invoke(check, [str(study)])
    assert isinstance(result.exception, SegmentationError)
    assert said in str(result.exception)


def test_answers_off_the_scale_are_an_error(study: Path) -> None:
    (study.parent / "responses.csv").write_text("Openness,Thrift\n1,2\n3,9\n", "utf-8")
    result = CliRunner().invoke(check, [str(study)])
    assert isinstance(result.exception, ResponsesError)
    assert "row 3, column Thrift" in str(result.exception)


def test_a_caution_exits_with_1_and_a_note_with_0(study: Path) -> None:
    study.write_text(STUDY.replace("attributes: [Openness, Thrift]}", "attributes: [Openness]}"), "utf-8")
    noted = CliRunner().invoke(check, [str(study)])
    assert noted.exit_code == 0
    assert "note (unasked-basis): In the basis, but tied to no key question: Thrift." in noted.stdout
    study.write_text("\n".join(line for line in STUDY.splitlines() if "key_questions" not in line), "utf-8")
    warned = CliRunner().invoke(check, [str(study)])
    assert warned.exit_code == 1
    assert "caution (no-key-question): The objective has no key question." in warned.stdout


def test_a_broken_study_is_raised_for_the_command_line_to_print(study: Path) -> None:
    study.write_text(STUDY.replace("basis: [Openness, Thrift]", "basis: [Opennes]"), "utf-8")
    result = CliRunner().invoke(check, [str(study)])
    assert isinstance(result.exception, StudyError)
    assert "study.yaml, line 10, basis > entry 1" in str(result.exception)


def test_worked_example_is_in_order(tmp_path: Path) -> None:
    with as_file(files("psychograph.samples") / "worked_example") as folder:
        for name in ("study.yaml", "responses.csv"):
            shutil.copyfile(folder / name, tmp_path / name)
    result = CliRunner().invoke(check, [str(tmp_path / "study.yaml")])
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "12 attributes, 10 in the basis, 2 descriptors, 28 responses in responses.csv." in words
    assert max(map(len, result.stdout.splitlines())) < 80
