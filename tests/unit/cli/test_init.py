"""`psychograph init` from the outside."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from psychograph.cli.check import check
from psychograph.cli.init import init
from psychograph.codebook.codebook import Codebook, Role, Variable, VariableType
from psychograph.codebook.files import codebook_json
from psychograph.errors import OutputError, PsychographError, ResponsesError, StudyError, UsageError
from psychograph.study.load import load_study

ANSWERS = (
    "ID,Age,Calm,Bold,Email\n1,30,1,5,a@example.org\n2,40,5,1,b@example.org\n3,50,4,2,\n"
    "4,33,2,2,\n5,41,4,4,\n6,52,1,4,\n"
)
WORKED_QUESTIONS = Path(__file__).parents[3] / "src/psychograph/samples/worked_example/questionnaire.yaml"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, "utf-8")
    return path


def test_starter_passes_check(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "study"
    result = CliRunner().invoke(init, [str(folder)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert f"psychograph check {folder / 'study.yaml'}" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["study.yaml"]
    assert CliRunner().invoke(check, [str(folder / "study.yaml")]).exit_code == 0


def test_answers_are_imported_guessed_from_and_pass_check(tmp_path: Path, answers: Path) -> None:
    folder = tmp_path / "tea_lovers"
    result = CliRunner().invoke(init, [str(folder), "--from", str(answers)])
    assert result.exit_code == 0
    assert "Wrote responses.csv, codebook.json, study.yaml into" in result.stderr
    assert "may hold personal data: Email." in result.stderr
    study = load_study(folder / "study.yaml")
    assert (study.title, study.responses, study.respondent) == ("Tea lovers", "responses.csv", "ID")
    assert (study.basis, study.descriptors) == (("Calm", "Bold"), ("Age",))
    kept = "ID,Age,Calm,Bold\n1,30,1,5\n2,40,5,1\n3,50,4,2\n4,33,2,2\n5,41,4,4\n6,52,1,4\n"
    assert (folder / "responses.csv").read_text("utf-8") == kept
    assert CliRunner().invoke(check, [str(folder / "study.yaml")]).exit_code == 0


def test_answers_in_the_folder_stay_where_they_are(answers: Path) -> None:
    result = CliRunner().invoke(init, [str(answers.parent), "--from", str(answers)])
    assert result.exit_code == 0
    assert "copied" not in result.stderr
    assert answers.read_text("utf-8") == ANSWERS


@pytest.mark.parametrize("taken", ["study.yaml", "responses.csv", "codebook.json"])
def test_nothing_is_overwritten(tmp_path: Path, answers: Path, taken: str) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / taken).write_text("mine", "utf-8")
    result = CliRunner().invoke(init, [str(folder), "--from", str(answers)])
    assert isinstance(result.exception, UsageError)
    (problem,) = result.exception.problems
    assert problem.where == str(folder / taken)
    assert problem.mend == "name another folder, or move the file away first"
    assert (folder / taken).read_text("utf-8") == "mine"
    assert [path.name for path in folder.iterdir()] == [taken]


@pytest.mark.parametrize(
    ("text", "error"), [(None, ResponsesError), ("", ResponsesError), ("Job\nNurse\nCook\n", StudyError)]
)
def test_answers_that_are_no_use_leave_nothing_behind(
    tmp_path: Path, text: str | None, error: type[Exception]
) -> None:
    source = tmp_path / "answers.csv"
    if text is not None:
        source.write_text(text, "utf-8")
    result = CliRunner().invoke(init, [str(tmp_path / "study"), "--from", str(source)])
    assert isinstance(result.exception, error)
    assert not (tmp_path / "study").exists()


def test_a_file_in_the_way_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "study").write_text("a file", "utf-8")
    result = CliRunner().invoke(init, [str(tmp_path / "study")])
    assert isinstance(result.exception, OutputError)
    assert "a file of that name must not be in the way" in str(result.exception)


def test_help_ends_with_an_example_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = CliRunner().invoke(init, ["--help"]).stdout
    examples = [line.strip() for line in text.rstrip().splitlines()[-2:]]
    assert examples == ["psychograph init my-study", "psychograph check my-study/study.yaml"]
    monkeypatch.chdir(tmp_path)
    for example in examples:
        command = {"init": init, "check": check}[shlex.split(example)[1]]
        assert CliRunner().invoke(command, shlex.split(example)[2:]).exit_code == 0


def test_commands_load_nothing_heavy_until_they_run() -> None:
    code = (
        "import sys, psychograph.cli.check, psychograph.cli.init, psychograph.cli.schema;"
        "print([name for name in ('pydantic', 'ruamel.yaml', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


QUESTIONNAIRE = """
title: Teams
pages:
  - questions:
      - {instrument: mini_ipip_20, scales: [extraversion, agreeableness]}
      - {name: team, type: single, ask: Which team are you in?, choices: [Sales, Support]}
"""


def test_the_study_of_a_questionnaire_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    result = CliRunner().invoke(init, [str(tmp_path)])
    assert result.exit_code == 0
    assert "with what questionnaire.yaml asks" in result.stderr
    study = load_study(tmp_path / "study.yaml")
    assert list(study.attributes) == ["Extraversion", "Agreeableness", "team"]
    assert (study.basis, study.questionnaire) == (("Extraversion", "Agreeableness"), "questionnaire.yaml")


def test_answers_beside_the_questionnaire_say_who_is_who(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(WORKED_QUESTIONS.read_text("utf-8"), "utf-8")
    number = Variable("number", VariableType.TEXT, Role.ID)
    (tmp_path / "codebook.json").write_text(codebook_json(Codebook((number,))), "utf-8")
    assert CliRunner().invoke(init, [str(tmp_path)]).exit_code == 0
    assert load_study(tmp_path).respondent == "number"


def test_a_questionnaire_that_is_broken_gives_no_study(tmp_path: Path) -> None:
    (tmp_path / "questionnaire.yaml").write_text(QUESTIONNAIRE.replace("title:", "titel:"), "utf-8")
    result = CliRunner().invoke(init, [str(tmp_path)])
    assert isinstance(result.exception, PsychographError)
    assert not (tmp_path / "study.yaml").exists()
