"""`unreadable-answers`: text where a number should stand."""

from __future__ import annotations

import numpy as np

from psychograph.codebook.codebook import VariableType
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

MOST = 0.5  # share of text from which a column is text, and nobody's fault


class UnreadableAnswers(QualityRule):
    """Text where a number should stand: "thirty", "12-14", "asdf".

    Counted over questions with numbers and on answer scales; one is remarked. A column that is text in half
    of its answers or more is left out, since it was declared wrongly or exported as labels.

    **Where it is weak.** "30 years" is a careful answer to a field that did not check what was typed.

    References
    ----------
    van der Loo & de Jonge 2018, Statistical Data Cleaning with Applications in R (type checks).
    """

    code = "unreadable-answers"
    title = "Text where a number should stand"
    family = Family.VALIDITY

    def applies(self, answers: Answers) -> str | None:
        """Questions with numbers are needed."""
        if not answers.columns(VariableType.NUMBER, VariableType.LIKERT):
            return "no question is answered with a number"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return how many numbers are text."""
        index = np.zeros(len(answers))
        columns = answers.columns(VariableType.NUMBER, VariableType.LIKERT)
        for variable in columns:
            found = answers.responses.coded(variable.name)
            answered = len(found.unreadable) + int(np.isfinite(found.values).sum())
            if len(found.unreadable) < MOST * answered:
                index[list(found.unreadable)] += 1
        rests_on = f"answers that are no number, of {len(columns)} questions; one is remarked"
        return at_least(index, 1.0, rests_on)
