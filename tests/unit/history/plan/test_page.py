"""docs/history-plan.md is what the schema says; the JSON Schema takes what the page shows."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from psychograph.cli.schema import schema
from psychograph.history.plan.json_schema import plan_json_schema
from psychograph.history.plan.page import page
from psychograph.history.plan.reading import parse_plan
from psychograph.history.plan.schema import HistoryPlan
from psychograph.yaml_files.shape import fields_of

PAGE = Path(__file__).parents[4] / "docs" / "history-plan.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page() + "\n", (
        "run python -m psychograph.history.plan.page docs/history-plan.md"
    )


def test_the_plan_of_the_page_is_one() -> None:
    text = PAGE.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert parse_plan(text, "history.yaml")[0].transactions.amount == "Amount"


def test_the_json_schema_knows_every_key_and_refuses_others() -> None:
    written = json.loads(json.dumps(plan_json_schema()))
    assert set(written["properties"]) == set(fields_of(HistoryPlan))
    assert written["additionalProperties"] is False


def test_the_command_line_prints_it() -> None:
    result = CliRunner().invoke(schema, ["history"])
    assert json.loads(result.stdout) == json.loads(json.dumps(plan_json_schema()))
