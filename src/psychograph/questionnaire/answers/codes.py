"""The codes by which answers are stored, for those that come from a list."""

from __future__ import annotations

from psychograph.questionnaire.model import (
    Answer,
    Battery,
    Consent,
    Multiple,
    Ranking,
    Rating,
    Single,
    choices_of,
)

AGREED, NOT_AGREED = "1", "0"
MOST_STEPS = 1_000  # a scale of more is no scale, and is reported elsewhere


def codes_of(answer: Answer) -> tuple[str, ...] | None:
    """Return the codes that an answer, or a statement of a battery, can have; None where it has none.

    Examples
    --------
    >>> from psychograph.instruments.answer_scale import AnswerScale
    >>> codes_of(Rating(AnswerScale(1, 3)))
    ('1', '2', '3')
    """
    match answer:
        case Rating(scale) | Battery(scale):
            return (*map(str, scale.values[:MOST_STEPS]), *(choice.code for choice in choices_of(answer)))
        case Single(choices) | Multiple(choices) | Ranking(choices):
            return tuple(choice.code for choice in choices)
        case Consent():
            return (AGREED, NOT_AGREED)
        case _:
            return None
