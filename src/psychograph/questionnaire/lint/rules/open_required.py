"""`open-required`: people who must write."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.model import FreeText


class OpenRequired(LintRule):
    """Open questions that must be answered.

    Nowhere do more people leave, and those who stay write "x". An open question gets its best answers from
    those who want to say something.

    References
    ----------
    Peytchev 2009, Public Opin Q 73:74, on where people break off; Reja et al. 2003, Adv Methodol Stat 19:159.
    """

    code = "open-required"
    title = "Open questions that must be answered"
    severity = Severity.CAUTION
    source = "Peytchev 2009, Public Opin Q 73:74"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such question."""
        for question in case.questionnaire.questions:
            if question.required and isinstance(question.answer, FreeText):
                yield self.remark(
                    question.name,
                    "must be answered in words: people leave there, or write anything.",
                    "Take `required` away.",
                )
