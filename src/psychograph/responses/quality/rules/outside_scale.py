"""`outside-scale`: codes that the questionnaire does not offer."""

from __future__ import annotations

import numpy as np

from psychograph.codebook.codebook import Variable, VariableType
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

SCALED = (VariableType.LIKERT, VariableType.NUMBER)


class OutsideScale(QualityRule):
    """Answers that the questionnaire does not offer: a 9 on a scale from 1 to 7, a category without a label.

    On questions with a scale, numbers outside its ends; on categories whose codes are described, codes
    that are not. The index counts them; one is remarked.

    **Where it is weak.** Such codes are mostly the fault of a file, not of a respondent: a code for no
    answer that nobody declared, or a scale declared too short. Look at the column before you look
    at the people.

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
        for variable in _scaled(answers):
            index[list(answers.responses.coded(variable.name).outside)] += 1
        for variable in _coded(answers):
            cells = answers.responses.table.columns[variable.name]
            offered = {cell: _offered(cell, variable) for cell in set(cells)}
            index += np.array([not offered[cell] for cell in cells])
        return at_least(
            index,
            1.0,
            f"answers outside what {len(_scaled(answers)) + len(_coded(answers))} questions offer; one is "
            "remarked",
        )


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
