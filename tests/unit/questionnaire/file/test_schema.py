"""The JSON Schema of a questionnaire file describes the same file that the reader reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.bank import bank
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.file.schema import questionnaire_json_schema
from psychograph.questionnaire.file.writing import questionnaire_yaml
from psychograph.questionnaire.model import Page, Questionnaire

SCHEMA: dict[str, Any] = questionnaire_json_schema()


def blocks() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "whole", SCHEMA
    for name, block in SCHEMA["$defs"].items():
        for kind in (block, *block.get("anyOf", ())):
            if kind.get("type") == "object":
                yield name, kind


def complaints(text: str) -> list[str]:
    data = YAML(typ="safe", pure=True).load(text)
    as_json = json.loads(json.dumps(data))  # keys become text, as in a file
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(as_json)]


def test_every_key_has_a_description_and_an_example() -> None:
    lacking = [
        f"{name}.{key}"
        for name, block in blocks()
        for key, told in block["properties"].items()
        if not told.get("description") or not told.get("examples")
    ]
    assert lacking == []


def test_unknown_keys_are_refused_except_in_choices_which_may_be_codes_with_labels() -> None:
    free = {name for name, block in blocks() if block["additionalProperties"] is not False}
    assert free == {"ChoiceEntry"}


def test_the_schema_itself_is_in_order() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_whole_bank_written_out_keeps_the_schema() -> None:
    asked = tuple(one.question for one in bank().values())
    questionnaire = Questionnaire(asked[0].text, (Page("page_1", asked),))
    text = questionnaire_yaml(questionnaire)
    assert parse_questionnaire(text, "questionnaire.yaml", shipped()) == questionnaire
    assert complaints(text) == []


@pytest.mark.parametrize(
    "question",
    [
        "{instrument: mini_ipip_20, scales: [extraversion], shuffle: true}",
        "{standard: geography.region, choices: [North, South]}",
        "{name: a, type: single, ask: {en: Tea?, de: Tee?}, choices: [{en: 'Yes', de: Ja}, {2: 'No'}, x]}",
        "{name: a, type: multiple, ask: Tea?, choices: {a: b, c: {label: d, exclusive: true}}, most: 2}",
        "{name: a, type: rating, ask: Tea?, scale: {low: 0, high: 10, labels: {0: bad, 10: good}}}",
        "{name: a, type: battery, ask: Tea?, scale: agree5, items: [It is hot, {text: It is cold}]}",
        "{name: a, type: number, ask: Tea?, limits: [0, null], whole: false}",
        "{name: a, type: day, ask: When?, limits: ['2026-01-01', null]}",
    ],
)
def test_every_way_to_write_a_question_is_read_and_keeps_the_schema(question: str) -> None:
    text = f"title: T\npages:\n  - questions:\n      - {question}\n"
    parse_questionnaire(text, "questionnaire.yaml", shipped())
    assert complaints(text) == []


@pytest.mark.parametrize(
    "question",
    [
        "{name: a, type: grid, ask: Tea?}",
        "{name: a b, type: text, ask: Tea?}",
        "{name: a, type: text}",
        "{name: a, type: number, ask: Tea?, choices: [1, 2]}",
        "{name: a, type: rating, ask: Tea?, scale: 5}",
        "{name: a, type: number, ask: Tea?, limits: 5}",
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(question: str) -> None:
    text = f"title: T\npages:\n  - questions:\n      - {question}\n"
    assert complaints(text) != []
    with pytest.raises(Exception, match=r"questionnaire.yaml, line 4"):
        parse_questionnaire(text, "questionnaire.yaml", shipped())
