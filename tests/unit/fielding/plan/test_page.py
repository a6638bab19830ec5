"""docs/field-plan.md is what the schema says, and names every key."""

from __future__ import annotations

from pathlib import Path

from fieldworks import questions

from psychograph.fielding.plan.page import blocks, page
from psychograph.fielding.plan.reading import parse_plan
from psychograph.yaml_files.shape import fields_of

PAGE = Path(__file__).parents[4] / "docs" / "field-plan.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page() + "\n", (
        "run python -m psychograph.fielding.plan.page docs/field-plan.md"
    )


def test_every_key_of_every_block_is_named_with_what_it_is() -> None:
    text = PAGE.read_text("utf-8")
    found = [(way, name) for way, model in blocks() for name in fields_of(model)]
    assert len(found) > 70
    for way, name in found:
        part = text.partition(f"### {f'`{way}`' if way else 'The file'}\n")[2].partition("\n### ")[0]
        row = next(line for line in part.splitlines() if line.startswith(f"| `{name}` |"))
        assert row.split(" | ")[1].strip()


def test_the_least_plan_of_the_page_can_be_read() -> None:
    text = PAGE.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert parse_plan(text, "field.yaml", questions()).organiser.name == "Northwind Research"
