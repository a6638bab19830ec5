"""The JSON Schema describes the same file that the loader reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from psychograph.study.schema import study_json_schema
from psychograph.study.template import render_study


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in (schema, *schema["$defs"].values()):
        yield from block.get("properties", {}).items()


def test_every_key_has_a_description_and_an_example() -> None:
    keys = dict(properties(study_json_schema()))
    assert {"title", "attributes", "basis", "scale", "construct", "key_questions"} <= set(keys)
    assert [name for name, key in keys.items() if not key.get("description") or not key.get("examples")] == []


def test_unknown_keys_are_refused_in_every_block() -> None:
    schema: Any = study_json_schema()
    blocks = [schema, *(block for block in schema["$defs"].values() if block["type"] == "object")]
    assert len(blocks) == 22
    assert all(block["additionalProperties"] is False for block in blocks)


def test_schema_is_plain_json_of_its_dialect() -> None:
    schema = json.loads(json.dumps(study_json_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_template_and_sample_use_only_keys_of_the_schema() -> None:
    known = {name for name, _ in properties(study_json_schema())}
    sample = (files("psychograph.samples") / "worked_example" / "study.yaml").read_text("utf-8")
    for text in (render_study(), sample):
        data = YAML(typ="safe", pure=True).load(text)
        assert set(data) <= known
        assert {key for attribute in data["attributes"].values() for key in attribute} <= known
