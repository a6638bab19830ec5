"""`no-consent`: nobody is asked whether their answers may be used."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import WHOLE, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.topics import sensitive


class NoConsent(LintRule):
    """No question that asks whether answers may be used.

    Personal data need a legal basis, and people must be told who uses them, for what, how long, and that
    they may take back what they agreed to. Consent is not the only basis, but the usual one of market
    research; without it somebody has to say which other one holds. This is a reminder and no legal advice.

    References
    ----------
    Regulation (EU) 2016/679 (GDPR), Art. 6(1)(a), 7 and 13; ICC/ESOMAR International Code 2016, Art. 4.
    """

    code = "no-consent"
    title = "No consent"
    severity = Severity.CAUTION
    source = "GDPR Art. 6, 7, 13; ICC/ESOMAR Code, Art. 4"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark where there is none, and nothing so sensitive that another rule says so."""
        if case.asked and case.consent_at is None and not any(sensitive(case, one) for one in case.asked):
            yield self.remark(
                WHOLE,
                "never asks whether answers may be used, so another legal basis must be named.",
                "Begin with a question of `type: consent` that says who asks, for what, and how long "
                "answers are kept.",
            )
