"""`outside-scale`: codes that the questionnaire does not offer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Variable, VariableType
from psychograph.quoting import listed
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

SCALED = (VariableType.LIKERT, VariableType.NUMBER)
MOST = 0.05  # share of impossible answers from which a question is declared wrongly, and nobody's fault


class OutsideScale(QualityRule):
    """Answers that the questionnaire does not offer: a 9 on a scale from 1 to 7, a category without a label.

    On questions with a scale, numbers outside its ends; on categories whose codes are described, codes
    that are not. The index counts them; one is remarked. A question with more than 5 % of such answers is
    left out: then the codebook is wrong rather than the people.

    **Where it is weak.** Even rare codes may be the fault of a file, such as a code for no answer that
    nobody declared. Look at the column before you look at the people.

    References
    ----------
    van der Loo & de Jonge 2018, Statistical Data Cleaning with Applications in R (range checks).
    """

    code = "outside-scale"
    title = "Answers that were not offered"
    family = Family.VALIDITY

    def applies(self, answers: Answers) -> str | None:
        """Questions with a scale or with described codes are needed."""
        if not _scaled(answers) and not _coded(answers):
            return "no question has a declared scale or described codes"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return how many answers were not offered."""
        index = np.zeros(len(answers))
        wrongly = []
        for variable in (*_scaled(answers), *_coded(answers)):
            impossible = _impossible(answers, variable)
            if impossible.mean() > MOST:
                wrongly.append(variable.name)
            else:
                index += impossible
        questions = len(_scaled(answers)) + len(_coded(answers)) - len(wrongly)
        rests_on = f"answers outside what {questions} questions offer; one is remarked"
        if wrongly:
            rests_on += f" (left out, since probably declared wrongly: {listed(wrongly)})"
        return at_least(index, 1.0, rests_on)


def _impossible(answers: Answers, variable: Variable) -> NDArray[np.bool_]:
    if variable.type in SCALED:
        found = np.zeros(len(answers), dtype=bool)
        found[list(answers.responses.coded(variable.name).outside)] = True
        return found
    cells = answers.responses.table.columns[variable.name]
    offered = {cell: _offered(cell, variable) for cell in set(cells)}
    return np.array([not offered[cell] for cell in cells], dtype=bool)


def _scaled(answers: Answers) -> tuple[Variable, ...]:
    return tuple(v for v in answers.columns(*SCALED) if v.scale is not None)


def _coded(answers: Answers) -> tuple[Variable, ...]:
    return tuple(v for v in answers.columns(VariableType.CATEGORY) if v.codes)


def _offered(cell: str | None, variable: Variable) -> bool:
    return (
        cell is None
        or variable.is_missing(cell)
        or cell in variable.labels
        or any(cell.casefold() == code.label.casefold() for code in variable.codes)
    )
