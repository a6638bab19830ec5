"""`far-below-median`: much faster than everybody else."""

from __future__ import annotations

import numpy as np

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below
from psychograph.responses.quality.rules.seconds_per_item import no_time, seconds_per_item

SHARE = 1 / 3
FEWEST = 20


class FarBelowMedian(QualityRule):
    """Less than a third of the median time of all respondents.

    Time is the whole duration for each question on an answer scale that was answered, so that
    who broke off early does not look fast. The line needs no unit: it holds for minutes too.

    **Where it is weak.** Where most people hurry, the median is hasty too.

    References
    ----------
    Greszki, Meyer & Schoen 2015, Public Opin Q 79:471, doi:10.1093/poq/nfu058, compare lines from 30 % to
    50 % under the median page time. A third of the median is a custom of the trade, and spares more people.
    """

    code = "far-below-median"
    title = "Under a third of the median time"
    family = Family.TIME

    def applies(self, answers: Answers) -> str | None:
        """Durations of twenty respondents, and five questions on an answer scale, are needed."""
        reason = no_time(answers)
        if reason is None and np.isfinite(seconds_per_item(answers)).sum() < FEWEST:
            return f"fewer than {FEWEST} respondents with a duration"
        return reason

    def check(self, answers: Answers) -> RuleResult:
        """Return time for each question as a share of the median."""
        each = seconds_per_item(answers)
        return below(
            each / np.nanmedian(each),
            SHARE,
            "time for each question answered, as a share of the median of all respondents; below a third "
            "is remarked",
        )
