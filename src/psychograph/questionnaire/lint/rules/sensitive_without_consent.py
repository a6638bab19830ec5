"""`sensitive-without-consent`: what the law protects most, asked before anybody agreed to it."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.lint.topics import sensitive


class SensitiveWithoutConsent(LintRule):
    """Religion, politics, health, sex life, origin, union, biometrics or genes, with no consent before.

    Such data may not be processed at all unless an exception holds; in market research that is explicit
    consent. It must stand before the question, and say what is asked. Psychograph holds such columns back
    from segments and briefs (guard S01) in any case: what is not needed is better not asked.

    **Where it is weak.** It goes by words in names, questions and choices, in English; it knows "Which
    church do you attend?" and not "Where do you spend your Sundays?". Behaviour that only hints at health or
    belief is left to you.

    References
    ----------
    Regulation (EU) 2016/679 (GDPR), Art. 9(1) and 9(2)(a).
    """

    code = "sensitive-without-consent"
    title = "Special categories of data without consent before"
    severity = Severity.SERIOUS
    source = "GDPR Art. 9"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark for each kind, with the questions that ask for it."""
        found: dict[str, list[str]] = {}
        for one in case.asked:
            before = case.consent_at is not None and case.consent_at < case.places[one.question.name]
            if not before and (kind := sensitive(case, one)):
                found.setdefault(kind, []).append(one.name)
        for kind, names in found.items():
            yield self.remark(
                named(names),
                f"{'tells' if len(names) == 1 else 'tell'} of {kind}, which may not be used without explicit "
                "consent; none is asked before.",
                "Leave it out unless you need it; else ask for consent first, in a text that names it.",
            )
