"""The pages of the rules are their docstrings, and every rule says on what it rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from psychograph.findings import Severity
from psychograph.questionnaire.lint import LintRule
from psychograph.questionnaire.lint.pages import index, pages
from psychograph.questionnaire.lint.rule import named
from psychograph.questionnaire.lint.rules import RULES

FOLDER = Path(__file__).parents[4] / "docs" / "questionnaire-lint"
AGAIN = "write them anew: python -m psychograph.questionnaire.lint.pages docs/questionnaire-lint"


def test_every_page_is_its_docstring() -> None:
    for name, text in pages().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, AGAIN


def test_there_is_no_page_without_a_rule() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == {"README.md", *pages()}


def test_the_index_lists_every_rule() -> None:
    assert index() in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_on_what_it_rests(rule: LintRule) -> None:
    text = type(rule).__doc__ or ""
    assert "References\n    ----------" in text
    assert rule.source
    assert rule.severity in Severity


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_names_fit_a_line() -> None:
    assert named(["a"]) == "a"
    assert named([str(n) for n in range(8)]) == "0, 1, 2, 3, 4, 5 and 2 more"
