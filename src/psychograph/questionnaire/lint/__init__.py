"""Lint: what makes a questionnaire worse than it need be; one rule, one class, one page of documentation."""

from psychograph.questionnaire.lint.check import lint
from psychograph.questionnaire.lint.rule import LintRule, Remark

__all__ = ["LintRule", "Remark", "lint"]
