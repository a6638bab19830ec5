"""`low-spread`: answers that hardly differ from one another."""

from __future__ import annotations

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below
from psychograph.responses.quality.within import robust_low, spread_within

FEWEST_ITEMS = 10
FEWEST_ANSWERS = 8
DEVIATIONS = 3.0
SMALLEST = 0.05  # half-ranges; below, all answers but one or two are alike


class LowSpread(QualityRule):
    """Answers that hardly differ from one another, over all topics (intra-individual response variability).

    The standard deviation of a respondent's own answers, as ticked and not reversed, each in
    half-ranges of its scale. Somebody who reads answers about different things differently; near
    zero means straight lines, also broken ones that escape a count of runs. Remarked is who lies three
    robust standard deviations below the median of all respondents.

    **Where it is weak.** People who sincerely hold no strong views vary little. It is low for straight
    lines only: who ticks at random varies much and is not found.

    References
    ----------
    Dunn, Heggestad, Shanock & Theilgard 2018, J Bus Psychol 33:105, doi:10.1007/s10869-016-9479-0; they
    give no fixed line. Median and median absolute deviation: Leys et al. 2013, J Exp Soc Psychol 49:764,
    doi:10.1016/j.jesp.2013.03.013.
    """

    code = "low-spread"
    title = "Answers that hardly differ"
    family = Family.PATTERN

    def applies(self, answers: Answers) -> str | None:
        """Ten items are needed."""
        if len(answers.items) < FEWEST_ITEMS:
            return f"fewer than {FEWEST_ITEMS} questions on an answer scale"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the spread of each respondent's answers, in half-ranges."""
        index = spread_within(answers.relative, fewest=FEWEST_ANSWERS)
        threshold = max(SMALLEST, robust_low(index, DEVIATIONS))
        return below(
            index,
            threshold,
            "standard deviation of one's own answers, in half-ranges of the scale; below "
            f"{threshold:.2f} is remarked ({DEVIATIONS:g} robust standard deviations under the median)",
        )
