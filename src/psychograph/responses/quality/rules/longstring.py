"""`longstring`: the longest run of one answer over the questionnaire."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least
from psychograph.responses.quality.within import upper_fence

SHORTEST = 8  # a run below this says nothing, however short the runs of others
FEWEST_ITEMS = 10


class Longstring(QualityRule):
    """The longest run of one answer, over the questionnaire as it was asked.

    Items that follow one another on the same scale are read in the order of the file; blanks are
    passed over. A run is remarked where it is far longer than those of the other respondents (beyond
    the third quartile by three interquartile ranges) or covers half of all items, whichever is
    shorter, and never below eight answers.

    **Where it is weak.** It misses who ticks at random, and it needs the order in which questions were
    asked: a file that lists shuffled items in another order breaks the runs.

    References
    ----------
    Johnson 2005, J Res Pers 39:103, doi:10.1016/j.jrp.2004.09.009. Half of the items: Curran 2016,
    J Exp Soc Psychol 66:4, doi:10.1016/j.jesp.2015.07.006. Far out: Tukey 1977, Exploratory Data
    Analysis. In experiments long strings detect no better than chance those who answer carelessly but not
    in straight lines: Goldammer et al. 2024, doi:10.3758/s13428-024-02484-3.
    """

    code = "longstring"
    title = "Longest run of one answer"
    family = Family.PATTERN

    def applies(self, answers: Answers) -> str | None:
        """Ten items are needed, eight of them in a row on one scale."""
        if len(answers.items) < FEWEST_ITEMS:
            return f"fewer than {FEWEST_ITEMS} questions on an answer scale"
        if max(block.end - block.first for block in answers.blocks) < SHORTEST:
            return f"nowhere do {SHORTEST} questions on one scale follow each other"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the longest run of each respondent."""
        index = longest_runs(answers).astype(float)
        index[answers.answered == 0] = np.nan
        threshold = line_of(index, len(answers.items))
        return at_least(
            index,
            threshold,
            f"longest run of one answer over {len(answers.items)} questions; {threshold:g} or more is "
            "remarked (half of the questions, or far out among all respondents)",
        )


def line_of(lengths: NDArray[np.float64], items: int) -> float:
    """Return the length from which a run is remarked."""
    return float(max(SHORTEST, np.ceil(min(items / 2, upper_fence(lengths, least_spread=1.0)))))


def longest_runs(answers: Answers) -> NDArray[np.int64]:
    """Return the longest run of one answer inside a block of one scale, blanks passed over; shape (n,).

    Examples
    --------
    >>> from psychograph.codebook.codebook import Scale
    >>> from psychograph.responses.quality.answers import answers_of
    >>> longest_runs(answers_of(np.array([[3.0, 3, np.nan, 3, 1], [1, 2, 3, 4, 5]]), Scale(1, 5))).tolist()
    [3, 1]
    """
    longest = np.zeros(len(answers), dtype=np.int64)
    for block in answers.blocks:
        run = np.zeros(len(answers), dtype=np.int64)
        last = np.full(len(answers), -1, dtype=np.int16)
        for place in range(block.first, block.end):
            step = answers.steps[:, place]
            known = step >= 0
            run = np.where(known, np.where(step == last, run + 1, 1), run)
            last = np.where(known, step, last)
            np.maximum(longest, run, out=longest)
    return longest
