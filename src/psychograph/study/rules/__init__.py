"""Rules that a study must keep beyond the shape of its file: one rule, one function, one code."""

from psychograph.study.rules import (
    answer_rules,
    attribute_rules,
    customer_rules,
    file_rules,
    method_rules,
    segment_rules,
)
from psychograph.study.rules.rule import RULES, Breach, breaches

RULE_FILES = (attribute_rules, customer_rules, answer_rules, segment_rules, file_rules, method_rules)

__all__ = ["RULE_FILES", "RULES", "Breach", "breaches"]
