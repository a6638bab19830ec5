"""`even-odd`: halves of scales that should agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below
from psychograph.responses.quality.within import robust_low, within_person_correlation

FEWEST_SCALES = 8
DEVIATIONS = 3.0


class EvenOdd(QualityRule):
    """Halves of scales that should agree, and do not (even-odd consistency).

    Each scale, the items of one construct turned the same way, is split into its first, third, fifth
    items and its second, fourth, sixth. A respondent's index is the correlation of the two half means over
    all scales, stepped up by Spearman and Brown: 2 r / (1 + r), and -1 where that falls below. Half means
    are taken in half-ranges and from the average of all respondents, so that scales that everybody
    agrees to do not make everybody consistent. Eight scales are needed. Remarked is an index below 0 that
    also lies three robust standard deviations under the median of all respondents.

    **Where it is weak.** The number of scales is the sample size of this correlation. With the five scales
    of a Big Five inventory one real respondent in eight would be remarked, which is noise; so five are not
    enough here, and eight are few.

    References
    ----------
    Jackson 1976, cited by Johnson 2005, J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009, who
    remarks below .30. Meade & Craig 2012, Psychol Methods 17:437, doi:10.1037/a0028085. Curran 2016,
    J Exp Soc Psychol 66:4, doi:10.1016/j.jesp.2015.07.006.
    """

    code = "even-odd"
    title = "Halves of scales that disagree"
    family = Family.CONSISTENCY

    def applies(self, answers: Answers) -> str | None:
        """Eight scales of two items are needed."""
        if len(answers.constructs) < FEWEST_SCALES:
            return (
                f"{len(answers.constructs) or 'no'} scales of two or more items are known, fewer than "
                f"{FEWEST_SCALES}: items of one attribute, or of one `construct`"
            )
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the even-odd consistency of each respondent."""
        halves = half_means(answers)
        scales = halves.shape[1] // 2
        r = within_person_correlation(halves, range(scales), range(scales, 2 * scales), fewest=FEWEST_SCALES)
        stepped = np.divide(2 * r, 1 + r, out=np.full(len(r), -1.0), where=(1 + r) > 1e-9)
        index = np.where(np.isnan(r), np.nan, np.maximum(stepped, -1.0))
        threshold = min(0.0, robust_low(index, DEVIATIONS))
        return below(
            index,
            threshold,
            f"own correlation of two half means over {scales} scales, stepped up by Spearman and Brown; "
            f"below {threshold:.2f} is remarked",
        )


def half_means(answers: Answers) -> NDArray[np.float64]:
    """Return means of the odd items of each scale, then of the even ones, centred; (n, 2 * scales)."""
    turned = answers.relative * np.where(answers.reversed_items, -1.0, 1.0)
    halves = [places[start::2] for start in (0, 1) for places in answers.constructs]
    found = np.empty((len(answers), len(halves)))
    for column, places in enumerate(halves):
        mine = turned[:, list(places)]
        known = np.isfinite(mine)
        n = known.sum(axis=1)
        total = np.where(known, mine, 0.0).sum(axis=1)
        found[:, column] = np.divide(total, n, out=np.full(len(answers), np.nan), where=n > 0)
        known_half = np.isfinite(found[:, column])
        if known_half.any():
            found[:, column] -= found[known_half, column].mean()
    return found
