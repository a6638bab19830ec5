"""`antonyms`: answers to questions that most people answer oppositely."""

from __future__ import annotations

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, above
from psychograph.responses.quality.rules.synonyms import (
    DEVIATIONS,
    FEWEST_PAIRS,
    STRONG,
    line_in_words,
    lowest_by_chance,
    pairs_of,
    too_few,
)
from psychograph.responses.quality.within import robust_high, within_person_correlation


class Antonyms(QualityRule):
    """Questions that most people answer oppositely, answered alike (psychometric antonyms).

    As for synonyms, with pairs that correlate below -.60 over all respondents; an attentive
    respondent's own correlation over them is negative. Remarked is an index above 0 that
    also lies three robust standard deviations above the median, and higher than an attentive respondent's
    would be one time in a hundred. Fewer than three pairs give no index.

    **Where it is weak.** Few questionnaires hold three such pairs.

    References
    ----------
    Johnson 2005, J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009, after an idea of Goldberg, with the
    line at -.03. Meade & Craig 2012, Psychol Methods 17:437, doi:10.1037/a0028085.
    """

    code = "antonyms"
    title = "Opposite questions answered alike"
    family = Family.CONSISTENCY

    def applies(self, answers: Answers) -> str | None:
        """Three pairs of items correlated below -.60 are needed."""
        return too_few(answers, answers_alike=False)

    def check(self, answers: Answers) -> RuleResult:
        """Return the correlation over antonym pairs, within each respondent."""
        first, second = pairs_of(answers, answers_alike=False)
        index = within_person_correlation(answers.relative, first, second, fewest=FEWEST_PAIRS)
        threshold = max(0.0, robust_high(index, DEVIATIONS), -lowest_by_chance(answers, first, second))
        return above(
            index,
            threshold,
            f"own correlation over {len(first)} pairs of questions that correlate below -{STRONG} over all "
            f"respondents; {line_in_words(threshold, 'above')}",
        )
