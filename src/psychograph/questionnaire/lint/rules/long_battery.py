"""`long-battery`: more statements than fit a screen."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.model import Battery

MANY = 10
VERY_MANY = 20


class LongBattery(LintRule):
    """A battery of more than 10 statements on one page (a note), or more than 20 (a caution), checks apart.

    On a phone the labels of the steps are out of sight by the fifth statement, and long grids are answered
    alike all the way down. Tools that show one statement at a time avoid the first, not the second.

    References
    ----------
    Liu & Cernat 2018, Soc Sci Comput Rev 36:690; Rossmann, Gummer & Silber 2018, J Off Stat 34:89, on grids
    and mobile phones.
    """

    code = "long-battery"
    title = "More statements in a battery than fit a screen"
    severity = Severity.NOTE
    source = "Liu & Cernat 2018, Soc Sci Comput Rev 36:690"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such battery."""
        for question in case.questionnaire.questions:
            if not isinstance(question.answer, Battery):
                continue
            number = sum(not item.expected for item in question.answer.items)
            if number > MANY:
                yield self.remark(
                    question.name,
                    f"shows {number} statements at once: on a phone the labels are out of sight, and long "
                    f"grids are "
                    "answered alike all the way down.",
                    f"Make pages of up to {MANY} of it.",
                    Severity.CAUTION if number > VERY_MANY else Severity.NOTE,
                )
