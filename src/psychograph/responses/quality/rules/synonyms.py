"""`synonyms`: answers to questions that most people answer alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, below
from psychograph.responses.quality.within import robust_low, within_person_correlation

STRONG = 0.60
FEWEST_PAIRS = 3
MOST_PAIRS = 500
FEWEST_RESPONDENTS = 50  # below, a correlation above .60 may be chance
DEVIATIONS = 3.0
ONE_PERCENT = 2.326  # quantile of the normal distribution


class Synonyms(QualityRule):
    """Questions that most people answer alike, answered unlike (psychometric synonyms).

    Pairs of items that correlate above .60 over all respondents are found first. A respondent's index
    is the correlation of their own answers over these pairs. At least three pairs are needed, and
    three that the respondent answered; otherwise there is no index, and none is ever filled in by
    chance. Also without index is who gave the same answer throughout. Answers are taken in half-ranges, so
    that scales of several lengths may meet. Remarked is an index below 0 that also lies three robust standard
    deviations under the median of all respondents, and lower than an attentive respondent's would be one time
    in a hundred (Fisher's z, with half as many observations as there are items in the pairs).

    **Where it is weak.** Three to ten pairs give a number so noisy that the later conditions let hardly
    anybody be remarked, with three pairs nobody. Without them, one attentive respondent in ten would be.
    Johnson (2005) draws the line for antonyms just beside 0.

    References
    ----------
    Meade & Craig 2012, Psychol Methods 17:437, doi:10.1037/a0028085 (pairs above .60). Johnson 2005,
    J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009. Curran 2016, J Exp Soc Psychol 66:4,
    doi:10.1016/j.jesp.2015.07.006. R's ``careless::psychsyn`` can fill gaps by chance; this never does.
    """

    code = "synonyms"
    title = "Like questions answered unlike"
    family = Family.CONSISTENCY

    def applies(self, answers: Answers) -> str | None:
        """Three pairs of items correlated above .60 are needed."""
        return too_few(answers, answers_alike=True)

    def check(self, answers: Answers) -> RuleResult:
        """Return the correlation over synonym pairs, within each respondent."""
        first, second = pairs_of(answers, answers_alike=True)
        index = within_person_correlation(answers.relative, first, second, fewest=FEWEST_PAIRS)
        threshold = min(0.0, robust_low(index, DEVIATIONS), lowest_by_chance(answers, first, second))
        return below(
            index,
            threshold,
            f"own correlation over {len(first)} pairs of questions that correlate above {STRONG} over all "
            f"respondents; {line_in_words(threshold, 'below')}",
        )


def line_in_words(threshold: float, side: str) -> str:
    """Return where the line is, or that so few pairs give none."""
    if abs(threshold) >= 1:
        return "so few pairs say nothing certain about anybody, and nobody is remarked"
    return f"{side} {threshold:.2f} is remarked"


def lowest_by_chance(answers: Answers, first: list[int], second: list[int]) -> float:
    """Return the own correlation that an attentive respondent falls below one time in a hundred."""
    observations = len({*first, *second}) // 2
    if observations <= FEWEST_PAIRS:
        return -1.0
    usual = min(float(np.abs(answers.correlations[first, second]).mean()), 0.999)
    return float(np.tanh(np.arctanh(usual) - ONE_PERCENT / np.sqrt(observations - 3)))


def too_few(answers: Answers, *, answers_alike: bool) -> str | None:
    """Return why pairs cannot be used, None where they can."""
    if len(answers) < FEWEST_RESPONDENTS:
        return f"fewer than {FEWEST_RESPONDENTS} respondents, so that correlations may be chance"
    found = len(pairs_of(answers, answers_alike=answers_alike)[0])
    if found < FEWEST_PAIRS:
        line = f"above {STRONG}" if answers_alike else f"below -{STRONG}"
        return f"{found} pairs of questions correlate {line}, fewer than {FEWEST_PAIRS}"
    return None


def pairs_of(answers: Answers, *, answers_alike: bool) -> tuple[list[int], list[int]]:
    """Return the places of items in strongly correlated pairs, the strongest first."""
    if len(answers.items) < 2:
        return [], []
    r: NDArray[np.float64] = answers.correlations if answers_alike else -answers.correlations
    first, second = np.triu_indices(len(r), 1)
    strength = np.nan_to_num(r[first, second], nan=-1.0)
    strong = np.flatnonzero(strength > STRONG)
    strong = strong[np.argsort(-strength[strong], kind="stable")][:MOST_PAIRS]
    return first[strong].tolist(), second[strong].tolist()
