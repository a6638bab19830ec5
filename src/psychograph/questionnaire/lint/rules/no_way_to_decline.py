"""`no-way-to-decline`: private questions without "prefer not to say"."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.topics import private, sensitive
from psychograph.questionnaire.model import FreeText, Multiple, Single


class NoWayToDecline(LintRule):
    """Income, gender and other private matters without a "prefer not to say".

    Of all questions income is left blank most often. Those who can decline go on; those who cannot leave the
    survey, or pick an answer. Where the question may be skipped it is a note: a blank is then all that is
    known.

    References
    ----------
    Tourangeau & Yan 2007, Psychol Bull 133:859; Moore, Stinson & Welniak 2000, J Off Stat 16:331, on income.
    """

    code = "no-way-to-decline"
    title = 'Private questions without "prefer not to say"'
    severity = Severity.CAUTION
    source = "Tourangeau & Yan 2007, Psychol Bull 133:859"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such question with choices or that must be answered."""
        for one in case.asked:
            what = private(case, one)
            if what is None or one.declinable or sensitive(case, one) is not None:
                continue
            required = one.question.required
            if not required and (
                isinstance(one.question.answer, FreeText) or not _has_choices(one.question.answer)
            ):
                continue
            yield self.remark(
                one.name,
                f"asks for {what} without a way to decline"
                + (" and must be answered: some will leave or make something up." if required else "."),
                "Add `declined: [Prefer not to say]`.",
                Severity.CAUTION if required else Severity.NOTE,
            )


def _has_choices(answer: object) -> bool:
    return isinstance(answer, Single | Multiple)
