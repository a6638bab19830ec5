"""`sensitive-required`: what the law protects most, with no way round it."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.topics import sensitive


class SensitiveRequired(LintRule):
    """A sensitive question that must be answered and has no "prefer not to say".

    Consent is free only where one can say no to a single question without leaving; besides, people who are
    forced leave, or lie.

    References
    ----------
    GDPR Art. 7(4) and recital 43; Tourangeau & Yan 2007, Psychol Bull 133:859, on sensitive questions.
    """

    code = "sensitive-required"
    title = "A sensitive question that must be answered"
    severity = Severity.SERIOUS
    source = "GDPR Art. 7(4); Tourangeau & Yan 2007, Psychol Bull 133:859"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such question."""
        for one in case.asked:
            if one.question.required and not one.declinable and (kind := sensitive(case, one)):
                yield self.remark(
                    one.name,
                    f"tells of {kind} and must be answered: people leave, or say what is not so.",
                    "Take `required` away, or add `declined: [Prefer not to say]`.",
                )
