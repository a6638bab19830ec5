"""`psychograph schema` from the outside."""

from __future__ import annotations

import json

from click.testing import CliRunner

from psychograph.cli.schema import schema
from psychograph.fielding.plan.json_schema import plan_json_schema
from psychograph.instruments.schema import pack_json_schema
from psychograph.knowledge.schema import knowledge_json_schema
from psychograph.questionnaire.file.schema import questionnaire_json_schema
from psychograph.study.schema import study_json_schema


def test_stdout_is_the_schema_and_nothing_else() -> None:
    result = CliRunner().invoke(schema)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(study_json_schema()))
    assert result.stderr == ""


def test_help_ends_with_an_example() -> None:
    text = CliRunner().invoke(schema, ["--help"]).stdout
    assert "psychograph schema knowledge > our_rules.schema.json" in text[text.index("Example") :]


def test_the_schema_of_own_knowledge() -> None:
    result = CliRunner().invoke(schema, ["knowledge"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(knowledge_json_schema()))


def test_the_schema_of_a_questionnaire() -> None:
    result = CliRunner().invoke(schema, ["questionnaire"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(questionnaire_json_schema()))


def test_the_schema_of_an_instrument() -> None:
    result = CliRunner().invoke(schema, ["instrument"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(pack_json_schema()))


def test_the_schema_of_a_field_plan() -> None:
    result = CliRunner().invoke(schema, ["field"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(plan_json_schema()))
