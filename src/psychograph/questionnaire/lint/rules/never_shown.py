"""`never-shown`: a question that nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.planning.ways import never_shown


class NeverShown(LintRule):
    """A page or question whose condition no respondent can meet.

    Conditions that contradict each other, compare with a code nobody can choose, or look at a question that
    is itself hidden whenever they would hold. All answers that conditions tell apart are tried, for the
    questions a condition rests on, up to 4,096 kinds of respondents; of a condition that rests on more
    nothing is said.

    References
    ----------
    Own definition; nothing is assumed but the questionnaire's own logic.
    """

    code = "never-shown"
    title = "Questions that nobody is asked"
    severity = Severity.SERIOUS
    source = "the questionnaire's own logic"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such page, and for each such question on other pages."""
        nobody = never_shown(case.questionnaire)
        for page in case.questionnaire.pages:
            hidden = [one for one in page.questions if one.name in nobody]
            parts = (
                [page]
                if hidden and len(hidden) == len(page.questions) and page.shown_if is not None
                else hidden
            )
            for part in parts:
                yield self.remark(
                    part.name,
                    f"is shown to nobody: no answers can meet its condition "
                    f"({part.shown_if or page.shown_if}).",
                    "Correct the condition, or leave it out.",
                )
