"""`attention-checks`: none in a long questionnaire, or too many."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import WHOLE, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named

WANTED_FROM = 40
MOST = 3


class AttentionChecks(LintRule):
    """A questionnaire of 40 rated statements or more without an attention check, or one with more than three.

    Of those who answer long questionnaires a tenth does so carelessly at times. One statement such as
    "Please choose Agree here" every fifty or so shows who does not read. Many of them annoy those who do.

    References
    ----------
    Meade & Craig 2012, Psychol Methods 17:437, who advise about one in fifty to a hundred items and at most
    three; Curran 2016, J Exp Soc Psychol 66:4.
    """

    code = "attention-checks"
    title = "No attention check, or too many"
    severity = Severity.NOTE
    source = "Meade & Craig 2012, Psychol Methods 17:437"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield at most one remark."""
        checks = [one.name for one in case.asked if one.expected]
        if not checks and len(case.rated) >= WANTED_FROM:
            yield self.remark(
                WHOLE,
                f"has {len(case.rated)} rated statements and no attention check; about one person in ten "
                f"answers such a "
                "list carelessly.",
                'Add one: `{name: check_1, text: "Please choose Agree here.", expect: "4"}`.',
            )
        elif len(checks) > MOST:
            yield self.remark(
                named(checks),
                f"are {len(checks)} attention checks; more than {MOST} annoy those who read.",
                f"Keep {MOST}, spread over the questionnaire.",
                Severity.CAUTION,
            )
