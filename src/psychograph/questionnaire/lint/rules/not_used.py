"""`not-used`: questions that no attribute of the study uses."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case, columns_of_attribute
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.model import FreeText


class NotUsed(LintRule):
    """Questions that no attribute of the study uses.

    Each costs every respondent seconds, and personal data should be limited to what is needed. Attention
    checks, questions that conditions look at, and open questions, which people read rather than programs,
    are passed over.

    References
    ----------
    Regulation (EU) 2016/679 (GDPR), Art. 5(1)(c), data minimisation.
    """

    code = "not-used"
    title = "Questions that the study does not use"
    severity = Severity.NOTE
    source = "GDPR Art. 5(1)(c)"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names them."""
        if case.study is None:
            return
        used = {
            column
            for name, attribute in case.study.attributes.items()
            for column in columns_of_attribute(name, attribute)
        }
        used |= {check.column for check in case.study.quality.attention}
        if case.study.weighting is not None:
            used |= {*case.study.weighting.margins, case.study.weighting.column or ""}
        idle = [
            one.name
            for one in case.asked
            if not one.expected
            and one.name not in used | case.looked_at
            and one.attribute not in case.study.attributes
            and one.attribute not in used
            and not any(column.startswith(f"{one.name}_") for column in used)
            and not isinstance(one.question.answer, FreeText)
        ]
        if idle:
            yield self.remark(
                named(idle),
                f"{'is' if len(idle) == 1 else 'are'} asked and used by no attribute of the study.",
                "Leave out what you do not need, or declare it in the study.",
            )
