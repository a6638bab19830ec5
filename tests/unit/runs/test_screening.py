"""Whom a run leaves out, and that it says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from unit.responses.quality.studies import CARELESS, write_study

from psychograph.errors import ResponsesError
from psychograph.findings import Finding
from psychograph.responses.load import study_responses
from psychograph.runs.known import known_to
from psychograph.runs.run import Run, run_study
from psychograph.runs.screening import screen
from psychograph.strategy.guards.s02_minors import AGES
from psychograph.study.load import load_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

NAMED = [f"R{row}" for row in range(1, CARELESS + 1)]


def finding(run: Run, code: str) -> Finding:
    return next(found for found in run.findings if found.code == code)


def test_by_default_careless_people_are_kept_and_named(tmp_path: Path) -> None:
    run = run_study(write_study(tmp_path))
    assert run.excluded == ()
    assert len(run.responses.respondents) == 100
    assert run.quality is not None
    assert {proposal.respondent for proposal in run.quality.proposals} >= set(NAMED)
    assert "and were kept: R1, R2, R3" in finding(run, "careless-kept").text


def test_those_proposed_are_left_out_and_named(tmp_path: Path) -> None:
    run = run_study(write_study(tmp_path, extra="quality: {exclude: proposed}\n"))
    assert set(run.excluded) >= set(NAMED)
    assert set(run.responses.respondents).isdisjoint(NAMED)
    assert len(run.responses.respondents) == 100 - len(run.excluded)
    text = finding(run, "left-out").text
    assert f"{len(run.excluded)} of 100 respondents were left out as careless" in text
    assert "R1, R2, R3" in text
    assert "careless-kept" not in [found.code for found in run.findings]


def test_named_respondents_are_left_out_in_any_case(tmp_path: Path) -> None:
    run = run_study(write_study(tmp_path, careless=0, extra="quality: {also_exclude: [R7, R9]}\n"))
    assert run.excluded == ("R7", "R9")
    assert "names them under `also_exclude`: R7, R9" in finding(run, "left-out").text


def test_ids_and_columns_that_are_not_there_are_named_together(tmp_path: Path) -> None:
    extra = "quality: {also_exclude: [R_7], duration: seconds, attention: [{column: A9, answer: '4'}]}\n"
    with pytest.raises(ResponsesError) as error:
        run_study(write_study(tmp_path, extra=extra))
    found = [problem.found for problem in error.value.problems]
    assert found == [
        "no column 'A9'",
        "no column 'seconds'",
        "'R_7', which no respondent bears",
    ]
    assert "did you mean 'R7'?" in error.value.problems[2].mend


def test_nobody_is_left_out_where_that_would_be_most(tmp_path: Path) -> None:
    named = ", ".join(f"R{row}" for row in range(1, 21))
    study = write_study(tmp_path, n=30, careless=0, extra=f"quality: {{also_exclude: [{named}]}}\n")
    with pytest.raises(ResponsesError, match="20 of 30 respondents to leave out"):
        run_study(study)


def test_a_second_submission_can_be_left_out(tmp_path: Path) -> None:
    study = write_study(tmp_path, careless=0, extra="quality: {exclude: proposed}\n")
    answers = tmp_path / "responses.csv"
    lines = answers.read_text().splitlines()
    answers.write_text("\n".join([*lines, lines[1]]) + "\n")
    run = run_study(study)
    assert "R1" in run.excluded
    assert run.responses.respondents.count("R1") == 1
    assert "repeat an earlier submission: R1" in " ".join(found.text for found in run.findings)


def test_respondents_numbered_by_row_keep_their_numbers(tmp_path: Path) -> None:
    study = write_study(tmp_path, careless=0, extra="quality: {also_exclude: ['2']}\n")
    study.write_text(study.read_text().replace("respondent: id", "respondent: null"))
    run = run_study(study)
    assert run.excluded == ("2",)
    assert run.responses.respondents[:3] == ("1", "3", "4")


def test_impossible_answers_of_those_left_out_stop_nobody(tmp_path: Path) -> None:
    study = write_study(tmp_path, careless=0, extra="quality: {also_exclude: [R1]}\n")
    answers = tmp_path / "responses.csv"
    lines = answers.read_text().splitlines()
    answers.write_text("\n".join([lines[0], "R1" + ",9" * 24, *lines[2:]]) + "\n")
    assert run_study(study).excluded == ("R1",)


def test_the_samples_leave_nobody_out(worked_example: Run, wearable: Run) -> None:
    for run in (worked_example, wearable):
        assert run.excluded == ()
        assert run.quality is not None
        assert run.quality.proposals == ()


def test_who_is_a_minor_follows_the_knowledge_of_the_study(tmp_path: Path) -> None:
    path = write_study(tmp_path, careless=0)
    rows = (tmp_path / "responses.csv").read_text().splitlines()
    ages = ["Age", *(str(12 if row <= 20 else 40) for row in range(1, len(rows)))]
    (tmp_path / "responses.csv").write_text(
        "".join(f"{row},{age}\n" for row, age in zip(rows, ages, strict=True))
    )
    text = path.read_text().replace("\nattributes:", "\nattributes:\n  Age: {type: number}")
    path.write_text(text + "descriptors: [Age]\n")
    study = load_study(path)
    responses = study_responses(study, tmp_path)
    known = known_to(study)
    screened = screen(study, responses, known)
    assert [person.minor for person in screened.excluded] == [True] * 20
    assert len(screened.responses.respondents) == 80
    # A study's own knowledge may say that such a column is no age.
    without = {name: one for name, one in known.knowledge.constructs.items() if name not in AGES}
    everybody = screen(
        study, responses, replace(known, knowledge=replace(known.knowledge, constructs=without))
    )
    assert everybody.excluded == ()
    assert len(everybody.responses.respondents) == 100
