"""What a questionnaire measures, which no tool's own file holds."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.questionnaire.losses import WHOLE, Aspect, Loss
from psychograph.questionnaire.model import Battery, Item, Question, Questionnaire


def measured_losses(questionnaire: Questionnaire) -> Iterator[Loss]:
    """Yield one loss where anything is reversed, belongs to an attribute, is expected or has a source."""
    if any(map(_measured, _asked(questionnaire))):
        yield Loss(
            WHOLE,
            Aspect.KEY,
            "what statements measure: reversed ones, attributes, expected answers, sources",
            "kept in codebook.json, written beside",
        )


def _asked(questionnaire: Questionnaire) -> Iterator[Question | Item]:
    for question in questionnaire.questions:
        yield question
        if isinstance(question.answer, Battery):
            yield from question.answer.items


def _measured(one: Question | Item) -> bool:
    return bool(one.reversed or one.attribute or one.expected or one.source)
