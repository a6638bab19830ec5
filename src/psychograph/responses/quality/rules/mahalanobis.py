"""`mahalanobis`: combinations of answers that nobody else gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from psychograph.responses.quality.answers import MOST_EFFORT, Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below
from psychograph.responses.quality.within import slices
from psychograph.stats.blanks.missing import least_effort, placed
from psychograph.stats.blanks.patterns import blocks_of, distances, inverse_of

CHANCE = 0.01
FEWEST_ITEMS = 3
RESPONDENTS_AN_ITEM = 3
MOST_ITEMS = 500  # beyond, the joint spread takes minutes


class MahalanobisDistance(QualityRule):
    """Combinations of answers far from everybody else's (Mahalanobis distance).

    The squared distance from the means of all items, in units of their joint spread: agreeing where
    others agree is near, agreeing to two things that others hold against each other is far. Mean and
    spread are fitted to all respondents, blanks included as blanks (EM); the distance of each counts
    only what they answered. Against chi-square with as many degrees of freedom, the index is the
    chance of a distance as large; below 1 % is remarked.

    **Where it is weak.** Answers on a scale are not normal, so that more than 1 % of attentive people are
    remarked: those who use the ends of the scale, and those who think differently. Many careless answers
    widen the spread and hide in it. Straight lines down the middle are near, not far.

    References
    ----------
    Mahalanobis 1936. Meade & Craig 2012, Psychol Methods 17:437, doi:10.1037/a0028085. Curran 2016,
    J Exp Soc Psychol 66:4, doi:10.1016/j.jesp.2015.07.006. EM: Little & Rubin 2002, ch. 11.
    """

    code = "mahalanobis"
    title = "Combinations unlike everybody else's"
    family = Family.OUTLIER

    def applies(self, answers: Answers) -> str | None:
        """Three items, and three respondents an item, are needed."""
        if len(answers.items) < FEWEST_ITEMS:
            return f"fewer than {FEWEST_ITEMS} questions on an answer scale"
        if len(answers.items) > MOST_ITEMS:
            return f"more than {MOST_ITEMS} questions on an answer scale"
        if len(answers) < RESPONDENTS_AN_ITEM * len(answers.items):
            return (
                f"{len(answers)} respondents for {len(answers.items)} questions, "
                f"fewer than {RESPONDENTS_AN_ITEM} a question"
            )
        if least_effort(answers.values[answers.fitted_rows]) > MOST_EFFORT:
            return "so much is blank that their joint spread would take minutes"
        if not answers.model.modelled.sum() >= FEWEST_ITEMS or answers.model.ridge > 0:
            return "some questions follow from others, so that there is no joint spread to measure by"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the chance of a distance as large."""
        squared, known = distance(answers)
        index = np.where(known > 0, chdtrc(np.maximum(known, 1), squared), np.nan)
        return below(
            index,
            CHANCE,
            f"chance of so large a distance from the average of {int(answers.model.used.sum())} respondents "
            f"over {int(answers.model.modelled.sum())} questions; below {CHANCE:.0%} is remarked",
        )


def distance(answers: Answers) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return squared distances over the answers that are there, and how many these are; each (n,)."""
    squared, known = np.empty(len(answers)), np.empty(len(answers), dtype=np.int64)
    for part in slices(len(answers), len(answers.items)):
        points, _, matrix = placed(answers.values[part], answers.model)
        there = np.isfinite(answers.values[part][:, answers.model.modelled])
        squared[part] = distances(points, blocks_of(there), inverse_of(matrix))
        known[part] = there.sum(axis=1)
    return np.maximum(squared, 0.0), known
