"""`scattered-scales`: items of one scale answered far apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least
from psychograph.responses.quality.within import robust_high

FEWEST_SCALES = 3
FEWEST_RESPONDENTS = 20
DEVIATIONS = 3.0


class ScatteredScales(QualityRule):
    """Items of one scale answered far apart (inter-item standard deviation).

    Items of one construct ask for the same thing, so that one person's answers to them, turned the same
    way, lie together. Answers are standardised by item; the index is the root of the mean
    variance of a respondent's answers within scales. Remarked is who lies three robust standard
    deviations above the median of all respondents. Three scales of two items are needed.

    **Where it is weak.** People who use the ends of the scale scatter more. Straight lines scatter only
    where a scale holds items worded the other way.

    References
    ----------
    Marjanovic, Holden, Struthers, Cribbie & Greenglass 2015, Pers Individ Dif 84:79,
    doi:10.1016/j.paid.2014.08.021, without standardising. The line is ours; see the table of hits and false
    alarms.
    """

    code = "scattered-scales"
    title = "Items of one scale far apart"
    family = Family.CONSISTENCY

    def applies(self, answers: Answers) -> str | None:
        """Three scales of two items, and twenty respondents, are needed."""
        if len(answers.constructs) < FEWEST_SCALES:
            return (
                f"{len(answers.constructs) or 'no'} scales of two or more items are known, fewer than "
                f"{FEWEST_SCALES}: items of one attribute, or of one `construct`"
            )
        if len(answers) < FEWEST_RESPONDENTS:
            return f"fewer than {FEWEST_RESPONDENTS} respondents to compare with"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the spread of each respondent's answers within scales, in deviations of the items."""
        index = _scatter(answers)
        threshold = robust_high(index, DEVIATIONS)
        return at_least(
            index,
            threshold,
            f"spread of one's own answers within {len(answers.constructs)} scales, in standard deviations of "
            f"the items; {threshold:.2f} or more is remarked ({DEVIATIONS:g} robust standard deviations "
            "above the median)",
        )


def _scatter(answers: Answers) -> NDArray[np.float64]:
    squares, freedom = np.zeros(len(answers)), np.zeros(len(answers))
    for places in answers.constructs:
        mine = answers.values[:, list(places)]
        known = np.isfinite(mine)
        counts = np.maximum(known.sum(axis=0), 1)
        gap = np.where(known, mine - np.where(known, mine, 0.0).sum(axis=0) / counts, 0.0)
        spread = np.sqrt((gap**2).sum(axis=0) / counts)
        turn = np.where(answers.reversed_items[list(places)], -1.0, 1.0)
        placed = np.divide(turn * gap, spread, out=np.zeros_like(gap), where=spread > 0)
        n = known.sum(axis=1)
        mean = placed.sum(axis=1) / np.maximum(n, 1)
        squares += (np.where(known, placed - mean[:, None], 0.0) ** 2).sum(axis=1)
        freedom += np.maximum(n - 1, 0)
    usable = freedom >= FEWEST_SCALES
    found = np.divide(squares, freedom, out=np.full(len(answers), np.nan), where=usable)
    return np.asarray(np.sqrt(found))
