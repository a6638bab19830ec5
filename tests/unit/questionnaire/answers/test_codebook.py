"""The codebook of a questionnaire: its columns, and that the rest of the product works with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from psychograph.cli.main import commands as psychograph
from psychograph.codebook.codebook import Code, Codebook, Role, Scale, Variable, VariableType
from psychograph.codebook.files import codebook_json, read_codebook
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.answers.codebook import codebook_markdown, codebook_of, columns_of
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.model import Questionnaire

TEXT = """
title: Tea
pages:
  - questions:
      - {name: agreed, type: consent, ask: Do you agree?, version: "7"}
      - {name: hello, type: notice, text: Now about tea.}
      - {standard: demographics.age}
      - {standard: demographics.gender}
      - name: att
        type: battery
        ask: How much do you agree?
        scale: agree5
        declined: [Don't know]
        items:
          - {name: new_1, text: I try new teas., attribute: Novelty}
          - {name: new_2, text: I stay with my tea., attribute: Novelty, reversed: true}
          - {name: green, text: Tea should be grown without harm.}
          - {name: check_1, text: Choose Agree here., expect: 4}
      - instrument: tipi_10/extraversion
      - {name: cups, type: rating, ask: How many cups a day?, scale: {low: 0, high: 3, labels: {0: None}}}
      - {name: kinds, type: multiple, ask: Which?, choices: [Black, {label: Other, specify: true}]}
      - {name: best, type: ranking, ask: Which are best?, choices: [Black, Green], most: 1}
      - {name: since, type: day, ask: Since when?}
      - {name: why, type: text, ask: Why?}
"""


@pytest.fixture(scope="module")
def survey() -> Questionnaire:
    return parse_questionnaire(TEXT, "questionnaire.yaml", shipped())


def test_every_answer_has_its_column_in_the_order_of_asking(survey: Questionnaire) -> None:
    assert codebook_of(survey).names == (
        "agreed", "Age", "Gender", "Gender_4_text", "new_1", "new_2", "green", "check_1",
        "tipi_01", "tipi_06", "cups", "kinds_1", "kinds_2", "kinds_2_text", "best_1", "best_2", "since",
        "why",
    )  # fmt: skip
    assert columns_of(survey.question("kinds")) == ("kinds_1", "kinds_2", "kinds_2_text")
    assert columns_of(survey.question("hello")) == ()


def test_what_columns_mean(survey: Questionnaire) -> None:
    codebook = codebook_of(survey)
    turned = codebook["new_2"]
    assert (turned.type, turned.role, turned.scale) == (VariableType.LIKERT, Role.BASIS, Scale(1, 5))
    assert (turned.construct, turned.reversed, turned.battery) == ("Novelty", True, "How much do you agree?")
    assert turned.codes[0] == Code("1", "Strongly disagree")
    assert turned.missing == ("-9",)
    check = codebook["check_1"]
    assert (check.role, check.expected, check.construct) == (Role.CHECK, "4", "")
    gender = codebook["Gender"]
    assert (gender.type, gender.role, gender.missing) == (VariableType.CATEGORY, Role.DESCRIPTOR, ("-8",))
    assert codebook["kinds_1"] == Variable(
        "kinds_1", VariableType.OPTION, Role.DESCRIPTOR, "Black", battery="Which?"
    )
    assert codebook["best_2"].type is VariableType.NUMBER
    assert (codebook["Age"].type, codebook["Age"].note) == (VariableType.NUMBER, "16 to 110 years")
    assert {codebook[name].role for name in ("agreed", "since", "why", "kinds_2_text")} == {Role.IGNORED}
    assert codebook["tipi_06"].reversed


def test_the_codebook_is_a_file_that_reads_back(survey: Questionnaire, tmp_path: Path) -> None:
    path = tmp_path / "codebook.json"
    path.write_text(codebook_json(codebook_of(survey)), encoding="utf-8")
    assert read_codebook(path) == codebook_of(survey)


def test_the_page_shows_every_column_and_nothing_that_markdown_takes_for_more(survey: Questionnaire) -> None:
    page = codebook_markdown(codebook_of(survey))
    for name in codebook_of(survey).names:
        assert f"| {name} |".replace("_", "\\_") in page
    assert "Answers: scale 1-5: 1 Strongly disagree;" in page
    assert "Novelty (reversed)" in page
    assert "attention check: 4 is right" in page
    odd = Variable("a|b", VariableType.TEXT, question="<b>[x](y)</b>\n# `*_~")
    assert "| a\\|b | &lt;b&gt;\\[x\\](y)&lt;/b&gt; \\# \\`\\*\\_\\~ | text |" in codebook_markdown(
        Codebook((odd,))
    )


STUDY = """
title: Tea
objective:
  goal: trial
  statement: Who tries our tea?
  key_questions: [{question: Who tries new teas?, attributes: [Novelty]}]
responses: responses.csv
codebook: codebook.json
questionnaire: questionnaire.yaml
respondent: id
attributes:
  Novelty:
    type: likert
    scale: [1, 5]
    items: [{column: new_1}, {column: new_2, reversed: true}]
  green: {type: likert, scale: [1, 5]}
  cups: {type: likert, scale: [0, 3]}
  Age: {type: number}
  Gender: {type: category}
  Coffee: {type: category, column: kinds_1}
basis: [Novelty, green, cups]
descriptors: [Age, Gender, Coffee]
quality: {attention: [{column: check_1, answer: "4"}]}
segmentation: {method: ward, segments: 2}
"""


def simulated(codebook: Codebook, people: int) -> str:
    """Return answers of two invented groups as a table; one in ten cells of a scale holds a code for none."""
    rng = np.random.default_rng(7)
    group = rng.integers(0, 2, people)
    columns: dict[str, list[str]] = {"id": [str(at) for at in range(1, people + 1)]}
    for variable in codebook:
        columns[variable.name] = [_answer(variable, int(own), rng) for own in group]
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return table.getvalue()


def _answer(variable: Variable, group: int, rng: np.random.Generator) -> str:
    if variable.expected:
        return variable.expected
    if variable.missing and variable.scale and rng.random() < 0.1:
        return variable.missing[0]
    match variable.type:
        case VariableType.LIKERT:
            assert variable.scale is not None
            high = (group == 1) != variable.reversed
            middle = variable.scale.high - 0.7 if high else variable.scale.low + 0.7
            return str(
                round(float(np.clip(rng.normal(middle, 0.6), variable.scale.low, variable.scale.high)))
            )
        case VariableType.NUMBER:
            return str(rng.integers(18, 80))
        case VariableType.OPTION:
            return str(rng.integers(0, 2))
        case VariableType.CATEGORY:
            return str(rng.choice([code.value for code in variable.codes]))
        case VariableType.DATE:
            return "2026-01-01"
        case _:
            return ""


def test_answers_to_it_are_checked_and_run(survey: Questionnaire, tmp_path: Path) -> None:
    codebook = codebook_of(survey)
    (tmp_path / "questionnaire.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "codebook.json").write_text(codebook_json(codebook), encoding="utf-8")
    (tmp_path / "responses.csv").write_text(simulated(codebook, 120), encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    checked = CliRunner().invoke(psychograph, ["check", str(tmp_path)])
    assert checked.exit_code == 0, checked.output
    run = CliRunner().invoke(psychograph, ["run", str(tmp_path)])
    assert run.exit_code == 0, run.output
    (report,) = tmp_path.rglob("report.html")
    page = report.read_text("utf-8")
    assert "Novelty" in page
    assert "Woman" in page  # codes of categories are shown by their labels


def test_answers_are_imported_under_the_key_of_the_questionnaire(
    survey: Questionnaire, tmp_path: Path
) -> None:
    codebook = codebook_of(survey)
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "raw.csv").write_text(simulated(codebook, 40), encoding="utf-8")
    arguments = ["responses", "import", str(tmp_path / "raw.csv"), "--out", str(folder)]
    result = CliRunner().invoke(psychograph, arguments)
    assert result.exit_code == 0, result.output
    kept = read_codebook(folder / "codebook.json")
    assert kept["new_2"] == codebook["new_2"]
    assert kept["Gender"] == codebook["Gender"]
