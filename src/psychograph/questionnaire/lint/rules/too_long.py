"""`too-long`: more minutes than people give."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import WHOLE, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark

LONG = 10
VERY_LONG = 20


class TooLong(LintRule):
    """A questionnaire of more than 10 minutes (a caution) or 20 (serious), on its longest way.

    Longer questionnaires are begun by fewer, finished by fewer, and answered worse towards their end:
    faster, shorter and more alike. Asked themselves, respondents call 10 to 15 minutes ideal and 20 to 28
    the most.

    **Where it is weak.** Minutes are an estimate from words and kinds of answers; a pilot tells. Paid panels
    bear more, people who owe you nothing less.

    References
    ----------
    Galesic & Bosnjak 2009, Public Opin Q 73:349; Revilla & Hohne 2020, Int J Mark Res 62:538; Pew Research
    Center 2022, Decoded, 8 December: never more than 15 minutes.
    """

    code = "too-long"
    title = "More minutes than people give"
    severity = Severity.CAUTION
    source = "Galesic & Bosnjak 2009, Public Opin Q 73:349; Revilla & Hohne 2020, Int J Mark Res 62:538"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark with the pages that take most."""
        found = case.duration
        if found.minutes <= LONG:
            return
        longest = sorted(found.by_page, key=lambda page: -page.seconds.expected)[:2]
        said = " and ".join(
            f"{page.name} ({page.seconds.expected / 60:.1f})" for page in longest if page.name
        )
        yield self.remark(
            WHOLE,
            f"takes {found} to answer; fewer begin, fewer end, and answers get worse on the way.",
            f"Aim at {LONG} minutes. Most is taken by page {said}; a shorter instrument may do.",
            Severity.SERIOUS if found.minutes > VERY_LONG else Severity.CAUTION,
        )
