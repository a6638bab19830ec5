"""`bands`: bands of numbers that overlap, or leave numbers out."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.bands import clashes
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.model import Multiple, Single


class Bands(LintRule):
    """Choices such as 18-25, 25-34: bands of numbers that overlap, or between which numbers are missing.

    Whoever is 25 fits both, or neither, and picks by chance. Bands of amounts that meet ("1,000 to 2,000",
    "2,000 to 3,000") overlap as well.

    **Where it is weak.** Bands are read from labels with one or two numbers; whole numbers are taken to go
    up by one, unless a label has decimals.

    References
    ----------
    Dillman, Smyth & Christian 2014, Internet, Phone, Mail, and Mixed-Mode Surveys, 4th ed., ch. 5.
    """

    code = "bands"
    title = "Bands of numbers that overlap or leave some out"
    severity = Severity.SERIOUS
    source = "Dillman, Smyth & Christian 2014, ch. 5"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for the first overlap, and for the first gap, of each question."""
        for question in case.questionnaire.questions:
            if not isinstance(question.answer, Single | Multiple):
                continue
            overlapping, gapped = clashes([choice.label.text for choice in question.answer.choices])
            if overlapping:
                first, second = overlapping[0]
                yield self.remark(
                    question.name,
                    f'has bands that overlap: "{first.label}" and "{second.label}". Some fit both, and pick '
                    "by chance.",
                    "Let each band begin where the one before ends, plus one.",
                )
            if gapped:
                first, second = gapped[0]
                yield self.remark(
                    question.name,
                    f'leaves out what lies between "{first.label}" and "{second.label}"; some fit neither.',
                    "Let each band begin where the one before ends, plus one.",
                )
