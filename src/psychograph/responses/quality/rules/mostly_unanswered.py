"""`mostly-unanswered`: more than half of the questions left blank."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Variable, VariableType
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult

ASKED = (VariableType.LIKERT, VariableType.NUMBER, VariableType.CATEGORY)
SHARE = 0.5
FEWEST = 4
MOST = 0.15  # share of respondents from which questions were probably not put to all


class MostlyUnanswered(QualityRule):
    """More than half of the questions left blank.

    Counted are the questions that build or describe segments and that at least half of all respondents
    answered, so that questions shown to a few on purpose do not count against the others. Where more than
    15 % of respondents would be remarked the rule does not run: so many were probably not asked.

    **Where it is weak.** Who breaks off is not careless, only gone. Blank is no sign of careless answers by
    itself, and one family of evidence proposes nobody.

    References
    ----------
    American Association for Public Opinion Research 2023, Standard Definitions, 10th ed.: gives under half
    of the questions as an example of a line for break-offs.
    """

    code = "mostly-unanswered"
    title = "More than half left blank"
    family = Family.MISSINGNESS

    def applies(self, answers: Answers) -> str | None:
        """Four questions that most people answered are needed, and that nearly all were asked."""
        found = len(asked_of_all(answers)[0])
        if found < FEWEST:
            return f"{found} questions were answered by half of the respondents, fewer than {FEWEST}"
        left_blank = float(np.mean(self.check(answers).flags))
        if left_blank > MOST:
            return (
                f"{left_blank:.0%} of respondents left more than half blank, so that many were probably "
                "not asked"
            )
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the share left blank."""
        questions, known = asked_of_all(answers)
        index = 1.0 - known.mean(axis=1)
        return RuleResult(
            index > SHARE,
            index,
            SHARE,
            f"share left blank of {len(questions)} questions that most respondents answered; above "
            f"{SHARE:.0%} is remarked",
        )


def asked_of_all(answers: Answers) -> tuple[tuple[Variable, ...], NDArray[np.bool_]]:
    """Return the questions that half of all respondents answered, and who did; shape (n, m)."""
    questions, columns = [], []
    for variable in answers.columns(*ASKED):
        known = answered(answers, variable)
        if known.mean() >= SHARE:
            questions.append(variable)
            columns.append(known)
    return tuple(questions), np.column_stack(columns) if columns else np.empty((len(answers), 0), bool)


def answered(answers: Answers, variable: Variable) -> NDArray[np.bool_]:
    """Return who answered one question, shape (n,)."""
    if variable.type is VariableType.CATEGORY:
        return np.array(
            [cell is not None for cell in answers.responses.categories(variable.name)], dtype=bool
        )
    found = answers.responses.coded(variable.name)
    known = np.isfinite(found.values)
    known[list(found.unreadable)] = True
    return known
