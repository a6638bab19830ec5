"""The page on the questionnaire file: its examples are read, it tells every key and every standard question.

`python tests/unit/test_questionnaire_page.py` writes the table of standard questions anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.bank import bank
from psychograph.questionnaire.condition_text import parse_condition
from psychograph.questionnaire.conditions import Operator
from psychograph.questionnaire.file.reading import parse_questionnaire
from psychograph.questionnaire.file.schema import ENTRIES, TYPES, PageEntry, QuestionnaireFile
from psychograph.questionnaire.file.schema_values import ChoiceEntry
from psychograph.questionnaire.file.writing import questionnaire_yaml
from psychograph.questionnaire.model import Battery

PAGE = Path(__file__).parents[2] / "docs" / "questionnaire.md"
TEXT = PAGE.read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
BANK = re.compile(r"(?<=<!-- bank -->\n).*?(?=<!-- end of bank -->)", re.DOTALL)


def bank_table() -> str:
    """Return the table of standard questions as the page shows it."""
    return "".join(("\n| question | asks |\n|---|---|\n", *_rows(), "\n"))


def _rows() -> Iterator[str]:
    for one in bank().values():
        fill = f" (needs `{one.fill_in}`)" if one.fill_in else ""
        yield f"| `{one.reference}` | {one.question.text}{fill} |\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=[text.splitlines()[0] for text in EXAMPLES])
def test_every_example_is_read_and_written_again(example: str) -> None:
    questionnaire = parse_questionnaire(example, "questionnaire.yaml", shipped())
    written = questionnaire_yaml(questionnaire, shipped())
    assert parse_questionnaire(written, "questionnaire.yaml", shipped()) == questionnaire


def test_there_are_examples_of_every_type() -> None:
    asked = [
        kind for text in EXAMPLES for kind in re.findall(r"type: (\w+)|(?:- |\{)(standard|instrument):", text)
    ]
    assert {name for pair in asked for name in pair if name} == set(ENTRIES)
    assert all(f"| `{kind}` |" in TEXT for kind in TYPES)


@pytest.mark.parametrize("model", [QuestionnaireFile, PageEntry, ChoiceEntry, *ENTRIES.values()])
def test_every_key_is_told(model: type) -> None:
    assert [key for key in model.model_fields if f"`{key}" not in TEXT and f"{key}:" not in TEXT] == []


def test_what_the_page_says_of_codes_and_names_is_so() -> None:
    choices = next(text for text in EXAMPLES if text.startswith("title: Choices"))
    codebook = codebook_of(parse_questionnaire(choices, "q", shipped()))
    assert "c_3_text" in codebook
    assert {"c_-9", "c_-8"} <= set(codebook.names)
    scales = next(text for text in EXAMPLES if text.startswith("title: Scales"))
    battery = parse_questionnaire(scales, "q", shipped()).question("d").answer
    assert isinstance(battery, Battery)
    assert [(item.name, item.attribute) for item in battery.items] == [
        ("d_1", "Calm"),
        ("d_2", "Calm"),
        ("check", ""),
    ]


def test_every_operator_is_told_and_every_condition_is_one() -> None:
    section = TEXT[TEXT.index("## Conditions") : TEXT.index("## Languages")]
    assert all(f"`{sign}" in section or f" {sign} " in section for sign in Operator)
    told = re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)
    assert len(told) == 6
    assert all(str(parse_condition(text)) for text in told)


def test_the_table_of_standard_questions_is_that_of_the_bank() -> None:
    found = BANK.search(TEXT)
    assert found is not None
    assert found.group() == bank_table()


if __name__ == "__main__":
    PAGE.write_text(BANK.sub(lambda _: bank_table(), TEXT), encoding="utf-8")
