"""`alike-battery`: a long battery whose statements all point the same way."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.model import Battery

FEWEST = 8


class AlikeBattery(LintRule):
    """A battery of eight statements or more on several things, none of them reversed.

    Whoever marks the same step all the way down (straight-lining) gives an answer that makes sense, and
    cannot be told from somebody who means it. A few statements that point the other way show who does not
    read.

    **Where it is weak.** It reads `reversed` as it is declared; statements about different things may point
    different ways without being declared so.

    References
    ----------
    Johnson 2005, J Res Pers 39:103; Schonlau & Toepoel 2015, Surv Res Methods 9:125, on straight-lining in
    web surveys.
    """

    code = "alike-battery"
    title = "A long battery whose statements all point the same way"
    severity = Severity.NOTE
    source = "Johnson 2005, J Res Pers 39:103"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such battery that is not one scale alone."""
        for question in case.questionnaire.questions:
            if not isinstance(question.answer, Battery):
                continue
            items = [item for item in question.answer.items if not item.expected]
            several = len({item.attribute or item.source for item in items}) != 1 or not items[0].attribute
            if len(items) >= FEWEST and several and not any(item.reversed for item in items):
                yield self.remark(
                    question.name,
                    f"has {len(items)} statements and none is reversed: the same step all the way down "
                    f"makes sense.",
                    "Turn a few into their opposite, or add an attention check.",
                )
