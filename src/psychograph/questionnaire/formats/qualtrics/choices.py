"""What can be chosen in a survey of Qualtrics, and by which codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.steps import steps_of
from psychograph.questionnaire.model import Battery, Choice, Consent, Question, Rating, choices_of

MANY = 15  # choices from which a list that drops down is easier to read
CODE = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?")
REFUSAL = Choice("0", Translated("No"))


def shown_choices(question: Question) -> tuple[Choice, ...]:
    """Return what can be chosen, the steps of a scale and the refusal of a consent included."""
    match question.answer:
        case Rating(scale, declined) | Battery(scale, _, declined):
            return (*steps_of(scale), *declined)
        case Consent(_, label):
            return (Choice("1", label), REFUSAL)
    return choices_of(question.answer)


def new_codes(choices: Iterable[Choice]) -> list[str]:
    """Return the codes that answers get in Qualtrics: their own where all are numbers, else from 1 on."""
    codes = [choice.code for choice in choices]
    if all(map(CODE.fullmatch, codes)):
        return codes
    return [str(at) for at in range(1, len(codes) + 1)]
