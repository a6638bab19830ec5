"""Questions of the bank as a file asks for them, with what it overrides."""

from __future__ import annotations

from psychograph.questionnaire.model import Question
from psychograph.questionnaire.schema import StandardEntry


def standard_question(entry: StandardEntry, language: str) -> Question:
    """Return a question of the bank, with what the file says besides."""
    raise NotImplementedError
