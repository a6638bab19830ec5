"""`demographics-first`: a questionnaire that begins with who one is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.lint.topics import demographic


class DemographicsFirst(LintRule):
    """Age, gender, income, work and the like before anything of interest.

    Such questions are dull and personal, and at the start they look like what the survey is about. Asked
    last, they cost fewer people. Those that decide who is asked what (a condition looks at them) belong to
    the start and are passed over.

    **Where it is weak.** The evidence is mixed: Teclaw, Price & Osatuke 2012 (J Bus Psychol 27:281) lost no
    answers by asking first, and fewer of these questions stayed blank. So it is a note.

    References
    ----------
    Dillman, Smyth & Christian 2014, Internet, Phone, Mail, and Mixed-Mode Surveys, 4th ed., ch. 7;
    Stoutenbourgh 2008, in Encyclopedia of Survey Research Methods (demographic measure).
    """

    code = "demographics-first"
    title = "Demographic questions first"
    severity = Severity.NOTE
    source = "Dillman, Smyth & Christian 2014, ch. 7"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield one remark that names the questions before the first of interest."""
        leading = list(takewhile(lambda one: demographic(case, one), case.asked))
        first = [one.name for one in leading if one.name not in case.looked_at]
        if first and len(leading) < len(case.asked):
            yield self.remark(
                named(first),
                f"{'stands' if len(first) == 1 else 'stand'} before anything of interest: people begin "
                "with what is dull and personal.",
                "Ask such things last; only what decides who is asked what belongs to the start.",
            )
