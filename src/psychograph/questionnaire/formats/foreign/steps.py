"""Steps of scales as tools ask them: choices, each with a text."""

from __future__ import annotations

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import Translated
from psychograph.questionnaire.model import Choice


def steps_of(scale: AnswerScale) -> tuple[Choice, ...]:
    """Return a choice for each step of a scale; one without words shows its number.

    Examples
    --------
    >>> [str(step.label) for step in steps_of(AnswerScale(1, 3, ((1, Translated("Never")),)))]
    ['Never', '2', '3']
    """
    return tuple(Choice(str(value), scale.label(value) or Translated(str(value))) for value in scale.values)
