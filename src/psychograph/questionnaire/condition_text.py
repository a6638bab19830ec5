"""Conditions as people write them: `age >= 18 and not (devices includes "watch")`."""

from __future__ import annotations

from psychograph.questionnaire.conditions import Condition


def parse_condition(text: str) -> Condition:
    """Return the condition that a text says; the inverse of ``str(condition)``; `ValueError` with the place."""
    raise NotImplementedError
