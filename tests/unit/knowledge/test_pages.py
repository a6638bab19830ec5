"""The pages on rules say what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from psychograph.knowledge.base import shipped
from psychograph.knowledge.evidence import CARRIES
from psychograph.knowledge.own import parse_knowledge
from psychograph.knowledge.pages import rules_page
from psychograph.knowledge.rules import EFFECT_WEIGHT, GRADE_WEIGHT

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "rules.md").read_text(encoding="utf-8")


def test_the_list_of_rules_is_written_from_the_rules() -> None:
    written = (DOCS / "rules-list.md").read_text(encoding="utf-8")
    assert written == rules_page(shipped()), "python -m psychograph.knowledge.pages docs/rules-list.md"


def test_the_page_tells_the_weights_that_are_used() -> None:
    grades = " | ".join(f"{weight:g}".removeprefix("0") for weight in GRADE_WEIGHT.values())
    effects = " | ".join(f"{weight:g}".removeprefix("0") for weight in EFFECT_WEIGHT.values())
    assert f"| {grades} | | | {effects} |" in PAGE
    assert all(design in PAGE for design in CARRIES)


def test_the_own_rules_on_the_page_can_be_used() -> None:
    (example,) = re.findall(r"```yaml\n# our_rules.yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    base = parse_knowledge(example, "our_rules.yaml", shipped())
    assert {"OUR1"} <= {rule.id for rule in base.rules}
    assert not {"P08", "G02"} & {rule.id for rule in base.rules}


def test_every_rule_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"\b[PVLAMDBGX]\d{2}\b", PAGE))
    assert named <= {rule.id for rule in shipped().rules}


def test_no_file_of_figures_is_left_out_of_the_page() -> None:
    for words in (
        "platforms in the US",
        "broadcast television in Britain",
        "social networks",
        "broadband at home",
    ):
        assert words in PAGE
    assert len(shipped().facts) == 4
