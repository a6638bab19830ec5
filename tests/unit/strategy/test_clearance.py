"""Rules are cleared of what a guard forbids, the figures they ask for included."""

from __future__ import annotations

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.own import parse_knowledge
from psychograph.language.language import language
from psychograph.runs.run import Run
from psychograph.strategy.guards.clearance import cleared
from psychograph.study.model import StrategySettings

ASKS = """\
rules:
  - id: OUR1
    when: [[any, always]]
    asks: platform_use
    then: {platform: "{answer}"}
    grade: B
"""


@pytest.mark.parametrize(("category", "kept"), [("general", True), ("housing", False)])
def test_a_table_by_age_is_not_asked_where_age_may_not_choose(
    worked_example: Run, category: str, kept: bool
) -> None:
    strategy = StrategySettings.model_validate({"category": category})
    study = worked_example.study.model_copy(update={"strategy": strategy})
    base = parse_knowledge(ASKS, "our_rules.yaml", shipped())
    clear = cleared(base, study, language())
    assert ("OUR1" in {rule.id for rule in clear.rules}) is kept
    assert ("OUR1" in {line.rule for line in clear.withheld if line.guard == "S03"}) is not kept
