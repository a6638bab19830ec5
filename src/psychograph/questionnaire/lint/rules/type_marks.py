"""`type-marks`: MBTI and its types in front of respondents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark

MARKS = re.compile(r"\bMBTI\b|\bMyers[- ]?Briggs\b|\b[EI][NS][TF][JP](?:-[AT])?\b|\b16 ?Personalities\b")


class TypeMarks(LintRule):
    """MBTI, Myers-Briggs or letters such as INTJ in a text that respondents read.

    MBTI and Myers-Briggs are registered trademarks: a questionnaire that names them looks as if it were that
    test, or endorsed by its owner. And people who know "their type" answer as the type should, not as they
    are.

    References
    ----------
    The marks: MBTI, Myers-Briggs and Myers-Briggs Type Indicator are trademarks of the Myers & Briggs
    Foundation. On types and dimensions: McCrae & Costa 1989, J Pers 57:17.
    """

    code = "type-marks"
    title = "Trademarks of personality types in what respondents read"
    severity = Severity.SERIOUS
    source = "McCrae & Costa 1989, J Pers 57:17; trademarks of the Myers & Briggs Foundation"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each place that names one, in whatever language."""
        seen = set()
        for where, text in case.texts:
            found = next(
                (hit for said in (text.text, *(s for _, s in text.others)) if (hit := MARKS.search(said))),
                None,
            )
            if found and where not in seen:
                seen.add(where)
                yield self.remark(
                    where,
                    f'names "{found[0]}": a trademark that is not yours, and people who know their type '
                    "answer as it should.",
                    "Leave it out; what you derive from answers need not be named to those who answer.",
                )
